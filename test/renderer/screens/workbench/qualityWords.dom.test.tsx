import { expect, it } from 'vitest';
import { judgeQuality, type QualitySample } from '../../../../renderer/media/callQuality.ts';
import { qualityWords } from '../../../../renderer/screens/workbench/call/qualityWords.ts';
import { speak } from '../../../../renderer/language/i18n.ts';

const good: QualitySample = { lossPercent: 0, lossAwayPercent: 0, jitterMs: 3, rttMs: 20, rxPackets: 100, txPackets: 100, energy: 0.1, microphoneEnergy: 0.1, silence: null };

it.each([
  ['the customer hears badly', { lossAwayPercent: 6.2 }, '对方听不清您：网络丢包 6%'],
  ['the agent hears badly', { lossPercent: 9 }, '您听不清对方：网络丢包 9%'],
  ['both hear badly', { lossPercent: 8, lossAwayPercent: 7 }, '双方都听不清：网络丢包 8%'],
  ['it comes unsteadily', { jitterMs: 120 }, '您听不清对方：网络抖动 120 毫秒'],
  ['it comes late', { rttMs: 700 }, '声音延迟很大：700 毫秒，容易抢话'],
  ['no sound comes', { silence: 'us' }, '您听不到对方：没有声音传来'],
  ['the microphone is gone', { silence: 'them' }, '对方听不到您：请检查麦克风'],
  ['nobody hears anybody', { silence: 'both' }, '双方都听不到：请检查耳麦和网络'],
  ['nothing is wrong', {}, '双方声音清楚'],
] as const)('says in words that %s', (_title, over, words) => {
  speak('zh-CN');
  const sample = { ...good, ...over };
  expect(qualityWords({ sample, verdict: judgeQuality(sample) })).toBe(words);
});
