import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { migrate } from '../../central/migrations/migrate.ts';
import type { EmbeddedPostgres } from '../../central/postgres/startPostgres.ts';
import { openPool, type Pool } from '../../central/store/pool.ts';
import { freshPostgres } from './postgresServer.ts';

export interface EmptyDatabase {
  readonly pool: Pool;
  readonly url: string;
  drop(): Promise<void>;
}

/** Where no global set-up started a server for all files, this file has its own. */
let own: Promise<EmbeddedPostgres> | null = null;
// Registered first, so run last: after the file's own clean-up.
afterAll(async () => {
  await (await own)?.stop();
  own = null;
});

async function serverUrl(): Promise<URL> {
  const shared = inject('postgresUrl') as string | undefined;
  if (shared !== undefined) return new URL(shared);
  own ??= freshPostgres();
  return new URL((await own).url);
}

/** A migrated database of one's own. */
export async function emptyDatabase(options: { readonly migrated?: boolean; readonly poolSize?: number } = {}): Promise<EmptyDatabase> {
  const server = await serverUrl();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const pool = openPool(url.href, () => {}, options.poolSize ?? 16);
  if (options.migrated !== false) await migrate(pool);
  return {
    pool, url: url.href,
    drop: async () => {
      await pool.end();
      await onServer(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function onServer(url: URL, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
