import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Household } from '../../../shared/customers/household.ts';
import type { Customer } from '../../../shared/customers/customer.ts';
import { PROTOCOL_VERSION, RECORD_SCHEMA_VERSION } from '../../../shared/sync/protocolVersion.ts';
import type { OpResult } from '../../../shared/sync/pushMessages.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { sampleCallback, sampleChild, sampleCustomer, sampleHousehold, sampleInteraction, sampleOp, samplePhone } from '../../support/storeSamples.ts';
import { TestCentral, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let ann: TestDesk;
let bob: TestDesk;
let chief: TestDesk;
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool);
  [ann, bob, chief] = [await central.desk({ name: '安宁' }), await central.desk({ name: '白波' }), await central.desk({ name: '主管', role: 'supervisor' })];
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

const only = (results: readonly OpResult[]): OpResult => {
  const [first] = results;
  if (results.length !== 1 || first === undefined) throw new Error(`${results.length} results`);
  return first;
};

async function newHousehold(desk: TestDesk = ann): Promise<{ household: Household; customer: Customer }> {
  const household = sampleHousehold();
  const customer = sampleCustomer(household.id);
  const result = only(await desk.push(sampleOp('household.add', { household, phones: [samplePhone('+862161234567')], customers: [customer], children: [sampleChild(household.id)] })));
  expect(result).toMatchObject({ ok: true, refusal: null });
  return { household, customer };
}

async function newCallback(desk: TestDesk, ownerAgentId: string | null) {
  const { household, customer } = await newHousehold(desk);
  const callback = sampleCallback(household.id, { customerId: customer.id, ownerAgentId });
  expect(only(await desk.push(sampleOp('callback.add', { callback })))).toMatchObject({ ok: true });
  return { household, customer, callback };
}

const standing = async (id: string) => (await db.pool.query('SELECT state, owner_agent_id, attempts, due_at_ms, household_id, customer_id, closed_reason FROM callback WHERE id = $1', [id])).rows[0];

describe('desktops of other versions', () => {
  const pull = async (proto: number, schema: number) => (await ann.ask('POST', '/sync/pull', { proto, schema, epoch: null, cursors: {}, limit: 10 })).status;
  it('are served when they are one version behind, told to update when they are two, and may read when they are ahead', async () => {
    const { household } = await newHousehold();
    const interaction = sampleInteraction(household.id);
    const ops = [sampleOp('interaction.add', { interaction, questions: [] })];
    expect(await ann.ask('POST', '/sync/push', { proto: PROTOCOL_VERSION - 1, schema: RECORD_SCHEMA_VERSION - 1, ops })).toMatchObject({ status: 200, body: { results: [{ ok: true }] } });
    expect(await pull(PROTOCOL_VERSION - 1, RECORD_SCHEMA_VERSION - 1)).toBe(200);
    expect(await ann.ask('POST', '/sync/push', { proto: PROTOCOL_VERSION - 2, schema: RECORD_SCHEMA_VERSION, ops })).toMatchObject({ status: 426, body: { refusal: 'desktop-too-old' } });
    expect(await pull(PROTOCOL_VERSION - 2, RECORD_SCHEMA_VERSION)).toBe(426);
    expect(await pull(PROTOCOL_VERSION, RECORD_SCHEMA_VERSION - 2)).toBe(426);
    expect(await pull(PROTOCOL_VERSION + 1, RECORD_SCHEMA_VERSION + 1)).toBe(200);
  });
});

describe('a pushed op', () => {
  it('that holds U+0000 is refused alone, its field named, and the next one is stored', async () => {
    const { household } = await newHousehold();
    const bad = sampleOp('interaction.add', { interaction: sampleInteraction(household.id, { note: '好\0的' }), questions: [] });
    const good = sampleOp('interaction.add', { interaction: sampleInteraction(household.id), questions: [] });
    expect(await ann.push(bad, good)).toMatchObject([{ id: bad.id, ok: false, refusal: 'bad-op', field: 'data.interaction.note' }, { id: good.id, ok: true }]);
  });

  it('is stored without the card number in its note', async () => {
    const { household } = await newHousehold();
    const interaction = sampleInteraction(household.id, { note: '退到 6222021234567890123' });
    expect(await ann.push(sampleOp('interaction.add', { interaction, questions: [] }))).toMatchObject([{ ok: true }]);
    expect((await db.pool.query('SELECT note FROM interaction WHERE id = $1', [interaction.id])).rows).toEqual([{ note: '退到 **** 0123' }]);
  });

  it('whose data the store cannot take is refused alone, and the next one is stored', async () => {
    const { household } = await newHousehold();
    // Half a surrogate pair: JSON carries it, PostgreSQL's jsonb does not take it (SQLSTATE 22).
    const bad = sampleOp('callback.cancel', { callbackId: randomUUID(), reason: '\ud83d' });
    const good = sampleOp('interaction.add', { interaction: sampleInteraction(household.id), questions: [] });
    expect(await ann.push(bad, good)).toMatchObject([{ id: bad.id, ok: false, refusal: 'bad-op' }, { id: good.id, ok: true }]);
  });

  it('is stored once and answered alike when it is sent three times at once', async () => {
    const { household } = await newHousehold();
    for (let round = 0; round < 15; round++) {
      const op = sampleOp('interaction.add', { interaction: sampleInteraction(household.id), questions: [] });
      const results = (await Promise.all([ann.push(op), ann.push(op), ann.push(op)])).map(only);
      expect(results.every((result) => result.ok)).toBe(true);
      expect(results.filter((result) => !result.repeated)).toHaveLength(1);
    }
    expect((await db.pool.query('SELECT count(*)::int n FROM interaction WHERE household_id = $1', [household.id])).rows[0]).toEqual({ n: 15 });
  });

  it('brings back the records as they now stand', async () => {
    const { household } = await newHousehold();
    const interaction = sampleInteraction(household.id, { note: '想换水解奶粉' });
    const { changes } = only(await ann.push(sampleOp('interaction.add', { interaction, questions: [] })));
    expect(changes).toMatchObject([{ s: `agent:${ann.agent.id}`, t: 'household', id: household.id, g: false, r: { interactions: [{ note: '想换水解奶粉', agentName: '安宁' }] } }]);
  });

  it('that a busy store takes long over is answered alone, and the rest when it is sent again', async () => {
    const { household } = await newHousehold();
    const ops = [1, 2].map(() => sampleOp('interaction.add', { interaction: sampleInteraction(household.id), questions: [] }));
    const holder = await db.pool.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM household WHERE id = $1 FOR UPDATE', [household.id]);
    const pushing = ann.push(...ops);
    await holder.query('SELECT pg_sleep(3.3)');
    await holder.query('COMMIT');
    holder.release();
    expect((await pushing).map((result) => [result.id, result.ok])).toEqual([[ops[0]?.id, true]]);
    expect((await ann.push(...ops)).map((result) => result.repeated)).toEqual([true, false]);
  });

  it('is refused by itself when it is malformed, naming the field, and those beside it are stored', async () => {
    const { household } = await newHousehold();
    const good = sampleOp('interaction.add', { interaction: sampleInteraction(household.id), questions: [] });
    const bad = { ...sampleOp('interaction.add', { interaction: { ...sampleInteraction(household.id), talkSeconds: -1 }, questions: [] }) };
    const results = await ann.push(bad, { nonsense: true }, good);
    expect(results).toMatchObject([
      { id: bad.id, ok: false, refusal: 'bad-op', field: 'data.interaction.talkSeconds' }, { ok: false, refusal: 'bad-op', field: 'kind' }, { ok: true },
    ]);
  });

  it('of a colleague is not stored under my name', async () => {
    const { household } = await newHousehold();
    const op = sampleOp('interaction.add', { interaction: sampleInteraction(household.id, { agentId: bob.agent.id }), questions: [] });
    expect(only(await ann.push(op))).toMatchObject({ ok: false, refusal: 'not-allowed', field: 'interaction.agentId' });
  });

  it('with an id that another agent used is a conflict and tells nothing of theirs', async () => {
    const { household } = await newHousehold();
    const op = sampleOp('interaction.add', { interaction: sampleInteraction(household.id), questions: [] });
    await ann.push(op);
    expect(only(await bob.push(op))).toMatchObject({ ok: false, refusal: 'conflict', field: 'id', changes: [] });
  });

  it('that came before its household is taken once the household is there', async () => {
    const household = sampleHousehold();
    const op = sampleOp('interaction.add', { interaction: sampleInteraction(household.id), questions: [] });
    expect(only(await ann.push(op))).toMatchObject({ refusal: 'not-found', field: 'interaction.householdId' });
    await ann.push(sampleOp('household.add', { household, phones: [], customers: [], children: [] }));
    expect(only(await ann.push(op))).toMatchObject({ ok: true, repeated: false });
  });

  it('adding a household leaves nothing of it when a person of it is known already', async () => {
    const { customer } = await newHousehold();
    const household = sampleHousehold();
    const op = sampleOp('household.add', { household, phones: [], customers: [{ ...customer, householdId: household.id }], children: [] });
    expect(only(await ann.push(op))).toMatchObject({ ok: false, refusal: 'conflict' });
    expect((await ann.ask('GET', `/households/${household.id}`)).status).toBe(404);
  });

  it('is refused whole when it is more than 100 or from a newer desktop', async () => {
    const ops = Array.from({ length: 101 }, () => ({}));
    expect(await ann.ask('POST', '/sync/push', { proto: PROTOCOL_VERSION, schema: 1, ops })).toMatchObject({ status: 400, body: { field: 'ops' } });
    expect(await ann.ask('POST', '/sync/push', { proto: PROTOCOL_VERSION, schema: RECORD_SCHEMA_VERSION + 1, ops: [{}] })).toMatchObject({ status: 409 });
    expect(await ann.ask('POST', '/sync/push', { proto: PROTOCOL_VERSION + 1, schema: 1, ops: [{}] })).toMatchObject({ status: 409, body: { refusal: 'central-too-old' } });
  });
});

describe('a callback', () => {
  it('is claimed by exactly one of eight who try at once, and the others are told by whom', async () => {
    const desks = await Promise.all(Array.from({ length: 8 }, () => central.desk()));
    for (let round = 0; round < 12; round++) {
      const { callback } = await newCallback(ann, null);
      const results = (await Promise.all(desks.map((desk) => desk.push(sampleOp('callback.claim', { callbackId: callback.id }))))).map(only);
      const winners = results.flatMap((result, at) => (result.ok ? [desks[at]?.agent] : []));
      expect(winners).toHaveLength(1);
      for (const result of results) if (!result.ok) expect(result).toMatchObject({ refusal: 'already-claimed', standing: winners[0]?.name });
      expect((await standing(callback.id)).owner_agent_id).toBe(winners[0]?.id);
    }
  });

  it('whose claim was refused stays refused when the claim is sent again, though it is free by then', async () => {
    const { callback } = await newCallback(ann, null);
    await ann.push(sampleOp('callback.claim', { callbackId: callback.id }));
    const late = sampleOp('callback.claim', { callbackId: callback.id });
    expect(only(await bob.push(late))).toMatchObject({ refusal: 'already-claimed' });
    await ann.push(sampleOp('callback.handover', { callbackId: callback.id, toAgentId: null, reason: '休假' }));
    expect(only(await bob.push(late))).toMatchObject({ ok: false, repeated: true, refusal: 'already-claimed' });
    expect((await standing(callback.id)).owner_agent_id).toBeNull();
  });

  it('moves from the pool to the desktop of who claims it, and its household with it', async () => {
    const { callback, household } = await newCallback(ann, null);
    expect((await bob.pull()).changes).toContainEqual(expect.objectContaining({ s: 'pool:all', t: 'callback', id: callback.id, g: false }));
    const { changes } = only(await bob.push(sampleOp('callback.claim', { callbackId: callback.id })));
    expect(changes).toEqual(expect.arrayContaining([
      expect.objectContaining({ s: 'pool:all', id: callback.id, g: true }),
      expect.objectContaining({ s: `agent:${bob.agent.id}`, id: callback.id, g: false }),
      expect.objectContaining({ s: `agent:${bob.agent.id}`, t: 'household', id: household.id }),
    ]));
  });

  it.each(['callback.done', 'callback.retry', 'callback.reschedule', 'callback.handover', 'callback.cancel'] as const)('is not changed by %s of somebody else, whose interaction is kept', async (kind) => {
    const { callback, household } = await newCallback(ann, ann.agent.id);
    const interaction = sampleInteraction(household.id, { kind: 'call-out', callbackId: callback.id });
    const data = {
      'callback.done': { callbackId: callback.id, interactionId: interaction.id },
      'callback.retry': { callbackId: callback.id, interactionId: interaction.id, nextDueAtMs: callback.dueAtMs + 1000 },
      'callback.reschedule': { callbackId: callback.id, dueAtMs: callback.dueAtMs + 1000, agreedText: '后天' },
      'callback.handover': { callbackId: callback.id, toAgentId: bob.agent.id, reason: '' },
      'callback.cancel': { callbackId: callback.id, reason: '不需要了' },
    }[kind];
    const before = await standing(callback.id);
    const results = await bob.push(sampleOp('interaction.add', { interaction, questions: [] }), sampleOp(kind, data as never));
    expect(results).toMatchObject([{ ok: true }, { ok: false, refusal: 'not-owner', standing: '安宁' }]);
    expect(await standing(callback.id)).toEqual(before);
    expect((await db.pool.query('SELECT 1 FROM interaction WHERE id = $1', [interaction.id])).rowCount).toBe(1);
  });

  it('is tried again, put off, handed over and done by its owner', async () => {
    const { callback, household } = await newCallback(ann, ann.agent.id);
    const tried = sampleInteraction(household.id, { kind: 'call-out', outcome: 'no-answer', callbackId: callback.id });
    const later = callback.dueAtMs + 5_400_000;
    expect(await ann.push(
      sampleOp('interaction.add', { interaction: tried, questions: [] }),
      sampleOp('callback.retry', { callbackId: callback.id, interactionId: tried.id, nextDueAtMs: later }),
    )).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await standing(callback.id)).toMatchObject({ state: 'open', attempts: 1, due_at_ms: later });
    await ann.push(sampleOp('callback.handover', { callbackId: callback.id, toAgentId: bob.agent.id, reason: '下班' }));
    expect(only(await ann.push(sampleOp('callback.cancel', { callbackId: callback.id, reason: 'x' })))).toMatchObject({ refusal: 'not-owner', standing: '白波' });
    const reached = sampleInteraction(household.id, { kind: 'call-out', outcome: 'reached' });
    const doneOp = sampleOp('callback.done', { callbackId: callback.id, interactionId: reached.id });
    expect(await bob.push(sampleOp('interaction.add', { interaction: reached, questions: [] }), doneOp)).toMatchObject([{ ok: true }, { ok: true }]);
    expect(only(await bob.push(sampleOp('callback.done', { callbackId: callback.id, interactionId: reached.id })))).toMatchObject({ ok: true });
    expect(only(await bob.push(sampleOp('callback.reschedule', { callbackId: callback.id, dueAtMs: later, agreedText: '' })))).toMatchObject({ refusal: 'already-closed', standing: 'done' });
  });

  it('may be handed over by a supervisor, but not to somebody who does not work here', async () => {
    const { callback } = await newCallback(ann, ann.agent.id);
    expect(only(await chief.push(sampleOp('callback.handover', { callbackId: callback.id, toAgentId: randomUUID(), reason: '' })))).toMatchObject({ refusal: 'not-found', field: 'toAgentId' });
    expect(only(await chief.push(sampleOp('callback.handover', { callbackId: callback.id, toAgentId: bob.agent.id, reason: '' })))).toMatchObject({ ok: true });
    const gone = (await ann.pull()).changes.find((change) => change.t === 'callback' && change.id === callback.id);
    expect(gone).toMatchObject({ s: `agent:${ann.agent.id}`, g: true });
  });
});

describe('a callback’s owner', () => {
  it('is somebody whose role is shown customers and who works here: nobody else is given one', async () => {
    const [editor, former] = [await central.desk({ role: 'editor' }), await central.desk()];
    await db.pool.query('UPDATE agent SET active = false WHERE id = $1', [former.agent.id]);
    const { callback, household } = await newCallback(ann, ann.agent.id);
    for (const { agent } of [editor, former]) {
      expect(only(await ann.push(sampleOp('callback.handover', { callbackId: callback.id, toAgentId: agent.id, reason: '' })))).toMatchObject({ ok: false, refusal: 'not-found', field: 'toAgentId' });
      expect(only(await ann.push(sampleOp('callback.add', { callback: sampleCallback(household.id, { ownerAgentId: agent.id }) })))).toMatchObject({ ok: false, refusal: 'not-found', field: 'callback.ownerAgentId' });
    }
    expect(await standing(callback.id)).toMatchObject({ owner_agent_id: ann.agent.id });
  });
});

describe('a callback without a number', () => {
  it('is refused, the field named', async () => {
    const { household } = await newHousehold();
    for (const number of ['', '不显示']) expect(only(await ann.push(sampleOp('callback.add', { callback: sampleCallback(household.id, { number }) })))).toMatchObject({ refusal: 'bad-op', field: 'callback.number' });
  });
});

describe('an interaction moved to the right person', () => {
  it('takes the callback agreed in it and its questions along, and both households show it', async () => {
    const wrong = await newHousehold();
    const right = await newHousehold();
    const interaction = sampleInteraction(wrong.household.id, { customerId: wrong.customer.id });
    const question = { id: randomUUID(), interactionId: interaction.id, articleId: null, text: '几个月加辅食', askedAtMs: interaction.startedAtMs, articleVersion: null };
    const callback = sampleCallback(wrong.household.id, { customerId: wrong.customer.id, ownerAgentId: bob.agent.id, agreedInInteractionId: interaction.id, agreedSecond: 133 });
    await ann.push(sampleOp('interaction.add', { interaction, questions: [question] }), sampleOp('callback.add', { callback }));
    const move = sampleOp('interaction.move', { interactionId: interaction.id, householdId: right.household.id, customerId: right.customer.id });
    expect(only(await ann.push(move))).toMatchObject({ ok: true });

    expect(await standing(callback.id)).toMatchObject({ household_id: right.household.id, customer_id: right.customer.id });
    const [old, now] = await Promise.all([wrong, right].map(async ({ household }) => (await ann.ask('GET', `/households/${household.id}`)).body as { interactions: unknown[]; questions: unknown[]; callbacks: unknown[] }));
    expect(old).toMatchObject({ interactions: [], questions: [], callbacks: [] });
    expect(now).toMatchObject({ interactions: [{ id: interaction.id, customerId: right.customer.id }], questions: [{ text: '几个月加辅食' }], callbacks: [{ id: callback.id, agreedSecond: 133 }] });
    // The owner of the callback is told, and has its new household.
    const seen = (await bob.pull()).changes;
    expect(seen).toContainEqual(expect.objectContaining({ t: 'household', id: right.household.id, s: `agent:${bob.agent.id}` }));
    expect(seen).toContainEqual(expect.objectContaining({ t: 'callback', id: callback.id, r: expect.objectContaining({ callback: expect.objectContaining({ householdId: right.household.id }) }) }));
  });

  it('takes the complaint opened, the promise made and the number kept in it along, and both families are told', async () => {
    const wrong = await newHousehold();
    const right = await newHousehold();
    const interaction = sampleInteraction(wrong.household.id, { customerId: wrong.customer.id });
    const whose = { householdId: wrong.household.id, customerId: wrong.customer.id };
    const complaint = { id: randomUUID(), ...whose, kind: 'complaint' as const, title: '凹罐', openedAtMs: interaction.startedAtMs, dueAtMs: interaction.startedAtMs + 1, handlerName: null, state: 'open' as const };
    const promise = { id: randomUUID(), ...whose, what: '寄样品', dueAtMs: interaction.startedAtMs, promisedByAgentId: null, promisedByName: '', promisedAtMs: interaction.startedAtMs, state: 'open' as const };
    const phones = ['+8613800138000', '+862161234567'].map((number) => ({ ...samplePhone(number), kind: number.startsWith('+8613') ? 'mobile' as const : 'landline' as const, customerId: number.startsWith('+8613') ? wrong.customer.id : null, addedInInteractionId: interaction.id }));
    const [mobile] = phones;
    await ann.push(
      ...phones.map((phone) => sampleOp('phone.add', { householdId: wrong.household.id, phone })), sampleOp('interaction.add', { interaction, questions: [] }),
      sampleOp('case.add', { case: complaint, interactionId: interaction.id }), sampleOp('commitment.add', { commitment: promise, interactionId: interaction.id }),
    );
    const moved = only(await ann.push(sampleOp('interaction.move', { interactionId: interaction.id, householdId: right.household.id, customerId: right.customer.id })));
    expect(moved).toMatchObject({ ok: true });
    const [old, now] = await Promise.all([wrong, right].map(async ({ household }) => (await ann.ask('GET', `/households/${household.id}`)).body as Record<'cases' | 'commitments' | 'phones', { id: string; number?: string }[]>));
    expect(old).toMatchObject({ cases: [], commitments: [], phones: [{ number: '+862161234567' }] });
    const theirs = { householdId: right.household.id, customerId: right.customer.id };
    expect(now).toMatchObject({ cases: [{ id: complaint.id, ...theirs, openedInInteractionId: interaction.id }], commitments: [{ id: promise.id, ...theirs, promisedInInteractionId: interaction.id }] });
    expect(now?.phones.map((phone) => phone.number).sort()).toEqual(['+8613800138000', '+862161234567']);
    expect(now?.phones).toContainEqual(expect.objectContaining({ id: mobile?.id, customerId: right.customer.id }));
    const told = (await ann.pull()).changes.filter((change) => change.t === 'household').map((change) => change.id);
    expect(told).toEqual(expect.arrayContaining([wrong.household.id, right.household.id]));
  });

  it('is refused to others, and to a person of another household', async () => {
    const { household } = await newHousehold();
    const other = await newHousehold();
    const interaction = sampleInteraction(household.id);
    await ann.push(sampleOp('interaction.add', { interaction, questions: [] }));
    expect(only(await bob.push(sampleOp('interaction.move', { interactionId: interaction.id, householdId: other.household.id, customerId: null })))).toMatchObject({ refusal: 'not-allowed' });
    expect(only(await ann.push(sampleOp('interaction.move', { interactionId: interaction.id, householdId: household.id, customerId: other.customer.id })))).toMatchObject({ refusal: 'not-found', field: 'customerId' });
  });
});
