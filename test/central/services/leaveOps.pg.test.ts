import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { must } from '../../../shared/language/must.ts';
import { DAY_MS } from '../../../shared/time/utcMs.ts';
import type { OptOut, StandingConsent } from '../../../shared/customers/consent.ts';
import { type HouseholdFile, householdFileSchema } from '../../../shared/customers/household.ts';
import type { OpData } from '../../../shared/sync/pushMessages.ts';
import { permissionReasons } from '../../../shared/callbacks/callback.ts';
import { mayRing, phoneOptOut } from '../../../shared/callbacks/mayRing.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { SATURDAY_TEN, sampleCallback, sampleCustomer, sampleHousehold, sampleInteraction, sampleOp, samplePhone } from '../../support/storeSamples.ts';
import { TestCentral, TestClock, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let ann: TestDesk;
let bob: TestDesk;
const clock = new TestClock(SATURDAY_TEN + DAY_MS);
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool, { clock });
  [ann, bob] = [await central.desk({ name: '安宁' }), await central.desk({ name: '白波' })];
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

async function family() {
  const household = sampleHousehold({ phoneConsentUntilMs: SATURDAY_TEN + 100 * DAY_MS });
  const [mother, aunt] = [sampleCustomer(household.id), sampleCustomer(household.id, { name: '陈兰', relation: 'aunt' })] as const;
  await ann.push(sampleOp('household.add', { household, phones: [], customers: [mother, aunt], children: [] }));
  return { household, mother, aunt };
}
const optOut = (householdId: string, over: Partial<OptOut> = {}): OptOut =>
  ({ id: uuidv7(), householdId, customerId: null, channel: 'phone', saidAtMs: clock.now(), words: '别再打来了', interactionId: null, ...over });
const consent = (householdId: string, over: Partial<OpData<'consent.add'>['consent']> = {}): OpData<'consent.add'>['consent'] => ({
  id: uuidv7(), householdId, customerId: null, channel: 'phone', purpose: '回访', givenAtMs: SATURDAY_TEN, untilMs: SATURDAY_TEN + 365 * DAY_MS, proofKind: 'form', proof: 'F-1024', ...over,
});
const consentsOf = async (householdId: string): Promise<readonly StandingConsent[]> => householdFileSchema.parse((await ann.ask('GET', `/households/${householdId}`)).body).leave?.consents ?? [];
const told = (consents: readonly StandingConsent[]) => consents.map(({ customerId, channel, untilMs, proofKind, proof, recordedByName, withdrawnAtMs }) => ({ customerId, channel, untilMs, proofKind, proof, recordedByName, withdrawn: withdrawnAtMs !== null }));
const stateOf = async (id: string) => (await db.pool.query('SELECT state, closed_reason FROM callback WHERE id = $1', [id])).rows[0];

describe('an opt-out', () => {
  it('cancels what is queued, withdraws the consent, and writes down what it cancelled; whose callback it was is sent a notice', async () => {
    const { household } = await family();
    const given = consent(household.id);
    const [mine, theirs, free] = [ann.agent.id, bob.agent.id, null].map((ownerAgentId) => sampleCallback(household.id, { ownerAgentId })) as [ReturnType<typeof sampleCallback>, ReturnType<typeof sampleCallback>, ReturnType<typeof sampleCallback>];
    const ofRecord = (await consentsOf(household.id)).filter((each) => each.channel === 'phone').map((each) => each.id);
    await ann.push(sampleOp('consent.add', { consent: given }), ...[mine, theirs, free].map((callback) => sampleOp('callback.add', { callback })));
    const said = optOut(household.id);
    expect((await ann.push(sampleOp('opt-out.add', { optOut: said })))[0]).toMatchObject({ ok: true });
    for (const callback of [mine, theirs, free]) expect(await stateOf(callback.id)).toEqual({ state: 'cancelled', closed_reason: 'opted-out' });
    const proof = (await db.pool.query('SELECT cancelled, words, agent_name FROM opt_out WHERE id = $1', [said.id])).rows[0];
    expect(proof.cancelled.filter((one: { what: string }) => one.what === 'callback' || one.what === 'consent').map((one: { id: string }) => one.id).sort()).toEqual([mine.id, theirs.id, free.id, given.id, ...ofRecord].sort());
    expect(proof).toMatchObject({ words: '别再打来了', agent_name: '安宁' });
    const file = (await ann.ask('GET', `/households/${household.id}`)).body;
    expect(file).toMatchObject({ household: { phoneConsentUntilMs: null }, callbacks: [], customers: [{ channelAttitude: { phone: 'refuse' } }, { channelAttitude: { phone: 'refuse' } }] });

    const notices = await db.pool.query("SELECT id, to_agent_id, kind, read_at_ms FROM notice WHERE household_id = $1 AND kind = 'callback-opted-out'", [household.id]);
    expect(notices.rows).toMatchObject([{ to_agent_id: bob.agent.id, kind: 'callback-opted-out', read_at_ms: null }]);
    const noticeId = notices.rows[0].id as string;
    expect((await ann.push(sampleOp('notice.read', { noticeId })))[0]).toMatchObject({ ok: false, refusal: 'not-found' });
    expect((await bob.push(sampleOp('notice.read', { noticeId })))[0]).toMatchObject({ ok: true });
    expect((await db.pool.query('SELECT read_at_ms FROM notice WHERE id = $1', [noticeId])).rows[0]).toEqual({ read_at_ms: clock.now() });
  });

  it('of a number that nobody knows is found by that number on every desktop, and the gate refuses it there', async () => {
    const number = '+862161239999';
    const household = sampleHousehold({ name: '021-6123 9999', city: null, phoneConsentUntilMs: null });
    const interaction = sampleInteraction(household.id, { customerId: null, outcome: 'opt-out', number, agentId: ann.agent.id });
    const results = await ann.push(
      sampleOp('household.add', { household, phones: [samplePhone(number)], customers: [sampleCustomer(household.id, { name: '021-6123 9999', relation: 'other' })], children: [] }),
      sampleOp('interaction.add', { interaction, questions: [] }), sampleOp('opt-out.add', { optOut: optOut(household.id, { interactionId: interaction.id }) }),
    );
    expect(results).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
    expect((await bob.ask('GET', `/search?q=${number.slice(1)}`)).body).toMatchObject([{ householdId: household.id, number }]);
    const file = householdFileSchema.parse((await bob.ask('GET', `/households/${household.id}`)).body);
    const policy = { callFromMinute: 0, callToMinute: 1440 };
    for (const reason of permissionReasons) expect(mayRing({ callback: null, file, reason, number, customerId: null, nowMs: clock.now(), policy })).toMatchObject({ ok: false });
    expect(phoneOptOut({ file, nowMs: clock.now() }, null)).not.toBeNull();
  });

  it('takes the callback off the desktop of whose it was', async () => {
    const { household } = await family();
    const callback = sampleCallback(household.id, { ownerAgentId: bob.agent.id });
    await ann.push(sampleOp('callback.add', { callback }));
    await ann.push(sampleOp('opt-out.add', { optOut: optOut(household.id) }));
    const seen = (await bob.pull()).changes.find((change) => change.t === 'callback' && change.id === callback.id);
    expect(seen).toMatchObject({ g: false, r: { callback: { state: 'cancelled', closedReason: 'opted-out' } } });
  });

  it('of one person leaves the others of the household as they are', async () => {
    const { household, mother, aunt } = await family();
    const [hers, mothers] = [sampleCallback(household.id, { customerId: aunt.id }), sampleCallback(household.id, { customerId: mother.id })];
    await ann.push(...[hers, mothers].map((callback) => sampleOp('callback.add', { callback })), sampleOp('opt-out.add', { optOut: optOut(household.id, { customerId: aunt.id, channel: 'all' }) }));
    expect(await stateOf(hers.id)).toMatchObject({ state: 'cancelled' });
    expect(await stateOf(mothers.id)).toMatchObject({ state: 'open' });
    const people = await db.pool.query('SELECT id, channel_attitude FROM customer WHERE household_id = $1', [household.id]);
    expect(people.rows.find((one) => one.id === aunt.id).channel_attitude).toEqual({ phone: 'refuse', sms: 'refuse', mail: 'refuse', email: 'refuse' });
    expect(people.rows.find((one) => one.id === mother.id).channel_attitude).toEqual({ phone: 'prefer', sms: 'refuse' });
  });

  it('of a message channel cancels no call', async () => {
    const { household } = await family();
    const callback = sampleCallback(household.id);
    await ann.push(sampleOp('callback.add', { callback }), sampleOp('opt-out.add', { optOut: optOut(household.id, { channel: 'sms' }) }));
    expect(await stateOf(callback.id)).toMatchObject({ state: 'open' });
  });

  it('refuses what a desktop agreed before it and pushes after it, and takes what was agreed later', async () => {
    const { household } = await family();
    await ann.push(sampleOp('opt-out.add', { optOut: optOut(household.id) }));
    const late = sampleCallback(household.id, { agreedAtMs: clock.now() - 60_000 });
    expect((await bob.push(sampleOp('callback.add', { callback: late })))[0]).toMatchObject({ ok: false, refusal: 'not-allowed', standing: 'opted-out' });
    const asked = sampleCallback(household.id, { agreedAtMs: clock.now() + 60_000 });
    expect((await bob.push(sampleOp('callback.add', { callback: asked })))[0]).toMatchObject({ ok: true });
    expect((await bob.push(sampleOp('consent.add', { consent: consent(household.id) })))[0]).toMatchObject({ ok: false, refusal: 'conflict', standing: 'opted-out' });
  });

  it('wins over a callback that is agreed at the same moment', async () => {
    for (let round = 0; round < 20; round++) {
      const { household } = await family();
      const callback = sampleCallback(household.id, { agreedAtMs: clock.now() - 1 });
      await Promise.all([ann.push(sampleOp('opt-out.add', { optOut: optOut(household.id) })), bob.push(sampleOp('callback.add', { callback }))]);
      expect((await stateOf(callback.id))?.state ?? 'refused').not.toBe('open');
    }
  });
});

describe('leave that comes with a record', () => {
  const row = { untilMs: null, proofKind: 'record', proof: null, recordedByName: '安宁', withdrawn: false };

  it('has a row for each channel, with who brought it and that it has no proof of its own', async () => {
    const { household, mother, aunt } = await family();
    const found = told(await consentsOf(household.id));
    expect(found).toHaveLength(3);
    for (const each of [{ customerId: null, untilMs: household.phoneConsentUntilMs }, { customerId: mother.id }, { customerId: aunt.id }]) expect(found).toContainEqual({ ...row, channel: 'phone', ...each });
  });

  it('of a person who is added later has one too', async () => {
    const { household } = await family();
    const nanny = sampleCustomer(household.id, { relation: 'nanny', channelAttitude: { mail: 'allow', sms: 'refuse' } });
    await ann.push(sampleOp('customer.add', { customer: nanny, phones: [] }));
    expect(told(await consentsOf(household.id)).filter((each) => each.customerId === nanny.id)).toEqual([{ ...row, channel: 'mail', customerId: nanny.id }]);
  });

  it('follows a correction of the person’s channels, and never doubles what stands', async () => {
    const { household, mother } = await family();
    const hers = async () => told(await consentsOf(household.id)).filter((each) => each.customerId === mother.id).map((each) => [each.channel, each.proofKind, each.withdrawn]).sort();
    const patch = (before: typeof mother.channelAttitude, after: typeof mother.channelAttitude) =>
      ann.push(sampleOp('customer.patch', { customerId: mother.id, base: { channelAttitude: before }, set: { channelAttitude: after }, source: 'call', verifiedAtMs: null }));
    await ann.push(sampleOp('consent.add', { consent: consent(household.id, { customerId: mother.id, channel: 'email', untilMs: null }) }));
    await patch(mother.channelAttitude, { phone: 'refuse', sms: 'allow', email: 'allow' });
    expect(await hers()).toEqual([['email', 'form', false], ['phone', 'record', true], ['sms', 'record', false]]);
    await patch({ phone: 'refuse', sms: 'allow', email: 'allow' }, { phone: 'refuse', sms: 'prefer' });
    expect(await hers()).toEqual([['email', 'form', false], ['phone', 'record', true], ['sms', 'record', false]]);
  });

  it('is withdrawn by an opt-out of its channel, and comes back when that is taken back with its call', async () => {
    const { household, mother } = await family();
    const interaction = sampleInteraction(household.id, { customerId: mother.id, outcome: 'opt-out' });
    const said = optOut(household.id, { interactionId: interaction.id });
    await ann.push(sampleOp('interaction.add', { interaction, questions: [] }), sampleOp('opt-out.add', { optOut: said }));
    expect((await consentsOf(household.id)).every((each) => each.withdrawnAtMs === said.saidAtMs)).toBe(true);
    await ann.push(sampleOp('interaction.retract', { interactionId: interaction.id }));
    expect((await consentsOf(household.id)).map((each) => each.withdrawnAtMs)).toEqual([null, null, null]);
  });

  it('is not taken from a desktop as a consent that an agent writes down', async () => {
    const { household } = await family();
    const made = { ...consent(household.id), proofKind: 'record', proof: null } as unknown as OpData<'consent.add'>['consent'];
    expect((await ann.push(sampleOp('consent.add', { consent: made })))[0]).toMatchObject({ ok: false, refusal: 'bad-op' });
  });
});

describe('consent', () => {
  it('is stored with its proof and lets the household be rung until it ends', async () => {
    const { household } = await family();
    const given = consent(household.id);
    expect((await ann.push(sampleOp('consent.add', { consent: given })))[0]).toMatchObject({ ok: true });
    expect((await db.pool.query('SELECT proof_kind, proof, recorded_by_name, withdrawn_at_ms FROM consent WHERE id = $1', [given.id])).rows[0])
      .toEqual({ proof_kind: 'form', proof: 'F-1024', recorded_by_name: '安宁', withdrawn_at_ms: null });
    expect((await ann.ask('GET', `/households/${household.id}`)).body).toMatchObject({ household: { phoneConsentUntilMs: given.untilMs } });
  });
  it('without a proof, or that ends before it begins, is refused', async () => {
    const { household } = await family();
    expect((await ann.push(sampleOp('consent.add', { consent: consent(household.id, { proof: null }) })))[0]).toMatchObject({ refusal: 'bad-op', field: 'consent.proof' });
    expect((await ann.push(sampleOp('consent.add', { consent: consent(household.id, { untilMs: SATURDAY_TEN }) })))[0]).toMatchObject({ refusal: 'bad-op', field: 'consent.untilMs' });
  });
});

describe('promises, cases and gaps', () => {
  it('a commitment is kept once; said otherwise later, what was said first stands and is told', async () => {
    const { household } = await family();
    const id = uuidv7();
    await ann.push(sampleOp('commitment.add', { commitment: { id, householdId: household.id, customerId: null, what: '寄试用装', dueAtMs: clock.now(), promisedByAgentId: null, promisedByName: '', promisedAtMs: clock.now(), state: 'open' } }));
    expect((await ann.push(sampleOp('commitment.change', { commitmentId: id, state: 'kept' })))[0]).toMatchObject({ ok: true });
    expect((await bob.push(sampleOp('commitment.change', { commitmentId: id, state: 'kept' })))[0]).toMatchObject({ ok: true });
    expect((await bob.push(sampleOp('commitment.change', { commitmentId: id, state: 'broken' })))[0]).toMatchObject({ ok: false, refusal: 'already-closed', standing: 'kept' });
  });

  it('a case goes forward only, and who saw another state is told what stands', async () => {
    const { household } = await family();
    const id = uuidv7();
    await ann.push(sampleOp('case.add', { case: { id, householdId: household.id, customerId: null, kind: 'complaint', title: '罐子漏气', openedAtMs: clock.now(), dueAtMs: clock.now() + DAY_MS, handlerName: null, state: 'open' } }));
    const change = (base: 'open' | 'answered', state: 'answered' | 'closed', handlerName: string) => sampleOp('case.change', { caseId: id, base, state, handlerName });
    expect((await ann.push(change('open', 'answered', '安宁')))[0]).toMatchObject({ ok: true });
    expect((await bob.push(change('open', 'closed', '白波')))[0]).toMatchObject({ ok: false, refusal: 'conflict', standing: '安宁' });
    expect((await bob.push(change('answered', 'closed', '白波')))[0], 'nobody asked whether they are content').toMatchObject({ ok: false, refusal: 'bad-op' });
    expect((await bob.push(sampleOp('case.change', { caseId: id, base: 'answered', state: 'closed', handlerName: '白波', satisfaction: 'partly' })))[0]).toMatchObject({ ok: true });
    expect((await ann.push(change('answered', 'closed', '安宁')))[0]).toMatchObject({ ok: false, refusal: 'already-closed', standing: '白波' });
  });

  it('what was said when a complaint was answered or a promise settled stands in the file', async () => {
    const { household } = await family();
    const [caseId, promiseId] = [uuidv7(), uuidv7()];
    await ann.push(
      sampleOp('case.add', { case: { id: caseId, householdId: household.id, customerId: null, kind: 'complaint', title: '罐子漏气', openedAtMs: clock.now(), dueAtMs: clock.now() + DAY_MS, handlerName: null, state: 'open' } }),
      sampleOp('commitment.add', { commitment: { id: promiseId, householdId: household.id, customerId: null, what: '寄试用装', dueAtMs: clock.now(), promisedByAgentId: null, promisedByName: '', promisedAtMs: clock.now(), state: 'open' } }),
      sampleOp('case.change', { caseId, base: 'open', state: 'answered', handlerName: '安宁', words: '明天换新罐' }),
      sampleOp('case.change', { caseId, base: 'answered', state: 'closed', handlerName: '安宁', satisfaction: 'not-satisfied' }),
      sampleOp('commitment.change', { commitmentId: promiseId, state: 'broken', words: '客户自己买了' }),
    );
    const file = (await ann.ask('GET', `/households/${household.id}`)).body as HouseholdFile;
    expect(file.cases).toMatchObject([{ id: caseId, state: 'closed', handlerName: '安宁', words: '明天换新罐', satisfaction: 'not-satisfied' }]);
    expect(file.commitments).toMatchObject([{ id: promiseId, state: 'broken', words: '客户自己买了' }]);
  });

  it('a question without an article is stored once in the customer’s words', async () => {
    const gap = { id: uuidv7(), question: '羊奶粉能混着吃吗', householdId: null, interactionId: null, askedAtMs: clock.now() };
    expect((await ann.push(sampleOp('gap.add', { gap })))[0]).toMatchObject({ ok: true });
    expect((await db.pool.query('SELECT question, state, asked_by_agent_id FROM gap WHERE id = $1', [gap.id])).rows[0]).toEqual({ question: gap.question, state: 'open', asked_by_agent_id: ann.agent.id });
  });
});

describe('an opt-out said in a call', () => {
  const fileOf = async (id: string) => (await ann.ask('GET', `/households/${id}`)).body as HouseholdFile;

  it('is taken back with the summary it was written down with: callback, consent and channels are as they were', async () => {
    const { household, mother } = await family();
    await ann.push(sampleOp('consent.add', { consent: consent(household.id) }), sampleOp('customer.patch', { customerId: mother.id, base: { channelAttitude: {} }, set: { channelAttitude: { sms: 'prefer' } }, source: 'call', verifiedAtMs: null }));
    const before = await fileOf(household.id);
    const callback = sampleCallback(household.id, { ownerAgentId: bob.agent.id });
    const interaction = sampleInteraction(household.id, { outcome: 'opt-out' });
    await ann.push(sampleOp('callback.add', { callback }), sampleOp('interaction.add', { interaction, questions: [] }), sampleOp('opt-out.add', { optOut: optOut(household.id, { channel: 'all', interactionId: interaction.id }) }));
    expect(await fileOf(household.id)).toMatchObject({ callbacks: [], leave: { optOuts: [{ channel: 'all', words: '别再打来了', agentName: '安宁' }] } });

    expect((await ann.push(sampleOp('interaction.retract', { interactionId: interaction.id })))[0]).toMatchObject({ ok: true });
    const after = await fileOf(household.id);
    expect(after.leave).toEqual(before.leave);
    expect(after.customers).toEqual(before.customers);
    expect(after.household).toEqual(before.household);
    expect(after.callbacks).toMatchObject([{ id: callback.id, state: 'open' }]);
  });

  it('goes with its interaction to the right family: the wrong one may be rung as before', async () => {
    const [wrong, right] = [await family(), await family()];
    const mine = sampleCallback(right.household.id, { ownerAgentId: ann.agent.id });
    const interaction = sampleInteraction(wrong.household.id, { outcome: 'opt-out', customerId: wrong.mother.id });
    await ann.push(
      sampleOp('callback.add', { callback: mine }), sampleOp('interaction.add', { interaction, questions: [] }),
      sampleOp('opt-out.add', { optOut: optOut(wrong.household.id, { customerId: wrong.mother.id, interactionId: interaction.id }) }),
    );
    expect((await ann.push(sampleOp('interaction.move', { interactionId: interaction.id, householdId: right.household.id, customerId: right.aunt.id })))[0]).toMatchObject({ ok: true });
    const [left, came] = [await fileOf(wrong.household.id), await fileOf(right.household.id)];
    expect(left.leave?.optOuts).toEqual([]);
    expect(left.customers.map((each) => each.channelAttitude)).toEqual([wrong.mother.channelAttitude, wrong.aunt.channelAttitude]);
    expect(came.leave?.optOuts).toMatchObject([{ customerId: right.aunt.id, householdId: right.household.id }]);
    expect(came.customers.find((each) => each.id === right.aunt.id)?.channelAttitude).toEqual({ ...right.aunt.channelAttitude, phone: 'refuse' });
    expect(await stateOf(mine.id)).toEqual({ state: 'cancelled', closed_reason: 'opted-out' });
  });

  it('follows a corrected person of the same family, and what was said of somebody else stays theirs', async () => {
    const { household, mother, aunt } = await family();
    const [ofMother, ofAunt] = [mother, aunt].map((each) => sampleCallback(household.id, { customerId: each.id, ownerAgentId: ann.agent.id }));
    const interaction = sampleInteraction(household.id, { customerId: mother.id });
    const [phone, mail] = [optOut(household.id, { customerId: mother.id, interactionId: interaction.id }), optOut(household.id, { customerId: null, channel: 'mail', interactionId: interaction.id })];
    await ann.push(
      sampleOp('callback.add', { callback: must(ofMother, 'callback') }), sampleOp('callback.add', { callback: must(ofAunt, 'callback') }),
      sampleOp('interaction.add', { interaction, questions: [] }), sampleOp('opt-out.add', { optOut: phone }), sampleOp('opt-out.add', { optOut: mail }),
    );
    expect((await ann.push(sampleOp('interaction.move', { interactionId: interaction.id, householdId: household.id, customerId: aunt.id })))[0]).toMatchObject({ ok: true });
    const file = await fileOf(household.id);
    expect(file.leave?.optOuts.map(({ channel, customerId }) => ({ channel, customerId })).sort((a, b) => a.channel.localeCompare(b.channel))).toEqual([{ channel: 'mail', customerId: null }, { channel: 'phone', customerId: aunt.id }]);
    expect(await stateOf(ofMother?.id ?? '')).toMatchObject({ state: 'open' });
    expect(await stateOf(ofAunt?.id ?? '')).toEqual({ state: 'cancelled', closed_reason: 'opted-out' });
    // Spoken with the mother after all, but it was the aunt of whom it was said: the desktop tells.
    expect((await ann.push(sampleOp('interaction.move', { interactionId: interaction.id, householdId: household.id, customerId: mother.id, optOuts: [{ id: phone.id, customerId: aunt.id }] })))[0]).toMatchObject({ ok: true });
    expect(await stateOf(ofAunt?.id ?? '')).toMatchObject({ state: 'cancelled' });
    expect((await ann.push(sampleOp('interaction.move', { interactionId: interaction.id, householdId: household.id, customerId: mother.id, optOuts: [{ id: phone.id, customerId: phone.id }] })))[0]).toMatchObject({ ok: false, refusal: 'not-found', field: 'optOuts.0.customerId' });
  });

  it('cancels a colleague’s callback where it is moved to, and the colleague’s desktop is told so', async () => {
    const [wrong, right] = [await family(), await family()];
    const theirs = sampleCallback(right.household.id, { ownerAgentId: bob.agent.id });
    const interaction = sampleInteraction(wrong.household.id, { outcome: 'opt-out', customerId: wrong.mother.id });
    await ann.push(
      sampleOp('callback.add', { callback: theirs }), sampleOp('interaction.add', { interaction, questions: [] }),
      sampleOp('opt-out.add', { optOut: optOut(wrong.household.id, { customerId: wrong.mother.id, interactionId: interaction.id }) }),
    );
    expect((await ann.push(sampleOp('interaction.move', { interactionId: interaction.id, householdId: right.household.id, customerId: right.mother.id })))[0]).toMatchObject({ ok: true });
    const told = (await bob.pull()).changes.filter((change) => change.t === 'notice' && JSON.stringify(change.r).includes(right.household.id));
    expect(told).toMatchObject([{ r: { kind: 'callback-opted-out', householdId: right.household.id } }]);
  });
});

describe('a household file', () => {
  it('can be read by a desktop also when nobody knows who said a value that stands beside another, and tells who said the other', async () => {
    const { household, mother } = await family();
    const patch = (interests: readonly string[]) => sampleOp('customer.patch', { customerId: mother.id, base: { interests: mother.interests }, set: { interests: [...interests] }, source: 'call', verifiedAtMs: clock.now() });
    await db.pool.query(`UPDATE customer SET interests = '["音乐"]' WHERE id = $1`, [mother.id]);
    await ann.push(patch(['早教']));
    const file = householdFileSchema.parse((await ann.ask('GET', `/households/${household.id}`)).body);
    expect(file.rivals).toMatchObject([{ field: 'interests', value: ['音乐'], saidAtMs: 0, byName: '', source: 'other', verifiedAtMs: null }]);
    expect(file.said).toMatchObject([{ customerId: mother.id, field: 'interests', byName: '安宁', source: 'call', verifiedAtMs: clock.now() }]);
  });
});
