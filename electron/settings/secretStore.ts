import type { SafeStorage } from 'electron';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { logger } from '../logging/logger.ts';

/** What newer Electrons have beside the calls of older ones; taken where it is there. */
interface NewerSafeStorage {
  isAsyncEncryptionAvailable?(): Promise<boolean>;
  encryptStringAsync?(text: string): Promise<Buffer>;
  decryptStringAsync?(sealed: Buffer): Promise<{ readonly result: string } | string>;
  getSelectedStorageBackend?(): string;
}

/**
 * Seals by the operating system's keychain, and keeps one secret so (the refresh token). Where there is no keychain it keeps
 * nothing at all: the agent signs in with the password next time. Chromium's `basic_text` is no encryption.
 */
export class SecretStore {
  readonly #file: string;
  readonly #safe: SafeStorage & NewerSafeStorage;

  constructor(folder: string, safeStorage: SafeStorage) {
    this.#file = path.join(folder, 'session.sealed');
    this.#safe = safeStorage;
  }

  async isAvailable(): Promise<boolean> {
    if (process.platform === 'linux' && this.#safe.getSelectedStorageBackend?.() === 'basic_text') return false;
    return (await this.#safe.isAsyncEncryptionAvailable?.()) ?? this.#safe.isEncryptionAvailable();
  }

  /** @returns null where there is no keychain. */
  async seal(secret: string): Promise<Buffer | null> {
    try {
      if (!(await this.isAvailable())) return null;
      return (await this.#safe.encryptStringAsync?.(secret)) ?? this.#safe.encryptString(secret);
    } catch (error) {
      logger.error('secret.not-sealed', error);
      return null;
    }
  }

  /** @returns null where there is no keychain, or another than the one it was sealed by. */
  async unseal(sealed: Buffer): Promise<string | null> {
    try {
      if (!(await this.isAvailable())) return null;
      const opened = (await this.#safe.decryptStringAsync?.(sealed)) ?? this.#safe.decryptString(sealed);
      return typeof opened === 'string' ? opened : opened.result;
    } catch (error) {
      logger.error('secret.not-opened', error);
      return null;
    }
  }

  /** Resolves to false when nothing was kept. */
  async keep(secret: string): Promise<boolean> {
    const sealed = await this.seal(secret);
    if (sealed === null) { await this.forget(); return false; }
    try {
      await writeFile(this.#file, sealed, { mode: 0o600 });
      return true;
    } catch (error) {
      logger.error('secret.not-kept', error);
      return false;
    }
  }

  async recall(): Promise<string | null> {
    const sealed = await readFile(this.#file).catch(() => null);
    if (sealed === null) return null;
    const secret = await this.unseal(sealed);
    // What does not open today will not tomorrow; a keychain that is not there may come back.
    if (secret === null && await this.isAvailable()) await this.forget();
    return secret;
  }

  async forget(): Promise<void> {
    await rm(this.#file, { force: true });
  }
}
