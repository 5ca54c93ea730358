import { describe, expect, it } from 'vitest';
import { judgeQuality, type QualitySample, readQuality, type SoundWays } from '../../../renderer/media/callQuality.ts';

const stats = (change: { received?: number; lost?: number; energy?: number; seconds?: number } = {}) => [
  { type: 'inbound-rtp', kind: 'audio', packetsReceived: change.received ?? 1000, packetsLost: change.lost ?? 0, jitter: 0.012, totalAudioEnergy: change.energy ?? 0, totalSamplesDuration: change.seconds ?? 20 },
  { type: 'outbound-rtp', kind: 'audio', packetsSent: 990 },
  { type: 'remote-inbound-rtp', kind: 'audio', fractionLost: 0.03, roundTripTime: 0.08 },
  { type: 'media-source', kind: 'audio', totalAudioEnergy: 0.2, totalSamplesDuration: 20 },
  { type: 'candidate-pair', nominated: true, state: 'succeeded', currentRoundTripTime: 0.5 },
  { type: 'codec', mimeType: 'audio/PCMU' },
];
const good: QualitySample = { lossPercent: 0, lossAwayPercent: 0, jitterMs: 5, rttMs: 20, rxPackets: 1, txPackets: 1, energy: 0.1, microphoneEnergy: 0.1, silence: null };
const both: SoundWays = { isTwoWay: true, isMicrophoneLost: false };

describe('the measure of a call', () => {
  it('is read out of the statistics, in their units', () => {
    const { sample } = readQuality(stats(), null, both);
    expect(sample).toMatchObject({ lossPercent: 0, jitterMs: 12, rttMs: 80, rxPackets: 1000, txPackets: 990, energy: 0 });
    expect(sample.lossAwayPercent).toBeCloseTo(3);
    expect(sample.microphoneEnergy).toBeCloseTo(0.1);
  });

  it('counts what was lost since the last time, not since the beginning', () => {
    const first = readQuality(stats({ received: 1000, lost: 100 }), null, both);
    expect(first.sample.lossPercent).toBeCloseTo(9.09, 1);
    const second = readQuality(stats({ received: 1090, lost: 110, energy: 0.04, seconds: 21 }), first.counters, both);
    expect(second.sample.lossPercent).toBeCloseTo(10);
    expect(second.sample.energy).toBeCloseTo(0.2);
    const third = readQuality(stats({ received: 1140, lost: 110, energy: 0.04, seconds: 22 }), second.counters, both);
    expect(third.sample).toMatchObject({ lossPercent: 0, energy: 0 });
  });

  it('is no loss when late packets made up for it, and zero when there is nothing yet', () => {
    const first = readQuality(stats({ received: 1000, lost: 10 }), null, both);
    expect(readQuality(stats({ received: 1060, lost: 5 }), first.counters, both).sample.lossPercent).toBe(0);
    expect(readQuality([], null, both).sample).toEqual({ lossPercent: 0, lossAwayPercent: null, jitterMs: 0, rttMs: null, rxPackets: 0, txPackets: 0, energy: 0, microphoneEnergy: null, silence: null });
  });

  it.each<[string, SoundWays, number, QualitySample['silence']]>([
    ['sound that comes and goes', both, 1090, null],
    ['nothing that came since the last time', both, 1000, 'us'],
    ['nothing that came where none is to come, on hold', { ...both, isTwoWay: false }, 1000, null],
    ['a microphone that was pulled out', { ...both, isMicrophoneLost: true }, 1090, 'them'],
    ['both', { ...both, isMicrophoneLost: true }, 1000, 'both'],
  ])('knows from %s who hears nothing', (_title, ways, received, silence) => {
    const first = readQuality(stats({ received: 1000 }), null, both);
    expect(first.sample.silence).toBeNull();
    expect(readQuality(stats({ received }), first.counters, ways).sample.silence).toBe(silence);
  });
});

describe('the word for it', () => {
  it.each<[string, Partial<QualitySample>, string, string | null]>([
    ['nothing amiss', {}, 'good', null],
    ['nothing known of the far end', { lossAwayPercent: null, rttMs: null }, 'good', null],
    ['nothing that is heard, whatever was lost before', { silence: 'us', lossPercent: 3 }, 'none', 'us'],
    ['losses on the way to us', { lossPercent: 3 }, 'fair', 'us'],
    ['many losses on the way to us', { lossPercent: 8 }, 'bad', 'us'],
    ['jitter on the way to us', { jitterMs: 120 }, 'bad', 'us'],
    ['losses on the way to them', { lossAwayPercent: 7 }, 'bad', 'them'],
    ['losses both ways', { lossPercent: 7, lossAwayPercent: 7 }, 'bad', 'both'],
    ['worse for them than for us', { lossPercent: 3, lossAwayPercent: 9 }, 'bad', 'them'],
    ['a long way', { rttMs: 400 }, 'fair', 'both'],
  ])('%s', (_title, change, word, side) => {
    expect(judgeQuality({ ...good, ...change })).toEqual({ word, side });
  });
});
