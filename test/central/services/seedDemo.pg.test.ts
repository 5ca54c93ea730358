import pg from 'pg';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type DemoLoader, seedDemo } from '../../../central/services/seedDemo.ts';
import { importArticles, importDemoAgents, importHouseholds } from '../../../central/store/importHouseholds.ts';
import { isDemo } from '../../../central/store/meta.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { sampleAgent, sampleArticle, sampleCustomer, sampleHousehold } from '../../support/storeSamples.ts';

let db: EmptyDatabase;
const clock = { now: () => Date.now() };
beforeEach(async () => { db = await emptyDatabase(); });
afterEach(async () => { await db?.drop(); });

const count = async (table: 'household' | 'agent' | 'article' | 'feed') => (await db.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n ?? -1;

/** A demo of three households; it can be told to break off. */
const smallDemo = (breaks: boolean): DemoLoader => async (on) => {
  await importDemoAgents(on, [sampleAgent()]);
  await importArticles(on, [sampleArticle()]);
  await importHouseholds(on, Array.from({ length: 3 }, () => {
    const household = sampleHousehold();
    return { household, customers: [sampleCustomer(household.id)], children: [], phones: [], interactions: [], questions: [], callbacks: [], commitments: [], cases: [], purchases: [] };
  }));
  if (breaks) throw new Error('power cut');
};

it('demo data broken off half-way leaves an empty store, and is then loaded whole, once', async () => {
  await expect(seedDemo(db.pool, clock, smallDemo(true))).rejects.toThrow('power cut');
  expect([await count('household'), await count('agent'), await isDemo(db.pool)]).toEqual([0, 0, false]);
  const loaded = await Promise.all([1, 2, 3].map(() => seedDemo(db.pool, clock, smallDemo(false))));
  expect(loaded.filter(Boolean)).toHaveLength(1);
  expect(await isDemo(db.pool)).toBe(true);
  expect([await count('household'), await count('agent'), await count('feed')]).toEqual([3, 1, 2]);
  expect(await seedDemo(db.pool, clock, smallDemo(false))).toBe(false);
});

it('demo data is never loaded into a store that somebody uses', async () => {
  await db.pool.query("INSERT INTO agent VALUES (gen_random_uuid(), '2001', 'x', '2001', 'agent', 't', 's', true, '$')");
  expect(await seedDemo(db.pool, clock, smallDemo(false))).toBe(false);
  expect([await count('household'), await isDemo(db.pool)]).toEqual([0, false]);
});

it('the look at the tables after the load may take longer than a statement of an agent’s', async () => {
  const hurried = new pg.Pool({ connectionString: db.url, statement_timeout: 1000 });
  const holder = await db.pool.connect();
  try {
    await holder.query('BEGIN; LOCK TABLE article IN SHARE UPDATE EXCLUSIVE MODE');
    const seeded = seedDemo(hurried, clock, smallDemo(false));
    const overdue = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query = 'ANALYZE' AND now() - query_start > interval '1.5 s'";
    await Promise.race([seeded, vi.waitUntil(async () => (await db.pool.query(overdue)).rowCount === 1, { timeout: 15_000, interval: 100 })]);
    await holder.query('COMMIT');
    expect(await seeded).toBe(true);
  } finally {
    holder.release();
    await hurried.end();
  }
});
