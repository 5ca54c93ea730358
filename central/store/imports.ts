import type { Rejection } from '../../shared/imports/importWords.ts';
import type { ImportStatus } from '../../shared/imports/importMessages.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';

export interface NewImport {
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly source: string;
  readonly encoding: string | null;
  readonly dryRun: boolean;
  /** SHA-256 of the file, hexadecimal. */
  readonly digest: string;
  /** Gzipped. */
  readonly file: Buffer;
  readonly startedByAgentId: string | null;
  readonly startedAtMs: number;
}

const add = statement(`
  INSERT INTO import (id, name, city, source, encoding, dry_run, digest, file, state, started_by_agent_id, started_at_ms)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'running', $9, $10) ON CONFLICT (digest, city, source) WHERE NOT dry_run AND state <> 'failed' DO NOTHING`);
const same = statement("SELECT id, state FROM import WHERE digest = $1 AND city = $2 AND source = $3 AND NOT dry_run AND state <> 'failed'");

/** Keeps a list before it is read. @returns the import of the same list when there is one already. */
export async function addImport(on: Connection, one: NewImport): Promise<{ readonly id: string; readonly state: 'running' | 'done' } | null> {
  const values = [one.id, one.name, one.city, one.source, one.encoding, one.dryRun, one.digest, one.file, one.startedByAgentId, one.startedAtMs];
  if (await run(on, add, values) === 1) return null;
  return await row<{ id: string; state: 'running' | 'done' }>(on, same, [one.digest, one.city, one.source]);
}

const COLUMNS = `i.id, i.name, i.city, i.source, i.dry_run AS "dryRun", i.state, i.failure, i.rows_total AS "rowsTotal", i.rows_done AS "rowsDone", i.rows_stored AS "rowsStored",
  i.rows_rejected AS "rowsRejected", i.proposals, i.ignored_columns AS "ignoredColumns", a.name AS "startedBy", i.started_at_ms AS "startedAtMs", i.ended_at_ms AS "endedAtMs"`;
// A list is of a city: who works for other regions only is shown those they brought themselves.
const shown = (viewer: string): string => `(i.started_by_agent_id = ${viewer} OR NOT EXISTS (SELECT 1 FROM agent_region WHERE agent_id = ${viewer})
  OR coalesce((SELECT c.region_id IN (SELECT region_id FROM agent_region WHERE agent_id = ${viewer}) FROM region_city c WHERE c.city = i.city), true))`;
const byId = statement(`SELECT ${COLUMNS} FROM import i LEFT JOIN agent a ON a.id = i.started_by_agent_id WHERE i.id = $1 AND ($2::uuid IS NULL OR ${shown('$2::uuid')})`);
const newest = statement(`SELECT ${COLUMNS} FROM import i LEFT JOIN agent a ON a.id = i.started_by_agent_id WHERE ${shown('$1::uuid')} ORDER BY i.started_at_ms DESC, i.id DESC LIMIT 50`);

/** @param viewer the agent who asks; null: central itself. */
export async function importStatus(on: Connection, id: string, viewer: string | null): Promise<ImportStatus | null> {
  return await row<ImportStatus>(on, byId, [id, viewer]);
}

/** The last 50 an agent is shown, newest first. */
export async function newestImports(on: Connection, viewer: string): Promise<readonly ImportStatus[]> {
  return await rows<ImportStatus>(on, newest, [viewer]);
}

const running = statement("SELECT id FROM import WHERE state = 'running' ORDER BY started_at_ms");

/** Imports that were not finished: their central was killed, or is at work. */
export async function unfinishedImports(on: Connection): Promise<readonly string[]> {
  return (await rows<{ id: string }>(on, running)).map((found) => found.id);
}

// Held by the connection, so that whoever is killed lets go of it.
const claim = statement("SELECT pg_try_advisory_lock(hashtextextended('import ' || $1, 0)) AS mine");
const release = statement("SELECT pg_advisory_unlock(hashtextextended('import ' || $1, 0))");

/** Lets one process at a time read a list. Hold the connection while you do. */
export async function claimImport(on: Connection, id: string): Promise<boolean> {
  return (await row<{ mine: boolean }>(on, claim, [id]))?.mine ?? false;
}
export async function releaseImport(on: Connection, id: string): Promise<void> {
  await run(on, release, [id]);
}

export interface UnfinishedImport {
  readonly city: string;
  readonly source: string;
  readonly encoding: 'utf-8' | 'gb18030' | null;
  readonly dryRun: boolean;
  readonly file: Buffer;
  readonly rowsDone: number;
}
const work = statement(`SELECT city, source, encoding, dry_run AS "dryRun", file, rows_done AS "rowsDone" FROM import WHERE id = $1 AND state = 'running' AND file IS NOT NULL`);

export async function unfinishedImport(on: Connection, id: string): Promise<UnfinishedImport | null> {
  return await row<UnfinishedImport>(on, work, [id]);
}

const total = statement('UPDATE import SET rows_total = $2, ignored_columns = $3::jsonb WHERE id = $1');
export async function setImportSize(on: Connection, id: string, rowsTotal: number, ignored: readonly string[]): Promise<void> {
  await run(on, total, [id, rowsTotal, JSON.stringify(ignored)]);
}

const advance = statement(`
  UPDATE import SET rows_done = $3, rows_stored = rows_stored + $4, rows_rejected = rows_rejected + $5, proposals = proposals + $6 WHERE id = $1 AND rows_done = $2 AND state = 'running'`);

/** Moves an import on, in the transaction that stores its rows. @returns false when somebody else moved it meanwhile. */
export async function advanceImport(
  on: Connection, id: string, from: number, to: number, added: { readonly stored: number; readonly rejected: number; readonly proposals: number },
): Promise<boolean> {
  return await run(on, advance, [id, from, to, added.stored, added.rejected, added.proposals]) === 1;
}

const end = statement('UPDATE import SET state = $2, failure = $3, ended_at_ms = $4, file = NULL WHERE id = $1');
/** @param failure a FileFault, null when it went through. */
export async function endImport(on: Connection, id: string, failure: string | null, nowMs: number): Promise<void> {
  await run(on, end, [id, failure === null ? 'done' : 'failed', failure, nowMs]);
}

const addRows = statement(`
  INSERT INTO import_row (import_id, row_number, household_id, external_id)
  SELECT $1, x.row, x.household, x.external FROM jsonb_to_recordset($2::jsonb) x ("row" integer, household uuid, external text)`);
export async function addImportRows(on: Connection, id: string, taken: readonly { readonly row: number; readonly household: string; readonly external: string | null }[]): Promise<void> {
  if (taken.length > 0) await run(on, addRows, [id, JSON.stringify(taken)]);
}

const addRejected = statement(`
  INSERT INTO import_rejection (import_id, row_number, field, title, reason)
  SELECT $1, x.row, x.field, x.title, x.reason FROM jsonb_to_recordset($2::jsonb) x ("row" integer, field text, title text, reason text) ON CONFLICT DO NOTHING`);
export async function addRejections(on: Connection, id: string, rejections: readonly Rejection[]): Promise<void> {
  if (rejections.length > 0) await run(on, addRejected, [id, JSON.stringify(rejections)]);
}

const rejected = statement(`
  SELECT row_number AS "row", field, title, reason FROM import_rejection WHERE import_id = $1 AND (row_number, field) > ($2::int, $3) ORDER BY row_number, field LIMIT $4`);
/** Rejections after a place, in the order of the list. */
export async function rejectionsAfter(on: Connection, id: string, after: { readonly row: number; readonly field: string }, limit: number): Promise<readonly Rejection[]> {
  return await rows<Rejection>(on, rejected, [id, after.row, after.field, limit]);
}
