import { readConfig } from '../config.ts';
import { migrate } from '../migrations/migrate.ts';
import { runningDatabase, startPostgres } from '../postgres/startPostgres.ts';
import { step, tell } from '../progress.ts';
import { onlyCentral } from '../services/onlyCentral.ts';
import { openPool, type Pool } from '../store/pool.ts';

/**
 * Lets a command work on the store of this installation, beside a central that runs or without one: then the embedded
 * PostgreSQL is started for the command and stopped after it.
 *
 * @param options.alone refuses while a central runs on the embedded store. migrate: bring the schema up to date first.
 */
export async function withStore<T>(options: { readonly alone: boolean; readonly migrated: boolean }, work: (pool: Pool, databaseUrl: string) => Promise<T>): Promise<T> {
  const config = readConfig(process.env);
  const undo: (() => Promise<void> | void)[] = [];
  try {
    let url = config.databaseUrl ?? (options.alone ? null : runningDatabase(config.dataFolder));
    if (url === null) {
      undo.push((await onlyCentral(config.dataFolder)).release);
      const embedded = await step('starting PostgreSQL', () => startPostgres({ dataFolder: config.dataFolder, tell }));
      undo.push(() => embedded.stop());
      url = embedded.url;
    }
    const pool = openPool(url, () => {}, 4);
    undo.push(() => pool.end());
    if (options.migrated) await migrate(pool);
    return await work(pool, url);
  } finally {
    for (const one of undo.reverse()) await one();
  }
}

/** Runs a command and ends the process: 0, or 1 with the fault in words. */
export async function runCommand(work: () => Promise<void>): Promise<never> {
  try {
    await work();
    process.exit(0);
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

/** Tells how many rows are done, at most every two seconds. */
export function countRows(): (rows: number) => void {
  let toldAtMs = performance.now();
  return (rows) => {
    if (performance.now() - toldAtMs < 2000) return;
    toldAtMs = performance.now();
    tell(`${rows} rows …`);
  };
}
