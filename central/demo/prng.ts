/** A stream of numbers that looks random and is the same for the same seed, whatever the machine. */
export interface Prng {
  /** [0, 1) */
  next(): number;
  /** Whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** One of `from`, as likely as its weight says. */
  weighted<T>(from: readonly (readonly [T, number])[]): T;
  /** A new array, mixed. */
  shuffle<T>(from: readonly T[]): T[];
}

/** 32-bit FNV-1a: turns a seed's words into a number. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/**
 * Mulberry32: small, fast, good enough to draw families from; never for secrets.
 * @param seed any words; streams of different words do not follow one another.
 */
export function prng(seed: string): Prng {
  let state = hashOf(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(from: readonly T[]): T => {
    const drawn = from[int(0, from.length - 1)];
    if (drawn === undefined) throw new RangeError('nothing to pick from');
    return drawn;
  };
  const weighted = <T>(from: readonly (readonly [T, number])[]): T => {
    let left = next() * from.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of from) {
      left -= weight;
      if (left < 0) return value;
    }
    const last = from[from.length - 1];
    if (last === undefined) throw new RangeError('nothing to weigh');
    return last[0];
  };
  const shuffle = <T>(from: readonly T[]): T[] => {
    const mixed = from.slice();
    for (let i = mixed.length - 1; i > 0; i -= 1) {
      const j = int(0, i);
      [mixed[i], mixed[j]] = [mixed[j] as T, mixed[i] as T];
    }
    return mixed;
  };
  return { next, int, chance: (probability) => next() < probability, pick, weighted, shuffle };
}
