import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inboundOutcomes, outboundOutcomes, outcomes } from '../../shared/calls/outcome.ts';
import { type EmptyDatabase, emptyDatabase } from '../support/emptyDatabase.ts';

const FOLDER = new URL('../../central/migrations/', import.meta.url);
const STEPS = ['0020-organisation.sql', '0021-people.sql', '0022-leave.sql'];
/** The codes as later steps left them. */
const CODES = ['0082-inbound-opt-out.sql'];
const id = (at: number): string => `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`;

let db: EmptyDatabase;
beforeAll(async () => {
  db = await emptyDatabase({ migrated: false });
  const steps = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
  const run = async (step: string) => { await db.pool.query(await readFile(new URL(step, FOLDER), 'utf8')); };
  for (const step of steps.filter((name) => name < (STEPS[0] ?? ''))) await run(step);
  await db.pool.query(`
    INSERT INTO agent (id, number, name, extension, role, team, site, password_hash) VALUES
      ('${id(1)}', '8001', '甲', '8001', 'agent', '一组', '上海', 'x'), ('${id(2)}', '8002', '乙', '8002', 'agent', ' 一组 ', '', 'x'), ('${id(3)}', '8003', '丙', '8003', 'agent', '', '  ', 'x');
    INSERT INTO household (id, name, city, address, zone, tier, relation_class, brand, source, source_detail, phone_consent_until_ms, created_at_ms) VALUES
      ('${id(11)}', '有址', '上海', ' 龙华路 1 号 ', 'Asia/Shanghai', 'A', 'own', '优安', 'web', NULL, 2000, 1000),
      ('${id(12)}', '空址', NULL, '  ', 'Asia/Shanghai', 'B', 'rival', NULL, 'import', NULL, 500, 1000),
      ('${id(13)}', '无址', NULL, NULL, 'Asia/Shanghai', 'C', 'potential', NULL, 'web', NULL, NULL, 1000)`);
  for (const step of [...STEPS, ...CODES]) await run(step);
});
afterAll(async () => { await db?.drop(); });

describe('the steps that complete the records', () => {
  it('name the sites and teams colleagues have, blank ones left out', async () => {
    expect((await db.pool.query('SELECT name FROM team')).rows).toEqual([{ name: '一组' }]);
    expect((await db.pool.query('SELECT name FROM site')).rows).toEqual([{ name: '上海' }]);
  });

  it('keep the address a household had, and none where it was blank', async () => {
    expect((await db.pool.query('SELECT household_id, kind, city, line, added_at_ms FROM address')).rows)
      .toEqual([{ household_id: id(11), kind: 'home', city: '上海', line: '龙华路 1 号', added_at_ms: 1000 }]);
  });

  it('turn the consent that stood into a record whose proof is unknown, one that ended before the household was opened included', async () => {
    expect((await db.pool.query('SELECT household_id, channel, given_at_ms, until_ms, proof_kind FROM consent ORDER BY household_id')).rows).toEqual([
      { household_id: id(11), channel: 'phone', given_at_ms: 1000, until_ms: 2000, proof_kind: 'unknown' },
      { household_id: id(12), channel: 'phone', given_at_ms: 499, until_ms: 500, proof_kind: 'unknown' },
    ]);
  });

  it('keep what a household was whenever relation or brand changes, and only then', async () => {
    await db.pool.query("UPDATE household SET relation_class = 'own', brand = '优安' WHERE id = $1", [id(12)]);
    await db.pool.query("UPDATE household SET name = '改名', brand = brand WHERE id = $1", [id(11)]);
    expect((await db.pool.query('SELECT household_id, relation_class, brand FROM relation_history')).rows).toEqual([{ household_id: id(12), relation_class: 'rival', brand: null }]);
  });

  it('hold the outcome codes that desktops offer', async () => {
    const codes = (await db.pool.query<{ code: string; inbound: boolean; outbound: boolean }>('SELECT code, inbound, outbound FROM outcome_code')).rows;
    expect(codes.map((each) => each.code).sort()).toEqual([...outcomes].sort());
    expect(codes.filter((each) => each.inbound).map((each) => each.code).sort()).toEqual([...inboundOutcomes].sort());
    expect(codes.filter((each) => each.outbound).map((each) => each.code).sort()).toEqual([...outboundOutcomes].sort());
  });

  it('leave no table without a word on what it is for', async () => {
    const bare = await db.pool.query(`
      SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND coalesce(obj_description(c.oid), '') = ''`);
    expect(bare.rows).toEqual([]);
  });
});
