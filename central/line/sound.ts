/** Samples a second of everything on the practice line: G.711. */
export const SAMPLE_RATE = 8000;
/** One RTP packet: 20 ms. */
export const FRAME_SAMPLES = 160;
export const FRAME_MS = 20;

const BIAS = 0x84;
const CLIP = 32_635;

/** One 16-bit sample as µ-law (G.711). */
export function encodeUlaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(Math.round(sample)), CLIP) + BIAS;
  const exponent = Math.max(0, 24 - Math.clz32(magnitude));
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

const decodeTable = Int16Array.from({ length: 256 }, (_, code) => {
  const bits = ~code & 0xff;
  const exponent = (bits >> 4) & 7;
  const magnitude = (((bits & 0x0f) << 3) + BIAS) << exponent;
  return bits & 0x80 ? BIAS - magnitude : magnitude - BIAS;
});

/** One µ-law byte as a 16-bit sample. */
export const decodeUlaw = (code: number): number => decodeTable[code & 0xff] ?? 0;

/** 16-bit samples as µ-law. */
export function encodeFrame(samples: ArrayLike<number>): Buffer {
  const frame = Buffer.alloc(samples.length);
  for (let at = 0; at < samples.length; at += 1) frame[at] = encodeUlaw(samples[at] ?? 0);
  return frame;
}

/** A sine as 16-bit samples, `from` samples after its beginning. */
export function sine(hz: number, from: number, length: number, amplitude = 9000): Float64Array {
  return Float64Array.from({ length }, (_, at) => amplitude * Math.sin((2 * Math.PI * hz * (from + at)) / SAMPLE_RATE));
}

/** How much of one frequency is in the samples (Goertzel): its squared amplitude, in squared sample units. */
export function powerAt(samples: ArrayLike<number>, hz: number, from = 0, length = samples.length): number {
  if (length === 0) return 0;
  const turn = 2 * Math.cos((2 * Math.PI * hz) / SAMPLE_RATE);
  let before = 0;
  let last = 0;
  for (let at = from; at < from + length; at += 1) {
    const next = (samples[at] ?? 0) + turn * last - before;
    before = last;
    last = next;
  }
  return ((last * last + before * before - turn * last * before) * 4) / (length * length);
}

/** Loudness, 0 (silence) to 1 (full scale): root mean square. */
export function loudness(samples: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < samples.length; at += 1) sum += ((samples[at] ?? 0) / 32_768) ** 2;
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length);
}

const LOWEST_HZ = 100;
const HIGHEST_HZ = 3400;
const QUIET = 0.002;

/**
 * The strongest frequency, to the nearest Hz when there is a second of sound; null when it is too quiet to tell.
 * First roughly over pieces of 50 ms (their filter is 20 Hz wide, so no tone falls between two), then finely over all.
 */
export function strongestHz(samples: ArrayLike<number>): number | null {
  if (samples.length < SAMPLE_RATE / 20 || loudness(samples) < QUIET) return null;
  const piece = SAMPLE_RATE / 20;
  const best = (candidates: readonly number[], power: (hz: number) => number) =>
    candidates.reduce((strongest, hz) => { const here = power(hz); return here > strongest.power ? { hz, power: here } : strongest; }, { hz: 0, power: -1 }).hz;
  const roughly = best(steps(LOWEST_HZ, HIGHEST_HZ, 10), (hz) => {
    let power = 0;
    for (let from = 0; from + piece <= samples.length; from += piece) power += powerAt(samples, hz, from, piece);
    return power;
  });
  return best(steps(roughly - 15, roughly + 15, 1), (hz) => powerAt(samples, hz));
}

function steps(from: number, to: number, by: number): number[] {
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, at) => from + at * by);
}
