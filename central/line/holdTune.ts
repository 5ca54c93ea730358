import { encodeFrame, FRAME_SAMPLES, SAMPLE_RATE } from './sound.ts';

const NOTE_SECONDS = 0.5;
/** Semitones above A3, eight notes a chord. */
const TUNE = [[3, 7, 10, 15], [0, 3, 7, 12], [-4, 0, 3, 8], [-2, 2, 5, 10]].flatMap((chord) => [...chord, ...chord.toReversed()]);
const LOUDEST = 9000;
/** How many frames it has. */
export const TUNE_FRAMES = (TUNE.length * NOTE_SECONDS * SAMPLE_RATE) / FRAME_SAMPLES;

/** The music callers wait to, made here so that nobody has to be asked or paid for it: a slow walk through four chords. 16-bit samples, 8 kHz. */
export function holdTune(): Float64Array {
  const samples = new Float64Array(TUNE.length * NOTE_SECONDS * SAMPLE_RATE);
  for (const [place, semitones] of TUNE.entries()) {
    const hz = 220 * 2 ** (semitones / 12);
    const begin = place * NOTE_SECONDS * SAMPLE_RATE;
    // A note rings on under the next two; the last ones run over into the beginning, so that the seam is not heard.
    for (let at = 0; at < 3 * NOTE_SECONDS * SAMPLE_RATE; at += 1) {
      const seconds = at / SAMPLE_RATE;
      const loudness = Math.min(1, at / 160) * Math.exp(-2.2 * seconds);
      const where = (begin + at) % samples.length;
      samples[where] = (samples[where] ?? 0) + loudness * (Math.sin(2 * Math.PI * hz * seconds) + 0.3 * Math.sin(4 * Math.PI * hz * seconds));
    }
  }
  const peak = samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 1e-9);
  return samples.map((sample) => (LOUDEST * sample) / peak);
}

let frames: readonly Buffer[] | undefined;

/** One 20 ms frame of it as µ-law; `index` counts frames from its beginning. Made once. */
export function tuneFrame(index: number): Buffer {
  if (!frames) {
    const tune = holdTune();
    frames = Array.from({ length: tune.length / FRAME_SAMPLES }, (_, at) => encodeFrame(tune.subarray(at * FRAME_SAMPLES, (at + 1) * FRAME_SAMPLES)));
  }
  return frames[index % frames.length] ?? Buffer.alloc(FRAME_SAMPLES, 0xff);
}
