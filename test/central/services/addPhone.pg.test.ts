import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { OpResult } from '../../../shared/sync/pushMessages.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { sampleCustomer, sampleHousehold, sampleOp, samplePhone } from '../../support/storeSamples.ts';
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

const only = (results: readonly OpResult[]): OpResult => {
  const [first] = results;
  if (results.length !== 1 || first === undefined) throw new Error(`${results.length} results`);
  return first;
};
let last = 9000;
const freshNumber = (): string => `+86216123${++last}`;

async function newHousehold(): Promise<{ readonly id: string; readonly customerId: string }> {
  const household = sampleHousehold();
  const customer = sampleCustomer(household.id);
  expect(only(await ann.push(sampleOp('household.add', { household, phones: [samplePhone(freshNumber(), { kind: 'landline' })], customers: [customer], children: [] })))).toMatchObject({ ok: true });
  return { id: household.id, customerId: customer.id };
}
const phonesOf = async (id: string) => (await db.pool.query('SELECT number, customer_id, kind, added_at_ms IS NOT NULL AS kept, added_by_name FROM phone WHERE household_id = $1 ORDER BY added_at_ms NULLS FIRST', [id])).rows;

describe('a number kept with a household', () => {
  it('stands in its file with who kept it, reaches a second desktop that shows it, and pops the family next time', async () => {
    const { id, customerId } = await newHousehold();
    const number = freshNumber();
    const socket = await bob.live();
    socket.say({ t: 'watch', householdId: id });
    await socket.next('poke', (poke) => poke.s === `open:${id}`);
    const result = only(await ann.push(sampleOp('phone.add', { householdId: id, phone: samplePhone(number, { kind: 'unknown', customerId }) })));
    expect(result).toMatchObject({ ok: true, refusal: null });
    expect(await phonesOf(id)).toMatchObject([{ kept: false }, { number, kind: 'landline', customer_id: customerId, kept: true, added_by_name: '安宁' }]);

    const { changes } = await socket.next('change', (change) => change.changes[0]?.s === `open:${id}`, 2000);
    socket.close();
    const seen = changes.find((change) => change.t === 'household' && change.id === id)?.r as HouseholdFile;
    expect(seen.phones).toContainEqual(expect.objectContaining({ number, addedByName: '安宁' }));

    const pop = await bob.ask('GET', `/pop?number=${encodeURIComponent(number)}`);
    expect(pop.body).toMatchObject({ households: [{ household: { id } }] });
  });

  it('is stored once, however often and by whomever it is kept', async () => {
    const { id } = await newHousehold();
    const number = freshNumber();
    const op = sampleOp('phone.add', { householdId: id, phone: samplePhone(number) });
    const results = (await Promise.all([ann.push(op), ann.push(op), ...[ann, bob, ann, bob].map((desk) => desk.push(sampleOp('phone.add', { householdId: id, phone: samplePhone(number) })))])).map(only);
    expect(results.map((result) => result.ok)).toEqual(results.map(() => true));
    expect((await phonesOf(id)).filter((phone) => phone.number === number)).toHaveLength(1);
    expect(only(await ann.push(op))).toMatchObject({ ok: true, repeated: true });
  });

  it('leaves a number that came with the household as it is', async () => {
    const { id } = await newHousehold();
    const [first] = await phonesOf(id);
    expect(only(await bob.push(sampleOp('phone.add', { householdId: id, phone: samplePhone(first?.number) })))).toMatchObject({ ok: true });
    expect(await phonesOf(id)).toEqual([first]);
  });

  it.each([
    ['is no number', 'no number', 'data.phone.number'], ['is far too long', '+8621612399991234', 'data.phone.number'],
    ['is an extension of ours', '8041', 'phone.number'], ['is a short code', '95588', 'phone.number'], ['is a company’s', '+864008201234', 'phone.number'],
  ])('is refused by the name of its field when it %s', async (_title, number, field) => {
    const { id } = await newHousehold();
    expect(only(await ann.push(sampleOp('phone.add', { householdId: id, phone: samplePhone(number) })))).toMatchObject({ ok: false, refusal: 'bad-op', field });
    expect(await phonesOf(id)).toHaveLength(1);
  });

  it('is refused for a household that is not there and for a stranger to it', async () => {
    const [mine, theirs] = [await newHousehold(), await newHousehold()];
    expect(only(await ann.push(sampleOp('phone.add', { householdId: sampleHousehold().id, phone: samplePhone(freshNumber()) })))).toMatchObject({ ok: false, refusal: 'not-found', field: 'householdId' });
    expect(only(await ann.push(sampleOp('phone.add', { householdId: mine.id, phone: samplePhone(freshNumber(), { customerId: theirs.customerId }) })))).toMatchObject({ ok: false, refusal: 'not-found', field: 'phone.customerId' });
  });

  it('can be traced to the agent, the moment and what was asked', async () => {
    const { id } = await newHousehold();
    const op = sampleOp('phone.add', { householdId: id, phone: samplePhone(freshNumber()) });
    await bob.push(op);
    expect((await db.pool.query('SELECT agent_id, kind, detail FROM op WHERE id = $1', [op.id])).rows).toMatchObject([{ agent_id: bob.agent.id, kind: 'phone.add', detail: { householdId: id } }]);
  });
});
