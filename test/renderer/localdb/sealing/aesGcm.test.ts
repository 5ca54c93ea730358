import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandKey } from '../../../../renderer/localdb/sealing/aes256.ts';
import { gcmKey, openBytes, sealBytes } from '../../../../renderer/localdb/sealing/aesGcm.ts';
import { cmac } from '../../../../renderer/localdb/sealing/cmac.ts';

const key32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const nonce12 = fc.uint8Array({ minLength: 12, maxLength: 12 });
const text = fc.uint8Array({ maxLength: 300 });
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('AES-256-GCM', () => {
  it('seals byte for byte what OpenSSL seals', () => {
    fc.assert(fc.property(key32, nonce12, text, text, (key, nonce, plain, beside) => {
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(beside);
      const theirs = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
      expect(hex(sealBytes(gcmKey(key), nonce, plain, beside))).toBe(hex(theirs));
    }), { numRuns: 300 });
  });

  it('is opened by OpenSSL and by itself, also when it is long', () => {
    const [key, nonce, plain, beside] = [randomBytes(32), randomBytes(12), randomBytes(100_003), Buffer.from('households:1')];
    const sealed = sealBytes(gcmKey(key), nonce, plain, beside);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(beside).setAuthTag(sealed.subarray(-16));
    expect(Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).equals(plain)).toBe(true);
    expect(Buffer.from(openBytes(gcmKey(key), sealed, beside) ?? []).equals(plain)).toBe(true);
  });

  it('opens nothing that was changed in any bit, cut short, moved beside another row, or sealed with another key', () => {
    fc.assert(fc.property(key32, nonce12, text, text, fc.nat(), (key, nonce, plain, beside, where) => {
      const ready = gcmKey(key);
      const sealed = sealBytes(ready, nonce, plain, beside);
      const changed = Uint8Array.from(sealed);
      const at = where % sealed.length;
      changed[at] = (changed[at] ?? 0) ^ (1 << (where % 8));
      expect(openBytes(ready, changed, beside)).toBeNull();
      expect(openBytes(ready, sealed.subarray(0, sealed.length - 1), beside)).toBeNull();
      expect(openBytes(ready, sealed, Uint8Array.of(...beside, 1))).toBeNull();
      expect(openBytes(gcmKey(key.map((byte) => byte ^ 1)), sealed, beside)).toBeNull();
    }), { numRuns: 100 });
  });
});

it('AES-256-CMAC gives the sums of NIST’s examples', () => {
  const keys = expandKey(Buffer.from('603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4', 'hex'));
  const message = Buffer.from('6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710', 'hex');
  expect([0, 16, 40, 64].map((length) => hex(cmac(keys, message.subarray(0, length))))).toEqual([
    '028962f61b7bf89efc6b551f4667d983', '28a7023f452e8f82bd4bf28d8c37c35c', 'aaf3d8f1de5640c232f5b169b9c911e6', 'e1992190549f6ed5696a2c056c315410',
  ]);
});
