import { createCipheriv, createDecipheriv, randomBytes, scrypt, type ScryptOptions } from 'node:crypto';
import { open, readdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { parse } from '../../shared/language/parse.ts';
import { type Session, sessionSchema } from '../../shared/sync/sessionMessages.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time/utcMs.ts';
import { logger } from '../logging/logger.ts';
import type { SecretStore } from './secretStore.ts';

/** For so long after central last vouched for an agent their password opens this desktop without it. */
const OFFLINE_MS = 12 * HOUR_MS;
/** The fifth wrong password in a row locks for half a minute, each further one for twice as long: as central does. */
const LOCK = { after: 5, firstMs: 30 * SECOND_MS, longestMs: 15 * MINUTE_MS };
/** Some 100 ms and 32 MB a try; argon2 is not in the oldest runtime's Node. */
const COST: ScryptOptions = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const KEY_BYTES = 32;

/** What of a session is worth keeping: no token is. */
const keptSessionSchema = sessionSchema.omit({ accessToken: true, accessTokenExpiresAtMs: true, refreshToken: true, deskKey: true });
export type KeptSession = z.infer<typeof keptSessionSchema>;

const fileSchema = z.object({
  agentId: z.uuid(),
  number: z.string(),
  salt: z.base64(),
  /** The store key, sealed by what the password derives to. */
  byPassword: z.base64().nullable(),
  /** The store key, sealed by the operating system's keychain. */
  byKeychain: z.base64().nullable(),
  /** The session, sealed by the store key. */
  session: z.base64(),
  vouchedAtMs: z.number(),
  failures: z.number().int(),
  lockedUntilMs: z.number(),
});
type VaultFile = z.infer<typeof fileSchema>;

export type OfflineOutcome =
  | { readonly ok: true; readonly session: KeptSession; readonly storeKey: string }
  | { readonly ok: false; readonly refusal: 'wrong-credentials' | 'offline-too-long' | 'locked' | 'unreachable'; readonly detail: string | null };

function seal(key: Buffer, plain: Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

/** @returns null when the key is not the one. */
function unseal(key: Buffer, sealed: string): Buffer | null {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < 28) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAuthTag(bytes.subarray(-16));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
  } catch {
    return null;
  }
}

function stretch(password: string, salt: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, Buffer.from(salt, 'base64'), KEY_BYTES, COST, (error, key) => { if (error) reject(error); else resolve(key); });
  });
}

/**
 * The keys that agents' records on this computer are sealed with, one file an agent. A key lies here sealed twice: by the
 * keychain, where there is one, and by the agent's password, which is also how a desktop without central knows them.
 * Neither opening (a password that was reset elsewhere, a keychain that is gone), central's own key for this desktop is
 * taken: it is what the key was at first.
 */
export class DeskVault {
  readonly #folder: string;
  readonly #keychain: Pick<SecretStore, 'seal' | 'unseal'>;

  constructor(folder: string, keychain: Pick<SecretStore, 'seal' | 'unseal'>) {
    this.#folder = folder;
    this.#keychain = keychain;
  }

  /**
   * Central has vouched for an agent: the store key is opened (made at first) and kept for the next time.
   *
   * @param passwords  the one the agent typed, and the one from now on; null when a session of the last run goes on.
   * @returns the store key in base64.
   */
  async vouched(session: Session, passwords: { readonly typed: string; readonly next: string } | null, nowMs: number): Promise<string> {
    const before = await this.#read(session.agent.id);
    const key = await this.#openKey(before, passwords?.typed ?? null) ?? Buffer.from(session.deskKey, 'base64');
    const salt = passwords === null && before !== null ? before.salt : randomBytes(16).toString('base64');
    const kept = keptSessionSchema.parse(session);
    await this.#write({
      agentId: session.agent.id, number: session.agent.number, salt,
      byPassword: passwords === null ? (before?.byPassword ?? null) : seal(await stretch(passwords.next, salt), key),
      byKeychain: (await this.#keychain.seal(key.toString('base64')))?.toString('base64') ?? null,
      session: seal(key, Buffer.from(JSON.stringify(kept))), vouchedAtMs: nowMs, failures: 0, lockedUntilMs: 0,
    });
    return key.toString('base64');
  }

  /** Central has renewed a session: the twelve hours start again. */
  async vouchedAgain(agentId: string, nowMs: number): Promise<void> {
    const before = await this.#read(agentId);
    if (before !== null) await this.#write({ ...before, vouchedAtMs: nowMs });
  }

  /** Opens a desktop for an agent while central is away. */
  async openOffline(number: string, password: string, nowMs: number): Promise<OfflineOutcome> {
    const file = (await this.#all()).filter((one) => one.number === number).sort((a, b) => b.vouchedAtMs - a.vouchedAtMs)[0];
    if (file === undefined || file.byPassword === null) return { ok: false, refusal: 'unreachable', detail: null };
    // A clock set back does not make the hours longer.
    if (nowMs - file.vouchedAtMs > OFFLINE_MS || nowMs < file.vouchedAtMs - MINUTE_MS) return { ok: false, refusal: 'offline-too-long', detail: null };
    if (file.lockedUntilMs > nowMs) return { ok: false, refusal: 'locked', detail: String(Math.ceil((file.lockedUntilMs - nowMs) / SECOND_MS)) };
    const key = unseal(await stretch(password, file.salt), file.byPassword);
    if (key === null) return await this.#failed(file, nowMs);
    const session = this.#readSession(key, file.session);
    if (session === null) return { ok: false, refusal: 'unreachable', detail: null };
    if (file.failures > 0) await this.#write({ ...file, failures: 0, lockedUntilMs: 0 });
    return { ok: true, session, storeKey: key.toString('base64') };
  }

  async #failed(file: VaultFile, nowMs: number): Promise<OfflineOutcome> {
    const failures = file.failures + 1;
    const forMs = failures < LOCK.after ? 0 : Math.min(LOCK.firstMs * 2 ** Math.min(failures - LOCK.after, 20), LOCK.longestMs);
    await this.#write({ ...file, failures, lockedUntilMs: nowMs + forMs });
    return forMs > 0 ? { ok: false, refusal: 'locked', detail: String(forMs / SECOND_MS) } : { ok: false, refusal: 'wrong-credentials', detail: null };
  }

  async #openKey(file: VaultFile | null, password: string | null): Promise<Buffer | null> {
    if (file === null) return null;
    const kept = file.byKeychain === null ? null : await this.#keychain.unseal(Buffer.from(file.byKeychain, 'base64'));
    const key = kept === null ? null : Buffer.from(kept, 'base64');
    if (key?.length === KEY_BYTES) return key;
    return password === null || file.byPassword === null ? null : unseal(await stretch(password, file.salt), file.byPassword);
  }

  #readSession(key: Buffer, sealed: string): KeptSession | null {
    const text = unseal(key, sealed)?.toString('utf8');
    const session = text === undefined ? null : parse(keptSessionSchema, JSON.parse(text));
    return session?.ok ? session.value : null;
  }

  #file(agentId: string): string {
    return path.join(this.#folder, `vault-${agentId}.json`);
  }

  async #all(): Promise<readonly VaultFile[]> {
    const names = (await readdir(this.#folder)).filter((name) => /^vault-[0-9a-f-]{36}\.json$/.test(name));
    const files = await Promise.all(names.map((name) => this.#read(name.slice('vault-'.length, -'.json'.length))));
    return files.filter((file) => file !== null);
  }

  async #read(agentId: string): Promise<VaultFile | null> {
    const text = await readFile(this.#file(agentId), 'utf8').catch(() => null);
    if (text === null) return null;
    try {
      const file = parse(fileSchema, JSON.parse(text));
      if (file.ok) return file.value;
      logger.warn('vault.unreadable', { field: file.faults[0]?.field ?? '' });
    } catch {
      logger.warn('vault.unreadable', { field: 'json' });
    }
    return null;
  }

  /** Whole or not at all: a key half written would be a key lost. */
  async #write(file: VaultFile): Promise<void> {
    const name = this.#file(file.agentId);
    const fresh = await open(`${name}.new`, 'w', 0o600);
    try {
      await fresh.writeFile(JSON.stringify(file));
      await fresh.sync();
    } finally {
      await fresh.close();
    }
    await rename(`${name}.new`, name);
  }
}
