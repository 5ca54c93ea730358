/** What is measured of a call's sound at one moment. */
export interface QualitySample {
  /** Packets lost on the way to us since the last sample, percent. */
  readonly lossPercent: number;
  /** Packets lost on the way to the caller, as they report it, percent; null: they do not say. */
  readonly lossAwayPercent: number | null;
  readonly jitterMs: number;
  /** There and back; null until it was measured. */
  readonly rttMs: number | null;
  readonly rxPackets: number;
  readonly txPackets: number;
  /** Loudness of what we hear since the last sample, 0 to 1. */
  readonly energy: number;
  /** Loudness of our microphone since the last sample, 0 to 1; null: the browser does not say. */
  readonly microphoneEnergy: number | null;
  /** Who hears nothing at all: nothing comes here ('us'), our microphone gives nothing ('them'); null: nobody, or it is not to be told yet. */
  readonly silence: 'us' | 'them' | 'both' | null;
}

/** What of a call's connection its statistics do not say. */
export interface SoundWays {
  /** Both sides are to be heard by what was agreed: neither holds the other. */
  readonly isTwoWay: boolean;
  /** The microphone is on for this call and gives no sound: pulled out, or taken by another program. */
  readonly isMicrophoneLost: boolean;
}

/** Counters of the last reading, from which the next one takes its differences. */
export interface QualityCounters {
  readonly received: number;
  readonly lost: number;
  readonly energy: number;
  readonly seconds: number;
  readonly microphoneEnergy: number;
  readonly microphoneSeconds: number;
}

export interface QualityReading {
  readonly sample: QualitySample;
  readonly counters: QualityCounters;
}

/** `side`: who hears badly, or nothing ('none'): 'us' (the way to us is bad), 'them', 'both'; null when it is good. */
export interface QualityVerdict {
  readonly word: 'good' | 'fair' | 'bad' | 'none';
  readonly side: 'us' | 'them' | 'both' | null;
}

type Stat = Readonly<Record<string, unknown>>;
const numberIn = (stat: Stat | undefined, name: string): number | null => {
  const value = stat?.[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};

const loudnessOf = (energy: number, seconds: number): number => (seconds > 0 ? Math.min(1, Math.sqrt(Math.max(0, energy) / seconds)) : 0);

/**
 * Reads a call's sound out of the browser's statistics.
 *
 * @param stats  every entry of RTCPeerConnection.getStats().
 * @param before counters of the last reading of this peer connection; null for the first.
 * @param ways   as they are now.
 */
export function readQuality(stats: Iterable<Stat>, before: QualityCounters | null, ways: SoundWays): QualityReading {
  const all = [...stats];
  const audio = (type: string) => all.find((stat) => stat['type'] === type && (stat['kind'] ?? stat['mediaType'] ?? 'audio') === 'audio');
  const inbound = audio('inbound-rtp');
  const outbound = audio('outbound-rtp');
  const remote = audio('remote-inbound-rtp');
  const source = audio('media-source');
  const pair = all.find((stat) => stat['type'] === 'candidate-pair' && stat['nominated'] === true && stat['state'] === 'succeeded');

  const counters: QualityCounters = {
    received: numberIn(inbound, 'packetsReceived') ?? 0,
    lost: numberIn(inbound, 'packetsLost') ?? 0,
    energy: numberIn(inbound, 'totalAudioEnergy') ?? 0,
    seconds: numberIn(inbound, 'totalSamplesDuration') ?? 0,
    microphoneEnergy: numberIn(source, 'totalAudioEnergy') ?? 0,
    microphoneSeconds: numberIn(source, 'totalSamplesDuration') ?? 0,
  };
  const lost = Math.max(0, counters.lost - (before?.lost ?? 0));
  const arrived = Math.max(0, counters.received - (before?.received ?? 0));
  const expected = lost + arrived;
  // What is not agreed to come is not missed, and before there is something to compare with nobody knows.
  const isNothingHeard = ways.isTwoWay && before !== null && arrived === 0;
  const lossAway = numberIn(remote, 'fractionLost');
  const rttSeconds = numberIn(remote, 'roundTripTime') ?? numberIn(pair, 'currentRoundTripTime');
  return {
    counters,
    sample: {
      lossPercent: expected === 0 ? 0 : (100 * lost) / expected,
      lossAwayPercent: lossAway === null ? null : 100 * lossAway,
      jitterMs: 1000 * (numberIn(inbound, 'jitter') ?? 0),
      rttMs: rttSeconds === null ? null : 1000 * rttSeconds,
      rxPackets: counters.received,
      txPackets: numberIn(outbound, 'packetsSent') ?? 0,
      energy: loudnessOf(counters.energy - (before?.energy ?? 0), counters.seconds - (before?.seconds ?? 0)),
      microphoneEnergy: source ? loudnessOf(counters.microphoneEnergy - (before?.microphoneEnergy ?? 0), counters.microphoneSeconds - (before?.microphoneSeconds ?? 0)) : null,
      silence: isNothingHeard ? (ways.isMicrophoneLost ? 'both' : 'us') : ways.isMicrophoneLost ? 'them' : null,
    },
  };
}

/** From these on a sentence loses words; twice as much and a conversation does. G.711 without repair. */
const FAIR = { lossPercent: 2, jitterMs: 40, rttMs: 300 } as const;
const BAD = { lossPercent: 6, jitterMs: 100, rttMs: 600 } as const;

/** So much is lost that words are. */
export const isLossy = (lossPercent: number): boolean => lossPercent >= FAIR.lossPercent;
export const isLate = (sample: QualitySample): boolean => (sample.rttMs ?? 0) >= FAIR.rttMs;

function grade(value: number | null, fair: number, bad: number): 0 | 1 | 2 {
  if (value === null || value < fair) return 0;
  return value < bad ? 1 : 2;
}

/** Puts a sample into one word and the side that suffers. */
export function judgeQuality(sample: QualitySample): QualityVerdict {
  if (sample.silence !== null) return { word: 'none', side: sample.silence };
  const us = Math.max(grade(sample.lossPercent, FAIR.lossPercent, BAD.lossPercent), grade(sample.jitterMs, FAIR.jitterMs, BAD.jitterMs));
  const them = grade(sample.lossAwayPercent, FAIR.lossPercent, BAD.lossPercent);
  const delay = grade(sample.rttMs, FAIR.rttMs, BAD.rttMs);
  const worst = Math.max(us, them, delay);
  if (worst === 0) return { word: 'good', side: null };
  const word = worst === 1 ? 'fair' : 'bad';
  if (delay === worst || us === them) return { word, side: 'both' };
  return { word, side: us > them ? 'us' : 'them' };
}
