import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Callback } from '../../../shared/callbacks/callback.ts';
import type { Child, ChildStanding } from '../../../shared/customers/child.ts';
import { type HouseholdFile, householdFileSchema } from '../../../shared/customers/household.ts';
import type { ChildPatch } from '../../../shared/customers/recordPatch.ts';
import type { Op, OpData } from '../../../shared/sync/pushMessages.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { sampleCallback, sampleChild, sampleCustomer, sampleHousehold, sampleInteraction, sampleOp, samplePhone } from '../../support/storeSamples.ts';
import { TestCentral, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let ann: TestDesk;
let bob: TestDesk;
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool);
  [ann, bob] = [await central.desk({ name: '安宁', role: 'supervisor' }), await central.desk({ name: '白波' })];
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

interface Family { readonly id: string; readonly customerId: string; readonly number: string; readonly child: Child; readonly children: readonly Child[]; readonly care: Callback; readonly other: Callback }
const unborn = (over: Partial<Child> = {}): Partial<Child> => ({ name: null, sex: null, birthDate: null, dueDate: '2027-03-02', feeding: null, product: null, ...over });
let families = 0;
/** A family that expects a child unless told otherwise, with a call about it that Bob has and one about something else. */
async function family(...children: readonly Partial<Child>[]): Promise<Family> {
  const household = sampleHousehold({ name: `家庭${++families}` });
  const customer = sampleCustomer(household.id, { name: '欧阳丽' });
  const all = (children.length === 0 ? [unborn()] : children).map((each) => sampleChild(household.id, each));
  const number = `+86138${String(randomInt(10_000_000, 99_999_999))}`;
  const at = { number, customerId: customer.id, agreedAtMs: Date.now() - 1000 };
  const care = sampleCallback(household.id, { ...at, purpose: '产检提醒', agreedText: '下周一 产检提醒', permissionReason: 'prenatal', ownerAgentId: bob.agent.id });
  const other = sampleCallback(household.id, { ...at, purpose: '发票寄到了没有', agreedText: '发票寄到了没有' });
  // One at a time: a long push is answered in parts.
  for (const op of [sampleOp('household.add', { household, phones: [samplePhone(number)], customers: [customer], children: all }), sampleOp('callback.add', { callback: care }), sampleOp('callback.add', { callback: other })]) {
    expect(await ann.push(op)).toMatchObject([{ ok: true, refusal: null }]);
  }
  const [child] = all;
  if (child === undefined) throw new Error('a family has a child');
  return { id: household.id, customerId: customer.id, number, child, children: all, care, other };
}
const patch = ({ id }: Pick<Family, 'id'>, childId: string, base: ChildPatch, set: ChildPatch, callbacks?: OpData<'child.patch'>['callbacks'], atMs = Date.now()): Op =>
  sampleOp('child.patch', { householdId: id, childId, base, set, source: 'call', verifiedAtMs: null, ...(callbacks === undefined ? {} : { callbacks }) }, { atMs });
const stand = (one: Family, from: ChildStanding, to: ChildStanding, child = one.child, callbacks?: OpData<'child.patch'>['callbacks']): Op => patch(one, child.id, { standing: from }, { standing: to }, callbacks);
const lost = (one: Family, callbacks?: OpData<'child.patch'>['callbacks']): Op => stand(one, 'theirs', 'lost', one.child, callbacks);
async function fileOf(householdId: string, desk = ann): Promise<HouseholdFile> {
  return householdFileSchema.parse((await desk.ask('GET', `/households/${householdId}`)).body);
}
const childIds = (file: HouseholdFile): readonly string[] => file.children.map((each) => each.id);
const openIds = (file: HouseholdFile): readonly string[] => file.callbacks.map((each) => each.id);
const callbackOf = async (id: string) => (await db.pool.query<{ state: string; reason: string | null; owner: string | null }>('SELECT state, closed_reason AS reason, owner_agent_id AS owner FROM callback WHERE id = $1', [id])).rows[0];
const found = async (name: string) => ((await ann.ask('GET', `/search?q=${encodeURIComponent(name)}`)).body as readonly { householdId: string }[]).map((hit) => hit.householdId);

describe('a child written down by mistake', () => {
  it('is in no child of the family any more, the last one too, and stands in its history with who said so and why', async () => {
    const one = await family();
    expect(await ann.push(stand(one, 'theirs', 'mistake'))).toMatchObject([{ ok: true, refusal: null }]);
    const file = await fileOf(one.id, bob);
    expect(file.children).toEqual([]);
    expect(file.formerChildren).toMatchObject([{ id: one.child.id, reason: 'mistake', dueDate: '2027-03-02', endedByName: '安宁', source: 'call', returnedAtMs: null, cancelled: [] }]);
    expect(openIds(file)).toContain(one.care.id);
  });

  it('does not find them by its name, for it is somebody else’s; put back it does', async () => {
    const one = await family({ name: '司马小记' });
    await ann.push(stand(one, 'theirs', 'mistake'));
    expect(await found('司马小记')).not.toContain(one.id);
    await bob.push(stand(one, 'mistake', 'theirs'));
    expect(await found('司马小记')).toContain(one.id);
    expect((await fileOf(one.id)).formerChildren).toMatchObject([{ id: one.child.id, returnedByName: '白波', returnedAtMs: expect.any(Number) }]);
    expect((await fileOf(one.id)).children).toMatchObject([{ id: one.child.id, name: '司马小记', hospital: one.child.hospital }]);
  });

  it('reaches the desktop of a colleague who has the family, with their next pull', async () => {
    const one = await family();
    const ofFamily = async () => (await bob.pull()).changes.filter((change) => change.s === `agent:${bob.agent.id}` && change.id === one.id);
    const [before] = await ofFamily();
    await ann.push(stand(one, 'theirs', 'mistake'));
    const [after] = await ofFamily();
    expect(after?.v).toBeGreaterThan(before?.v ?? 0);
    expect([before?.r, after?.r]).toMatchObject([{ children: [{ id: one.child.id }] }, { children: [] }]);
  });
});

describe('a child the family lost', () => {
  it('takes along what was agreed about it alone, tells whoever had it, and leaves the rest', async () => {
    const one = await family();
    expect(await ann.push(lost(one))).toMatchObject([{ ok: true }]);
    const file = await fileOf(one.id);
    expect(file.children).toEqual([]);
    expect(openIds(file)).toEqual([one.other.id]);
    expect(file.formerChildren).toMatchObject([{ reason: 'lost', cancelled: [{ id: one.care.id, purpose: '产检提醒', state: 'cancelled' }] }]);
    expect(await callbackOf(one.care.id)).toMatchObject({ state: 'cancelled', reason: 'child-lost' });
    expect((await db.pool.query('SELECT to_agent_id AS "to" FROM notice WHERE kind = $1 AND household_id = $2', ['callback-child-lost', one.id])).rows).toEqual([{ to: bob.agent.id }]);
  });

  it('cancels what the agent named and keeps what they kept, whatever its words say', async () => {
    const one = await family();
    const [result] = await ann.push(lost(one, [{ callbackId: one.care.id, isCancelled: false }, { callbackId: one.other.id, isCancelled: true }]));
    const told = result?.changes.filter((change) => change.t === 'callback').map((change) => (change.r as { callback: Callback }).callback) ?? [];
    expect(told).toMatchObject([{ id: one.other.id, state: 'cancelled' }]);
    expect(openIds(await fileOf(one.id))).toEqual([one.care.id]);
  });

  it('leaves a call that can mean a brother or sister, and one about a complaint', async () => {
    const one = await family(unborn(), { name: '石榴', birthDate: '2024-01-05' });
    const at = { number: one.number, agreedAtMs: Date.now() - 1000 };
    const milk = sampleCallback(one.id, { ...at, purpose: '宝宝转奶' });
    await ann.push(sampleOp('callback.add', { callback: milk }));
    await ann.push(lost(one));
    expect(openIds(await fileOf(one.id))).toEqual(expect.arrayContaining([milk.id, one.other.id]));
    const born = await family({ name: '核桃', birthDate: '2026-01-05' });
    const complaint = sampleCallback(born.id, { number: born.number, agreedAtMs: Date.now() - 1000, purpose: '奶粉投诉答复', permissionReason: 'complaint-follow-up' });
    await ann.push(sampleOp('callback.add', { callback: complaint }));
    await ann.push(lost(born));
    expect(openIds(await fileOf(born.id))).toContain(complaint.id);
  });

  it('still finds the family by its name, so that whoever looks sees what to spare them', async () => {
    const one = await family({ name: '端木青禾' });
    await ann.push(lost(one));
    expect(await found('端木青禾')).toContain(one.id);
    expect(await found('端木青禾 欧阳')).toContain(one.id);
  });

  it('put back opens again what nothing else became of, and no more', async () => {
    const one = await family();
    const second = sampleCallback(one.id, { number: one.number, purpose: '孕晚期产检', agreedAtMs: Date.now() - 1000 });
    const interaction = sampleInteraction(one.id);
    const inCall = sampleCallback(one.id, { number: one.number, purpose: '孕妇奶粉怎么喝', agreedAtMs: Date.now() - 1000, agreedInInteractionId: interaction.id });
    await bob.push(sampleOp('callback.add', { callback: second }), sampleOp('interaction.add', { interaction, questions: [] }), sampleOp('callback.add', { callback: inCall }));
    await ann.push(lost(one));
    expect(openIds(await fileOf(one.id))).toEqual([one.other.id]);
    await bob.push(sampleOp('interaction.retract', { interactionId: interaction.id }));
    expect(await bob.push(stand(one, 'lost', 'theirs'))).toMatchObject([{ ok: true }]);
    const file = await fileOf(one.id);
    expect([...openIds(file)].sort()).toEqual([one.care.id, one.other.id, second.id].sort());
    expect(await callbackOf(inCall.id)).toMatchObject({ state: 'cancelled' });
    expect(childIds(file)).toEqual([one.child.id]);
    expect(file.formerChildren).toMatchObject([{ returnedByName: '白波' }]);
  });

  it('a call about it that was made before its desktop heard of the loss is done, and stays so when the child is put back', async () => {
    const one = await family();
    await ann.push(lost(one));
    const interaction = sampleInteraction(one.id, { callbackId: one.care.id });
    expect(await bob.push(sampleOp('interaction.add', { interaction, questions: [] }), sampleOp('callback.done', { callbackId: one.care.id, interactionId: interaction.id }))).toMatchObject([{ ok: true }, { ok: true }]);
    await ann.push(stand(one, 'lost', 'theirs'));
    expect(await callbackOf(one.care.id)).toMatchObject({ state: 'done' });
  });

  it('put back rings nobody who said meanwhile that they are not to be rung', async () => {
    const one = await family();
    await ann.push(lost(one));
    await ann.push(sampleOp('opt-out.add', { optOut: { id: one.child.id, householdId: one.id, customerId: null, channel: 'phone', saidAtMs: Date.now(), words: '别再打了', interactionId: null } }, { atMs: Date.now() }));
    await bob.push(stand(one, 'lost', 'theirs'));
    expect(openIds(await fileOf(one.id))).toEqual([]);
  });

  it('one of twins put back: the call about the other, who is lost, stays cancelled', async () => {
    const one = await family({ name: '双双' }, { name: '对对' });
    const both = sampleCallback(one.id, { number: one.number, purpose: '双双和对对的疫苗', agreedAtMs: Date.now() - 1000 });
    await ann.push(sampleOp('callback.add', { callback: both }));
    const [first, second] = one.children;
    if (first === undefined || second === undefined) throw new Error('twins');
    await ann.push(stand(one, 'theirs', 'lost', first), stand(one, 'theirs', 'lost', second));
    await ann.push(stand(one, 'lost', 'theirs', first));
    expect(openIds(await fileOf(one.id))).not.toContain(both.id);
    await ann.push(stand(one, 'lost', 'theirs', second));
    expect((await fileOf(one.id)).formerChildren?.filter((each) => each.returnedAtMs == null)).toEqual([]);
  });

  it('is not rung about by what a desktop agreed before it heard of it; what is agreed afterwards is taken', async () => {
    const one = await family();
    await ann.push(lost(one));
    const early = sampleCallback(one.id, { number: one.number, purpose: '孕期营养', agreedAtMs: Date.now() - 60_000 });
    expect(await bob.push(sampleOp('callback.add', { callback: early }))).toMatchObject([{ ok: false, refusal: 'not-allowed', field: 'callback.agreedAtMs', standing: 'child-lost' }]);
    const later = sampleCallback(one.id, { number: one.number, purpose: '又怀孕了，问叶酸', agreedAtMs: Date.now() + 1000 });
    expect(await bob.push(sampleOp('callback.add', { callback: later }))).toMatchObject([{ ok: true }]);
  });
});

describe('said by two at once', () => {
  it('twice, by the same op or by a colleague, is said once; nothing else of the child can be corrected, in words', async () => {
    const one = await family();
    const op = stand(one, 'theirs', 'mistake');
    await ann.push(op);
    expect(await ann.push(op)).toMatchObject([{ ok: true, repeated: true }]);
    expect(await bob.push(stand(one, 'theirs', 'mistake'))).toMatchObject([{ ok: true }]);
    expect((await fileOf(one.id)).formerChildren).toHaveLength(1);
    expect(await bob.push(patch(one, one.child.id, { name: null }, { name: '小禾' }))).toMatchObject([{ ok: false, refusal: 'conflict', field: 'childId', standing: 'mistake' }]);
  });

  it('a colleague’s correction that came first goes with the child, and is there when it is put back', async () => {
    const one = await family();
    await bob.push(patch(one, one.child.id, { name: null }, { name: '小禾' }));
    await ann.push(stand(one, 'theirs', 'mistake'));
    expect((await fileOf(one.id)).formerChildren).toMatchObject([{ name: '小禾' }]);
    await ann.push(stand(one, 'mistake', 'theirs'));
    const file = await fileOf(one.id);
    expect(file.children).toMatchObject([{ name: '小禾' }]);
    expect(file.recordSaid).toEqual(expect.arrayContaining([expect.objectContaining({ recordId: one.child.id, field: 'name', byName: '白波' })]));
  });

  it('a loss holds over a mistake and over putting it back; a mistake does not hold over a loss', async () => {
    const one = await family();
    await ann.push(stand(one, 'theirs', 'mistake'));
    expect(await bob.push(lost(one))).toMatchObject([{ ok: true }]);
    expect((await fileOf(one.id)).formerChildren?.[0]).toMatchObject({ reason: 'lost', endedByName: '白波' });
    expect(await ann.push(stand(one, 'theirs', 'mistake'))).toMatchObject([{ ok: false, refusal: 'conflict', field: 'set.standing', standing: 'lost' }]);
    expect(await ann.push(stand(one, 'mistake', 'theirs'))).toMatchObject([{ ok: false, refusal: 'conflict', field: 'set.standing', standing: 'lost' }]);
    expect((await fileOf(one.id)).children).toEqual([]);
    expect(openIds(await fileOf(one.id))).toEqual([one.other.id]);
  });

  it('is refused for a child of another family, with a correction in the same breath, and without what was seen', async () => {
    const [one, two] = [await family(), await family()];
    expect(await ann.push(stand(one, 'theirs', 'mistake', two.child))).toMatchObject([{ ok: false, refusal: 'not-found', field: 'childId' }]);
    expect(await ann.push(patch(one, one.child.id, { standing: 'theirs', name: null }, { standing: 'mistake', name: '小禾' }))).toMatchObject([{ ok: false, refusal: 'bad-op', field: 'set' }]);
    expect(await ann.push(patch(one, one.child.id, {}, { standing: 'lost' }))).toMatchObject([{ ok: false, refusal: 'bad-op', field: 'base.standing' }]);
    await ann.push(lost(two));
    expect(await ann.push(stand(one, 'lost', 'theirs', two.child))).toMatchObject([{ ok: false, refusal: 'not-found', field: 'childId' }]);
    expect(childIds(await fileOf(one.id))).toEqual([one.child.id]);
  });
});

describe('with merging', () => {
  const merge = async (keep: Family, absorb: Family, children: readonly { keep: string; absorb: string }[] = []): Promise<string> => {
    const answer = await ann.ask('POST', '/merges', { keepId: keep.id, absorbId: absorb.id, people: [], children, take: [] });
    expect(answer.status).toBe(200);
    return (answer.body as { id: string }).id;
  };
  const undo = async (id: string): Promise<void> => { expect((await ann.ask('POST', `/merges/${id}/undo`)).status).toBe(200); };

  it('a loss one of the two told of holds for the same child in the other’s file and its calls; undoing parts them as they were', async () => {
    const [keep, absorb] = [await family(unborn({ dueDate: '2027-03-09' })), await family(unborn())];
    await ann.push(lost(absorb));
    const before = [await fileOf(keep.id), await fileOf(absorb.id)];
    const id = await merge(keep, absorb);
    const file = await fileOf(keep.id);
    expect(file.children).toEqual([]);
    expect(file.formerChildren).toMatchObject([{ id: absorb.child.id, reason: 'lost' }]);
    expect([...openIds(file)].sort()).toEqual([keep.other.id, absorb.other.id].sort());
    // A colleague who has not heard of it corrects the child that went with it.
    expect(await bob.push(patch(keep, keep.child.id, { name: null }, { name: '小禾' }))).toMatchObject([{ ok: false, standing: 'lost' }]);
    await undo(id);
    const after = [await fileOf(keep.id), await fileOf(absorb.id)];
    for (const at of [0, 1]) {
      expect(after[at]?.children).toEqual(before[at]?.children);
      expect(after[at]?.callbacks).toEqual(before[at]?.callbacks);
      expect(after[at]?.formerChildren).toEqual(before[at]?.formerChildren);
    }
  });

  it('another child of the other family, and one written down by mistake, changes nothing', async () => {
    const [keep, absorb] = [await family(unborn({ dueDate: '2027-08-01' })), await family(unborn())];
    await ann.push(lost(absorb));
    await merge(keep, absorb);
    expect(childIds(await fileOf(keep.id))).toEqual([keep.child.id]);
    const [third, fourth] = [await family(), await family()];
    await ann.push(stand(fourth, 'theirs', 'mistake'));
    await merge(third, fourth);
    expect(childIds(await fileOf(third.id))).toEqual([third.child.id]);
  });

  it('what is said of the absorbed family’s child while they are one goes with it when they are parted', async () => {
    const [keep, absorb] = [await family({ name: '甲甲' }), await family({ name: '乙乙' })];
    const id = await merge(keep, absorb);
    expect(await bob.push(lost(absorb))).toMatchObject([{ ok: true }]);
    await undo(id);
    expect((await fileOf(keep.id)).formerChildren).toEqual([]);
    expect((await fileOf(absorb.id)).formerChildren).toMatchObject([{ name: '乙乙', reason: 'lost' }]);
    expect((await fileOf(absorb.id)).children).toEqual([]);
  });

  it('put back while they are one, a child is its own family’s when they are parted', async () => {
    const [keep, absorb] = [await family({ name: '甲甲' }), await family({ name: '乙乙' })];
    await ann.push(lost(absorb));
    const id = await merge(keep, absorb);
    expect(await ann.push(stand(keep, 'lost', 'theirs', absorb.child))).toMatchObject([{ ok: true }]);
    await undo(id);
    expect(childIds(await fileOf(keep.id))).toEqual([keep.child.id]);
    expect(childIds(await fileOf(absorb.id))).toEqual([absorb.child.id]);
  });

  it('a child both had, lost while they are one, is lost in both when they are parted', async () => {
    const [keep, absorb] = [await family(), await family()];
    const id = await merge(keep, absorb, [{ keep: keep.child.id, absorb: absorb.child.id }]);
    expect(await bob.push(lost(absorb))).toMatchObject([{ ok: true }]);
    await undo(id);
    for (const each of [keep, absorb]) {
      const file = await fileOf(each.id);
      expect(file.children).toEqual([]);
      expect(file.formerChildren).toMatchObject([{ id: each.child.id, reason: 'lost' }]);
    }
  });
});

describe('with erasing', () => {
  it('a family erased leaves nothing of the child that was', async () => {
    const admin = await central.desk({ name: '管理', role: 'admin' });
    const one = await family({ name: '公冶长安' });
    await ann.push(patch(one, one.child.id, { name: '公冶长安' }, { name: '公冶长宁' }), lost(one));
    expect((await admin.ask('POST', '/erasures', { householdId: one.id, customerId: null, reason: '本人来电要求' })).status).toBe(200);
    for (const table of ['former_child', 'child', 'record_value', 'op', 'callback', 'merge_journal', 'notice']) {
      const { rows } = await db.pool.query(`SELECT 1 FROM ${table} t WHERE strpos(to_jsonb(t)::text, '公冶') > 0`);
      expect([table, rows.length]).toEqual([table, 0]);
    }
    expect(await bob.push(stand(one, 'lost', 'theirs'))).toMatchObject([{ ok: false, refusal: 'erased' }]);
  });

  it('a person erased is named in no remark of the child that was', async () => {
    const admin = await central.desk({ name: '管理员', role: 'admin' });
    const one = await family({ name: '青青', remark: '欧阳丽说在家' });
    await ann.push(sampleOp('customer.add', { customer: sampleCustomer(one.id, { name: '诸葛安', relation: 'father' }), phones: [] }), lost(one));
    expect((await admin.ask('POST', '/erasures', { householdId: one.id, customerId: one.customerId, reason: '本人来电要求' })).status).toBe(200);
    expect((await fileOf(one.id)).formerChildren).toMatchObject([{ name: '青青', remark: '〔已删除〕说在家' }]);
  });
});
