/*
 * AES-256, the direction of encryption only (FIPS 197): counter mode and CMAC need no other. Synchronous, because an
 * IndexedDB transaction ends while one waits for the browser's own crypto. Held against the browser's in the tests.
 */

const ROUNDS = 14;
const KEY_WORDS = 8;

function makeBox(): Uint8Array {
  const box = new Uint8Array(256);
  let p = 1;
  let q = 1;
  do {
    // p runs through the field by multiplying with 3, q by dividing: q is p's inverse all along.
    p = (p ^ (p << 1) ^ (p & 0x80 ? 0x11b : 0)) & 0xff;
    q ^= q << 1;
    q ^= q << 2;
    q ^= q << 4;
    q &= 0xff;
    if (q & 0x80) q ^= 0x09;
    const rotated = (bits: number): number => ((q << bits) | (q >> (8 - bits))) & 0xff;
    box[p] = q ^ rotated(1) ^ rotated(2) ^ rotated(3) ^ rotated(4) ^ 0x63;
  } while (p !== 1);
  box[0] = 0x63;
  return box;
}

const BOX = makeBox();

/** Substitution and column mixing of one byte in each of the four rows. */
function makeTables(): readonly [Uint32Array, Uint32Array, Uint32Array, Uint32Array] {
  const tables = [new Uint32Array(256), new Uint32Array(256), new Uint32Array(256), new Uint32Array(256)] as const;
  for (let at = 0; at < 256; at += 1) {
    const s = BOX[at] ?? 0;
    const twice = (s << 1) ^ (s & 0x80 ? 0x11b : 0);
    const word = ((twice << 24) | (s << 16) | (s << 8) | (twice ^ s)) >>> 0;
    for (const [row, table] of tables.entries()) table[at] = row === 0 ? word : ((word >>> (8 * row)) | (word << (32 - 8 * row))) >>> 0;
  }
  return tables;
}

const [T0, T1, T2, T3] = makeTables();

// Every index below is a byte or lies within the array it was made for.
const substituted = (word: number): number =>
  (((BOX[word >>> 24] as number) << 24) | ((BOX[(word >>> 16) & 0xff] as number) << 16) | ((BOX[(word >>> 8) & 0xff] as number) << 8) | (BOX[word & 0xff] as number)) >>> 0;

/** A key made ready: 60 words of round keys. */
export type RoundKeys = Uint32Array;

/** @param key 32 bytes. */
export function expandKey(key: Uint8Array): RoundKeys {
  if (key.length !== 4 * KEY_WORDS) throw new RangeError('an AES-256 key has 32 bytes');
  const words = new Uint32Array(4 * (ROUNDS + 1));
  const view = new DataView(key.buffer, key.byteOffset, key.length);
  for (let at = 0; at < KEY_WORDS; at += 1) words[at] = view.getUint32(4 * at);
  let constant = 1;
  for (let at = KEY_WORDS; at < words.length; at += 1) {
    let word = words[at - 1] as number;
    if (at % KEY_WORDS === 0) {
      word = substituted((word << 8) | (word >>> 24)) ^ (constant << 24);
      constant <<= 1;
    } else if (at % KEY_WORDS === 4) {
      word = substituted(word);
    }
    words[at] = (words[at - KEY_WORDS] as number) ^ word;
  }
  return words;
}

/** Encrypts one block of four words, from `block` into `out` (which may be the same). */
export function encryptBlock(keys: RoundKeys, block: Uint32Array, out: Uint32Array): void {
  let a = (block[0] as number) ^ (keys[0] as number);
  let b = (block[1] as number) ^ (keys[1] as number);
  let c = (block[2] as number) ^ (keys[2] as number);
  let d = (block[3] as number) ^ (keys[3] as number);
  let at = 4;
  for (let round = 1; round < ROUNDS; round += 1) {
    const e = (T0[a >>> 24] as number) ^ (T1[(b >>> 16) & 0xff] as number) ^ (T2[(c >>> 8) & 0xff] as number) ^ (T3[d & 0xff] as number) ^ (keys[at] as number);
    const f = (T0[b >>> 24] as number) ^ (T1[(c >>> 16) & 0xff] as number) ^ (T2[(d >>> 8) & 0xff] as number) ^ (T3[a & 0xff] as number) ^ (keys[at + 1] as number);
    const g = (T0[c >>> 24] as number) ^ (T1[(d >>> 16) & 0xff] as number) ^ (T2[(a >>> 8) & 0xff] as number) ^ (T3[b & 0xff] as number) ^ (keys[at + 2] as number);
    const h = (T0[d >>> 24] as number) ^ (T1[(a >>> 16) & 0xff] as number) ^ (T2[(b >>> 8) & 0xff] as number) ^ (T3[c & 0xff] as number) ^ (keys[at + 3] as number);
    a = e;
    b = f;
    c = g;
    d = h;
    at += 4;
  }
  const last = (p: number, q: number, r: number, s: number, key: number): number =>
    (((BOX[p >>> 24] as number) << 24) | ((BOX[(q >>> 16) & 0xff] as number) << 16) | ((BOX[(r >>> 8) & 0xff] as number) << 8) | (BOX[s & 0xff] as number)) ^ key;
  out[0] = last(a, b, c, d, keys[at] as number);
  out[1] = last(b, c, d, a, keys[at + 1] as number);
  out[2] = last(c, d, a, b, keys[at + 2] as number);
  out[3] = last(d, a, b, c, keys[at + 3] as number);
}
