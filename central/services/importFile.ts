import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../../shared/time/utcMs.ts';
import { areaCodes } from '../../shared/customers/areaCodes.ts';
import { type ImportHeader, readHeader } from '../../shared/imports/importColumns.ts';
import { type ImportedRow, readImportedRow } from '../../shared/imports/importedRow.ts';
import type { Rejection } from '../../shared/imports/importWords.ts';
import { localClock } from '../../shared/time/localClock.ts';
import { DEFAULT_ZONE } from '../../shared/time/zone.ts';
import { householdOfRow } from '../imports/householdOfRow.ts';
import { type Encoding, readTable, UnreadableFile } from '../imports/readTable.ts';
import { proposeMerges } from '../store/duplicates.ts';
import { importHouseholds } from '../store/importHouseholds.ts';
import {
  addImport, addImportRows, addRejections, advanceImport, claimImport, endImport, importStatus, releaseImport, setImportSize, type UnfinishedImport, unfinishedImport, unfinishedImports,
} from '../store/imports.ts';
import { inTransaction } from '../store/inTransaction.ts';
import type { Connection, Pool } from '../store/pool.ts';

/** Rows of one transaction: short enough to show progress, long enough to be quick. */
const BATCH_ROWS = 500;
export const MOST_IMPORT_ROWS = 500_000;

export interface Importing {
  readonly pool: Pool;
  readonly clock: Clock;
}

export interface ImportOrder {
  readonly name: string;
  readonly city: string;
  readonly source: string;
  readonly encoding: Encoding | null;
  readonly dryRun: boolean;
  readonly startedByAgentId: string | null;
}

/**
 * Keeps a list in the store, so that it is read to its end whatever happens to whoever reads it.
 *
 * @returns the import; 'done' when this very list was imported before, 'running' when it is to be read (on).
 */
export async function keepImport({ pool, clock }: Importing, order: ImportOrder, bytes: Buffer): Promise<{ readonly id: string; readonly state: 'running' | 'done' }> {
  const id = uuidv7();
  const file = await promisify(gzip)(bytes);
  const digest = createHash('sha256').update(bytes).digest('hex');
  return await addImport(pool, { ...order, id, digest, file, startedAtMs: clock.now() }) ?? { id, state: 'running' };
}

/**
 * Reads a kept list to its end, from where it was left. Of several processes one reads it, the others return at once.
 *
 * @param onProgress told after each batch.
 * @returns false when somebody else is reading it, or it is finished.
 */
export async function runImport(parts: Importing, id: string, onProgress: (rowsDone: number, rowsTotal: number) => void = () => {}): Promise<boolean> {
  const holder = await parts.pool.connect();
  try {
    if (!await claimImport(holder, id)) return false;
    const work = await unfinishedImport(holder, id);
    if (work === null) return false;
    const failure = await read(parts, id, work, onProgress).then(() => null, (error: unknown) => {
      if (error instanceof UnreadableFile) return error.fault;
      throw error;
    });
    await endImport(holder, id, failure, parts.clock.now());
    return true;
  } finally {
    await releaseImport(holder, id).catch(() => {});
    holder.release();
  }
}

/** Goes on with what a killed central left unfinished. */
export async function resumeImports(parts: Importing): Promise<void> {
  for (const id of await unfinishedImports(parts.pool)) await runImport(parts, id);
}

interface Batch {
  readonly from: number;
  readonly to: number;
  readonly taken: { readonly row: number; readonly imported: ImportedRow }[];
  readonly rejections: Rejection[];
  /** Rows with a rejection: a row may have several. */
  readonly rejected: number;
}

async function read(parts: Importing, id: string, work: UnfinishedImport, onProgress: (rowsDone: number, rowsTotal: number) => void): Promise<void> {
  const bytes = await promisify(gunzip)(work.file);
  const { header, rowsTotal } = await measure(bytes, work.encoding);
  await setImportSize(parts.pool, id, rowsTotal, header.ignored);
  const list = { city: work.city, source: work.source };
  const storeBatch = async (on: Connection, batch: Batch): Promise<void> => {
    const nowMs = parts.clock.now();
    const households = batch.taken.map(({ imported }) => householdOfRow(imported, list, nowMs));
    await importHouseholds(on, households);
    await addImportRows(on, id, batch.taken.map(({ row, imported }, at) => ({ row, household: households[at]?.household.id ?? '', external: imported.externalId })));
    await addRejections(on, id, batch.rejections);
    const proposals = await proposeMerges(on, households.map((one) => one.household.id), id, nowMs);
    const moved = await advanceImport(on, id, batch.from, batch.to, { stored: households.length, rejected: batch.rejected, proposals });
    if (!moved) throw new Error('the import was moved on by somebody else');
  };
  const batches = batchesOf(bytes, work, header, localClock(parts.clock.now(), DEFAULT_ZONE).date);
  if (work.dryRun) await tryOut(parts.pool, id, batches, storeBatch, (done) => onProgress(done, rowsTotal));
  else {
    for await (const batch of batches) {
      await inTransaction(parts.pool, (client) => storeBatch(client, batch));
      onProgress(batch.to, rowsTotal);
    }
  }
}

async function measure(bytes: Buffer, encoding: Encoding | null): Promise<{ readonly header: ImportHeader; readonly rowsTotal: number }> {
  let header: ImportHeader | null = null;
  let rowsTotal = 0;
  let filled = false;
  for await (const cells of readTable(bytes, encoding)) {
    if (header === null) {
      const reading = readHeader(cells);
      if (!reading.ok) throw new UnreadableFile(reading.missing === 'phone' ? 'no-phone-column' : 'no-name-column');
      header = reading.header;
      continue;
    }
    rowsTotal += 1;
    filled ||= !isBlank(cells);
    if (rowsTotal > MOST_IMPORT_ROWS) throw new UnreadableFile('too-many-rows');
  }
  if (header === null || !filled) throw new UnreadableFile('empty-file');
  return { header, rowsTotal };
}

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

async function* batchesOf(bytes: Buffer, work: UnfinishedImport, header: ImportHeader, today: string): AsyncGenerator<Batch> {
  const areaCode = areaCodeOf(work.city);
  let index = -1;
  let batch: { from: number; taken: { row: number; imported: ImportedRow }[]; rejections: Rejection[]; rejected: number } = { from: work.rowsDone, taken: [], rejections: [], rejected: 0 };
  for await (const cells of readTable(bytes, work.encoding)) {
    index += 1;
    // The heading, and rows that were stored before whoever read them was killed.
    if (index === 0 || index <= work.rowsDone) continue;
    if (!isBlank(cells)) {
      const reading = readImportedRow(header, cells, areaCode, today);
      if (reading.ok) batch.taken.push({ row: index + 1, imported: reading.row });
      else {
        batch.rejected += 1;
        batch.rejections.push(...reading.faults.map(({ field, reason }) => ({ row: index + 1, field, title: header.titles.get(field) ?? null, reason })));
      }
    }
    if (index - batch.from < BATCH_ROWS) continue;
    yield { ...batch, to: index };
    batch = { from: index, taken: [], rejections: [], rejected: 0 };
  }
  if (index > batch.from) yield { ...batch, to: index };
}

/** Landlines in lists often come without their area code. */
function areaCodeOf(city: string): string | undefined {
  return [...areaCodes].find(([, name]) => name === city.replace(/市$/, ''))?.[0];
}

/** Thrown to undo a trial; never leaves this file. */
class Undone extends Error {}

/** Does everything in one transaction, notes what came of it, and takes it back: the figures are those of the real run. */
async function tryOut(
  pool: Pool, id: string, batches: AsyncIterable<Batch>, storeBatch: (on: Connection, batch: Batch) => Promise<void>, onProgress: (done: number) => void,
): Promise<void> {
  const rejections: Rejection[] = [];
  let found = { stored: 0, rejected: 0, proposals: 0 };
  let to = 0;
  await inTransaction(pool, async (client) => {
    for await (const batch of batches) {
      await storeBatch(client, batch);
      rejections.push(...batch.rejections);
      to = batch.to;
      onProgress(to);
    }
    const status = await importStatus(client, id, null);
    if (status !== null) found = { stored: status.rowsStored, rejected: status.rowsRejected, proposals: status.proposals };
    throw new Undone();
  }).catch((error: unknown) => { if (!(error instanceof Undone)) throw error; });
  await inTransaction(pool, async (client) => {
    await addRejections(client, id, rejections);
    await advanceImport(client, id, 0, to, found);
  });
}
