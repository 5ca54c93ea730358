import { cmac } from '@noble/ciphers/aes.js';

/** What one agent's database on this computer is sealed with, made ready from the 32 bytes that main hands over. */
export interface StoreKey {
  readonly sealing: Uint8Array;
  /** Of rows that were sealed with AES-GCM (version 0.1.0): they are opened, and sealed with the other when they are next written. */
  readonly sealingBefore: Uint8Array;
  readonly hashing: Uint8Array;
  /** Tells keys apart and says nothing of them: part of the database's name, so that no key ever opens another's. */
  readonly fingerprint: string;
}

const encoder = new TextEncoder();
const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** A key for one purpose (NIST SP 800-108, counter mode, over CMAC). */
function derived(from: Uint8Array, purpose: string): Uint8Array {
  const half = (counter: number): Uint8Array => cmac(Uint8Array.of(counter, ...encoder.encode(purpose)), from);
  return Uint8Array.of(...half(1), ...half(2));
}

/** @param base64 32 bytes. */
export function readStoreKey(base64: string): StoreKey {
  const from = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return { sealing: derived(from, 'rows chacha20-poly1305'), sealingBefore: derived(from, 'rows'), hashing: derived(from, 'numbers'), fingerprint: hex(derived(from, 'name').subarray(0, 4)) };
}

/** What stands in an index in place of a number: the same for the same number, and nothing without the key. */
export function keyedHash(key: StoreKey, text: string): string {
  return hex(cmac(encoder.encode(text), key.hashing));
}
