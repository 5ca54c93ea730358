import { randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from '../../shared/language/parse.ts';
import { type DeskSettings, deskSettingsSchema, type SettingsChange } from '../../shared/settings/deskSettings.ts';
import { logger } from '../logging/logger.ts';

function usualSettings(centralUrl: string): DeskSettings {
  return {
    deviceId: randomUUID(), centralUrl, language: 'zh-CN', theme: 'system', textSize: 100, microphoneId: null, speakerId: null, ringerId: null,
    ringVolume: 0.8, globalKeys: [], keys: {}, lastAgentNumber: null,
  };
}

type Read = { readonly settings: DeskSettings; readonly problem: string | null };

/** Puts an unreadable file aside, so that nothing in it is lost, and goes on with usual settings. */
async function putAside(file: string, field: string, fallback: DeskSettings): Promise<Read> {
  logger.warn('settings.unreadable', { field });
  await rename(file, `${file}.unreadable-${Date.now()}`).catch((error: unknown) => logger.error('settings.not-put-aside', error));
  return { settings: fallback, problem: field };
}

async function read(file: string, centralUrl: string): Promise<Read> {
  const usual = usualSettings(centralUrl);
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return { settings: usual, problem: null };
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return putAside(file, 'json', usual);
  }
  // Settings this version adds have their usual value; those that are there must be right.
  const parsed = parse(deskSettingsSchema, typeof raw === 'object' && raw !== null ? { ...usual, ...raw } : raw);
  return parsed.ok ? { settings: parsed.value, problem: null } : putAside(file, parsed.faults[0]?.field || 'json', usual);
}

/** This desktop's settings: read once, kept in memory, written whole and atomically on each change. */
export class SettingsFile {
  #current: DeskSettings;
  #writing: Promise<void> = Promise.resolve();
  readonly #file: string;
  readonly #givenCentralUrl: string | null;
  /** The field for which the file was put aside at start; null when it was in order. */
  readonly problem: string | null;

  private constructor(file: string, found: Read, givenCentralUrl: string | null) {
    this.#file = file;
    this.#givenCentralUrl = givenCentralUrl;
    this.#current = found.settings;
    this.problem = found.problem;
  }

  /** @param givenCentralUrl  where central is for this start, whatever the file says; it is told and not written. */
  static async open(folder: string, centralUrl: string, givenCentralUrl: string | null = null): Promise<SettingsFile> {
    const file = path.join(folder, 'settings.json');
    const opened = new SettingsFile(file, await read(file, centralUrl), givenCentralUrl);
    await opened.#write();
    return opened;
  }

  get current(): DeskSettings {
    return this.#givenCentralUrl === null ? this.#current : { ...this.#current, centralUrl: this.#givenCentralUrl };
  }

  async change(change: SettingsChange): Promise<DeskSettings> {
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    this.#current = deskSettingsSchema.parse({ ...this.#current, ...given });
    await this.#write();
    return this.current;
  }

  #write(): Promise<void> {
    const next = async (): Promise<void> => {
      const temporary = `${this.#file}.new`;
      await writeFile(temporary, `${JSON.stringify(this.#current, null, 2)}\n`, { mode: 0o600 });
      await rename(temporary, this.#file);
    };
    // A full disk must not stop a call: the settings stay in memory and the next change tries again.
    this.#writing = this.#writing.then(next).catch((error: unknown) => logger.error('settings.not-written', error));
    return this.#writing;
  }
}
