import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Child } from '../../../shared/customers/child.ts';
import { channelAttitudes, channels, type Customer } from '../../../shared/customers/customer.ts';
import { type HouseholdFile, householdFileSchema } from '../../../shared/customers/household.ts';
import { mergeableFields, type MergeRequest, mergeComparisonSchema, mergeProposalSchema, mergeSchema } from '../../../shared/imports/mergeMessages.ts';
import { keepImport, runImport } from '../../../central/services/importFile.ts';
import { mergeHouseholds, undoMerge } from '../../../central/services/mergeHouseholds.ts';
import { nameFallbacks } from '../../../central/services/promiseKeeper.ts';
import { proposeMerges } from '../../../central/store/duplicates.ts';
import { type ImportedHousehold, importHouseholds } from '../../../central/store/importHouseholds.ts';
import { cityLists } from '../../support/cityLists.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { SATURDAY_TEN, sampleCallback, sampleChild, sampleCustomer, sampleHousehold, sampleInteraction, sampleOp, samplePhone } from '../../support/storeSamples.ts';
import { TestCentral, TestClock, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let supervisor: TestDesk;
let agent: TestDesk;
const parts = () => ({ pool: db.pool, clock: central.clock, bell: { ring() { /* nobody is connected */ } } as never });
beforeAll(async () => {
  db = await emptyDatabase();
  // Before any of its callbacks is due: a late one would be told onward in the middle of a comparison.
  central = await TestCentral.start(db.pool, { clock: new TestClock() });
  supervisor = await central.desk({ role: 'supervisor' });
  agent = await central.desk();
  // Tables of other shapes than today's: without a key, and with the household in a key that two households can share.
  await db.pool.query('CREATE TABLE shape_log (household_id uuid NOT NULL REFERENCES household ON DELETE CASCADE, customer_id uuid REFERENCES customer, word text)');
  await db.pool.query('CREATE TABLE shape_choice (household_id uuid REFERENCES household, channel text, chosen text, loud text GENERATED ALWAYS AS (upper(chosen)) STORED, PRIMARY KEY (household_id, channel))');
});
afterAll(async () => { await central?.stop(); await db?.drop(); });
const RECORDS = ['household', 'customer', 'field_value', 'record_value', 'relation_history', 'consent', 'opt_out', 'phone', 'child', 'purchase', 'interaction', 'callback', 'commitment', 'care_case', 'asked_question', 'merge_proposal', 'merged_id', 'shape_log', 'shape_choice'];
beforeEach(async () => { await db.pool.query(`TRUNCATE ${RECORDS.join(', ')}, merge_journal, household_merge, feed CASCADE`); });

async function records(): Promise<Record<string, readonly unknown[]>> {
  // Else central's own clock does so in the middle of a comparison.
  await nameFallbacks(db.pool);
  const dump: Record<string, readonly unknown[]> = {};
  for (const table of RECORDS) dump[table] = (await db.pool.query<{ line: string }>(`SELECT t::text AS line FROM ${table} t ORDER BY 1`)).rows.map((row) => row.line);
  return dump;
}

interface Shape {
  readonly people: number; readonly children: number; readonly contacts: number; readonly numbers: readonly number[]; readonly address: string | null; readonly tier: 'A' | 'B' | 'C'; readonly brand?: string | null;
  /** What is said of each of the people and children; those beyond it say what samples say. */
  readonly persons?: readonly Partial<Customer>[]; readonly kids?: readonly Partial<Child>[];
}
function family(shape: Shape, agentId: string): ImportedHousehold {
  const household = sampleHousehold({ address: shape.address, tier: shape.tier, name: `${shape.tier}家`, brand: shape.brand ?? null });
  const id = household.id;
  const customers = Array.from({ length: shape.people }, (_, at) => sampleCustomer(id, shape.persons?.[at] ?? {}));
  const someone = (at: number): string | null => customers[at % (customers.length + 1)]?.id ?? null;
  const interactions = Array.from({ length: shape.contacts }, (_, at) => sampleInteraction(id, { customerId: someone(at), startedAtMs: SATURDAY_TEN - at }));
  return {
    household, customers, children: Array.from({ length: shape.children }, (_, at) => sampleChild(id, shape.kids?.[at] ?? {})),
    phones: shape.numbers.map((number, at) => samplePhone(`+86138000000${String(number).padStart(2, '0')}`, { customerId: someone(at) })), interactions,
    questions: interactions.map((one) => ({ id: uuidv7(), interactionId: one.id, articleId: null, text: '转奶', askedAtMs: one.startedAtMs, articleVersion: null })),
    callbacks: interactions.map((one, at) => sampleCallback(id, { customerId: someone(at + 1), agreedInInteractionId: one.id, ownerAgentId: at % 2 === 0 ? agentId : null })),
    commitments: customers.map((one) => ({ id: uuidv7(), householdId: id, customerId: one.id, what: '寄资料', dueAtMs: 1, promisedByAgentId: agentId, promisedByName: '', promisedAtMs: 1, state: 'open' as const })),
    cases: customers.map((one) => ({ id: uuidv7(), householdId: id, customerId: one.id, kind: 'complaint' as const, title: '罐子变形', openedAtMs: 1, dueAtMs: 2, handlerName: null, state: 'open' as const })),
    purchases: [{ id: uuidv7(), householdId: id, boughtAtMs: 1, product: '优安1段', quantity: 1, amountMinor: 100, currency: 'CNY', shop: null }],
  };
}
const attitudeArb = fc.record(Object.fromEntries(channels.map((channel) => [channel, fc.constantFrom(...channelAttitudes)])), { requiredKeys: [] });
const personArb: fc.Arbitrary<Partial<Customer>> = fc.record({
  language: fc.constantFrom('putonghua', 'cantonese'), channelAttitude: attitudeArb, bestHours: fc.constantFrom(null, '早上', '晚上'), remark: fc.constantFrom(null, '对花生过敏', '勿寄样品'),
  interests: fc.constantFrom([], ['音乐'], ['音乐', '早教'], ['早教', '音乐']),
});
const kidArb: fc.Arbitrary<Partial<Child>> = fc.record({ name: fc.constantFrom(null, '小满', '小年'), feeding: fc.constantFrom(null, 'breast', 'formula'), dueDate: fc.constantFrom(null, '2026-06-01') });
const shapeArb: fc.Arbitrary<Shape> = fc.record({
  persons: fc.array(personArb, { minLength: 3, maxLength: 3 }), kids: fc.array(kidArb, { minLength: 2, maxLength: 2 }), brand: fc.constantFrom(null, '优安', '别家'),
  people: fc.nat(3), children: fc.nat(2), contacts: fc.nat(4), numbers: fc.uniqueArray(fc.nat(4), { maxLength: 3 }), address: fc.option(fc.constantFrom('延安路1弄2号', '延安路一号')), tier: fc.constantFrom('A', 'B', 'C'),
});
const wishArb = fc.record({ take: fc.uniqueArray(fc.constantFrom(...mergeableFields)), people: fc.nat(3), children: fc.nat(2) });
const request = (keep: ImportedHousehold, absorb: ImportedHousehold, wish: { readonly take: MergeRequest['take']; readonly people: number; readonly children: number }): MergeRequest => ({
  keepId: keep.household.id, absorbId: absorb.household.id, take: wish.take,
  people: absorb.customers.slice(0, wish.people).flatMap((one, at) => (keep.customers[at] ? [{ keep: keep.customers[at].id, absorb: one.id }] : [])),
  children: absorb.children.slice(0, wish.children).flatMap((one, at) => (keep.children[at] ? [{ keep: keep.children[at].id, absorb: one.id }] : [])),
});
const must = <T>(outcome: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refused: unknown }): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refused));
  return outcome.value;
};

describe('a merge', () => {
  it('loses no record, and undone, also after another merge on top, leaves every record as it was', async () => {
    await fc.assert(fc.asyncProperty(shapeArb, shapeArb, shapeArb, wishArb, wishArb, fc.boolean(), async (a, b, c, first, second, onto) => {
      await db.pool.query(`TRUNCATE ${RECORDS.join(', ')} CASCADE`);
      const [one, two, three] = [family(a, agent.agent.id), family(b, agent.agent.id), family(c, agent.agent.id)];
      await importHouseholds(db.pool, [one, two, three]);
      await proposeMerges(db.pool, [one, two, three].map((each) => each.household.id), null, SATURDAY_TEN);
      for (const { household, customers } of [one, two, three]) {
        await db.pool.query('INSERT INTO shape_log VALUES ($1, $2, $3), ($1, NULL, NULL), ($1, NULL, NULL)', [household.id, customers[0]?.id ?? null, household.name]);
        await db.pool.query('INSERT INTO shape_choice VALUES ($1, $2, $3), ($1, $3, $2)', [household.id, 'sms', household.tier]);
      }
      const before = await records();

      const wish = request(one, two, first);
      const { id: mergeId } = must(await mergeHouseholds(parts(), wish, supervisor.agent.id));
      const merged = await records();
      for (const table of ['interaction', 'callback', 'commitment', 'care_case', 'purchase', 'asked_question']) expect(merged[table]).toHaveLength(before[table]?.length ?? 0);
      expect(merged['shape_log']).toHaveLength(9);
      expect(merged['customer']).toHaveLength((before['customer']?.length ?? 0) - wish.people.length);
      expect(merged['household']).toHaveLength((before['household']?.length ?? 0) - 1);
      expect((await db.pool.query('SELECT 1 FROM interaction WHERE household_id = $1', [two.household.id])).rowCount).toBe(0);
      const numbers = (await db.pool.query<{ number: string }>('SELECT number FROM phone WHERE household_id = $1 ORDER BY 1', [one.household.id])).rows.map((row) => row.number);
      expect(numbers).toEqual([...new Set([...one.phones, ...two.phones].map((phone) => phone.number))].sort());

      const { id: topId } = must(await mergeHouseholds(parts(), onto ? request(one, three, second) : { ...request(three, one, second), people: [], children: [] }, supervisor.agent.id));
      expect(await undoMerge(parts(), mergeId, supervisor.agent.id)).toMatchObject({ ok: false, refused: { status: 409, body: { refusal: 'merged-again', detail: topId } } });
      must(await undoMerge(parts(), topId, supervisor.agent.id));
      expect(await records()).toEqual(merged);
      must(await undoMerge(parts(), mergeId, supervisor.agent.id));
      expect(await records()).toEqual(before);
      expect(await undoMerge(parts(), mergeId, supervisor.agent.id)).toMatchObject({ ok: false, refused: { body: { refusal: 'already-undone' } } });
    }), { numRuns: 12, interruptAfterTimeLimit: 60_000 });
  }, 120_000);

  it('leaves what came afterwards with the kept household, and what was changed since as it was changed', async () => {
    const shape: Shape = { people: 1, children: 1, contacts: 1, numbers: [1], address: '延安路1弄2号', tier: 'A' };
    const [keep, absorb] = [family(shape, agent.agent.id), family({ ...shape, tier: 'C' }, agent.agent.id)];
    await importHouseholds(db.pool, [keep, absorb]);
    const { id } = must(await mergeHouseholds(parts(), { ...request(keep, absorb, { take: ['name', 'tier'], people: 1, children: 1 }) }, supervisor.agent.id));
    const [result] = await agent.push(sampleOp('interaction.add', { interaction: sampleInteraction(keep.household.id, { note: '合并以后' }), questions: [] }));
    expect(result?.ok).toBe(true);
    await db.pool.query("UPDATE household SET name = '后来改的' WHERE id = $1", [keep.household.id]);
    must(await undoMerge(parts(), id, supervisor.agent.id));
    const of = async (householdId: string) => (await db.pool.query<{ name: string; tier: string; contacts: number }>('SELECT name, tier, (SELECT count(*)::int FROM interaction WHERE household_id = h.id) AS contacts FROM household h WHERE id = $1', [householdId])).rows[0];
    expect(await of(keep.household.id)).toEqual({ name: '后来改的', tier: 'A', contacts: 2 });
    expect(await of(absorb.household.id)).toEqual({ name: 'C家', tier: 'C', contacts: 1 });
  });

  it('is followed by who asks for what was absorbed, over a second merge too; undone, each is itself again', async () => {
    const shape: Shape = { people: 1, children: 1, contacts: 0, numbers: [1], address: null, tier: 'B' };
    const [one, two, three] = [family(shape, agent.agent.id), family({ ...shape, tier: 'A' }, agent.agent.id), family({ ...shape, numbers: [2] }, agent.agent.id)];
    await importHouseholds(db.pool, [one, two, three]);
    const ask = async (id: string) => (await agent.ask('GET', `/households/${id}`)).body as HouseholdFile;
    must(await mergeHouseholds(parts(), request(two, one, { take: [], people: 1, children: 0 }), supervisor.agent.id));
    const { id: top } = must(await mergeHouseholds(parts(), request(three, two, { take: [], people: 1, children: 1 }), supervisor.agent.id));
    const led = await ask(one.household.id);
    expect(led.household.id).toBe(three.household.id);
    expect(led.mergedFrom?.name).toBe('B家');
    expect(led.mergedFrom?.ids).toMatchObject({ [one.household.id]: three.household.id, [one.customers[0]?.id ?? '']: three.customers[0]?.id, [two.customers[0]?.id ?? '']: three.customers[0]?.id });
    expect((await ask(three.household.id)).mergedFrom).toBeUndefined();
    must(await undoMerge(parts(), top, supervisor.agent.id));
    expect((await ask(two.household.id)).mergedFrom).toBeUndefined();
    expect((await ask(one.household.id)).household.id).toBe(two.household.id);
  });

  it('tells of each what it can be told by, when both have one name', async () => {
    const shape: Shape = { people: 0, children: 0, contacts: 0, numbers: [1], address: null, tier: 'B' };
    const [keep, absorb] = [family(shape, agent.agent.id), family({ ...shape, numbers: [1, 2] }, agent.agent.id)];
    await importHouseholds(db.pool, [keep, absorb]);
    const { id } = must(await mergeHouseholds(parts(), request(keep, absorb, { take: [], people: 0, children: 0 }), supervisor.agent.id));
    const told = async () => mergeSchema.array().parse((await supervisor.ask('GET', '/merges')).body)[0];
    const of = { kept: { city: keep.household.city, numbers: ['+8613800000001'] }, absorbed: { city: absorb.household.city, numbers: ['+8613800000001', '+8613800000002'] } };
    expect(await told()).toMatchObject(of);
    must(await undoMerge(parts(), id, supervisor.agent.id));
    expect(await told()).toMatchObject(of);
  });

  it('reaches desktops: the absorbed household leaves them, the kept one comes; undone, it is back', async () => {
    const shape: Shape = { people: 1, children: 0, contacts: 0, numbers: [], address: null, tier: 'B' };
    const keep = family(shape, agent.agent.id);
    await importHouseholds(db.pool, [keep]);
    const household = sampleHousehold();
    const person = sampleCustomer(household.id);
    const desk = await central.desk();
    expect((await desk.push(sampleOp('household.add', { household, customers: [person], children: [], phones: [] })))[0]?.ok).toBe(true);
    const mirrored = async () => new Set((await desk.pull()).changes.filter((change) => change.t === 'household' && !change.g).map((change) => change.id));
    expect(await mirrored()).toEqual(new Set([household.id]));
    const { id } = must(await mergeHouseholds(parts(), { keepId: keep.household.id, absorbId: household.id, take: [], people: [{ keep: keep.customers[0]?.id ?? '', absorb: person.id }], children: [] }, supervisor.agent.id));
    expect(await mirrored()).toEqual(new Set([keep.household.id]));

    // A desktop that has not heard of it yet writes to the household that is gone: it lands in the one that is kept.
    const interaction = sampleInteraction(household.id, { customerId: person.id });
    expect((await desk.push(sampleOp('interaction.add', { interaction, questions: [] })))[0]).toMatchObject({ ok: true });
    expect((await db.pool.query('SELECT household_id, customer_id FROM interaction WHERE id = $1', [interaction.id])).rows).toEqual([{ household_id: keep.household.id, customer_id: keep.customers[0]?.id }]);

    must(await undoMerge(parts(), id, supervisor.agent.id));
    expect(await mirrored()).toEqual(new Set([keep.household.id, household.id]));
  });
});

describe('proposals over the API', () => {
  it('of two city lists are 20; one is merged and undone, one dismissed, none of it silently', async () => {
    const { first, second } = cityLists(60, 20);
    for (const [source, text] of [['lecture', first], ['hospital', second]] as const) {
      const { id } = await keepImport({ pool: db.pool, clock: central.clock }, { name: source, city: '上海', source, encoding: null, dryRun: false, startedByAgentId: null }, Buffer.from(text));
      await runImport({ pool: db.pool, clock: central.clock }, id);
    }
    const list = async () => mergeProposalSchema.array().parse((await supervisor.ask('GET', '/merges/proposals')).body);
    const proposals = await list();
    expect(proposals).toHaveLength(20);
    const before = await records();
    const [toMerge, toDismiss] = proposals;
    if (toMerge === undefined || toDismiss === undefined) throw new Error('no proposals');
    const compared = mergeComparisonSchema.parse((await supervisor.ask('GET', `/merges/proposals/${toMerge.id}`)).body);
    expect([compared.a.household.id, compared.b.household.id]).toEqual([toMerge.a.id, toMerge.b.id]);
    // Names and numbers of all of them were shown, and two whole families: who saw them is written down.
    const seen = async (why: string) => new Set((await db.pool.query<{ id: string }>('SELECT household_id AS id FROM access_log WHERE agent_id = $1 AND why = $2', [supervisor.agent.id, why])).rows.map(({ id }) => id));
    await expect.poll(() => seen('search')).toEqual(new Set(proposals.flatMap(({ a, b }) => [a.id, b.id])));
    await expect.poll(() => seen('open')).toEqual(new Set([toMerge.a.id, toMerge.b.id]));

    const merged = await supervisor.ask('POST', '/merges', { keepId: toMerge.a.id, absorbId: toMerge.b.id, people: [{ keep: compared.a.customers[0]?.id, absorb: compared.b.customers[0]?.id }] });
    expect(merged.status).toBe(200);
    expect(await list()).toHaveLength(19);
    const file = householdFileSchema.parse((await supervisor.ask('GET', `/households/${toMerge.a.id}`)).body);
    expect(file.customers).toHaveLength(1);
    expect((await supervisor.ask('GET', `/households/${toMerge.b.id}`)).body).toMatchObject({ household: { id: toMerge.a.id }, mergedFrom: { name: toMerge.b.name } });
    const [logged] = mergeSchema.array().parse((await supervisor.ask('GET', '/merges')).body);
    expect(logged).toMatchObject({ keptId: toMerge.a.id, keptName: toMerge.a.name, absorbedName: toMerge.b.name, agentName: supervisor.agent.name, undoneAtMs: null });
    expect((await supervisor.ask('POST', `/merges/${logged?.id ?? ''}/undo`)).status).toBe(200);
    expect(await records()).toEqual(before);
    expect(await list()).toHaveLength(20);

    expect((await supervisor.ask('POST', `/merges/proposals/${toDismiss.id}/dismiss`)).status).toBe(204);
    expect((await supervisor.ask('POST', `/merges/proposals/${toDismiss.id}/dismiss`))).toMatchObject({ status: 409, body: { refusal: 'already-decided', detail: 'dismissed' } });
    expect(await list()).toHaveLength(19);
    expect(await proposeMerges(db.pool, [toDismiss.a.id, toDismiss.b.id], null, SATURDAY_TEN)).toBe(0);
  });

  it('are not for agents, and refuse households that are not there or people of others', async () => {
    const shape: Shape = { people: 1, children: 1, contacts: 1, numbers: [1], address: null, tier: 'B' };
    const [one, two] = [family(shape, agent.agent.id), family(shape, agent.agent.id)];
    await importHouseholds(db.pool, [one, two]);
    const before = await records();
    const wish = request(one, two, { take: [], people: 1, children: 1 });
    const uuid = uuidv7();
    for (const [method, where] of [['GET', '/merges'], ['GET', '/merges/proposals'], ['GET', `/merges/proposals/${uuid}`], ['POST', `/merges/proposals/${uuid}/dismiss`], ['POST', '/merges'], ['POST', `/merges/${uuid}/undo`]] as const) {
      expect((await agent.ask(method, where, method === 'POST' ? wish : undefined)).status).toBe(403);
      expect((await central.ask(method, where, method === 'POST' ? wish : undefined)).status).toBe(401);
    }
    const refusals: readonly (readonly [unknown, number, string])[] = [
      [{ ...wish, absorbId: uuid }, 404, 'absorbId'], [{ ...wish, keepId: uuid }, 404, 'keepId'], [{ ...wish, absorbId: wish.keepId }, 400, 'absorbId'],
      [{ ...wish, people: [{ keep: two.customers[0]?.id, absorb: two.customers[0]?.id }] }, 400, 'people.0.keep'], [{ ...wish, children: [{ keep: one.children[0]?.id, absorb: uuid }] }, 400, 'children.0.absorb'],
      [{ ...wish, take: ['phoneConsentUntilMs'] }, 400, 'take.0'],
    ];
    for (const [body, status, field] of refusals) expect(await supervisor.ask('POST', '/merges', body)).toMatchObject({ status, body: { field } });
    expect(await records()).toEqual(before);
  });
});
