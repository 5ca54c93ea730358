import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { migrate } from '../../central/migrations/migrate.ts';
import type { EmbeddedPostgres } from '../../central/postgres/startPostgres.ts';
import { openPool, type Pool } from '../../central/store/pool.ts';
import { freshPostgres } from './postgresServer.ts';

export interface EmptyDatabase {
  readonly pool: Pool;
  readonly url: string;
  drop(): Promise<void>;
}

/**
 * A migrated database of one's own, on the server all files share; where no global set-up started one, on a server
 * of its own.
 */
export async function emptyDatabase(options: { readonly migrated?: boolean; readonly poolSize?: number } = {}): Promise<EmptyDatabase> {
  const shared = inject('postgresUrl') as string | undefined;
  const own: EmbeddedPostgres | null = shared === undefined ? await freshPostgres() : null;
  const serverUrl = new URL(shared ?? own?.url ?? '');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const pool = openPool(url.href, () => {}, options.poolSize ?? 16);
  if (options.migrated !== false) await migrate(pool);
  return {
    pool, url: url.href,
    drop: async () => {
      await pool.end();
      if (own) await own.stop();
      else await onServer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
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
