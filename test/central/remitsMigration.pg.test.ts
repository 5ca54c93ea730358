import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate } from '../../central/migrations/migrate.ts';
import { type EmptyDatabase, emptyDatabase } from '../support/emptyDatabase.ts';

const id = (at: number): string => `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`;
const STEP = '0050-remits';

let db: EmptyDatabase;
beforeAll(async () => {
  db = await emptyDatabase({ before: STEP });
  await db.pool.query(`
    INSERT INTO agent (id, number, name, extension, role, team, site, password_hash) VALUES ('${id(1)}', '8001', '甲', '8001', 'agent', '', '', 'x');
    INSERT INTO region (id, name) VALUES ('east', '华东');
    INSERT INTO region_city (city, region_id) VALUES ('上海', 'east');
    INSERT INTO household (id, name, city, zone, tier, relation_class, source, created_at_ms) VALUES
      ('${id(11)}', '东', '上海', 'Asia/Shanghai', 'A', 'own', 'web', 0), ('${id(12)}', '无', NULL, 'Asia/Shanghai', 'A', 'own', 'web', 0);
    INSERT INTO household_business_line (household_id, business_line_id) VALUES ('${id(11)}', 'product'), ('${id(11)}', 'mother-baby');
    INSERT INTO callback (id, household_id, number, due_at_ms, zone, window_minutes, purpose, permission_reason, owner_agent_id, state, attempts, max_attempts, agreed_text, agreed_at_ms)
      SELECT x.id::uuid, x.household::uuid, '', 0, 'Asia/Shanghai', 15, '', 'agreed', x.owner::uuid, 'open', 0, 3, '', 0
      FROM (VALUES ('${id(21)}', '${id(11)}', NULL), ('${id(22)}', '${id(12)}', NULL), ('${id(23)}', '${id(11)}', '${id(1)}'), ('${id(24)}', '${id(12)}', NULL)) x (id, household, owner);
    INSERT INTO scope (name, ver) VALUES ('pool:all', 3), ('agent:${id(1)}', 1);
    INSERT INTO feed (scope, tbl, row_id, ver, gone) VALUES ('pool:all', 'callback', '${id(21)}', 1, false), ('pool:all', 'callback', '${id(22)}', 2, false), ('pool:all', 'callback', '${id(24)}', 3, true),
      ('agent:${id(1)}', 'callback', '${id(23)}', 1, false);
    INSERT INTO call (id, direction, state, number, stored_number, agent_id, arrived_at_ms, offered_at_ms) VALUES
      ('a', 'in', 'ended', '1', '+861', '${id(1)}', 10, NULL), ('b', 'in', 'ended', '1', '+861', '${id(1)}', 20, 30), ('c', 'out', 'ended', '2', '+862', '${id(1)}', 20, NULL), ('d', 'in', 'ended', NULL, NULL, '${id(1)}', 20, NULL);`);
  await migrate(db.pool);
});
afterAll(async () => { await db?.drop(); });

it('what stood in the pool stands in its part from the first day, what had left it or was claimed in none', async () => {
  const stands = await db.pool.query("SELECT f.row_id, p.region_id, p.line_ids, f.ver FROM feed f JOIN pool_part p ON p.scope = f.scope WHERE NOT f.gone ORDER BY f.row_id");
  expect(stands.rows).toEqual([{ row_id: id(21), region_id: 'east', line_ids: ['mother-baby', 'product'], ver: 1 }, { row_id: id(22), region_id: null, line_ids: [], ver: 1 }]);
  expect((await db.pool.query("SELECT count(*)::int AS n FROM scope s JOIN pool_part p ON p.scope = s.name WHERE s.ver = 1")).rows).toEqual([{ n: 2 }]);
  expect((await db.pool.query("SELECT ver FROM scope WHERE name = 'pool:all'")).rows).toEqual([{ ver: 3 }]);
});

it('who was put a call before keeps the sight of who rang', async () => {
  expect((await db.pool.query('SELECT agent_id, number, offered_at_ms FROM offered_number')).rows).toEqual([{ agent_id: id(1), number: '+861', offered_at_ms: 30 }]);
});
