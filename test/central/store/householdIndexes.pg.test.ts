import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';

let db: EmptyDatabase;
beforeAll(async () => { db = await emptyDatabase(); });
afterAll(async () => { await db?.drop(); });

// A file is read, and an erasure looked for, household by household: among millions of rows that must not be a search through all.
it.each(['customer', 'phone', 'child', 'purchase', 'interaction', 'asked_question', 'callback', 'commitment', 'care_case', 'consent', 'opt_out'])('the rows of a household in %s are found by an index that holds all of them', async (table) => {
  const { rows } = await db.pool.query<{ name: string }>(`
    SELECT i.indexrelid::regclass::text AS name FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indrelid = $1::regclass AND a.attname = 'household_id' AND i.indpred IS NULL AND i.indisvalid`, [table]);
  expect(rows).not.toEqual([]);
});
