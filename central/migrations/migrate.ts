import { readdir, readFile } from 'node:fs/promises';
import { Kysely, PostgresDialect, type PostgresPool, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Pool } from 'pg';

const FOLDER = new URL('./', import.meta.url);

/**
 * Brings the store to the newest schema, forward only, all steps in one transaction. Safe to call from several
 * centrals at once (kysely takes a lock) and when there is nothing to do.
 *
 * @returns names of the steps that were taken now.
 * @throws the first step's error; nothing of any step is then stored.
 */
export async function migrate(pool: Pool): Promise<readonly string[]> {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: borrowed(pool) }) });
  const migrator = new Migrator({ db, provider: { getMigrations: readMigrations } });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error(String(error));
  return (results ?? []).map((result) => result.migrationName);
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
