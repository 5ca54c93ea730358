import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Child } from '../../../shared/customers/child.ts';
import { type HouseholdFile, householdFileSchema } from '../../../shared/customers/household.ts';
import type { ChildPatch, HouseholdPatch } from '../../../shared/customers/recordPatch.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { sampleCallback, sampleChild, sampleCustomer, sampleHousehold, sampleOp } from '../../support/storeSamples.ts';
import { TestCentral, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let ann: TestDesk;
let bob: TestDesk;
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool);
  [ann, bob] = [await central.desk({ name: '安宁' }), await central.desk({ name: '白波' })];
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

async function family(over: Partial<Child> = {}): Promise<Child> {
  const household = sampleHousehold({ address: '淮海路 8 号' });
  const child = sampleChild(household.id, { name: null, sex: null, birthDate: null, dueDate: '2026-11-20', ...over });
  await ann.push(sampleOp('household.add', { household, phones: [], customers: [sampleCustomer(household.id)], children: [child] }));
  return child;
}
const patchChild = (child: Child, base: ChildPatch, set: ChildPatch, verifiedAtMs: number | null = null) =>
  sampleOp('child.patch', { householdId: child.householdId, childId: child.id, base, set, source: 'call', verifiedAtMs }, { atMs: Date.now() });
const patchHome = (child: Child, base: HouseholdPatch, set: HouseholdPatch) =>
  sampleOp('household.patch', { householdId: child.householdId, base, set, source: 'form', verifiedAtMs: null }, { atMs: Date.now() });
async function fileOf(householdId: string, desk = ann): Promise<HouseholdFile> {
  return householdFileSchema.parse((await desk.ask('GET', `/households/${householdId}`)).body);
}
const found = async (name: string) => ((await ann.ask('GET', `/search?q=${encodeURIComponent(name)}`)).body as readonly { householdId: string }[]).map((hit) => hit.householdId);

describe('a child corrected', () => {
  it('is born: the expected one gets its day, its sex and its name, is found by it, and everybody is told', async () => {
    const child = await family();
    const [result] = await ann.push(patchChild(child, { birthDate: null, sex: null, name: null }, { birthDate: '2026-11-18', sex: 'girl', name: '欧阳圆圆' }, Date.now()));
    expect(result).toMatchObject({ ok: true, refusal: null });
    const told = result?.changes.find((change) => change.t === 'household');
    expect(told?.r).toMatchObject({ children: [{ birthDate: '2026-11-18', dueDate: '2026-11-20', sex: 'girl', name: '欧阳圆圆' }] });
    const file = await fileOf(child.householdId, bob);
    expect(file.recordSaid).toEqual(expect.arrayContaining([expect.objectContaining({ record: 'child', recordId: child.id, field: 'birthDate', byName: '安宁', source: 'call', verifiedAtMs: expect.any(Number) })]));
    expect(await found('欧阳圆圆')).toContain(child.householdId);
    await ann.push(patchChild(child, { name: '欧阳圆圆' }, { name: '欧阳方方' }));
    expect(await found('欧阳圆圆')).not.toContain(child.householdId);
    expect(await found('fangfang')).toContain(child.householdId);
  });

  it('by two desktops that did not know of each other: different fields both stand', async () => {
    const child = await family({ birthDate: '2026-08-01', dueDate: null });
    await Promise.all([
      ann.push(patchChild(child, { feeding: 'mixed' }, { feeding: 'formula' })),
      bob.push(patchChild(child, { product: '优安1段' }, { product: '优安2段' })),
    ]);
    const file = await fileOf(child.householdId);
    expect(file.children).toMatchObject([{ feeding: 'formula', product: '优安2段' }]);
    expect(file.recordRivals).toEqual([]);
  });

  it('by two at once: of the birth date the first word stands and the other is kept beside it until one who saw both decides', async () => {
    const child = await family();
    await ann.push(patchChild(child, { birthDate: null }, { birthDate: '2026-11-18' }));
    const [beside] = await bob.push(patchChild(child, { birthDate: null }, { birthDate: '2026-11-19' }));
    expect(beside).toMatchObject({ ok: true, refusal: null });
    const file = await fileOf(child.householdId);
    expect(file.children[0]?.birthDate).toBe('2026-11-18');
    expect(file.recordRivals).toMatchObject([{ record: 'child', recordId: child.id, field: 'birthDate', value: '2026-11-19', byName: '白波', source: 'call' }]);
    await ann.push(patchChild(child, { birthDate: '2026-11-18' }, { birthDate: '2026-11-19' }));
    expect(await fileOf(child.householdId)).toMatchObject({ children: [{ birthDate: '2026-11-19' }], recordRivals: [] });
  });

  it('of a due date, which moves with every check-up, the later word stands and the earlier is kept', async () => {
    const child = await family();
    await ann.push(patchChild(child, { dueDate: '2026-11-20' }, { dueDate: '2026-11-25' }));
    await bob.push(patchChild(child, { dueDate: '2026-11-20' }, { dueDate: '2026-11-27' }));
    expect(await fileOf(child.householdId)).toMatchObject({ children: [{ dueDate: '2026-11-27' }], recordRivals: [{ field: 'dueDate', value: '2026-11-25', byName: '安宁' }] });
  });

  it('never stays without any day: who would take the last one is refused and nothing changes', async () => {
    const child = await family({ birthDate: '2026-11-18' });
    await ann.push(patchChild(child, { dueDate: '2026-11-20' }, { dueDate: null }));
    const [refused] = await bob.push(patchChild(child, { birthDate: '2026-11-18' }, { birthDate: null, remark: '还没生' }), patchChild(child, { birthDate: '2026-11-18', remark: null }, { birthDate: null, remark: '还没生' }));
    expect(refused).toMatchObject({ ok: false, refusal: 'bad-op', field: 'base.remark' });
    const [, conflict] = await bob.push(patchChild(child, {}, {}), patchChild(child, { birthDate: '2026-11-18', remark: null }, { birthDate: null, remark: '还没生' }));
    expect(conflict).toMatchObject({ ok: false, refusal: 'conflict', field: 'set.birthDate' });
    expect((await fileOf(child.householdId)).children).toMatchObject([{ birthDate: '2026-11-18', remark: null }]);
    // Both days exchanged in one go are one change.
    expect((await bob.push(patchChild(child, { birthDate: '2026-11-18', dueDate: null }, { birthDate: null, dueDate: '2026-12-24' })))[0]).toMatchObject({ ok: true });
  });

  it('sent three times is applied once; one that is not there is refused', async () => {
    const child = await family();
    const op = patchChild(child, { remark: null }, { remark: '双胞胎之一' });
    expect([await ann.push(op), await ann.push(op), await ann.push(op)].map((one) => one[0]?.repeated)).toEqual([false, true, true]);
    expect((await db.pool.query('SELECT count(*)::int AS n FROM record_value WHERE record_id = $1', [child.id])).rows[0]).toEqual({ n: 2 });
    expect((await ann.push(patchChild(sampleChild(child.householdId), { remark: null }, { remark: 'x' })))[0]).toMatchObject({ refusal: 'not-found', field: 'childId' });
  });
});

describe('a child added', () => {
  it('stands in the family from then on, once, and is found by name', async () => {
    const child = await family();
    const twin = sampleChild(child.householdId, { name: '司徒满满', birthDate: '2026-11-18' });
    const op = sampleOp('child.add', { child: twin });
    await ann.push(op);
    await ann.push(op);
    expect((await fileOf(child.householdId, bob)).children.map((each) => each.id).sort()).toEqual([child.id, twin.id].sort());
    expect(await found('司徒满满')).toContain(child.householdId);
    expect((await bob.push(sampleOp('child.add', { child: twin })))[0]).toMatchObject({ ok: false, refusal: 'conflict', field: 'child.id' });
    expect((await bob.push(sampleOp('child.add', { child: sampleChild(twin.id) })))[0]).toMatchObject({ ok: false, refusal: 'not-found', field: 'child.householdId' });
  });
});

describe('a household itself corrected', () => {
  it('keeps both addresses when two changed it at once, with source and whose they are', async () => {
    const child = await family();
    await ann.push(patchHome(child, { address: '淮海路 8 号' }, { address: '淮海路 18 号' }));
    await bob.push(patchHome(child, { address: '淮海路 8 号', city: '上海' }, { address: '南京路 1 号', city: '苏州' }));
    const file = await fileOf(child.householdId);
    expect(file.household).toMatchObject({ address: '南京路 1 号', city: '苏州' });
    expect(file.recordRivals).toMatchObject([{ record: 'household', recordId: child.householdId, field: 'address', value: '淮海路 18 号', byName: '安宁', source: 'form' }]);
    expect(file.recordSaid?.map((each) => [each.field, each.byName])).toEqual([['address', '白波'], ['city', '白波']]);
  });

  it('is told to the callback list, whose rows name it', async () => {
    const child = await family();
    await ann.push(sampleOp('callback.add', { callback: sampleCallback(child.householdId, { ownerAgentId: ann.agent.id }) }));
    const [result] = await bob.push(patchHome(child, { name: '陈女士家' }, { name: '林女士家' }));
    expect(result?.ok).toBe(true);
    const pulled = await ann.pull();
    expect(JSON.stringify(pulled)).toContain('林女士家');
  });

  it('that was merged into another meanwhile takes the correction to where it went, and undone what was said of either is its own again', async () => {
    const boss = await central.desk({ role: 'supervisor' });
    const [kept, absorbed] = [await family(), await family()];
    await ann.push(patchHome(kept, { address: '淮海路 8 号' }, { address: '南京路 1 号' }), patchHome(absorbed, { brand: '优安' }, { brand: '别家' }), patchChild(absorbed, { remark: null }, { remark: '双胞胎' }));
    const merge = { keepId: kept.householdId, absorbId: absorbed.householdId, people: [], children: [{ keep: kept.id, absorb: absorbed.id }] };
    expect((await boss.ask('POST', '/merges', merge)).status).toBe(200);
    const [home, child] = await bob.push(patchHome(absorbed, { city: '上海' }, { city: '苏州' }), patchChild(absorbed, { hospital: null }, { hospital: '市妇幼' }));
    expect([home, child]).toMatchObject([{ ok: true }, { ok: true }]);
    const file = await fileOf(kept.householdId);
    expect(file).toMatchObject({ household: { city: '苏州', address: '南京路 1 号' }, children: [{ id: kept.id, hospital: '市妇幼', remark: '双胞胎' }] });
    // What was said of the absorbed child where the kept one had nothing is told with who said it.
    expect(file.recordSaid?.map((each) => [each.recordId, each.field]).sort()).toEqual([[kept.householdId, 'address'], [kept.householdId, 'city'], [kept.id, 'hospital'], [kept.id, 'remark']].sort());
    const [logged] = (await boss.ask('GET', '/merges')).body as readonly { id: string }[];
    expect((await boss.ask('POST', `/merges/${logged?.id ?? ''}/undo`)).status).toBe(200);
    const again = await fileOf(absorbed.householdId);
    expect(again.recordSaid?.map((each) => [each.recordId, each.field]).sort()).toEqual([[absorbed.householdId, 'brand'], [absorbed.id, 'remark']].sort());
  });

  // What refers to a household by a key is erased with it (and moved when it is merged) without a word in the code.
  it('has what was said of it referring to it by a key', async () => {
    const keys = await db.pool.query<{ target: string }>("SELECT confrelid::regclass::text AS target FROM pg_constraint WHERE conrelid = 'record_value'::regclass AND contype = 'f' ORDER BY 1");
    expect(keys.rows.map((one) => one.target)).toEqual(['agent', 'household']);
  });
});
