import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Customer } from '../../../shared/customers/customer.ts';
import type { PatchFields } from '../../../shared/customers/customerPatch.ts';
import { householdFileSchema } from '../../../shared/customers/household.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { sampleCustomer, sampleHousehold, sampleOp } from '../../support/storeSamples.ts';
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

async function someone(): Promise<Customer> {
  const household = sampleHousehold();
  const customer = sampleCustomer(household.id);
  await ann.push(sampleOp('household.add', { household, phones: [], customers: [customer], children: [] }));
  return customer;
}

const patch = (customer: Customer, base: PatchFields, set: PatchFields, verifiedAtMs: number | null = null) =>
  sampleOp('customer.patch', { customerId: customer.id, base, set, source: 'call', verifiedAtMs }, { atMs: Date.now() });

async function fileOf(customer: Customer) {
  const answer = await ann.ask('GET', `/households/${customer.householdId}`);
  return householdFileSchema.parse(answer.body);
}
async function person(customer: Customer): Promise<Customer | undefined> {
  return (await fileOf(customer)).customers.find((each) => each.id === customer.id);
}

describe('fields of a person corrected by two desktops that did not know of each other', () => {
  it('both stand when they are different fields', async () => {
    const customer = await someone();
    const [mine, theirs] = await Promise.all([
      ann.push(patch(customer, { bestHours: customer.bestHours }, { bestHours: '19点后' })),
      bob.push(patch(customer, { remark: customer.remark }, { remark: '先打婆婆' })),
    ]);
    expect([mine[0]?.ok, theirs[0]?.ok]).toEqual([true, true]);
    expect(await person(customer)).toMatchObject({ bestHours: '19点后', remark: '先打婆婆' });
    expect((await fileOf(customer)).rivals).toEqual([]);
  });

  it('the later word stands for what changes easily, and the earlier is kept beside it with its date and whose it was', async () => {
    const customer = await someone();
    await ann.push(patch(customer, { bestHours: customer.bestHours }, { bestHours: '早上' }));
    await bob.push(patch(customer, { bestHours: customer.bestHours }, { bestHours: '晚上' }));
    const file = await fileOf(customer);
    expect(file.customers[0]?.bestHours).toBe('晚上');
    expect(file.rivals).toEqual([expect.objectContaining({ field: 'bestHours', value: '早上', byName: '安宁', customerId: customer.id })]);
    expect(file.rivals?.[0]?.saidAtMs).toBeGreaterThan(Date.now() - 60_000);
  });

  it('who somebody is stands as it was said first, the other value is kept beside it, and one who has seen both settles it', async () => {
    const customer = await someone();
    await ann.push(patch(customer, { name: customer.name }, { name: '陈敬' }));
    const answered = await bob.push(patch(customer, { name: customer.name }, { name: '陈婧' }));
    expect(answered[0]).toMatchObject({ ok: true, refusal: null });
    const file = await fileOf(customer);
    expect(file.customers[0]?.name).toBe('陈敬');
    expect(file.rivals).toMatchObject([{ field: 'name', value: '陈婧', byName: '白波' }]);

    await bob.push(patch(customer, { name: '陈敬' }, { name: '陈婧' }));
    const settled = await fileOf(customer);
    expect(settled.customers[0]?.name).toBe('陈婧');
    expect(settled.rivals).toEqual([]);
    const found = (await ann.ask('GET', `/search?q=${encodeURIComponent('陈婧')}`)).body as readonly { customerId: string }[];
    expect(found.map((hit) => hit.customerId)).toContain(customer.id);
  });

  it('a value said again settles what was kept beside it, and is marked as made sure of', async () => {
    const customer = await someone();
    await ann.push(patch(customer, { tier: 'B' }, { tier: 'A' }));
    await bob.push(patch(customer, { tier: 'B' }, { tier: 'C' }));
    await ann.push(patch(customer, { tier: 'A' }, { tier: 'A' }, Date.now() - 1000));
    expect(await fileOf(customer)).toMatchObject({ rivals: [], customers: [{ tier: 'A' }] });
    const values = await db.pool.query('SELECT value, state, verified_at_ms IS NOT NULL AS sure FROM field_value WHERE customer_id = $1 ORDER BY stored_at_ms, state', [customer.id]);
    expect(values.rows).toEqual(expect.arrayContaining([{ value: 'A', state: 'standing', sure: true }, { value: 'C', state: 'settled', sure: false }, { value: 'B', state: 'replaced', sure: false }]));
  });

  it('of eight who change one name at once exactly one stands, and no word is lost', async () => {
    const customer = await someone();
    const names = Array.from({ length: 8 }, (_, at) => `陈${at}`);
    await Promise.all(names.map((name, at) => (at % 2 === 0 ? ann : bob).push(patch(customer, { name: customer.name }, { name }))));
    const file = await fileOf(customer);
    expect([file.customers[0]?.name, ...(file.rivals ?? []).map((rival) => rival.value)].sort()).toEqual(names);
  });

  it('sent three times it is applied once', async () => {
    const customer = await someone();
    const op = patch(customer, { remark: null }, { remark: '只打手机' });
    const results = [await ann.push(op), await ann.push(op), await ann.push(op)].map((one) => one[0]?.repeated);
    expect(results).toEqual([false, true, true]);
    expect((await db.pool.query('SELECT count(*)::int AS n FROM field_value WHERE customer_id = $1', [customer.id])).rows[0]).toEqual({ n: 2 });
  });

  it('is refused when it names no field, or not what was seen of one', async () => {
    const customer = await someone();
    expect((await ann.push(patch(customer, {}, {})))[0]).toMatchObject({ refusal: 'bad-op', field: 'set' });
    expect((await ann.push(patch(customer, {}, { remark: 'x' })))[0]).toMatchObject({ refusal: 'bad-op', field: 'base.remark' });
  });
});
