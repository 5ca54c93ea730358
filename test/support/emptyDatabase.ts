import { randomBytes } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import { knownSteps, migrate } from '../../central/migrations/migrate.ts';
import type { EmbeddedPostgres } from '../../central/postgres/startPostgres.ts';
import { openPool, type Pool } from '../../central/store/pool.ts';
import { must } from '../../shared/language/must.ts';
import { databaseUrl, freshPostgres, onServer } from './postgresServer.ts';

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

async function serverUrl(): Promise<string> {
  const shared = inject('postgresUrl') as string | undefined;
  if (shared !== undefined) return shared;
  own ??= freshPostgres();
  return (await own).url;
}

/**
 * A database of one's own, with the schema in it unless `migrated` is false.
 * @param options `before`: the schema as it was before this migration.
 */
export async function emptyDatabase(options: { readonly migrated?: boolean; readonly before?: string; readonly poolSize?: number } = {}): Promise<EmptyDatabase> {
  const server = await serverUrl();
  const name = `test_${randomBytes(6).toString('hex')}`;
  const wanted = options.migrated !== false && options.before === undefined;
  const template = wanted ? inject('migratedDatabase') as string | undefined : undefined;
  await onServer(server, `CREATE DATABASE ${name}${template === undefined ? '' : ` TEMPLATE ${template}`}`);
  const url = databaseUrl(server, name);
  const pool = openPool(url, () => {}, options.poolSize ?? 16);
  if (wanted && template === undefined) await migrate(pool);
  if (options.before !== undefined) {
    const steps = await knownSteps();
    await migrate(pool, must(steps[steps.indexOf(options.before) - 1], 'a step before'));
  }
  return {
    pool, url,
    drop: async () => {
      await pool.end();
      await onServer(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}
