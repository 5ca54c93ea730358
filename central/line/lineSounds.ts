import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CallerNews } from '../../shared/line/lineMessages.ts';
import { TUNE_FRAMES, tuneFrame } from './holdTune.ts';
import { encodeFrame, FRAME_SAMPLES, SAMPLE_RATE } from './sound.ts';
import { readWave } from './waveFile.ts';

/** Numbers are put together as Chinese says them: 二十五 is 2, 10, 5. */
const numberWords = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100] as const;
type NumberWord = `number-${(typeof numberWords)[number]}`;

/**
 * What a waiting caller can hear. music: while nothing is said. place: 「您前面还有」 and a number. wait: 「预计等候」, a number, minutes: 「分钟」.
 * offer: which key to press for hanging up without losing the place. The others are news, each said in a whole.
 */
export type SoundName = 'music' | 'place' | 'wait' | 'minutes' | 'offer' | CallerNews | NumberWord;

/** One sound: 20 ms of µ-law each. */
export type Frames = readonly Buffer[];
export type LineSounds = Readonly<Record<SoundName, Frames>>;

/** Tones of one of our own sounds, one after the other; hz 0: a pause. */
type Score = readonly (readonly [hz: number, seconds: number])[];
const PAUSE = [0, 0.1] as const;

/*
 * Our own sounds have no words: each is known by its tone, none of them the music's. `full` is the busy tone of Chinese exchanges.
 */
const scores: Readonly<Record<Exclude<SoundName, NumberWord | 'music'>, Score>> = {
  place: [[620, 0.5], PAUSE],
  wait: [[680, 0.5], PAUSE],
  minutes: [[740, 0.4], PAUSE],
  offer: [[800, 0.8], PAUSE],
  closed: [[1900, 2], PAUSE],
  full: [[450, 0.35], [0, 0.35], [450, 0.35], [0, 0.35], [450, 0.35], [0, 0.35]],
  'waited-too-long': [[2100, 2], PAUSE],
  'callback-kept': [[880, 1.5], PAUSE],
  'no-callback': [[2300, 1.5], PAUSE],
};

const LOUDNESS = 6000;
/** A tone that begins or ends at once clicks. */
const FADE_SAMPLES = 80;

function played(score: Score): Float64Array {
  const pieces = score.map(([hz, seconds]) => {
    const length = Math.round(seconds * SAMPLE_RATE);
    return Float64Array.from({ length }, (_, at) => LOUDNESS * Math.min(1, at / FADE_SAMPLES, (length - at) / FADE_SAMPLES) * Math.sin((2 * Math.PI * hz * at) / SAMPLE_RATE));
  });
  const whole = new Float64Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** The last frame is filled up with silence. */
function framesOf(samples: ArrayLike<number>): Frames {
  return Array.from({ length: Math.ceil(samples.length / FRAME_SAMPLES) }, (_, frame) => encodeFrame(Float64Array.from({ length: FRAME_SAMPLES }, (_unused, at) => samples[frame * FRAME_SAMPLES + at] ?? 0)));
}

/**
 * The sounds of the line: the owner's, and our own where there is none.
 *
 * @param folder `<name>.wav` of any of them, mono, 16 bit, 8 kHz; null: only our own.
 * @param tell what is wrong with a file of the owner's. Our own is played then.
 */
export function lineSounds(folder: string | null, tell: (what: string) => void = () => {}): LineSounds {
  const own: readonly (readonly [SoundName, Score])[] = [
    ...(Object.entries(scores) as [SoundName, Score][]),
    ...numberWords.map((word, place): [SoundName, Score] => [`number-${word}`, [[1000 + 60 * place, 0.3], PAUSE]]),
  ];
  const owners = (name: SoundName): Frames | null => {
    const samples = folder === null ? null : ownersSound(folder, name, tell);
    return samples === null ? null : framesOf(samples);
  };
  const music = owners('music') ?? Array.from({ length: TUNE_FRAMES }, (_, at) => tuneFrame(at));
  return { ...Object.fromEntries(own.map(([name, score]) => [name, owners(name) ?? framesOf(played(score))])) as Record<Exclude<SoundName, 'music'>, Frames>, music };
}

function ownersSound(folder: string, name: SoundName, tell: (what: string) => void): Int16Array | null {
  try {
    const samples = readWave(readFileSync(path.join(folder, `${name}.wav`)));
    if (samples.length > 0) return samples;
    tell(`${name}.wav has no sound in it`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') tell(`${name}.wav ${error instanceof Error ? error.message : 'cannot be read'}`);
  }
  return null;
}

/** A number from 0 to 999 as it is said. */
export function numberSounds(number: number): readonly SoundName[] {
  const word = (one: number): SoundName => `number-${one as (typeof numberWords)[number]}`;
  const whole = Math.max(0, Math.min(999, Math.round(number)));
  const [hundreds, rest] = [Math.floor(whole / 100), whole % 100];
  const [tens, ones] = [Math.floor(rest / 10), rest % 10];
  if (whole < 10) return [word(whole)];
  return [
    ...(hundreds === 0 ? [] : [word(hundreds), word(100), ...(tens === 0 && ones > 0 ? [word(0)] : [])]),
    // 十二, but 一百一十二.
    ...(tens === 0 ? [] : [...(tens === 1 && hundreds === 0 ? [] : [word(tens)]), word(10)]),
    ...(ones === 0 ? [] : [word(ones)]),
  ];
}

/** Told more often where they stand, callers get angry. */
export const PLACE_AGAIN_MS = 20_000;

/** 「您前面还有…，预计等候…分钟，按 1 …」. @param expectedWaitSeconds null: nobody can tell. @param mayKeep false: the key would not help them. */
export function placeSounds({ position, expectedWaitSeconds, mayKeep }: { readonly position: number; readonly expectedWaitSeconds: number | null; readonly mayKeep: boolean }): readonly SoundName[] {
  const wait: readonly SoundName[] = expectedWaitSeconds === null ? [] : ['wait', ...numberSounds(Math.ceil(expectedWaitSeconds / 60)), 'minutes'];
  return ['place', ...numberSounds(position - 1), ...wait, ...(mayKeep ? ['offer'] as const : [])];
}
