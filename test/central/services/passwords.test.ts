import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from '../../../central/services/passwords.ts';
import { quickHash } from '../../support/quickHash.ts';

describe('a password', () => {
  it('is stored as argon2id at the cost OWASP asks for at least, with a salt of its own each time', async () => {
    const [first, second] = [await hashPassword('cloud-7-bottle'), await hashPassword('cloud-7-bottle')];
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(second).not.toBe(first);
  });

  it('is the right one whatever cost its hash was made at, and no other is', async () => {
    for (const stored of [await hashPassword('cloud-7-bottle'), await quickHash('cloud-7-bottle')]) {
      expect(await verifyPassword('cloud-7-bottle', stored)).toBe(true);
      expect(await verifyPassword('cloud-7-bottles', stored)).toBe(false);
    }
  });

  it('is never right where nobody has the number', async () => {
    expect(await verifyPassword('cloud-7-bottle', null)).toBe(false);
  });

  it('whose hash cannot be read is an error of the store, not a wrong password', async () => {
    await expect(verifyPassword('cloud-7-bottle', 'plain')).rejects.toThrow('cannot be read');
  });
});
