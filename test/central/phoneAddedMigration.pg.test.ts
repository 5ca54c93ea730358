import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmptyDatabase, emptyDatabase } from '../support/emptyDatabase.ts';

const FOLDER = new URL('../../central/migrations/', import.meta.url);
const STEP = '0007-phone-added.sql';

let db: EmptyDatabase;
beforeAll(async () => { db = await emptyDatabase({ migrated: false }); });
afterAll(async () => { await db?.drop(); });

describe('step 0007-phone-added', () => {
  it('leaves the numbers stored before as they were, kept by nobody, the same number twice included', async () => {
    const steps = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
    for (const step of steps.slice(0, steps.indexOf(STEP))) await db.pool.query(await readFile(new URL(step, FOLDER), 'utf8'));
    await db.pool.query(`
      INSERT INTO household (id, name, city, address, zone, tier, relation_class, brand, source, source_detail, phone_consent_until_ms, created_at_ms)
        VALUES ('00000000-0000-7000-8000-000000000001', '陈女士家', NULL, NULL, 'Asia/Shanghai', 'C', 'own', NULL, 'web', NULL, NULL, 1);
      INSERT INTO phone (id, household_id, number, kind) VALUES
        ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001', '+862161234567', 'landline'),
        ('00000000-0000-7000-8000-000000000003', '00000000-0000-7000-8000-000000000001', '+862161234567', 'landline')`);
    await db.pool.query(await readFile(new URL(STEP, FOLDER), 'utf8'));
    expect((await db.pool.query('SELECT number, extension, added_at_ms, added_by_name FROM phone ORDER BY id')).rows).toEqual(
      [0, 1].map(() => ({ number: '+862161234567', extension: null, added_at_ms: null, added_by_name: null })),
    );
  });
});
