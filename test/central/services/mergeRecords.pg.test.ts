import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mayRing } from '../../../shared/callbacks/mayRing.ts';
import type { Child } from '../../../shared/customers/child.ts';
import { channelAttitudes, channels, type Customer } from '../../../shared/customers/customer.ts';
import { type PatchField, patchFields } from '../../../shared/customers/customerPatch.ts';
import { type Household, type HouseholdFile, householdFileSchema } from '../../../shared/customers/household.ts';
import { isSameWord } from '../../../shared/customers/mergeFields.ts';
import { type MergeRequest, mergeSchema } from '../../../shared/imports/mergeMessages.ts';
import type { Op } from '../../../shared/sync/pushMessages.ts';
import { DAY_MS } from '../../../shared/time/utcMs.ts';
import { importHouseholds } from '../../../central/store/importHouseholds.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { SATURDAY_TEN, sampleChild, sampleCustomer, sampleHousehold, sampleInteraction, sampleOp, samplePhone } from '../../support/storeSamples.ts';
import { TestCentral, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let supervisor: TestDesk;
let agent: TestDesk;
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool);
  supervisor = await central.desk({ role: 'supervisor' });
  agent = await central.desk({ name: '王倩' });
});
afterAll(async () => { await central?.stop(); await db?.drop(); });
const RECORDS = ['household', 'customer', 'field_value', 'record_value', 'relation_history', 'phone', 'child', 'interaction', 'consent', 'opt_out', 'merged_id'];
beforeEach(async () => { await db.pool.query(`TRUNCATE ${RECORDS.join(', ')}, merge_journal, household_merge, feed CASCADE`); });

async function records(): Promise<Record<string, readonly unknown[]>> {
  const dump: Record<string, readonly unknown[]> = {};
  for (const table of RECORDS) dump[table] = (await db.pool.query<{ line: string }>(`SELECT t::text AS line FROM ${table} t ORDER BY 1`)).rows.map((row) => row.line);
  return dump;
}

interface Family { readonly household: Household; readonly person: Customer; readonly child: Child }
/** A family of one person and one child. */
async function family(household: Partial<Household> = {}, person: Partial<Customer> = {}, child: Partial<Child> = {}): Promise<Family> {
  const home = sampleHousehold(household);
  const made = { household: home, person: sampleCustomer(home.id, person), child: sampleChild(home.id, child) };
  await importHouseholds(db.pool, [{
    household: home, customers: [made.person], children: [made.child], phones: [samplePhone('+8613800000001', { customerId: made.person.id })], interactions: [], questions: [], callbacks: [], commitments: [], cases: [], purchases: [],
  }]);
  return made;
}
const fileOf = async (id: string): Promise<HouseholdFile> => householdFileSchema.parse((await supervisor.ask('GET', `/households/${id}`)).body);
async function store(...ops: readonly Op[]): Promise<void> {
  expect((await agent.push(...ops)).map((result) => (result.ok ? 'ok' : result))).toEqual(ops.map(() => 'ok'));
}
const said = { source: 'call', verifiedAtMs: null } as const;
const patchPerson = ({ person }: Family, base: Partial<Customer>, set: Partial<Customer>): Op => sampleOp('customer.patch', { customerId: person.id, base, set, ...said });
const patchHousehold = ({ household }: Family, base: object, set: object): Op => sampleOp('household.patch', { householdId: household.id, base, set, ...said });
const optOut = ({ household, person }: Family, over: object = {}): Op =>
  sampleOp('opt-out.add', { optOut: { id: uuidv7(), householdId: household.id, customerId: person.id, channel: 'phone', saidAtMs: SATURDAY_TEN, words: '别再打来了', interactionId: null, ...over } });
async function merge(kept: Family, absorbed: Family, take: MergeRequest['take'] = []): Promise<string> {
  const wish = { keepId: kept.household.id, absorbId: absorbed.household.id, take, people: [{ keep: kept.person.id, absorb: absorbed.person.id }], children: [{ keep: kept.child.id, absorb: absorbed.child.id }] };
  const merged = await supervisor.ask('POST', '/merges', wish);
  expect(merged.status).toBe(200);
  return (merged.body as { id: string }).id;
}
const undo = async (id: string): Promise<void> => { expect((await supervisor.ask('POST', `/merges/${id}/undo`)).status).toBe(200); };

describe('two people who are one', () => {
  it('keep what was said of both: a refusal holds, what was empty is filled, the rest stands beside; undone, all is as it was', async () => {
    const kept = await family({}, { channelAttitude: { phone: 'prefer', mail: 'refuse' }, remark: null, interests: [], bestHours: '早上' });
    const absorbed = await family({}, { channelAttitude: {}, remark: null, language: 'cantonese', interests: ['音乐'], bestHours: '晚上' });
    await store(
      patchPerson(absorbed, { remark: null, channelAttitude: {}, bestHours: '晚上' }, { remark: '对花生过敏，勿寄样品', channelAttitude: { phone: 'refuse', sms: 'refuse' }, bestHours: '下午' }),
      patchPerson(kept, { bestHours: '早上' }, { bestHours: '中午' }),
    );
    const before = await records();
    const id = await merge(kept, absorbed);
    const file = await fileOf(kept.household.id);
    expect(file.customers).toMatchObject([{
      id: kept.person.id, channelAttitude: { phone: 'refuse', sms: 'refuse', mail: 'refuse' }, remark: '对花生过敏，勿寄样品', interests: ['音乐'], language: 'putonghua', bestHours: '中午',
    }]);
    expect(file.rivals?.map(({ field, value, byName, source }) => [field, value, byName, source]).sort()).toEqual([['bestHours', '下午', '王倩', 'call'], ['language', 'cantonese', '', 'merge']]);
    expect(file.said?.map(({ field, byName }) => [field, byName]).sort()).toEqual([['bestHours', '王倩'], ['channelAttitude', supervisor.agent.name], ['remark', '王倩']]);
    await undo(id);
    expect(await records()).toEqual(before);
  });

  it('never lose a refusal by choosing what was kept beside it', async () => {
    const kept = await family({}, { channelAttitude: { phone: 'prefer' } });
    const absorbed = await family({}, { channelAttitude: { phone: 'allow', sms: 'refuse' } });
    // A rival of the kept one, from before the two were one.
    await store(patchPerson(kept, { channelAttitude: { phone: 'allow' } }, { channelAttitude: { mail: 'prefer' } }));
    await merge(kept, absorbed);
    const file = await fileOf(kept.household.id);
    expect(file.customers[0]?.channelAttitude).toEqual({ mail: 'prefer', phone: 'allow', sms: 'refuse' });
    const beside = file.rivals?.filter((each) => each.field === 'channelAttitude').map((each) => each.value);
    expect(beside).toEqual([{ phone: 'prefer', sms: 'refuse' }]);
  });

  it('may not be rung when one of them opted out; the opt-out taken back with its call leaves the refusal of the other', async () => {
    const kept = await family({ phoneConsentUntilMs: SATURDAY_TEN + 100 * DAY_MS }, { channelAttitude: { phone: 'refuse', sms: 'allow' } });
    const absorbed = await family({}, { channelAttitude: { phone: 'allow', sms: 'allow' } });
    const interaction = sampleInteraction(absorbed.household.id, { customerId: absorbed.person.id });
    await store(
      sampleOp('consent.add', { consent: { id: uuidv7(), householdId: kept.household.id, customerId: null, channel: 'phone', purpose: '回访', givenAtMs: SATURDAY_TEN - DAY_MS, untilMs: SATURDAY_TEN + 100 * DAY_MS, proofKind: 'form', proof: 'F-1' } }),
      sampleOp('interaction.add', { interaction, questions: [] }), optOut(absorbed, { channel: 'all', interactionId: interaction.id }),
    );
    const before = await records();
    const id = await merge(kept, absorbed);
    const file = await fileOf(kept.household.id);
    expect(file.customers[0]?.channelAttitude).toEqual({ phone: 'refuse', sms: 'refuse', mail: 'refuse', email: 'refuse' });
    expect(file.leave?.optOuts).toMatchObject([{ customerId: kept.person.id, words: '别再打来了' }]);
    const policy = { callFromMinute: 0, callToMinute: 1440 } as never;
    const permission = mayRing({ callback: null, file, reason: 'form-consent', customerId: kept.person.id, nowMs: SATURDAY_TEN + 60_000, policy });
    expect(permission.checks.filter((each) => !each.ok).map((each) => each.key)).toEqual(expect.arrayContaining(['opt-out', 'attitude']));
    await undo(id);
    expect(await records()).toEqual(before);

    await merge(kept, absorbed);
    await store(sampleOp('interaction.retract', { interactionId: interaction.id }));
    expect((await fileOf(kept.household.id)).customers[0]?.channelAttitude).toEqual({ phone: 'refuse', sms: 'allow' });
  });

  it('end the consent of one by the refusal of the other, whenever it was given; undone, it holds again', async () => {
    const kept = await family({ phoneConsentUntilMs: null }, { channelAttitude: { phone: 'refuse' } });
    const absorbed = await family({ phoneConsentUntilMs: null }, { channelAttitude: { phone: 'allow', sms: 'allow' } });
    const given = (channel: 'phone' | 'sms') => sampleOp('consent.add', { consent: {
      id: uuidv7(), householdId: absorbed.household.id, customerId: absorbed.person.id, channel, purpose: '回访', givenAtMs: SATURDAY_TEN, untilMs: null, proofKind: 'form', proof: 'F-1024',
    } });
    await store(given('phone'), given('sms'));
    const before = await records();
    const id = await merge(kept, absorbed);
    const file = await fileOf(kept.household.id);
    expect(file.leave?.consents.filter((each) => each.channel === 'phone' && each.withdrawnAtMs === null)).toEqual([]);
    expect(file.leave?.consents).toContainEqual(expect.objectContaining({ channel: 'sms', withdrawnAtMs: null }));
    expect(mayRing({ callback: null, file, reason: 'form-consent', customerId: kept.person.id, nowMs: central.clock.now(), policy: { callFromMinute: 0, callToMinute: 1440 } })).toMatchObject({ ok: false });
    await undo(id);
    expect(await records()).toEqual(before);
  });

  it('end a family’s consents by the other family’s opt-out, though they were given after it', async () => {
    const kept = await family({ phoneConsentUntilMs: SATURDAY_TEN + 90 * DAY_MS }, { channelAttitude: { phone: 'allow' } });
    const absorbed = await family({ phoneConsentUntilMs: null });
    await store(optOut(absorbed, { customerId: null, saidAtMs: SATURDAY_TEN - DAY_MS }));
    await store(sampleOp('consent.add', { consent: { id: uuidv7(), householdId: kept.household.id, customerId: null, channel: 'phone', purpose: '回访', givenAtMs: SATURDAY_TEN, untilMs: SATURDAY_TEN + 90 * DAY_MS, proofKind: 'form', proof: 'F-1' } }));
    const before = await records();
    const id = await merge(kept, absorbed);
    const file = await fileOf(kept.household.id);
    expect(file.household.phoneConsentUntilMs).toBeNull();
    expect(file.customers[0]?.channelAttitude).toMatchObject({ phone: 'refuse' });
    expect(file.leave?.consents.every((each) => each.channel !== 'phone' || each.withdrawnAtMs !== null)).toBe(true);
    expect(mayRing({ callback: null, file, reason: 'form-consent', customerId: null, nowMs: central.clock.now(), policy: { callFromMinute: 0, callToMinute: 1440 } })).toMatchObject({ ok: false });
    await undo(id);
    expect(await records()).toEqual(before);
  });

  it('have the interests of both', async () => {
    const kept = await family({}, { interests: ['音乐', '早教'] });
    const absorbed = await family({}, { interests: ['早教', '游泳'] });
    const before = await records();
    const id = await merge(kept, absorbed);
    expect((await fileOf(kept.household.id)).customers[0]?.interests).toEqual(['音乐', '早教', '游泳']);
    expect((await fileOf(kept.household.id)).rivals ?? []).toEqual([]);
    await undo(id);
    expect(await records()).toEqual(before);
  });

  it('leave what a colleague corrected since as it was corrected, with one word that stands', async () => {
    const kept = await family({}, { channelAttitude: { phone: 'prefer' }, remark: null });
    const absorbed = await family({}, { channelAttitude: { sms: 'refuse' }, remark: '对花生过敏' });
    await store(patchPerson(kept, { channelAttitude: { phone: 'prefer' } }, { channelAttitude: { phone: 'allow' } }));
    const id = await merge(kept, absorbed);
    await store(patchPerson(kept, { channelAttitude: { phone: 'allow', sms: 'refuse' } }, { channelAttitude: { mail: 'prefer' } }));
    await undo(id);
    const file = await fileOf(kept.household.id);
    expect(file.customers[0]).toMatchObject({ channelAttitude: { mail: 'prefer' }, remark: null });
    expect(file.said?.filter((each) => each.field === 'channelAttitude')).toHaveLength(1);
    expect((await fileOf(absorbed.household.id)).customers[0]).toMatchObject({ channelAttitude: { sms: 'refuse' }, remark: '对花生过敏' });
  });

  const attitudeArb = fc.record(Object.fromEntries(channels.map((channel) => [channel, fc.constantFrom(...channelAttitudes)])), { requiredKeys: [] });
  const personArb: fc.Arbitrary<Partial<Customer>> = fc.record({
    name: fc.constantFrom('陈静', '陈晓静'), tier: fc.constantFrom('A', 'B'), language: fc.constantFrom('putonghua', 'cantonese'), channelAttitude: attitudeArb,
    bestHours: fc.constantFrom(null, '早上', '晚上'), remark: fc.constantFrom(null, '对花生过敏', '勿寄样品'), interests: fc.constantFrom([], ['音乐'], ['音乐', '早教'], ['早教', '音乐']), birthday: fc.constantFrom(null, '1994-05-02'),
  });
  /** A correction by somebody who had seen what stands, or something else. */
  const patchArb = fc.record({ field: fc.constantFrom(...patchFields), from: personArb, to: personArb, hasSeen: fc.boolean(), of: fc.constantFrom('kept', 'absorbed') });

  // A server whose disk is slow takes seconds for each emptying: as many as a minute allows, and none that runs on into the next test.
  it('of any two lose nothing that was said of either, and no refusal; undone, every record is as it was', async () => {
    await fc.assert(fc.asyncProperty(personArb, personArb, fc.array(patchArb, { maxLength: 4 }), fc.constantFrom('none', 'kept', 'absorbed'), async (one, other, patches, whoOptsOut) => {
      await db.pool.query(`TRUNCATE ${RECORDS.join(', ')} CASCADE`);
      const sides = { kept: await family({}, one), absorbed: await family({}, other) };
      for (const { field, from, to, hasSeen, of } of patches) {
        if (from[field] === undefined || to[field] === undefined) continue;
        const standing = (await fileOf(sides[of].household.id)).customers[0];
        await store(patchPerson(sides[of], { [field]: hasSeen ? standing?.[field] : from[field] }, { [field]: to[field] }));
      }
      if (whoOptsOut !== 'none') await store(optOut(sides[whoOptsOut]));
      const before = await records();
      const [keptFile, absorbedFile] = [await fileOf(sides.kept.household.id), await fileOf(sides.absorbed.household.id)];

      const id = await merge(sides.kept, sides.absorbed);
      const file = await fileOf(sides.kept.household.id);
      const [person] = file.customers;
      const known = (field: PatchField): readonly unknown[] => [person?.[field], ...(file.rivals ?? []).filter((each) => each.field === field && each.customerId === person?.id).map((each) => each.value)];
      for (const was of [keptFile, absorbedFile]) {
        for (const field of patchFields) {
          const values = [was.customers[0]?.[field], ...(was.rivals ?? []).filter((each) => each.field === field).map((each) => each.value)];
          for (const value of values) {
            if (field === 'channelAttitude' || isSameWord(value, null)) continue;
            // A list is joined: each of what it names stands.
            if (field === 'interests' && (value as string[]).every((each) => person?.interests.includes(each))) continue;
            expect(known(field).some((each) => isSameWord(each, value)), `${field} ${JSON.stringify(value)}`).toBe(true);
          }
          expect(new Set(known(field).map((each) => JSON.stringify(each))).size).toBe(known(field).length);
        }
        for (const channel of channels) {
          if (was.customers[0]?.channelAttitude[channel] !== 'refuse') continue;
          const after = known('channelAttitude') as Customer['channelAttitude'][];
          expect(after[0]?.[channel]).toBe('refuse');
        }
      }
      expect(person).toMatchObject({ name: keptFile.customers[0]?.name, tier: keptFile.customers[0]?.tier });
      expect(new Set(file.said?.map((each) => each.field)).size).toBe(file.said?.length);
      await undo(id);
      expect(await records()).toEqual(before);
    }), { numRuns: 15, interruptAfterTimeLimit: 60_000 });
  }, 120_000);
});

describe('two children who are one', () => {
  it('keep what was said of both, and are found by the name that was filled in; undone, all is as it was', async () => {
    const kept = await family({}, {}, { name: null, feeding: null, hospital: '一妇婴', remark: null });
    const absorbed = await family({}, {}, { name: '小满', feeding: 'formula', hospital: '仁济', remark: '湿疹' });
    await store(sampleOp('child.patch', { householdId: absorbed.household.id, childId: absorbed.child.id, base: { hospital: '仁济' }, set: { hospital: '仁济东院' }, ...said }));
    const before = await records();
    const id = await merge(kept, absorbed);
    const file = await fileOf(kept.household.id);
    expect(file.children).toMatchObject([{ id: kept.child.id, name: '小满', feeding: 'formula', hospital: '一妇婴', remark: '湿疹' }]);
    expect(file.recordRivals).toMatchObject([{ record: 'child', recordId: kept.child.id, field: 'hospital', value: '仁济东院', byName: '王倩' }]);
    expect((await db.pool.query<{ search: string }>('SELECT search FROM child WHERE id = $1', [kept.child.id])).rows[0]?.search).toContain('xiaoman');
    await undo(id);
    expect(await records()).toEqual(before);
  });
});

describe('two households that become one', () => {
  it('know whose a mobile number is that one of them had without a name; a line at home stays everybody\'s', async () => {
    const [kept, absorbed] = [await family(), await family()];
    await db.pool.query("UPDATE phone SET customer_id = NULL WHERE household_id = $1", [kept.household.id]);
    const home = (household: string, customer: string | null, extension: string | null) =>
      db.pool.query("INSERT INTO phone (id, household_id, customer_id, number, extension, kind) VALUES (gen_random_uuid(), $1, $2, '+862161234567', $3, 'landline')", [household, customer, extension]);
    await home(kept.household.id, null, null);
    await home(absorbed.household.id, absorbed.person.id, '12');
    const before = await records();
    const id = await merge(kept, absorbed);
    const numbers = (await fileOf(kept.household.id)).phones.map(({ number, customerId, extension }) => [number, customerId, extension]);
    expect(numbers.sort()).toEqual([['+862161234567', null, '12'], ['+8613800000001', kept.person.id, null]].sort());
    await undo(id);
    expect(await records()).toEqual(before);
  });

  it('fill what is empty, keep beside what was not chosen of where they live and what they use, and tell the rest with the merge', async () => {
    const kept = await family({ address: '延安路1弄2号', brand: null, city: '上海', tier: 'A', source: 'newspaper', sourceDetail: null, relationClass: 'potential', name: '陈女士家' });
    const absorbed = await family({ address: null, brand: '优安', city: '乌鲁木齐', zone: 'Asia/Urumqi', tier: 'C', source: 'lecture', sourceDetail: '2026-03 徐汇', relationClass: 'own', name: '陈晓文家', phoneConsentUntilMs: SATURDAY_TEN + DAY_MS });
    await store(patchHousehold(absorbed, { address: null }, { address: '友好北路7号' }), patchHousehold(kept, { city: '上海' }, { city: '苏州' }));
    const before = await records();
    const id = await merge(kept, absorbed, ['address', 'city', 'relationClass']);
    const file = await fileOf(kept.household.id);
    expect(file.household).toMatchObject({
      name: '陈女士家', address: '友好北路7号', brand: '优安', city: '乌鲁木齐', zone: 'Asia/Urumqi', tier: 'A', source: 'newspaper', sourceDetail: null, relationClass: 'own', phoneConsentUntilMs: null,
    });
    expect(file.recordRivals?.map(({ recordId, field, value, byName }) => [recordId, field, value, byName]).sort())
      .toEqual([[kept.household.id, 'address', '延安路1弄2号', ''], [kept.household.id, 'city', '苏州', '王倩']].sort());
    expect(file.recordSaid).toMatchObject([{ recordId: kept.household.id, field: 'address', byName: '王倩' }]);
    const [told] = mergeSchema.array().parse((await supervisor.ask('GET', '/merges')).body);
    expect(told?.left?.map(({ field, of, value }) => [field, of, value])).toEqual([
      ['name', 'absorbed', '陈晓文家'], ['city', 'kept', '苏州'], ['address', 'kept', '延安路1弄2号'], ['tier', 'absorbed', 'C'], ['relationClass', 'kept', 'potential'],
      ['source', 'absorbed', 'lecture'], ['sourceDetail', 'absorbed', '2026-03 徐汇'], ['phoneConsentUntilMs', 'absorbed', SATURDAY_TEN + DAY_MS],
    ]);
    await undo(id);
    expect(await records()).toEqual(before);
  });
});
