import { expandKey, type RoundKeys } from './aes256.ts';
import { type GcmKey, gcmKey } from './aesGcm.ts';
import { cmac } from './cmac.ts';

/** What one agent's database on this computer is sealed with, made ready from the 32 bytes that main hands over. */
export interface StoreKey {
  readonly sealing: GcmKey;
  readonly hashing: RoundKeys;
  /** Tells keys apart and says nothing of them: part of the database's name, so that no key ever opens another's. */
  readonly fingerprint: string;
}

const encoder = new TextEncoder();
const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** A key for one purpose (NIST SP 800-108, counter mode, over CMAC). */
function derived(from: RoundKeys, purpose: string): Uint8Array {
  const half = (counter: number): Uint8Array => cmac(from, Uint8Array.of(counter, ...encoder.encode(purpose)));
  return Uint8Array.of(...half(1), ...half(2));
}

/** @param base64 32 bytes. */
export function readStoreKey(base64: string): StoreKey {
  const from = expandKey(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
  return { sealing: gcmKey(derived(from, 'rows')), hashing: expandKey(derived(from, 'numbers')), fingerprint: hex(derived(from, 'name').subarray(0, 4)) };
}

/** What stands in an index in place of a number: the same for the same number, and nothing without the key. */
export function keyedHash(key: StoreKey, text: string): string {
  return hex(cmac(key.hashing, encoder.encode(text)));
}
