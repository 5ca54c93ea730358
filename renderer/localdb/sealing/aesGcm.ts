import { encryptBlock, expandKey, type RoundKeys } from './aes256.ts';

/*
 * AES-256-GCM (NIST SP 800-38D) with 12-byte nonces and 16-byte tags, synchronous: see aes256.ts.
 */

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A key made ready, with the tables that multiply by its hash key a byte at a time (Shoup's method). */
export interface GcmKey {
  readonly rounds: RoundKeys;
  /** byte × H: four words for each byte. */
  readonly times: Uint32Array;
}

/** What the eight bits that are shifted out of a block come back as, in its first word. */
const REDUCED = new Uint32Array(256);
{
  const words = new Uint32Array(4);
  for (let byte = 0; byte < 256; byte += 1) {
    words.set([0, 0, 0, byte]);
    for (let bit = 0; bit < 8; bit += 1) timesX(words);
    REDUCED[byte] = words[0] as number;
  }
}

/** Multiplies by x in the field of GHASH, whose bits stand in reverse. */
function timesX(words: Uint32Array): void {
  const [a = 0, b = 0, c = 0, d = 0] = words;
  words[3] = (d >>> 1) | (c << 31);
  words[2] = (c >>> 1) | (b << 31);
  words[1] = (b >>> 1) | (a << 31);
  words[0] = (a >>> 1) ^ (d & 1 ? 0xe1000000 : 0);
}

/** @param key 32 bytes. */
export function gcmKey(key: Uint8Array): GcmKey {
  const rounds = expandKey(key);
  const hash = new Uint32Array(4);
  encryptBlock(rounds, hash, hash);
  const times = new Uint32Array(4 * 256);
  for (let bit = 0x80; bit > 0; bit >>= 1) {
    times.set(hash, 4 * bit);
    timesX(hash);
  }
  for (let byte = 1; byte < 256; byte += 1) {
    const low = byte & -byte;
    if (low === byte) continue;
    for (let word = 0; word < 4; word += 1) times[4 * byte + word] = (times[4 * low + word] as number) ^ (times[4 * (byte ^ low) + word] as number);
  }
  return { rounds, times };
}

/** Takes `bytes`, filled up with zeros to whole blocks, into the hash. */
function absorb({ times }: GcmKey, hash: Uint32Array, bytes: Uint8Array): void {
  let [h0 = 0, h1 = 0, h2 = 0, h3 = 0] = hash;
  for (let at = 0; at < bytes.length; at += 16) {
    // Reading past the end gives undefined, which is zero in bits.
    const x0 = h0 ^ (((bytes[at] as number) << 24) | ((bytes[at + 1] as number) << 16) | ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number));
    const x1 = h1 ^ (((bytes[at + 4] as number) << 24) | ((bytes[at + 5] as number) << 16) | ((bytes[at + 6] as number) << 8) | (bytes[at + 7] as number));
    const x2 = h2 ^ (((bytes[at + 8] as number) << 24) | ((bytes[at + 9] as number) << 16) | ((bytes[at + 10] as number) << 8) | (bytes[at + 11] as number));
    const x3 = h3 ^ (((bytes[at + 12] as number) << 24) | ((bytes[at + 13] as number) << 16) | ((bytes[at + 14] as number) << 8) | (bytes[at + 15] as number));
    h0 = 0;
    h1 = 0;
    h2 = 0;
    h3 = 0;
    for (let byte = 15; byte >= 0; byte -= 1) {
      const word = byte < 8 ? (byte < 4 ? x0 : x1) : byte < 12 ? x2 : x3;
      const row = 4 * ((word >>> (24 - 8 * (byte & 3))) & 0xff);
      const out = h3 & 0xff;
      h3 = ((h3 >>> 8) | (h2 << 24)) ^ (times[row + 3] as number);
      h2 = ((h2 >>> 8) | (h1 << 24)) ^ (times[row + 2] as number);
      h1 = ((h1 >>> 8) | (h0 << 24)) ^ (times[row + 1] as number);
      h0 = (h0 >>> 8) ^ (REDUCED[out] as number) ^ (times[row] as number);
    }
  }
  hash[0] = h0;
  hash[1] = h1;
  hash[2] = h2;
  hash[3] = h3;
}

function counterBlock(nonce: Uint8Array): Uint32Array {
  const view = new DataView(nonce.buffer, nonce.byteOffset, NONCE_BYTES);
  return Uint32Array.of(view.getUint32(0), view.getUint32(4), view.getUint32(8), 1);
}

/** Encrypts or decrypts: the same in counter mode. Writes `from` into `to`. */
function applyCounter({ rounds }: GcmKey, nonce: Uint8Array, from: Uint8Array, to: Uint8Array): void {
  const counter = counterBlock(nonce);
  const stream = new Uint32Array(4);
  for (let at = 0; at < from.length; at += 16) {
    counter[3] = (counter[3] as number) + 1;
    encryptBlock(rounds, counter, stream);
    const end = Math.min(16, from.length - at);
    for (let byte = 0; byte < end; byte += 1) to[at + byte] = (from[at + byte] as number) ^ ((stream[byte >> 2] as number) >>> (24 - 8 * (byte & 3)));
  }
}

function tagOf(key: GcmKey, nonce: Uint8Array, beside: Uint8Array, sealed: Uint8Array): Uint8Array {
  const hash = new Uint32Array(4);
  absorb(key, hash, beside);
  absorb(key, hash, sealed);
  const lengths = new Uint8Array(16);
  const view = new DataView(lengths.buffer);
  view.setBigUint64(0, BigInt(beside.length) * 8n);
  view.setBigUint64(8, BigInt(sealed.length) * 8n);
  absorb(key, hash, lengths);
  const mask = counterBlock(nonce);
  encryptBlock(key.rounds, mask, mask);
  const tag = new DataView(new ArrayBuffer(TAG_BYTES));
  for (let word = 0; word < 4; word += 1) tag.setUint32(4 * word, (hash[word] as number) ^ (mask[word] as number));
  return new Uint8Array(tag.buffer);
}

/**
 * Seals a text.
 * @param beside  what must be the same when it is opened, and is not kept in it (which row this is).
 * @param nonce   12 bytes never used before with this key.
 * @returns nonce, ciphertext, tag.
 */
export function sealBytes(key: GcmKey, nonce: Uint8Array, plain: Uint8Array, beside: Uint8Array): Uint8Array {
  const out = new Uint8Array(NONCE_BYTES + plain.length + TAG_BYTES);
  out.set(nonce, 0);
  const sealed = out.subarray(NONCE_BYTES, NONCE_BYTES + plain.length);
  applyCounter(key, nonce, plain, sealed);
  out.set(tagOf(key, nonce, beside, sealed), NONCE_BYTES + plain.length);
  return out;
}

/** @returns the text, null when it was sealed with another key, beside something else, or has been changed. */
export function openBytes(key: GcmKey, bytes: Uint8Array, beside: Uint8Array): Uint8Array | null {
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const sealed = bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES);
  const tag = bytes.subarray(bytes.length - TAG_BYTES);
  const wanted = tagOf(key, nonce, beside, sealed);
  let differs = 0;
  for (let at = 0; at < TAG_BYTES; at += 1) differs |= (wanted[at] as number) ^ (tag[at] as number);
  if (differs !== 0) return null;
  const plain = new Uint8Array(sealed.length);
  applyCounter(key, nonce, sealed, plain);
  return plain;
}
