import { i18next } from '../../../language/i18n.ts';
import { isLate, isLossy, type QualitySample } from '../../../media/callQuality.ts';
import type { CallQuality } from '../../../sound/useCallQuality.ts';

/** Whose ears suffer when packets are lost; else what it is that troubles the sound. */
function whatSuffers(sample: QualitySample, side: 'us' | 'them' | 'both'): 'us' | 'them' | 'both' | 'jitter' | 'delay' {
  const isLost = isLossy(sample.lossPercent) || isLossy(sample.lossAwayPercent ?? 0);
  if (side === 'both') return isLost ? 'both' : isLate(sample) ? 'delay' : 'jitter';
  return side === 'us' && !isLossy(sample.lossPercent) ? 'jitter' : side;
}

/** 「对方听不清您：网络丢包 6%」: who hears badly or nothing, and why, in a sentence. */
export function qualityWords({ sample, verdict }: CallQuality): string {
  if (verdict.word === 'good' || verdict.side === null) return i18next.t('workbench.quality.good');
  if (verdict.word === 'none') return i18next.t(`workbench.quality.none.${verdict.side}`);
  return i18next.t(`workbench.quality.${verdict.word}.${whatSuffers(sample, verdict.side)}`, {
    loss: Math.round(Math.max(sample.lossPercent, sample.lossAwayPercent ?? 0)), jitter: Math.round(sample.jitterMs), rtt: Math.round(sample.rttMs ?? 0),
  });
}
