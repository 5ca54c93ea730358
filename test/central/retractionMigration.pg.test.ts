import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmptyDatabase, emptyDatabase } from '../support/emptyDatabase.ts';

const FOLDER = new URL('../../central/migrations/', import.meta.url);

let db: EmptyDatabase;
beforeAll(async () => { db = await emptyDatabase({ migrated: false }); });
afterAll(async () => { await db?.drop(); });

describe('step 0006-retraction', () => {
  it('keeps what was stored before as it was: standing, and imported as far as taking back is concerned', async () => {
    const steps = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
    const at = steps.indexOf('0006-retraction.sql');
    for (const step of steps.slice(0, at)) await db.pool.query(await readFile(new URL(step, FOLDER), 'utf8'));
    await db.pool.query(`
      INSERT INTO household (id, name, city, address, zone, tier, relation_class, brand, source, source_detail, phone_consent_until_ms, created_at_ms)
        VALUES ('00000000-0000-7000-8000-000000000001', '陈女士家', NULL, NULL, 'Asia/Shanghai', 'C', 'own', NULL, 'web', NULL, NULL, 1);
      INSERT INTO interaction (id, household_id, kind, started_at_ms, note, agent_name, recorded_at_ms)
        VALUES ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001', 'manual', 1, '', '', 1);
      INSERT INTO callback (id, household_id, number, due_at_ms, zone, window_minutes, purpose, permission_reason, state, attempts, max_attempts, agreed_text, agreed_at_ms, closed_reason, closed_by_interaction_id)
        VALUES ('00000000-0000-7000-8000-000000000003', '00000000-0000-7000-8000-000000000001', '+862161234567', 1, 'Asia/Shanghai', 15, '', 'agreed', 'done', 99, 3, '', 1, NULL, '00000000-0000-7000-8000-000000000002')`);
    await db.pool.query(await readFile(new URL('0006-retraction.sql', FOLDER), 'utf8'));

    expect((await db.pool.query('SELECT household_id, stored_at_ms, retracted_at_ms, retracted_by FROM interaction')).rows).toEqual([
      { household_id: '00000000-0000-7000-8000-000000000001', stored_at_ms: null, retracted_at_ms: null, retracted_by: null },
    ]);
    expect((await db.pool.query('SELECT state, attempts, due_before_ms, tried_in_interaction_id FROM callback')).rows).toEqual([{ state: 'done', attempts: 99, due_before_ms: null, tried_in_interaction_id: null }]);
    await expect(db.pool.query("UPDATE interaction SET household_id = NULL, customer_id = '00000000-0000-7000-8000-000000000004'")).rejects.toThrow('interaction_of_nobody');
  });
});
