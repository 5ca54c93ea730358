import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { type JournalLine, journalLineSchema, type JournalReadOutcome, type JournalRow, type JournalWrite, type JournalWriteOutcome, type KeptJournal, placeName } from '../../shared/ipc/journal.ts';
import { parse } from '../../shared/language/parse.ts';
import { logger } from '../logging/logger.ts';

/** Rewritten when it is this large and mostly of rows that went since. */
const TIDY_AT_BYTES = 1024 * 1024;
const TIDY_AT_TIMES = 4;

interface Journal {
  readonly file: string;
  lineage: string | null;
  readonly rows: Map<string, JournalRow>;
  /** Up to here every line is whole; what a full disk broke off behind it is written over. */
  bytes: number;
  /** Size when it was last written whole. */
  wholeBytes: number;
}

function follow(journal: Journal, line: JournalLine): void {
  if (line.whole) journal.rows.clear();
  journal.lineage = line.lineage;
  for (const row of line.puts) journal.rows.set(placeName(row), row);
  for (const place of line.drops) journal.rows.delete(placeName(place));
}

function lineOf(text: string): JournalLine | null {
  try {
    const read = parse(journalLineSchema, JSON.parse(text));
    return read.ok ? read.value : null;
  } catch {
    return null;
  }
}

function refusalOf(error: unknown): JournalWriteOutcome {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  logger.warn('journal.not-written', { code });
  return { ok: false, refusal: code === 'ENOSPC' || code === 'EDQUOT' ? 'store-full' : 'store-failed', detail: code };
}

/** Writes bytes from `at` on and waits until the disk has them; what stood behind `at` is gone. */
async function writeAt(file: string, at: number, bytes: Buffer): Promise<void> {
  const handle = await open(file, at === 0 ? 'w' : 'r+', 0o600);
  try {
    if (at > 0) await handle.truncate(at);
    // A disk that is filling takes a part and says nothing; the next piece is refused.
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done);
      done += bytesWritten;
    }
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/**
 * A second copy of what only this computer may have, one file a database, a line a change. Chromium throws the whole of
 * IndexedDB away when the disk is full at the wrong moment (electron#41877; seen twice in six fillings); this file is
 * written by us alone, a line at a time, and a line that did not fit is as if it had not been.
 *
 * Rows come and go as the page's database has them on disk: sealed with a key that is not in this folder.
 */
export class DeskJournals {
  readonly #folder: string;
  readonly #open = new Map<string, Promise<Journal>>();
  #working: Promise<unknown> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Everything written so far under this name. A line that cannot be read is left out and said in the log. */
  read(name: string): Promise<JournalReadOutcome> {
    return this.#inTurn(async (): Promise<JournalReadOutcome> => {
      try {
        const { lineage, rows } = await this.#journal(name);
        const kept: KeptJournal | null = lineage === null ? null : { lineage, rows: [...rows.values()] };
        return { ok: true, value: kept };
      } catch (error) {
        logger.error('journal.not-read', error);
        return { ok: false, refusal: 'store-failed', detail: null };
      }
    });
  }

  /** Puts one change on disk, whole or not at all; resolves when the disk has it. */
  write({ name, ...line }: JournalWrite): Promise<JournalWriteOutcome> {
    return this.#inTurn(async (): Promise<JournalWriteOutcome> => {
      try {
        const journal = await this.#journal(name);
        if (!line.whole && journal.lineage !== line.lineage) return { ok: false, refusal: 'store-failed', detail: 'other-lineage' };
        if (line.whole) await this.#rewrite(journal, line);
        else {
          const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
          await writeAt(journal.file, journal.bytes, bytes);
          journal.bytes += bytes.length;
          follow(journal, line);
          await this.#tidy(journal, line.lineage);
        }
        return { ok: true, value: null };
      } catch (error) {
        return refusalOf(error);
      }
    });
  }

  /** One after the other: a line must not land between another's bytes. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#working.then(work);
    this.#working = mine;
    return mine;
  }

  async #journal(name: string): Promise<Journal> {
    const opened = this.#open.get(name) ?? this.#load(path.join(this.#folder, `${name}.jsonl`));
    this.#open.set(name, opened);
    try {
      return await opened;
    } catch (error) {
      this.#open.delete(name);
      throw error;
    }
  }

  async #load(file: string): Promise<Journal> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const journal: Journal = { file, lineage: null, rows: new Map(), bytes: 0, wholeBytes: 0 };
    const bytes = await readFile(file).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    });
    if (bytes === null) return journal;
    // What stands behind the last line's end was broken off.
    journal.bytes = bytes.lastIndexOf('\n') + 1;
    const texts = bytes.subarray(0, journal.bytes).toString('utf8').split('\n').slice(0, -1);
    let unread = 0;
    for (const text of texts) {
      const line = lineOf(text);
      if (line === null) unread += 1;
      else follow(journal, line);
    }
    if (unread > 0) logger.warn('journal.unreadable-lines', { unread });
    journal.wholeBytes = journal.bytes;
    return journal;
  }

  /** Beside the old file first: a full disk leaves the old one as it was. */
  async #rewrite(journal: Journal, line: JournalLine): Promise<void> {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    const beside = `${journal.file}.new`;
    try {
      await writeAt(beside, 0, bytes);
      await rename(beside, journal.file);
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
    journal.bytes = bytes.length;
    journal.wholeBytes = bytes.length;
    follow(journal, line);
  }

  /** Lines of rows that went since are left out. Not to be had on a full disk, and no loss then. */
  async #tidy(journal: Journal, lineage: string): Promise<void> {
    if (journal.bytes < TIDY_AT_BYTES || journal.bytes < TIDY_AT_TIMES * journal.wholeBytes) return;
    await this.#rewrite(journal, { lineage, whole: true, puts: [...journal.rows.values()], drops: [] }).catch((error: unknown) => { refusalOf(error); });
  }
}
