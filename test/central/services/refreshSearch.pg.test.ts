import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { refreshSearch } from '../../../central/services/refreshSearch.ts';
import { importHouseholds } from '../../../central/store/importHouseholds.ts';
import { searchCustomers } from '../../../central/store/searchCustomers.ts';
import { NAME_SEARCH_RULE, nameSearch } from '../../../shared/customers/nameSearch.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { sampleChild, sampleCustomer, sampleHousehold, samplePhone } from '../../support/storeSamples.ts';

let db: EmptyDatabase;
beforeAll(async () => { db = await emptyDatabase(); });
afterAll(async () => { await db?.drop(); });

const PEOPLE = 1200;
const NAMES = ['王梓涵', '陈晓雯', '欧阳静文', 'Peter Smith'];

beforeAll(async () => {
  await importHouseholds(db.pool, Array.from({ length: PEOPLE }, (_, i) => {
    const household = sampleHousehold();
    return {
      household, customers: [{ ...sampleCustomer(household.id), name: NAMES[i % NAMES.length] ?? '' }], children: [{ ...sampleChild(household.id), name: '小满' }], phones: [samplePhone(`+86138${String(10_000_000 + i)}`)],
      interactions: [], questions: [], callbacks: [], commitments: [], cases: [], purchases: [],
    };
  }));
});

/** As an older rule had written them: the name and its pinyin only. */
beforeEach(async () => {
  await db.pool.query("UPDATE customer SET search = split_part(search, ' ', 1) || ' ' || split_part(search, ' ', 2)");
  await db.pool.query("UPDATE child SET search = lower(name)");
  await db.pool.query("DELETE FROM meta WHERE key = 'search-rule'");
});

const stale = async (): Promise<number> => {
  const { rows } = await db.pool.query('SELECT name, search FROM customer UNION ALL SELECT name, search FROM child');
  return (rows as { name: string; search: string }[]).filter(({ name, search }) => search !== nameSearch(name)).length;
};

describe('the search words of stored names', () => {
  it('are brought to the present rule, so that people are found by words the older rule did not know', async () => {
    expect(await searchCustomers(db.pool, 'chenxw', 0, null)).toHaveLength(0);
    await refreshSearch(db.pool, new AbortController().signal);
    expect(await stale()).toBe(0);
    expect(await searchCustomers(db.pool, 'chenxw', 0, null)).toHaveLength(20);
    expect(await searchCustomers(db.pool, 'xm', 0, null)).toHaveLength(20);
  });
  it('are gone on with where a central was stopped', async () => {
    const stopping = new AbortController();
    const first = refreshSearch(db.pool, stopping.signal);
    while ((await db.pool.query("SELECT 1 FROM meta WHERE key = 'search-rule'")).rowCount === 0) await new Promise((resolve) => { setImmediate(resolve); });
    stopping.abort();
    await first;
    const left = await stale();
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(2 * PEOPLE);
    await refreshSearch(db.pool, new AbortController().signal);
    expect(await stale()).toBe(0);
  });
  it('are left alone once they are of the present rule', async () => {
    await refreshSearch(db.pool, new AbortController().signal);
    await db.pool.query("UPDATE customer SET search = 'untouched'");
    await refreshSearch(db.pool, new AbortController().signal);
    expect((await db.pool.query("SELECT count(*)::int AS n FROM customer WHERE search = 'untouched'")).rows).toEqual([{ n: PEOPLE }]);
    const { rows } = await db.pool.query("SELECT value FROM meta WHERE key = 'search-rule'");
    expect(rows[0]).toMatchObject({ value: { rule: NAME_SEARCH_RULE, table: null } });
  });
});
