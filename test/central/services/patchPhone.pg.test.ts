import { randomInt, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Callback } from '../../../shared/callbacks/callback.ts';
import { type HouseholdFile, householdFileSchema } from '../../../shared/customers/household.ts';
import type { Phone } from '../../../shared/customers/phoneKind.ts';
import type { PhonePatch } from '../../../shared/customers/recordPatch.ts';
import { must } from '../../../shared/language/must.ts';
import type { Op, OpData } from '../../../shared/sync/pushMessages.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { sampleCallback, sampleCustomer, sampleHousehold, sampleInteraction, sampleOp, samplePhone } from '../../support/storeSamples.ts';
import { TestCentral, type TestDesk } from '../../support/testCentral.ts';
import { likeliestHousehold } from '../../../central/store/householdFile.ts';

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

const newNumber = (): string => `+86138${String(randomInt(10_000_000, 99_999_999))}`;
interface Family { readonly id: string; readonly customerId: string; readonly phone: Phone; readonly other: Phone; readonly callback: Callback }
/** A family with two numbers and a callback that rings the first. */
async function family(number = newNumber(), customerName = '欧阳丽'): Promise<Family> {
  const household = sampleHousehold();
  const customer = sampleCustomer(household.id, { name: customerName });
  const [phone, other] = [samplePhone(number, { customerId: customer.id }), samplePhone(newNumber())];
  const callback = sampleCallback(household.id, { number, customerId: customer.id, agreedAtMs: Date.now() - 1000 });
  const results = await ann.push(sampleOp('household.add', { household, phones: [phone, other], customers: [customer], children: [] }), sampleOp('callback.add', { callback }));
  expect(results.map((each) => each.refusal)).toEqual([null, null]);
  return { id: household.id, customerId: customer.id, phone, other, callback };
}
const patch = ({ id }: Family, phone: Pick<Phone, 'id'>, base: PhonePatch, set: PhonePatch, callbacks?: OpData<'phone.patch'>['callbacks']): Op =>
  sampleOp('phone.patch', { householdId: id, phoneId: phone.id, base, set, source: 'call', verifiedAtMs: null, ...(callbacks === undefined ? {} : { callbacks }) }, { atMs: Date.now() });
const ended = (one: Family, callbacks?: OpData<'phone.patch'>['callbacks']): Op => patch(one, one.phone, { isTheirs: true }, { isTheirs: false }, callbacks);
const returned = (one: Family): Op => patch(one, one.phone, { isTheirs: false }, { isTheirs: true });
async function fileOf(householdId: string, desk = ann): Promise<HouseholdFile> {
  return householdFileSchema.parse((await desk.ask('GET', `/households/${householdId}`)).body);
}
const numbersIn = (file: HouseholdFile): readonly string[] => file.phones.map((each) => each.number).sort();
const found = async (number: string) => ((await ann.ask('GET', `/search?q=${encodeURIComponent(number.slice(3))}`)).body as readonly { householdId: string }[]).map((hit) => hit.householdId);

describe('a number that is not the family’s any more', () => {
  it('pops them no more from that moment, is found under them no more, and stays in their file with who said it', async () => {
    const one = await family();
    expect(await likeliestHousehold(db.pool, one.phone.number)).toBe(one.id);
    const [result] = await ann.push(ended(one));
    expect(result).toMatchObject({ ok: true, refusal: null });
    expect(await likeliestHousehold(db.pool, one.phone.number)).toBeNull();
    expect(await found(one.phone.number)).not.toContain(one.id);
    const file = await fileOf(one.id, bob);
    expect(numbersIn(file)).toEqual([one.other.number]);
    expect(file.formerPhones).toMatchObject([{ id: one.phone.id, number: one.phone.number, customerId: one.customerId, endedByName: '安宁', source: 'call', returnedAtMs: null }]);
  });

  it('may be another family’s: theirs it stays, and a call from it pops them alone', async () => {
    const one = await family();
    const stranger = await family(one.phone.number);
    await ann.push(ended(one));
    expect(await likeliestHousehold(db.pool, one.phone.number)).toBe(stranger.id);
    expect(numbersIn(await fileOf(stranger.id))).toContain(one.phone.number);
  });

  it('leaves each open callback the number that was chosen, or none; closes nothing and tells whoever has it', async () => {
    const one = await family();
    const second = sampleCallback(one.id, { number: one.phone.number, agreedAtMs: Date.now() - 1000 });
    const elsewhere = sampleCallback(one.id, { number: one.other.number, agreedAtMs: Date.now() - 1000 });
    await ann.push(sampleOp('callback.add', { callback: second }), sampleOp('callback.add', { callback: elsewhere }));
    const [result] = await ann.push(ended(one, [{ callbackId: one.callback.id, phoneId: one.other.id }]));
    const told = result?.changes.filter((change) => change.t === 'callback').map((change) => (change.r as { callback: Callback }).callback) ?? [];
    expect(new Map(told.map((each) => [each.id, each.number]))).toEqual(new Map([[one.callback.id, one.other.number], [second.id, '']]));
    const callbacks = (await fileOf(one.id)).callbacks;
    expect(new Map(callbacks.map((each) => [each.id, each.number]))).toEqual(new Map([[one.callback.id, one.other.number], [second.id, ''], [elsewhere.id, one.other.number]]));
  });

  it('leaves a callback without a number when the one chosen for it is gone by then too', async () => {
    const one = await family();
    await bob.push(patch(one, one.other, { isTheirs: true }, { isTheirs: false }));
    const [result] = await ann.push(ended(one, [{ callbackId: one.callback.id, phoneId: one.other.id }]));
    expect(result?.ok).toBe(true);
    expect((await fileOf(one.id)).callbacks.map((each) => each.number)).toEqual(['']);
  });

  it('is rung by no callback agreed on a desktop that had not heard of it, in one go with its call or alone', async () => {
    const one = await family();
    await ann.push(ended(one));
    const alone = sampleCallback(one.id, { number: one.phone.number, agreedAtMs: Date.now() - 5000 });
    const spelled = sampleCallback(one.id, { number: one.phone.number.slice(3), agreedAtMs: Date.now() - 5000 });
    const withCall = sampleCallback(one.id, { number: one.phone.number, agreedAtMs: Date.now() - 5000 });
    expect(await bob.push(sampleOp('callback.add', { callback: alone }), sampleOp('callback.add', { callback: spelled }))).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await bob.push(sampleOp('interaction.add', { interaction: sampleInteraction(one.id), questions: [] }), sampleOp('callback.add', { callback: withCall }))).toMatchObject([{ ok: true }, { ok: true }]);
    const file = await fileOf(one.id);
    expect(file.callbacks.length).toBe(4);
    expect(file.callbacks.map((each) => each.number)).toEqual(['', '', '', '']);
  });

  it('chosen for a callback later is refused in words; another of theirs is taken and its time stays', async () => {
    const one = await family();
    await ann.push(ended(one));
    const at = { callbackId: one.callback.id, dueAtMs: one.callback.dueAtMs, agreedText: one.callback.agreedText };
    expect(await ann.push(sampleOp('callback.reschedule', { ...at, phoneId: one.phone.id }))).toMatchObject([{ ok: false, refusal: 'conflict', field: 'phoneId', standing: 'not-theirs' }]);
    expect(await ann.push(sampleOp('callback.reschedule', { ...at, phoneId: one.other.id }))).toMatchObject([{ ok: true }]);
    expect((await fileOf(one.id)).callbacks).toMatchObject([{ id: one.callback.id, number: one.other.number, dueAtMs: one.callback.dueAtMs }]);
  });

  it('said twice, by the same op or by a colleague, is said once; nothing else of it can be corrected', async () => {
    const one = await family();
    const op = ended(one);
    await ann.push(op);
    expect(await ann.push(op)).toMatchObject([{ ok: true, repeated: true }]);
    expect(await bob.push(ended(one))).toMatchObject([{ ok: true }]);
    expect((await fileOf(one.id)).formerPhones).toHaveLength(1);
    expect(await bob.push(patch(one, one.phone, { extension: null }, { extension: '8' }))).toMatchObject([{ ok: false, refusal: 'conflict', field: 'phoneId', standing: 'not-theirs' }]);
  });

  it('taken back is theirs as it was, pops them, and is rung again by what had no number meanwhile', async () => {
    const one = await family();
    await ann.push(ended(one));
    expect(await bob.push(returned(one))).toMatchObject([{ ok: true }]);
    const file = await fileOf(one.id);
    expect(file.phones.find((each) => each.id === one.phone.id)).toMatchObject({ number: one.phone.number, customerId: one.customerId });
    expect(file.formerPhones).toMatchObject([{ id: one.phone.id, endedByName: '安宁', returnedByName: '白波', returnedAtMs: expect.any(Number) }]);
    expect(file.callbacks).toMatchObject([{ id: one.callback.id, number: one.phone.number }]);
    expect(await likeliestHousehold(db.pool, one.phone.number)).toBe(one.id);
    // And once more: its history has both.
    await ann.push(ended(one));
    expect((await fileOf(one.id)).formerPhones).toHaveLength(2);
    expect((await fileOf(one.id)).callbacks.map((each) => each.number)).toEqual(['']);
  });

  it('kept of a call before that was said stays out; kept of a later call it is theirs again', async () => {
    const one = await family();
    await ann.push(ended(one));
    const early = sampleOp('phone.add', { householdId: one.id, phone: samplePhone(one.phone.number) }, { atMs: Date.now() - 60_000 });
    expect(await bob.push(early)).toMatchObject([{ ok: false, refusal: 'conflict', field: 'phone.number', standing: 'not-theirs' }]);
    const person = sampleCustomer(one.id, { name: '司徒安' });
    expect(await bob.push(sampleOp('customer.add', { customer: person, phones: [samplePhone(one.phone.number, { customerId: person.id })] }, { atMs: Date.now() - 60_000 }))).toMatchObject([{ ok: true }]);
    expect(numbersIn(await fileOf(one.id))).toEqual([one.other.number]);
    expect(await bob.push(sampleOp('phone.add', { householdId: one.id, phone: samplePhone(one.phone.number) }, { atMs: Date.now() }))).toMatchObject([{ ok: true }]);
    const file = await fileOf(one.id);
    expect(numbersIn(file)).toContain(one.phone.number);
    expect(file.formerPhones).toMatchObject([{ returnedByName: '白波' }]);
    expect(file.callbacks.map((each) => each.number)).toEqual([one.phone.number]);
  });

  it('is refused when it is no number of that family, with two things at once, or without what was seen', async () => {
    const [one, two] = [await family(), await family()];
    expect(await ann.push(patch(one, two.phone, { isTheirs: true }, { isTheirs: false }))).toMatchObject([{ ok: false, refusal: 'not-found', field: 'phoneId' }]);
    expect(await ann.push(patch(one, { id: randomUUID() }, { isTheirs: true }, { isTheirs: false }))).toMatchObject([{ ok: false, refusal: 'not-found', field: 'phoneId' }]);
    expect(await ann.push(patch(one, one.phone, { isTheirs: true, extension: null }, { isTheirs: false, extension: '8' }))).toMatchObject([{ ok: false, refusal: 'bad-op', field: 'set' }]);
    expect(await ann.push(patch(one, one.phone, {}, { isTheirs: false }))).toMatchObject([{ ok: false, refusal: 'bad-op', field: 'base.isTheirs' }]);
    expect(numbersIn(await fileOf(one.id))).toHaveLength(2);
  });

  it('is told to a desktop of an older version in the fields it knows', async () => {
    const one = await family();
    await ann.push(ended(one));
    const { formerPhones: _unknown, ...known } = householdFileSchema.shape;
    expect(Object.keys(known)).toContain('phones');
    const file = householdFileSchema.omit({ formerPhones: true }).parse((await ann.ask('GET', `/households/${one.id}`)).body);
    expect(file.phones.map((each) => each.number)).toEqual([one.other.number]);
    expect(file.callbacks.map((each) => each.number)).toEqual(['']);
  });
});

describe('whose a number is', () => {
  it('and its extension are corrected, and who said so is told', async () => {
    const one = await family();
    expect(await ann.push(patch(one, one.phone, { customerId: one.customerId, extension: null }, { customerId: null, extension: '802' }))).toMatchObject([{ ok: true }]);
    const file = await fileOf(one.id);
    expect(file.phones.find((each) => each.id === one.phone.id)).toMatchObject({ customerId: null, extension: '802' });
    expect(file.recordSaid).toEqual(expect.arrayContaining([expect.objectContaining({ record: 'phone', recordId: one.phone.id, field: 'extension', byName: '安宁' })]));
  });

  it('said differently by two who did not know of each other: the later stands and the other is kept beside it', async () => {
    const one = await family();
    await ann.push(patch(one, one.phone, { extension: null }, { extension: '801' }));
    await bob.push(patch(one, one.phone, { extension: null }, { extension: '802' }));
    const file = await fileOf(one.id);
    expect(file.phones.find((each) => each.id === one.phone.id)?.extension).toBe('802');
    expect(file.recordRivals).toMatchObject([{ record: 'phone', recordId: one.phone.id, field: 'extension', value: '801', byName: '安宁' }]);
  });

  it('is nobody’s of another family', async () => {
    const [one, two] = [await family(), await family()];
    expect(await ann.push(patch(one, one.phone, { customerId: one.customerId }, { customerId: two.customerId }))).toMatchObject([{ ok: false, refusal: 'not-found', field: 'set.customerId' }]);
  });
});

describe('with merging and erasing', () => {
  const merge = async (keep: Family, absorb: Family): Promise<string> => {
    const answer = await ann.ask('POST', '/merges', { keepId: keep.id, absorbId: absorb.id, people: [], children: [], take: [] });
    expect(answer.status).toBe(200);
    return (answer.body as { id: string }).id;
  };

  it('a number one of the two said is not theirs does not come back by the other: what would ring it has none, and undoing parts them as they were', async () => {
    const number = newNumber();
    const [keep, absorb] = [await family(number), await family(number)];
    await ann.push(ended(absorb));
    const before = [await fileOf(keep.id), await fileOf(absorb.id)];
    const id = await merge(keep, absorb);
    const file = await fileOf(keep.id);
    expect(numbersIn(file)).not.toContain(number);
    expect(file.callbacks.map((each) => each.number)).toEqual(['', '']);
    expect(file.formerPhones).toMatchObject([{ number }]);
    expect(await likeliestHousehold(db.pool, number)).toBeNull();
    expect((await ann.ask('POST', `/merges/${id}/undo`)).status).toBe(200);
    const after = [await fileOf(keep.id), await fileOf(absorb.id)];
    for (const at of [0, 1]) {
      expect(after[at]?.phones).toEqual(before[at]?.phones);
      expect(after[at]?.callbacks).toEqual(before[at]?.callbacks);
      expect(after[at]?.formerPhones).toEqual(before[at]?.formerPhones);
    }
  });

  it('what the absorbed one agreed for a number the kept one said is not theirs rings nobody', async () => {
    const number = newNumber();
    const [keep, absorb] = [await family(number), await family(number)];
    await ann.push(ended(keep));
    await merge(keep, absorb);
    const file = await fileOf(keep.id);
    expect(numbersIn(file)).not.toContain(number);
    expect(file.callbacks.map((each) => each.number)).toEqual(['', '']);
  });

  it('a number kept of a call after the other said it is not theirs is theirs', async () => {
    const number = newNumber();
    const [keep, absorb] = [await family(), await family(number)];
    await ann.push(ended(absorb));
    await bob.push(sampleOp('phone.add', { householdId: keep.id, phone: samplePhone(number) }, { atMs: Date.now() }));
    await merge(keep, absorb);
    const file = await fileOf(keep.id);
    expect(numbersIn(file)).toContain(number);
    expect(file.formerPhones).toMatchObject([{ number, returnedByName: '安宁' }]);
  });

  it('a correction of a desktop that had not heard of a merge reaches the number that stands', async () => {
    const number = newNumber();
    const [keep, absorb] = [await family(number), await family(number)];
    await merge(keep, absorb);
    expect(await bob.push(ended(absorb))).toMatchObject([{ ok: true }]);
    expect(numbersIn(await fileOf(keep.id))).not.toContain(number);
  });

  it('a family erased leaves nothing of the numbers they had', async () => {
    const admin = await central.desk({ name: '管理', role: 'admin' });
    const one = await family();
    await ann.push(patch(one, one.phone, { customerId: one.customerId }, { customerId: null }), patch(one, one.phone, { customerId: null }, { customerId: one.customerId }), ended(one));
    const answer = await admin.ask('POST', '/erasures', { householdId: one.id, customerId: null, reason: '本人来电要求' });
    expect(answer.status).toBe(200);
    for (const table of ['former_phone', 'phone', 'record_value', 'op', 'callback', 'merge_journal']) {
      const { rows } = await db.pool.query(`SELECT 1 FROM ${table} t WHERE strpos(to_jsonb(t)::text, $1) > 0`, [must(one.phone.number.slice(3), 'no number')]);
      expect([table, rows.length]).toEqual([table, 0]);
    }
  });

  it('a person erased takes along the numbers they had, and that it was ever theirs', async () => {
    const admin = await central.desk({ name: '管理员', role: 'admin' });
    const one = await family();
    const father = sampleCustomer(one.id, { name: '诸葛安' });
    await ann.push(sampleOp('customer.add', { customer: father, phones: [] }));
    await ann.push(patch(one, one.other, { customerId: null }, { customerId: one.customerId }), patch(one, one.other, { customerId: one.customerId }, { customerId: father.id }), ended(one));
    expect((await admin.ask('POST', '/erasures', { householdId: one.id, customerId: one.customerId, reason: '本人来电要求' })).status).toBe(200);
    expect((await fileOf(one.id)).formerPhones).toEqual([]);
    for (const table of ['former_phone', 'phone', 'record_value']) {
      const { rows } = await db.pool.query(`SELECT 1 FROM ${table} t WHERE strpos(to_jsonb(t)::text, $1) > 0`, [one.customerId]);
      expect([table, rows.length]).toEqual([table, 0]);
    }
  });
});
