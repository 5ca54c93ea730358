import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { sampleCallback, sampleChild, sampleCustomer, sampleHousehold, sampleInteraction, sampleOp, samplePhone } from '../../support/storeSamples.ts';
import { TestCentral, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let ann: TestDesk;
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool);
  ann = await central.desk({ name: '安宁' });
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

async function newHousehold(): Promise<{ readonly householdId: string; readonly customerId: string }> {
  const household = sampleHousehold();
  const customer = sampleCustomer(household.id);
  await ann.push(sampleOp('household.add', { household, phones: [samplePhone('+862161234567')], customers: [customer], children: [sampleChild(household.id)] }));
  return { householdId: household.id, customerId: customer.id };
}

/** What one call leaves. */
function wrapUp({ householdId, customerId }: { readonly householdId: string; readonly customerId: string }) {
  const interaction = sampleInteraction(householdId, { customerId });
  const callback = sampleCallback(householdId, { customerId, ownerAgentId: ann.agent.id, agreedInInteractionId: interaction.id });
  return { interaction, callback, ops: [sampleOp('interaction.add', { interaction, questions: [] }), sampleOp('callback.add', { callback })] };
}

const transactionsOf = async (householdId: string): Promise<number> => (await db.pool.query(
  'SELECT count(DISTINCT x)::int AS n FROM (SELECT xmin::text AS x FROM interaction WHERE household_id = $1 UNION SELECT xmin::text FROM callback WHERE household_id = $1) t', [householdId],
)).rows[0].n;

describe('what one call leaves', () => {
  it('is stored in one transaction, and each op is answered with the records it was about', async () => {
    const home = await newHousehold();
    const { ops, callback } = wrapUp(home);
    const results = await ann.push(...ops);
    expect(results.map(({ id, ok, repeated }) => ({ id, ok, repeated }))).toEqual(ops.map(({ id }) => ({ id, ok: true, repeated: false })));
    expect(results.map(({ changes }) => new Set(changes.map((change) => change.t)))).toEqual([new Set(['household']), new Set(['household', 'callback'])]);
    expect(results[1]?.changes.some((change) => change.id === callback.id && change.s === `agent:${ann.agent.id}`)).toBe(true);
    expect(await transactionsOf(home.householdId)).toBe(1);
  });
  it('moves each scope on by one version, not by one for each op', async () => {
    const home = await newHousehold();
    const before = (await db.pool.query('SELECT ver FROM scope WHERE name = $1', [`agent:${ann.agent.id}`])).rows[0].ver;
    await ann.push(...wrapUp(home).ops);
    expect((await db.pool.query('SELECT ver FROM scope WHERE name = $1', [`agent:${ann.agent.id}`])).rows[0].ver).toBe(before + 1);
  });
  it('is stored once when it is sent three times at once', async () => {
    for (let round = 0; round < 12; round++) {
      const home = await newHousehold();
      const { ops } = wrapUp(home);
      const answers = await Promise.all([ann.push(...ops), ann.push(...ops), ann.push(...ops)]);
      expect(answers.flat().every((result) => result.ok)).toBe(true);
      expect(answers.flat().filter((result) => !result.repeated)).toHaveLength(2);
      expect((await db.pool.query('SELECT (SELECT count(*) FROM interaction WHERE household_id = $1)::int AS i, (SELECT count(*) FROM callback WHERE household_id = $1)::int AS c', [home.householdId])).rows[0]).toEqual({ i: 1, c: 1 });
    }
  });
  it('with an op that is refused is stored but for that one', async () => {
    const home = await newHousehold();
    const { ops } = wrapUp(home);
    const stray = sampleOp('callback.done', { callbackId: randomUUID(), interactionId: randomUUID() });
    const results = await ann.push(ops[0] ?? stray, stray, ops[1] ?? stray);
    expect(results.map(({ ok, refusal }) => [ok, refusal])).toEqual([[true, null], [false, 'not-found'], [true, null]]);
  });
  it('with an op that cannot be read is stored but for that one', async () => {
    const home = await newHousehold();
    const { ops } = wrapUp(home);
    const results = await ann.push(...ops, { id: randomUUID(), kind: 'no.such', v: 1, atMs: 1, data: {} });
    expect(results.map(({ ok, refusal }) => [ok, refusal])).toEqual([[true, null], [true, null], [false, 'bad-op']]);
  });
  it('with half of it stored before is completed', async () => {
    const home = await newHousehold();
    const { ops } = wrapUp(home);
    await ann.push(ops[0] ?? {});
    expect((await ann.push(...ops)).map(({ ok, repeated }) => [ok, repeated])).toEqual([[true, true], [true, false]]);
  });
});
