import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeskVault } from '../../../electron/settings/deskVault.ts';
import type { Session } from '../../../shared/sync/sessionMessages.ts';
import { HOUR_MS, SECOND_MS } from '../../../shared/time/utcMs.ts';

const NOW_MS = Date.UTC(2026, 10, 21, 2);
const PASSWORD = 'a password of hers';

/** A keychain like the system's: it opens what it sealed, and nothing once it is another. */
class Keychain {
  readonly #held = new Map<string, string>();
  async seal(secret: string): Promise<Buffer> {
    const ticket = randomUUID();
    this.#held.set(ticket, secret);
    return Buffer.from(ticket);
  }
  async unseal(sealed: Buffer): Promise<string | null> {
    return this.#held.get(sealed.toString()) ?? null;
  }
}
const noKeychain = { seal: async () => null, unseal: async () => null };

const sessionOf = (over: Partial<Session> = {}): Session => ({
  agent: { id: randomUUID(), number: '1036', name: '王倩', extension: '8036', role: 'agent', team: '母婴', site: '广州', active: true },
  accessToken: 'access', accessTokenExpiresAtMs: NOW_MS, refreshToken: 'refresh', deskKey: randomBytes(32).toString('base64'), serverTimeMs: NOW_MS, demo: false,
  line: { kind: 'practice', url: 'ws://127.0.0.1:1', domain: 'practice.careline', user: '8036', password: 'line password' },
  policy: { wrapUpSeconds: 60, ringSeconds: 20, callFromMinute: 540, callToMinute: 1200, retryLadderMinutes: [120], zone: 'Asia/Shanghai' }, ...over,
});
const typed = { typed: PASSWORD, next: PASSWORD };

let folder: string;
beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'careline-vault-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

describe('the store key', () => {
  it('is central’s at first and stays that, whatever central says later', async () => {
    const vault = new DeskVault(folder, noKeychain);
    const session = sessionOf();
    expect(await vault.vouched(session, typed, NOW_MS)).toBe(session.deskKey);
    const later = { ...session, deskKey: randomBytes(32).toString('base64') };
    expect(await vault.vouched(later, typed, NOW_MS)).toBe(session.deskKey);
  });

  it('survives a password chosen at this desk, and one that was reset elsewhere when there is a keychain or central still knows it', async () => {
    const session = sessionOf();
    const vault = new DeskVault(folder, noKeychain);
    await vault.vouched(session, typed, NOW_MS);
    const other = { ...session, deskKey: randomBytes(32).toString('base64') };
    expect(await vault.vouched(other, { typed: PASSWORD, next: 'the new one' }, NOW_MS)).toBe(session.deskKey);
    expect(await vault.vouched(other, { typed: 'the new one', next: 'the new one' }, NOW_MS)).toBe(session.deskKey);
    expect(await vault.vouched(session, { typed: 'one-time', next: 'third' }, NOW_MS)).toBe(session.deskKey);

    const kept = new DeskVault(folder, new Keychain());
    await kept.vouched(session, { typed: 'third', next: 'third' }, NOW_MS);
    expect(await kept.vouched(other, { typed: 'one-time', next: 'fourth' }, NOW_MS)).toBe(session.deskKey);
  });

  it('is opened by the keychain alone when a session of the last run goes on, and the password still opens it offline', async () => {
    const vault = new DeskVault(folder, new Keychain());
    const session = sessionOf();
    await vault.vouched(session, typed, NOW_MS);
    expect(await vault.vouched({ ...session, deskKey: randomBytes(32).toString('base64') }, null, NOW_MS)).toBe(session.deskKey);
    expect(await vault.openOffline('1036', PASSWORD, NOW_MS)).toMatchObject({ ok: true, storeKey: session.deskKey });
  });

  it('lies nowhere in the folder, and neither do the password, the tokens, the line’s password or the agent’s name', async () => {
    const session = sessionOf();
    await new DeskVault(folder, noKeychain).vouched(session, typed, NOW_MS);
    const bytes = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8')).join('');
    for (const secret of [session.deskKey, PASSWORD, 'access', 'refresh', 'line password', '王倩']) expect(bytes).not.toContain(secret);
    expect(readdirSync(folder)).toEqual([`vault-${session.agent.id}.json`]);
  });
});

describe('signing in while central is away', () => {
  it('gives the session as it was, without tokens, for twelve hours after central last vouched', async () => {
    const vault = new DeskVault(folder, noKeychain);
    const session = sessionOf();
    await vault.vouched(session, typed, NOW_MS);
    const opened = await vault.openOffline('1036', PASSWORD, NOW_MS + 12 * HOUR_MS);
    expect(opened).toMatchObject({ ok: true, storeKey: session.deskKey, session: { agent: session.agent, policy: session.policy, line: session.line } });
    expect(JSON.stringify(opened)).not.toMatch(/accessToken|refreshToken/);
    expect(await vault.openOffline('1036', PASSWORD, NOW_MS + 12 * HOUR_MS + 1)).toEqual({ ok: false, refusal: 'offline-too-long', detail: null });
    await vault.vouchedAgain(session.agent.id, NOW_MS + 3 * HOUR_MS);
    expect(await vault.openOffline('1036', PASSWORD, NOW_MS + 15 * HOUR_MS)).toMatchObject({ ok: true });
  });

  it('is not made longer by setting the clock back', async () => {
    const vault = new DeskVault(folder, noKeychain);
    await vault.vouched(sessionOf(), typed, NOW_MS);
    expect(await vault.openOffline('1036', PASSWORD, NOW_MS - HOUR_MS)).toMatchObject({ refusal: 'offline-too-long' });
  });

  it('is refused to a wrong password, and locked after five of them, each time for longer', async () => {
    const vault = new DeskVault(folder, noKeychain);
    await vault.vouched(sessionOf(), typed, NOW_MS);
    for (let at = 0; at < 4; at += 1) expect(await vault.openOffline('1036', 'wrong', NOW_MS)).toMatchObject({ refusal: 'wrong-credentials' });
    expect(await vault.openOffline('1036', 'wrong', NOW_MS)).toMatchObject({ refusal: 'locked', detail: '30' });
    // Another start of the program knows of it too.
    expect(await new DeskVault(folder, noKeychain).openOffline('1036', PASSWORD, NOW_MS + SECOND_MS)).toMatchObject({ refusal: 'locked', detail: '29' });
    expect(await vault.openOffline('1036', 'wrong', NOW_MS + 31 * SECOND_MS)).toMatchObject({ refusal: 'locked', detail: '60' });
    expect(await vault.openOffline('1036', PASSWORD, NOW_MS + 92 * SECOND_MS)).toMatchObject({ ok: true });
    expect(await vault.openOffline('1036', 'wrong', NOW_MS + 93 * SECOND_MS)).toMatchObject({ refusal: 'wrong-credentials' });
  });

  it('is not possible for somebody who was never signed in here', async () => {
    expect(await new DeskVault(folder, noKeychain).openOffline('1099', PASSWORD, NOW_MS)).toEqual({ ok: false, refusal: 'unreachable', detail: null });
  });
});
