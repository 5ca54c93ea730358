import { readdir, readFile } from 'node:fs/promises';
import { Kysely, PostgresDialect, type PostgresPool, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Pool } from 'pg';
import { isHalfRestored } from '../store/restoreMark.ts';

const FOLDER = new URL('./', import.meta.url);

/**
 * Brings the store to the newest schema, forward only, all steps in one transaction. Safe to call from several
 * centrals at once (kysely takes a lock) and when there is nothing to do.
 *
 * @param upTo name of the last step to take; left out: the newest.
 * @returns names of the steps that were taken now.
 * @throws the first step's error; nothing of any step is then stored. Error in words after an interrupted restore.
 */
export async function migrate(pool: Pool, upTo?: string): Promise<readonly string[]> {
  if (upTo === undefined && await isHalfRestored(pool)) throw new Error('a restore of this store was interrupted: run it again');
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: borrowed(pool) }) });
  const migrator = new Migrator({ db, provider: { getMigrations: readMigrations } });
  const { error, results } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo));
  if (error !== undefined) throw error instanceof Error ? error : new Error(String(error));
  return (results ?? []).map((result) => result.migrationName);
}

/** Names of all steps this version knows, in their order. */
export async function knownSteps(): Promise<readonly string[]> {
  return Object.keys(await readMigrations()).sort();
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
  const migrations: Record<string, Migration> = {};
  for (const name of names) {
    const text = await readFile(new URL(name, FOLDER), 'utf8');
    migrations[name.replace(/\.sql$/, '')] = { up: async (db) => { await sql.raw(text).execute(db); } };
  }
  return migrations;
}

/** Kysely ends a pool it is given when it is destroyed; this one is not its own. */
function borrowed(pool: Pool): PostgresPool {
  return { connect: async () => await pool.connect(), end: async () => {}, options: {} };
}
