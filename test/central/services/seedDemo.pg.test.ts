import { afterEach, beforeEach, expect, it } from 'vitest';
import { seedDemo } from '../../../central/services/seedDemo.ts';
import { isDemo } from '../../../central/store/meta.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';

let db: EmptyDatabase;
const clock = { now: () => Date.now() };
beforeEach(async () => { db = await emptyDatabase(); });
afterEach(async () => { await db?.drop(); });

const count = async (table: 'household' | 'agent' | 'article' | 'feed') => (await db.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n ?? -1;

it('demo data broken off half-way leaves an empty store, and is then loaded whole, once', async () => {
  await db.pool.query("CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'power cut'; END $$; CREATE TRIGGER fail BEFORE INSERT ON purchase EXECUTE FUNCTION fail()");
  await expect(seedDemo(db.pool, clock)).rejects.toThrow('power cut');
  expect([await count('household'), await count('agent'), await isDemo(db.pool)]).toEqual([0, 0, false]);

  await db.pool.query('DROP TRIGGER fail ON purchase');
  const loaded = await Promise.all([seedDemo(db.pool, clock), seedDemo(db.pool, clock)]);
  expect(loaded.filter(Boolean)).toHaveLength(1);
  expect(await isDemo(db.pool)).toBe(true);
  expect([await count('household'), await seedDemo(db.pool, clock)]).toEqual([2000, false]);
  expect(await count('feed')).toBeGreaterThan(await count('article'));
}, 120_000);

it('demo data is never loaded into a store that somebody uses', async () => {
  await db.pool.query("INSERT INTO agent VALUES (gen_random_uuid(), '2001', 'x', '2001', 'agent', 't', 's', true, '$')");
  expect(await seedDemo(db.pool, clock)).toBe(false);
  expect([await count('household'), await isDemo(db.pool)]).toEqual([0, false]);
});
