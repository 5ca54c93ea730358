import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openBytes, sealBytes } from '../../../../renderer/localdb/sealing/sealBytes.ts';

const key32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const nonce12 = fc.uint8Array({ minLength: 12, maxLength: 12 });
const text = fc.uint8Array({ maxLength: 300 });
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('ChaCha20-Poly1305', () => {
  it('seals byte for byte what OpenSSL seals', () => {
    fc.assert(fc.property(key32, nonce12, text, text, (key, nonce, plain, beside) => {
      const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 }).setAAD(beside, { plaintextLength: plain.length });
      const theirs = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
      expect(hex(sealBytes(key, nonce, plain, beside))).toBe(hex(theirs));
    }), { numRuns: 300 });
  });

  it('is opened by OpenSSL and by itself, also when it is long', () => {
    const [key, nonce, plain, beside] = [randomBytes(32), randomBytes(12), randomBytes(100_003), Buffer.from('households:1')];
    const sealed = sealBytes(key, nonce, plain, beside);
    const decipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 }).setAAD(beside, { plaintextLength: plain.length }).setAuthTag(sealed.subarray(-16));
    expect(Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).equals(plain)).toBe(true);
    expect(Buffer.from(openBytes(key, sealed, beside) ?? []).equals(plain)).toBe(true);
  });

  it('opens nothing that was changed in any bit, cut short, moved beside another row, or sealed with another key', () => {
    fc.assert(fc.property(key32, nonce12, text, text, fc.nat(), (key, nonce, plain, beside, where) => {
      const sealed = sealBytes(key, nonce, plain, beside);
      const changed = Uint8Array.from(sealed);
      const at = where % sealed.length;
      changed[at] = (changed[at] ?? 0) ^ (1 << (where % 8));
      expect(openBytes(key, changed, beside)).toBeNull();
      expect(openBytes(key, sealed.subarray(0, sealed.length - 1), beside)).toBeNull();
      expect(openBytes(key, sealed, Uint8Array.of(...beside, 1))).toBeNull();
      expect(openBytes(key.map((byte) => byte ^ 1), sealed, beside)).toBeNull();
    }), { numRuns: 100 });
  });
});
