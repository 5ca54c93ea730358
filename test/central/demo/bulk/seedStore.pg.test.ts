import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedStore } from '../../../../central/demo/bulk/seedStore.ts';
import { generateDemo } from '../../../../central/demo/generateHouseholds.ts';
import type { DemoLoader } from '../../../../central/services/seedDemo.ts';
import { importArticles, importHouseholds } from '../../../../central/store/importHouseholds.ts';
import { insertRecords } from '../../../../central/store/insertRecords.ts';
import { householdFile } from '../../../../central/store/householdFile.ts';
import type { Pool } from '../../../../central/store/pool.ts';
import { householdFileSchema } from '../../../../shared/customers/household.ts';
import { SATURDAY_TEN } from '../../../support/storeSamples.ts';
import { type EmptyDatabase, emptyDatabase } from '../../../support/emptyDatabase.ts';

const CUSTOMERS = 700;
/** Colleagues and articles of the demo and a few of its families: the whole of it is loaded in its own test. */
const smallDemo: DemoLoader = async (on, nowMs) => {
  const { agents, articles, households } = generateDemo(nowMs, 20);
  await insertRecords(on, 'agent', agents.map((agent) => ({ ...agent, passwordHash: '' })));
  await importArticles(on, articles);
  await importHouseholds(on, households);
};
const seed = (pool: Pool, customers: number, nowMs: number, progress: (step: string) => void = () => {}) => seedStore(pool, { customers, nowMs, households: 60, demo: smallDemo }, progress);

async function one<T>(pool: Pool, text: string): Promise<T> {
  return (await pool.query(text)).rows[0] as T;
}
const indexes = (pool: Pool) => one<{ defs: string[] }>(pool, "SELECT array_agg(indexdef ORDER BY indexdef) AS defs FROM pg_indexes WHERE schemaname = 'public'");
const keys = (pool: Pool) => one<{ defs: string[] }>(pool, "SELECT array_agg(conrelid::regclass || pg_get_constraintdef(oid) ORDER BY conrelid::regclass || pg_get_constraintdef(oid)) AS defs FROM pg_constraint WHERE contype = 'f'");
const digest = (pool: Pool) => one<object>(pool, `SELECT
  (SELECT md5(string_agg(c::text, '' ORDER BY id)) FROM customer c) AS customers, (SELECT md5(string_agg(p::text, '' ORDER BY id)) FROM phone p) AS phones,
  (SELECT md5(string_agg(i::text, '' ORDER BY id)) FROM interaction i) AS interactions, (SELECT md5(string_agg(b::text, '' ORDER BY id)) FROM callback b) AS callbacks`);

let whole: EmptyDatabase;
let broken: EmptyDatabase;
let before: { readonly indexes: unknown; readonly keys: unknown };
beforeAll(async () => {
  [whole, broken] = await Promise.all([emptyDatabase(), emptyDatabase()]);
  before = { indexes: await indexes(whole.pool), keys: await keys(whole.pool) };
  await seed(whole.pool, CUSTOMERS, SATURDAY_TEN);
});
afterAll(async () => {
  await whole?.drop();
  await broken?.drop();
});

describe('a seeded store', () => {
  it('holds exactly as many customers as were asked for', async () => {
    expect(await one(whole.pool, 'SELECT count(*)::int AS n FROM customer')).toEqual({ n: CUSTOMERS });
  });
  it('has every index and foreign key it had before', async () => {
    expect(await indexes(whole.pool)).toEqual(before.indexes);
    expect(await keys(whole.pool)).toEqual(before.keys);
  });
  it('holds families that a desktop can show', async () => {
    const { rows } = await whole.pool.query('SELECT id FROM household ORDER BY id LIMIT 60');
    for (const { id } of rows as { id: string }[]) {
      const file = householdFileSchema.parse(JSON.parse(await householdFile(whole.pool, id, SATURDAY_TEN, null) ?? 'null'));
      expect(file.customers.length).toBeGreaterThan(0);
      expect(file.phones.length).toBeGreaterThan(0);
    }
  });
  it('spreads the open callbacks over many colleagues, none of them in everybody’s pool but the demo’s', async () => {
    const { owners, free } = await one<{ owners: number; free: number }>(whole.pool, "SELECT count(DISTINCT owner_agent_id)::int AS owners, count(*) FILTER (WHERE owner_agent_id IS NULL)::int AS free FROM callback WHERE state = 'open'");
    expect(owners).toBeGreaterThan(7);
    expect(free).toBeLessThan(20);
  });
  it('is left alone by the same command given again', async () => {
    expect(await seed(whole.pool, CUSTOMERS, SATURDAY_TEN + 1)).toEqual({ customers: CUSTOMERS, worked: false });
  });
  it('is not seeded with another number', async () => {
    await expect(seed(whole.pool, CUSTOMERS + 1, SATURDAY_TEN)).rejects.toThrow(/seeded with 700/);
  });
  it('broken off in the middle goes on where it was and ends the same', async () => {
    class Stopped extends Error {}
    let seen = 0;
    const stopAtSecondChunk = (step: string): void => {
      if (step !== 'customers') return;
      seen += 1;
      if (seen === 2) throw new Stopped();
    };
    await expect(seed(broken.pool, CUSTOMERS, SATURDAY_TEN, stopAtSecondChunk)).rejects.toThrow(Stopped);
    const { n } = await one<{ n: number }>(broken.pool, 'SELECT count(*)::int AS n FROM customer');
    expect(n).toBeLessThan(CUSTOMERS);
    // The instant it began at is kept: a day later the same families come out.
    await seed(broken.pool, CUSTOMERS, SATURDAY_TEN + 86_400_000);
    expect(await digest(broken.pool)).toEqual(await digest(whole.pool));
    expect(await indexes(broken.pool)).toEqual(before.indexes);
  });
});
