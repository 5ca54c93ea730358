import { type Connection, row, rows, run, statement } from './pool.ts';

/** Rows fetched, and stored, at a time. */
const CHUNK_ROWS = 500;
/** Bookkeeping of the schema itself, which a restore makes anew. */
const NOT_OURS = ['kysely_migration', 'kysely_migration_lock'];

export interface StoredSequence { readonly name: string; readonly value: string }

const steps = statement('SELECT name FROM kysely_migration ORDER BY name');
const tables = statement(`SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> ALL ($1::text[]) ORDER BY relname`);
const sequences = statement("SELECT sequencename AS name, last_value::text AS value FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL");

/** Migration steps this store has taken. */
export async function takenSteps(on: Connection): Promise<readonly string[]> {
  return (await rows<{ name: string }>(on, steps)).map((found) => found.name);
}
export async function tableNames(on: Connection): Promise<readonly string[]> {
  return (await rows<{ name: string }>(on, tables, [NOT_OURS])).map((found) => found.name);
}
export async function storedSequences(on: Connection): Promise<readonly StoredSequence[]> {
  return await rows<StoredSequence>(on, sequences);
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Begins a transaction in which every read sees the same instant. */
export async function beginSnapshot(on: Connection): Promise<void> {
  await on.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
}

/** Every row of a table, each as PostgreSQL writes a row as text: exact for every type. Inside an open transaction. */
export async function* rowTexts(on: Connection, table: string): AsyncGenerator<readonly string[]> {
  await on.query(`DECLARE backup_rows NO SCROLL CURSOR FOR SELECT t::text AS line FROM public.${quoted(table)} t`);
  for (;;) {
    const found = (await on.query(`FETCH ${CHUNK_ROWS} FROM backup_rows`)).rows as { line: string }[];
    if (found.length > 0) yield found.map((one) => one.line);
    if (found.length < CHUNK_ROWS) break;
  }
  await on.query('CLOSE backup_rows');
}

const columns = statement(`
  SELECT attname AS name FROM pg_attribute WHERE attrelid = ('public.' || quote_ident($1))::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`);

/** Stores rows of one table as `rowTexts` gave them. */
export async function storeRowTexts(on: Connection, table: string, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  const names = (await rows<{ name: string }>(on, columns, [table])).map((found) => quoted(found.name));
  const target = `public.${quoted(table)}`;
  await run(on, statement(`INSERT INTO ${target} (${names.join(', ')}) OVERRIDING SYSTEM VALUE SELECT ${names.map((name) => `r.${name}`).join(', ')} FROM unnest($1::${target}[]) r`), [lines]);
}

const foreignKeys = statement(`
  SELECT conrelid::regclass::text AS tbl, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
  FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace ORDER BY 1, 2`);

/**
 * Fills an empty schema in one transaction: references between tables are taken off first and put back at the end,
 * which checks every one of them.
 */
export async function fillTables(on: Connection, names: readonly string[], fill: () => Promise<void>): Promise<void> {
  await on.query('SET LOCAL statement_timeout = 0');
  const keys = await rows<{ tbl: string; name: string; definition: string }>(on, foreignKeys);
  for (const key of keys) await on.query(`ALTER TABLE ${key.tbl} DROP CONSTRAINT ${key.name}`);
  // Some steps of the schema come with rows of their own.
  await on.query(`TRUNCATE ${names.map((name) => `public.${quoted(name)}`).join(', ')}`);
  for (const name of names) await on.query(`ALTER TABLE public.${quoted(name)} DISABLE TRIGGER USER`);
  await fill();
  for (const name of names) await on.query(`ALTER TABLE public.${quoted(name)} ENABLE TRIGGER USER`);
  for (const key of keys) await on.query(`ALTER TABLE ${key.tbl} ADD CONSTRAINT ${key.name} ${key.definition}`);
}

const setSequence = statement("SELECT setval(('public.' || quote_ident($1))::regclass, $2::bigint)");
export async function restoreSequences(on: Connection, all: readonly StoredSequence[]): Promise<void> {
  for (const one of all) await run(on, setSequence, [one.name, one.value]);
}

const newHistory = statement("INSERT INTO meta (key, value) VALUES ('history', jsonb_build_array(gen_random_uuid())) ON CONFLICT (key) DO UPDATE SET value = excluded.value");
const endSessions = statement("UPDATE desk_session SET ended_at_ms = $1, ended_why = 'expired' WHERE ended_at_ms IS NULL");
const unwatch = statement('DELETE FROM watched_household');

/**
 * What was restored is a history of its own: desktops mirror anew. Their refresh tokens have moved on since the backup
 * and would look stolen, so everybody signs in again.
 */
export async function beginHistory(on: Connection, nowMs: number): Promise<void> {
  await run(on, newHistory);
  await run(on, unwatch);
  await run(on, endSessions, [nowMs]);
}

const others = statement("SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'careline' AND pid <> pg_backend_pid()");

/** Connections that others of ours hold to this database: a central is at work when there are any. */
export async function otherConnections(on: Connection): Promise<number> {
  return (await row<{ n: number }>(on, others))?.n ?? 0;
}
