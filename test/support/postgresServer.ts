import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../central/migrations/migrate.ts';
import { type EmbeddedPostgres, startPostgres } from '../../central/postgres/startPostgres.ts';
import { openPool } from '../../central/store/pool.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
    /** A database of that server with the schema in it and nothing else, to be copied. */
    migratedDatabase: string;
  }
}

/** A PostgreSQL of one's own in a folder of its own; the installed one that CARELINE_POSTGRES names, or the npm package's. Without fsync: a test's store need not outlive a power cut. */
export async function freshPostgres(settings: readonly string[] = ['fsync=off']): Promise<EmbeddedPostgres> {
  const folder = mkdtempSync(path.join(tmpdir(), 'careline-pg-'));
  const server = await startPostgres({ dataFolder: folder, settings, programs: process.env['CARELINE_POSTGRES'] || undefined });
  return {
    ...server,
    stop: async () => {
      await server.stop();
      rmSync(path.dirname(server.folder), { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Vitest's global set-up of the tests that need PostgreSQL: one server for all their files. DATABASE_URL names another one,
 * whose role may create databases; tests that kill a server have their own all the same.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['DATABASE_URL'];
  const server = given !== undefined && given !== '' ? { url: given, stop: async () => {} } : await freshPostgres();
  const migrated = await migratedDatabase(server.url);
  project.provide('postgresUrl', server.url);
  project.provide('migratedDatabase', migrated);
  return async () => {
    await onServer(server.url, `DROP DATABASE ${migrated}`);
    await server.stop();
  };
}

/** Makes the schema once: copying it takes a tenth of the time of migrating anew. */
async function migratedDatabase(serverUrl: string): Promise<string> {
  const name = `migrated_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, `CREATE DATABASE ${name}`);
  const pool = openPool(databaseUrl(serverUrl, name), () => {}, 2);
  await migrate(pool);
  await pool.end();
  return name;
}

/** The address of another database of the same server. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

export async function onServer(serverUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
