import { encodeFrame, FRAME_SAMPLES, SAMPLE_RATE } from '../line/sound.ts';

/** First three formants in Hz of some vowels, and how they follow each other in a sentence of nonsense. */
const VOWELS: readonly (readonly [number, number, number])[] = [[730, 1090, 2440], [270, 2290, 3010], [300, 870, 2240], [530, 1840, 2480], [570, 840, 2410]];
const SECONDS = 6;

/** Pseudo-random numbers from 0 to 1, the same on every run: a test may look for what it heard yesterday. */
function repeatable(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** A resonance of the throat: two-pole filter at `hz`, `width` Hz wide. */
function resonator(hz: number, width: number): (input: number) => number {
  const radius = Math.exp((-Math.PI * width) / SAMPLE_RATE);
  const a1 = 2 * radius * Math.cos((2 * Math.PI * hz) / SAMPLE_RATE);
  const a2 = -radius * radius;
  const gain = 1 - radius;
  let last = 0;
  let before = 0;
  return (input) => {
    const output = gain * input + a1 * last + a2 * before;
    before = last;
    last = output;
    return output;
  };
}

/** Six seconds that sound like somebody talking: syllables of vowels and hisses, four a second, with pauses for breath. */
function makeSpeech(): Float64Array {
  const random = repeatable(20_070_801);
  const samples = new Float64Array(SECONDS * SAMPLE_RATE);
  let at = 0;
  while (at < samples.length - SAMPLE_RATE) {
    const length = Math.round(SAMPLE_RATE * (0.16 + random() * 0.12));
    const isHiss = random() < 0.18;
    const vowel = VOWELS[Math.floor(random() * VOWELS.length)] ?? [500, 1500, 2500];
    const filters = isHiss ? [resonator(2600, 900)] : vowel.map((hz, index) => resonator(hz, 70 + 40 * index));
    const pitch = 170 + random() * 60;
    let phase = 0;
    for (let step = 0; step < length; step += 1) {
      const progress = step / length;
      phase += (pitch * (1.08 - 0.16 * progress)) / SAMPLE_RATE;
      const pulse = phase >= 1 ? 1 : 0;
      phase -= pulse;
      const source = isHiss ? (random() - 0.5) * 0.25 : pulse * 6;
      const envelope = Math.sin(Math.PI * Math.min(1, progress * 1.02)) ** 0.6;
      samples[at + step] = filters.reduce((sum, filter, index) => sum + filter(source) / (1 + index * 0.6), 0) * envelope;
    }
    at += length + Math.round(SAMPLE_RATE * (random() < 0.2 ? 0.35 : 0.03));
  }
  const peak = samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 1e-9);
  return samples.map((sample) => (sample / peak) * 14_000);
}

let frames: readonly Buffer[] | undefined;

/** One 20 ms frame of µ-law speech; `index` counts frames from the beginning of the call. Made once, repeated after six seconds. */
export function speechFrame(index: number): Buffer {
  if (!frames) {
    const speech = makeSpeech();
    frames = Array.from({ length: speech.length / FRAME_SAMPLES }, (_, at) => encodeFrame(speech.subarray(at * FRAME_SAMPLES, (at + 1) * FRAME_SAMPLES)));
  }
  return frames[index % frames.length] ?? Buffer.alloc(FRAME_SAMPLES, 0xff);
}
