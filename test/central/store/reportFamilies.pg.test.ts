import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prng } from '../../../central/demo/prng.ts';
import { insertRecords } from '../../../central/store/insertRecords.ts';
import { countFamilies, pendingFamilies, rollUpFamilies } from '../../../central/store/reportFamilies.ts';
import type { Child } from '../../../shared/customers/child.ts';
import { childStage } from '../../../shared/customers/childStage.ts';
import { relationClasses, type Household } from '../../../shared/customers/household.ts';
import { type CustomerSide, customerSides, NOT_KNOWN } from '../../../shared/reports/customerReport.ts';
import { stageBand } from '../../../shared/reports/stageBand.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { sampleChild, sampleHousehold } from '../../support/storeSamples.ts';
import { addDays } from '../../../shared/time/localClock.ts';

const TODAY = '2026-11-30';
const NOBODY = '00000000-0000-7000-8000-000000000000';
const draw = prng('report families');
const below = (limit: number): number => Math.floor(draw.next() * limit);
/** Days around the ends of stages more often than by chance. */
const aDay = (): string => (below(2) === 0 ? addDays(TODAY, below(400) - 1500 + below(1500)) : addDays(draw.pick(['2026-05-31', '2026-05-30', '2025-11-30', '2024-11-30', '2023-11-30', '2026-02-28', '2027-02-22', '2027-05-31', '2027-09-06', TODAY]), below(3) - 1));
const aChild = (householdId: string): Child & { readonly search: string } => ({ ...sampleChild(householdId, below(3) === 0 ? { birthDate: null, dueDate: aDay() } : { birthDate: aDay(), dueDate: below(2) === 0 ? aDay() : null }), search: '' });
const aHousehold = (): Household => sampleHousehold({ city: draw.pick(['上海', '成都', '广州', null]), brand: draw.pick(['优安', '别家', null]), tier: draw.pick(['A', 'B', 'C'] as const), relationClass: draw.pick(relationClasses) });

let db: EmptyDatabase;
beforeAll(async () => {
  db = await emptyDatabase();
  const families = Array.from({ length: 120 }, aHousehold);
  await insertRecords(db.pool, 'household', families);
  for (const { id } of families) for (let at = below(4); at > 0; at -= 1) await insertRecords(db.pool, 'child', [aChild(id)]);
});
afterAll(async () => { await db?.drop(); });

async function lookAtAll(): Promise<void> {
  while (await rollUpFamilies(db.pool) > 0);
}

/** The same cells from the raw rows, by the desktop's own rules. */
async function recount(by: CustomerSide, across: CustomerSide, only: Partial<Record<CustomerSide, string>> = {}): Promise<readonly string[]> {
  const { rows } = await db.pool.query<{ id: string; city: string | null; brand: string | null; tier: string; relation_class: string }>('SELECT id, city, brand, tier, relation_class FROM household');
  const children = (await db.pool.query<{ household_id: string; birth: string | null; due: string | null }>('SELECT household_id, birth_date::text AS birth, due_date::text AS due FROM child')).rows;
  const cells = new Map<string, number>();
  for (const household of rows) {
    const [youngest] = children.filter((child) => child.household_id === household.id).sort((a, b) => String(b.birth ?? b.due).localeCompare(String(a.birth ?? a.due)));
    const stage = youngest === undefined ? null : childStage({ birthDate: youngest.birth, dueDate: youngest.due }, Date.parse(`${TODAY}T12:00:00+08:00`), 'Asia/Shanghai');
    const sides: Record<CustomerSide, string | null> = { city: household.city, brand: household.brand, tier: household.tier, relationClass: household.relation_class, stage: stageBand(stage) };
    if (Object.entries(only).some(([side, value]) => (sides[side as CustomerSide] ?? NOT_KNOWN) !== value)) continue;
    const key = `${sides[by] ?? NOT_KNOWN} ${sides[across] ?? NOT_KNOWN}`;
    cells.set(key, (cells.get(key) ?? 0) + 1);
  }
  return [...cells].map(([key, n]) => `${key} ${n}`).sort();
}
async function counted(by: CustomerSide, across: CustomerSide, only: Partial<Record<CustomerSide, string>> = {}): Promise<readonly string[]> {
  const rows = await countFamilies(db.pool, NOBODY, { by, across, ...only } as never, TODAY);
  return rows.map((row) => `${row.by ?? NOT_KNOWN} ${row.across ?? NOT_KNOWN} ${row.families}`).sort();
}

describe('the report of customers', () => {
  it('counts each family once by any two sides, as the desktop would, whatever was added, changed and taken away since', async () => {
    for (let round = 0; round < 4; round += 1) {
      await lookAtAll();
      expect(await pendingFamilies(db.pool)).toBe(0);
      for (const by of customerSides) {
        for (const across of customerSides) if (by !== across) expect(await counted(by, across)).toEqual(await recount(by, across));
      }
      expect(await counted('city', 'stage', { brand: NOT_KNOWN, tier: 'A' })).toEqual(await recount('city', 'stage', { brand: NOT_KNOWN, tier: 'A' }));
      const added = aHousehold();
      const alive = (await db.pool.query<{ id: string }>('SELECT id FROM household ORDER BY id')).rows;
      await insertRecords(db.pool, 'household', [added]);
      await insertRecords(db.pool, 'child', [aChild(added.id), aChild(draw.pick(alive).id)]);
      await db.pool.query('DELETE FROM child WHERE id IN (SELECT id FROM child ORDER BY id LIMIT 3)');
      await db.pool.query("UPDATE child SET birth_date = '2026-05-31' WHERE id IN (SELECT id FROM child ORDER BY id DESC LIMIT 2)");
      await db.pool.query("UPDATE child SET household_id = $1 WHERE id IN (SELECT id FROM child ORDER BY id DESC LIMIT 1)", [draw.pick(alive).id]);
      await db.pool.query("UPDATE household SET city = '昆明', tier = 'A' WHERE id = ANY ($1)", [[draw.pick(alive).id, draw.pick(alive).id]]);
      await db.pool.query('DELETE FROM household WHERE id IN (SELECT id FROM household h WHERE NOT EXISTS (SELECT 1 FROM child c WHERE c.household_id = h.id) ORDER BY id LIMIT 2)');
      expect(await pendingFamilies(db.pool)).toBeGreaterThan(0);
    }
  });

  it('is written once by centrals that write at the same moment', async () => {
    await db.pool.query("UPDATE household SET city = '昆明'");
    await Promise.all([lookAtAll(), lookAtAll(), lookAtAll()]);
    expect(await counted('city', 'tier')).toEqual(await recount('city', 'tier'));
  });
});
