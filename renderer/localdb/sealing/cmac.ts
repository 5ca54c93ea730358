import { encryptBlock, type RoundKeys } from './aes256.ts';

/** Doubles in the field of CMAC, whose bits stand in order. */
function doubled(words: Uint32Array): Uint32Array {
  const [a = 0, b = 0, c = 0, d = 0] = words;
  return Uint32Array.of((a << 1) | (b >>> 31), (b << 1) | (c >>> 31), (c << 1) | (d >>> 31), (d << 1) ^ (a >>> 31 ? 0x87 : 0));
}

/** AES-CMAC (RFC 4493) with a 256-bit key: 16 bytes that nobody without the key can tell from chance. */
export function cmac(keys: RoundKeys, message: Uint8Array): Uint8Array {
  const zero = new Uint32Array(4);
  encryptBlock(keys, zero, zero);
  const whole = doubled(zero);
  const isWhole = message.length > 0 && message.length % 16 === 0;
  const mask = isWhole ? whole : doubled(whole);
  const padded = new Uint8Array(isWhole ? message.length : 16 * (Math.floor(message.length / 16) + 1));
  padded.set(message);
  if (!isWhole) padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  const state = new Uint32Array(4);
  for (let at = 0; at < padded.length; at += 16) {
    const isLast = at + 16 === padded.length;
    for (let word = 0; word < 4; word += 1) state[word] = (state[word] as number) ^ view.getUint32(at + 4 * word) ^ (isLast ? (mask[word] as number) : 0);
    encryptBlock(keys, state, state);
  }
  const out = new DataView(new ArrayBuffer(16));
  for (let word = 0; word < 4; word += 1) out.setUint32(4 * word, state[word] as number);
  return new Uint8Array(out.buffer);
}
