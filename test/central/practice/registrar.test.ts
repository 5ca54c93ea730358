import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { linePassword } from '../../../central/line/linePassword.ts';
import { readDigest, Registrar } from '../../../central/practice/registrar.ts';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');
const realm = 'practice.careline';
const password = linePassword('secret', '1001');

/** A desktop's answer to a challenge. */
function answer(challenge: string, change: Partial<Record<'user' | 'password' | 'nc' | 'realm' | 'method', string>> = {}): string {
  const nonce = readDigest(challenge).get('nonce') ?? '';
  const { user = '1001', nc = '00000001', method = 'REGISTER' } = change;
  const uri = `sip:${realm}`;
  const response = md5(`${md5(`${user}:${change.realm ?? realm}:${change.password ?? password}`)}:${nonce}:${nc}:abc:auth:${md5(`${method}:${uri}`)}`);
  return `Digest algorithm=MD5, username="${user}", realm="${change.realm ?? realm}", nonce="${nonce}", uri="${uri}", response="${response}", qop=auth, cnonce="abc", nc=${nc}`;
}

function registrarAt(now: () => number = () => 0) {
  const registrar = new Registrar(realm, (user) => (user === '1001' ? password : null), now);
  const first = registrar.check('REGISTER', '1001', undefined);
  if (first.ok) throw new Error('let in without a password');
  return { registrar, challenge: first.challenge };
}

describe('the registrar', () => {
  it('lets the right password in', () => {
    const { registrar, challenge } = registrarAt();
    expect(registrar.check('REGISTER', '1001', answer(challenge))).toEqual({ ok: true });
  });

  it.each([
    ['a wrong password', { password: 'guess' }],
    ['an answer made for another method', { method: 'INVITE' }],
    ['another realm', { realm: 'elsewhere' }],
    ['another user\'s name', { user: '1002' }],
  ])('refuses %s', (_title, change) => {
    const { registrar, challenge } = registrarAt();
    expect(registrar.check('REGISTER', '1001', answer(challenge, change)).ok).toBe(false);
  });

  it('refuses somebody it does not know, and a header that is no digest', () => {
    const { registrar, challenge } = registrarAt();
    expect(registrar.check('REGISTER', '1002', answer(challenge, { user: '1002' })).ok).toBe(false);
    for (const header of ['', 'Basic abc', 'Digest', 'Digest nonce=', answer(challenge).replace(/response="[^"]+"/, 'response="x"'), answer(challenge).replace('qop=auth', 'qop=none')]) {
      expect(registrar.check('REGISTER', '1001', header).ok).toBe(false);
    }
  });

  it('takes an answer once: it cannot be played again, and the next count can', () => {
    const { registrar, challenge } = registrarAt();
    const heard = answer(challenge);
    expect(registrar.check('REGISTER', '1001', heard).ok).toBe(true);
    expect(registrar.check('REGISTER', '1001', heard).ok).toBe(false);
    expect(registrar.check('REGISTER', '1001', answer(challenge, { nc: '00000002' })).ok).toBe(true);
  });

  it('forgets a nonce after an hour, and says that it was only stale', () => {
    let nowMs = 0;
    const { registrar, challenge } = registrarAt(() => nowMs);
    nowMs = 3_600_001;
    const verdict = registrar.check('REGISTER', '1001', answer(challenge));
    expect(verdict).toMatchObject({ ok: false, challenge: expect.stringContaining('stale=true') });
  });
});

it('a line password is 32 characters, of this secret and this extension only', () => {
  expect(password).toMatch(/^[\w-]{32}$/);
  expect(linePassword('secret', '1002')).not.toBe(password);
  expect(linePassword('other', '1001')).not.toBe(password);
});
