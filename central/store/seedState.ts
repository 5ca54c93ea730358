import { type Connection, row, run, statement } from './pool.ts';

/** How far a seed has come: kept in the store itself, in the transaction of each chunk, so that it goes on where it was. */
export interface SeedState {
  /** Customers wanted in all. */
  readonly customers: number;
  /** The instant all made-up times hang on. */
  readonly nowMs: number;
  readonly nextChunk: number;
  /** Customers stored so far. */
  readonly stored: number;
  /** Statements that make the indexes and foreign keys again; empty once they stand. */
  readonly owed: readonly string[];
  readonly finished: boolean;
}

const read = statement("SELECT value FROM meta WHERE key = 'seed'");
const write = statement("INSERT INTO meta (key, value) VALUES ('seed', $1::jsonb) ON CONFLICT (key) DO UPDATE SET value = excluded.value");
const count = statement('SELECT count(*) AS customers FROM customer');

export async function readSeed(on: Connection): Promise<SeedState | null> {
  return (await row<{ value: SeedState }>(on, read))?.value ?? null;
}

export async function writeSeed(on: Connection, state: SeedState): Promise<void> {
  await run(on, write, [JSON.stringify(state)]);
}

export async function customerCount(on: Connection): Promise<number> {
  return (await row<{ customers: number }>(on, count))?.customers ?? 0;
}
