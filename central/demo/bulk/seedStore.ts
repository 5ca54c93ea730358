import { NAME_SEARCH_RULE } from '../../../shared/customers/nameSearch.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { hashPassword } from '../../services/passwords.ts';
import type { DemoLoader } from '../../services/seedDemo.ts';
import { dropIndexes } from '../../store/bulkIndexes.ts';
import { copyRows } from '../../store/copyRows.ts';
import { insertRecords } from '../../store/insertRecords.ts';
import { inTransaction } from '../../store/inTransaction.ts';
import { householdRows } from '../../store/importHouseholds.ts';
import { isDemo, isEmpty, lockMeta, markDemo } from '../../store/meta.ts';
import type { Pool } from '../../store/pool.ts';
import { enterScopes } from '../../store/scopeMembers.ts';
import { FIRST_ID, writeSearchProgress } from '../../store/searchRule.ts';
import { customerCount, readSeed, type SeedState, writeSeed } from '../../store/seedState.ts';
import { loadDemo } from '../loadDemo.ts';
import { chunksInOrder } from './chunkThreads.ts';
import { crew, crewSize } from './crew.ts';
import { CHUNK_HOUSEHOLDS, seedChunk } from './seedChunk.ts';

/** Seeded colleagues share one password: the store is a demo store, and no list offers them. */
const CREW_PASSWORD = 'demo-crew';

type SeedProgress = (step: 'demo' | 'customers' | 'indexes' | 'desktops' | 'statistics', done: number, of: number) => void;

const TABLES = householdRows([]).map(([table]) => table);

/** What a seed is to become. `households` of a chunk and the demo it begins with: smaller ones for trials. */
export interface SeedPlan {
  readonly customers: number;
  readonly nowMs: UtcMs;
  readonly households?: number;
  readonly demo?: DemoLoader;
}

/** Starts a seed in an empty store, with the demo in it; in one transaction, so it is there or not. */
async function begin(pool: Pool, { customers, nowMs, demo = loadDemo }: SeedPlan): Promise<SeedState> {
  return await inTransaction(pool, async (client) => {
    await client.query('SET LOCAL statement_timeout = 0');
    await lockMeta(client);
    if (!await isEmpty(client)) throw new Error('the store is not empty: a seed needs a store of its own');
    await demo(client, nowMs);
    await markDemo(client);
    const passwordHash = await hashPassword(CREW_PASSWORD);
    await insertRecords(client, 'agent', crew(crewSize(customers)).map((agent) => ({ ...agent, active: true, passwordHash })));
    const state = { customers, nowMs, nextChunk: 0, stored: await customerCount(client), owed: await dropIndexes(client, TABLES), finished: false };
    await writeSeed(client, state);
    await writeSearchProgress(client, { rule: NAME_SEARCH_RULE, table: null, afterId: FIRST_ID });
    return state;
  });
}

/** Stores chunk after chunk, each with how far the seed has come in one transaction. */
async function fill(pool: Pool, begun: SeedState, households: number, progress: SeedProgress): Promise<SeedState> {
  let state = begun;
  const order = { nowMs: state.nowMs, crewSize: crewSize(state.customers), households, most: Number.MAX_SAFE_INTEGER };
  progress('customers', state.stored, state.customers);
  if (state.stored >= state.customers) return state;
  for await (const made of chunksInOrder(state.nextChunk, order)) {
    const left = state.customers - state.stored;
    const chunk = made.customers > left ? seedChunk({ ...order, chunk: made.chunk, most: left }) : made;
    const next: SeedState = { ...state, nextChunk: chunk.chunk + 1, stored: state.stored + chunk.customers };
    await inTransaction(pool, async (client) => {
      await client.query('SET LOCAL statement_timeout = 0');
      for (const text of chunk.texts) await copyRows(client, text);
      await writeSeed(client, next);
    });
    state = next;
    progress('customers', state.stored, state.customers);
    if (state.stored >= state.customers) break;
  }
  return state;
}

/** Makes the indexes and foreign keys again, each in a transaction with what is still owed. */
async function makeIndexes(pool: Pool, filled: SeedState, progress: SeedProgress): Promise<SeedState> {
  let state = filled;
  const all = state.owed.length;
  while (state.owed.length > 0) {
    progress('indexes', all - state.owed.length, all);
    const [make = '', ...owed] = state.owed;
    const next: SeedState = { ...state, owed };
    await inTransaction(pool, async (client) => {
      await client.query("SET LOCAL statement_timeout = 0; SET LOCAL maintenance_work_mem = '512MB'");
      await client.query(make);
      await writeSeed(client, next);
    });
    state = next;
  }
  progress('indexes', all, all);
  return state;
}

/**
 * Fills an empty store with the demo and made-up families until it holds so many customers, or goes on with a seed
 * that was broken off. The same number and the same `nowMs` give the same families.
 *
 * @param plan `nowMs`: the present instant; a seed that goes on keeps its first.
 * @returns the customers that stand in the store, and whether anything was done.
 * @throws Error in words for the terminal when the store holds something else.
 */
export async function seedStore(pool: Pool, plan: SeedPlan, progress: SeedProgress): Promise<{ readonly customers: number; readonly worked: boolean }> {
  const { customers } = plan;
  const standing = await readSeed(pool);
  if (standing === null && await isDemo(pool)) throw new Error('demo data is loaded here already: a seed needs a store of its own (CARELINE_DATA or DATABASE_URL)');
  if (standing !== null && standing.customers !== customers) throw new Error(`this store was seeded with ${standing.customers} customers: seed another one`);
  if (standing?.finished) return { customers: await customerCount(pool), worked: false };
  progress('demo', 0, 1);
  const begun = standing ?? await begin(pool, plan);
  const filled = await fill(pool, begun, plan.households ?? CHUNK_HOUSEHOLDS, progress);
  const indexed = await makeIndexes(pool, filled, progress);
  progress('desktops', 0, 1);
  await inTransaction(pool, async (client) => {
    await client.query('SET LOCAL statement_timeout = 0');
    await writeSeed(client, { ...indexed, finished: true });
    await enterScopes(client, indexed.nowMs);
  });
  progress('statistics', 0, 1);
  const client = await pool.connect();
  try {
    await client.query('SET statement_timeout = 0');
    await client.query('VACUUM ANALYZE');
  } finally {
    client.release(true);
  }
  return { customers: await customerCount(pool), worked: true };
}
