import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { keepErased } from '../../../central/services/keepErased.ts';
import type { ErasureLog, ErasureReply, Receipt } from '../../../shared/customers/erasure.ts';
import { must } from '../../../shared/language/must.ts';
import type { Notice } from '../../../shared/notices/notice.ts';
import { PROTOCOL_VERSION } from '../../../shared/sync/protocolVersion.ts';
import type { Cursor, PullReply } from '../../../shared/sync/pullMessages.ts';
import { DAY_MS } from '../../../shared/time/utcMs.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { SATURDAY_TEN, sampleCallback, sampleChild, sampleCustomer, sampleHousehold, sampleInteraction, sampleOp, samplePhone } from '../../support/storeSamples.ts';
import { type LiveSocket, TestCentral, TestClock, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let boss: TestDesk;
let ann: TestDesk;
let bob: TestDesk;
const clock = new TestClock(SATURDAY_TEN + DAY_MS);
const open: LiveSocket[] = [];
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool, { clock });
  boss = await central.desk({ role: 'supervisor', name: '班长' });
  [ann, bob] = [await central.desk({ name: '安宁' }), await central.desk({ name: '白波' })];
});
afterEach(() => { for (const socket of open.splice(0)) socket.close(); });
afterAll(async () => { await central?.stop(); await db?.drop(); });

let last = 13800000000;
/** A name no other family has. */
const inHan = (number: number): string => [...String(number)].map((digit) => '零一二三四五六七八九'[Number(digit)]).join('');
/** A family with something in every table that speaks of people. */
async function family() {
  last += 1;
  const number = `+86${last}`;
  const household = sampleHousehold({ name: '欧阳女士家', address: `延安西路${inHan(last)}号` });
  const mother = sampleCustomer(household.id, { name: `欧阳${inHan(last)}`, remark: `${inHan(last)}娘家在苏州` });
  const father = sampleCustomer(household.id, { name: `司马${inHan(last)}`, relation: 'father', remark: null });
  const said = sampleInteraction(household.id, { customerId: mother.id, number, note: `欧阳${inHan(last)}说夜里咳嗽`, startedAtMs: clock.now() });
  const his = sampleInteraction(household.id, { customerId: father.id, number, note: `爸爸替欧阳${inHan(last)}问转奶`, opinions: [{ product: '优安2段', sentiment: 'bad', words: `欧阳${inHan(last)}吃了吐` }], startedAtMs: clock.now() });
  const callback = sampleCallback(household.id, { customerId: mother.id, number, ownerAgentId: bob.agent.id, purpose: `${last}问咳嗽`, agreedText: `明天找欧阳${inHan(last)}` });
  const common = { householdId: household.id, customerId: mother.id };
  const results = await ann.push(
    sampleOp('household.add', { household, phones: [samplePhone(number, { customerId: mother.id })], customers: [mother, father], children: [sampleChild(household.id, { name: `毛毛${inHan(last)}` })] }),
    sampleOp('interaction.add', { interaction: said, questions: [{ id: uuidv7(), interactionId: said.id, articleId: null, text: `咳嗽${last}`, askedAtMs: clock.now(), articleVersion: null }] }),
    sampleOp('interaction.add', { interaction: his, questions: [] }),
    sampleOp('callback.add', { callback }),
    sampleOp('commitment.add', { commitment: { id: uuidv7(), ...common, what: `寄${last}资料`, dueAtMs: clock.now(), promisedByAgentId: null, promisedByName: '', promisedAtMs: clock.now(), state: 'open' } }),
    sampleOp('case.add', { case: { id: uuidv7(), ...common, kind: 'complaint', title: `欧阳${inHan(last)}投诉`, openedAtMs: clock.now(), dueAtMs: clock.now(), handlerName: null, state: 'open' } }),
    sampleOp('customer.patch', { customerId: mother.id, base: { name: mother.name }, set: { name: `${mother.name}英` }, source: 'call', verifiedAtMs: null }),
    sampleOp('consent.add', { consent: { id: uuidv7(), ...common, channel: 'sms', purpose: '回访', givenAtMs: SATURDAY_TEN, untilMs: null, proofKind: 'said-in-call', proof: `欧阳${inHan(last)}亲口` } }),
    sampleOp('gap.add', { gap: { id: uuidv7(), question: `${last}能吃螃蟹吗`, householdId: household.id, interactionId: said.id, askedAtMs: clock.now() } }),
    sampleOp('callback.reschedule', { callbackId: callback.id, dueAtMs: clock.now() + DAY_MS, agreedText: `后天找欧阳${inHan(last)}` }),
  );
  // The callback is a colleague's by then: refused, and what was asked stands in the log of ops all the same.
  expect(results.map((result) => result.refusal)).toEqual([null, null, null, null, null, null, null, null, null, 'not-owner']);
  await db.pool.query("INSERT INTO call (id, direction, state, number, stored_number, household_id, arrived_at_ms) VALUES ($1, 'in', 'ended', $2, $2, $3, 1)", [randomUUID(), number, household.id]);
  return { household, mother, father, said, his, callback, number, secrets: [String(last), inHan(last)] };
}

/** Rows of any table in whose text one of the words stands. */
async function rowsHolding(words: readonly string[]): Promise<readonly string[]> {
  const tables = (await db.pool.query<{ name: string }>("SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")).rows;
  const found: string[] = [];
  for (const { name } of tables) {
    for (const { line } of (await db.pool.query<{ line: string }>(`SELECT t::text AS line FROM "${name}" t`)).rows) if (words.some((word) => line.includes(word))) found.push(`${name}: ${line}`);
  }
  return found;
}
const erase = async (householdId: string, customerId: string | null = null, reason = '书面申请 2026-118 号') => await boss.ask('POST', '/erasures', { householdId, customerId, reason });
const receipts = async (householdId: string): Promise<readonly Receipt[]> => (await boss.ask('GET', `/households/${householdId}/receipts`)).body as readonly Receipt[];
/** Pulls to the end as a desktop does; the next pull tells central how far it is. */
async function pullAll(desk: TestDesk, from: Record<string, Cursor> = {}): Promise<{ readonly cursors: Record<string, Cursor>; readonly changes: PullReply['changes'] }> {
  const cursors = { ...from };
  const changes: PullReply['changes'] = [];
  for (;;) {
    const reply = await desk.pull(cursors);
    changes.push(...reply.changes);
    for (const change of reply.changes) cursors[change.s] = [change.v, change.id];
    if (!reply.more) return { cursors, changes };
  }
}
async function live(desk: TestDesk, schema?: number): Promise<LiveSocket> {
  const socket = await desk.live(central, schema);
  open.push(socket);
  return socket;
}

describe('erasing a household', () => {
  it('leaves no name, number or word of theirs in any table, and the contacts without them for counting', async () => {
    const theirs = await family();
    const count = async (): Promise<unknown> => (await db.pool.query('SELECT (SELECT count(*) FROM interaction) AS interactions, (SELECT count(*) FROM call) AS calls, (SELECT count(*) FROM callback) AS callbacks, (SELECT sum(talk_seconds) FROM interaction) AS seconds')).rows[0];
    const before = await count();
    expect((await rowsHolding(theirs.secrets)).length).toBeGreaterThan(10);
    await boss.ask('GET', `/households/${theirs.household.id}/access?purpose=${encodeURIComponent(`查${theirs.mother.name}`)}`);
    const answer = await erase(theirs.household.id);
    expect(answer).toMatchObject({ status: 200, body: { household: true, cancelledCallbacks: 1 } });
    expect(await rowsHolding(theirs.secrets)).toEqual([]);
    expect(await count()).toEqual(before);
    expect((await db.pool.query('SELECT state, closed_reason FROM callback WHERE id = $1', [theirs.callback.id])).rows).toEqual([{ state: 'cancelled', closed_reason: 'erased' }]);
    expect((await db.pool.query('SELECT why FROM access_log WHERE household_id = $1', [theirs.household.id])).rows).toEqual([{ why: 'audit' }]);
    expect(await boss.ask('GET', `/households/${theirs.household.id}`)).toMatchObject({ status: 404 });
    expect((await boss.ask('GET', '/erasures')).body).toMatchObject([{ householdId: theirs.household.id, customerId: null, reason: '书面申请 2026-118 号', agentName: '班长' } satisfies Partial<ErasureLog>]);
    expect(await erase(theirs.household.id)).toMatchObject({ status: 409, body: { refusal: 'already-erased' } });
  });

  it('tells whose callback it was, with the time it was due and nobody named', async () => {
    const theirs = await family();
    await erase(theirs.household.id);
    const { changes } = await pullAll(bob);
    const notices = changes.filter((change) => change.t === 'notice').map((change) => change.r as Notice);
    expect(notices.at(-1)).toMatchObject({ kind: 'callback-erased', who: null, householdId: null, dueAtMs: theirs.callback.dueAtMs, zone: 'Asia/Shanghai', readAtMs: null });
    const read = await bob.push(sampleOp('notice.read', { noticeId: must(notices.at(-1), 'a notice').id }));
    expect(read).toMatchObject([{ ok: true }]);
    expect((await pullAll(bob)).changes.filter((change) => change.t === 'notice').map((change) => change.r as Notice).at(-1)?.readAtMs).toBe(clock.now());
    expect((await pullAll(ann)).changes.some((change) => change.t === 'notice')).toBe(false);
  });

  it('is heard of on every desktop: gone from the scopes that held it, and named in what all mirror', async () => {
    const theirs = await family();
    const [cursors, bobs] = [(await pullAll(ann)).cursors, (await pullAll(bob)).cursors];
    const { id } = (await erase(theirs.household.id)).body as ErasureReply;
    const at = (await pullAll(ann, cursors)).changes;
    expect(at).toContainEqual(expect.objectContaining({ s: `agent:${ann.agent.id}`, t: 'household', id: theirs.household.id, g: true, r: null }));
    expect(at).toContainEqual(expect.objectContaining({ s: 'all', t: 'erasure', id, r: { id, householdId: theirs.household.id, households: [theirs.household.id], customers: expect.arrayContaining([theirs.mother.id, theirs.father.id]), atMs: clock.now() } }));
    const bobHears = (await pullAll(bob, bobs)).changes;
    expect(bobHears).toContainEqual(expect.objectContaining({ s: `agent:${bob.agent.id}`, t: 'callback', id: theirs.callback.id, g: true }));
  });

  it('refuses what an offline desktop still says of them, with a reason, and keeps nothing of it', async () => {
    const theirs = await family();
    await erase(theirs.household.id);
    const late = [
      sampleOp('household.add', { household: theirs.household, phones: [], customers: [theirs.mother], children: [] }),
      sampleOp('interaction.add', { interaction: sampleInteraction(theirs.household.id, { note: `${theirs.mother.name}又来电` }), questions: [] }),
      sampleOp('callback.add', { callback: sampleCallback(theirs.household.id, { purpose: theirs.mother.name }) }),
      sampleOp('customer.patch', { customerId: theirs.mother.id, base: { name: theirs.mother.name }, set: { name: `${theirs.mother.name}改` }, source: 'call', verifiedAtMs: null }),
      sampleOp('callback.cancel', { callbackId: theirs.callback.id, reason: `${theirs.mother.name}不要` }),
      sampleOp('interaction.retract', { interactionId: theirs.said.id }),
    ];
    for (let time = 0; time < 2; time++) expect((await ann.push(...late)).map((result) => result.refusal)).toEqual(late.map(() => 'erased'));
    expect(await rowsHolding(theirs.secrets)).toEqual([]);
    const older = await ann.ask('POST', '/sync/push', { proto: PROTOCOL_VERSION, schema: 1, ops: [late[1]] });
    expect(older.body).toMatchObject({ results: [{ ok: false, refusal: 'not-found' }] });
  });

  it('takes along what was merged into it: neither the journal nor an undo brings it back', async () => {
    const [kept, absorbed] = [await family(), await family()];
    const merge = (await boss.ask('POST', '/merges', { keepId: kept.household.id, absorbId: absorbed.household.id, people: [{ keep: kept.mother.id, absorb: absorbed.mother.id }], children: [], take: [] })).body as { id: string };
    const cursors = (await pullAll(ann)).cursors;
    await erase(kept.household.id);
    expect(await rowsHolding([...kept.secrets, ...absorbed.secrets])).toEqual([]);
    expect(await boss.ask('POST', `/merges/${merge.id}/undo`)).toMatchObject({ status: 409, body: { refusal: 'erased' } });
    const told = (await pullAll(ann, cursors)).changes.find((change) => change.t === 'erasure')?.r as { households: string[]; customers: string[] };
    expect(told.households.sort()).toEqual([kept.household.id, absorbed.household.id].sort());
    expect(told.customers).toContain(absorbed.mother.id);
    expect((await ann.push(sampleOp('interaction.add', { interaction: sampleInteraction(absorbed.household.id), questions: [] })))[0]).toMatchObject({ refusal: 'erased' });
  });

  it('is for supervisors and administrators, wants a reason, and none that names the person', async () => {
    const theirs = await family();
    expect(await ann.ask('POST', '/erasures', { householdId: theirs.household.id, customerId: null, reason: '本人要求' })).toMatchObject({ status: 403 });
    expect(await erase(theirs.household.id, null, ' ')).toMatchObject({ status: 400, body: { field: 'reason' } });
    expect(await erase(theirs.household.id, null, `客户司马${inHan(last)}来信要求`)).toMatchObject({ status: 400, body: { field: 'reason', detail: 'names-the-person' } });
    expect(await erase(theirs.household.id, null, `号码 ${last} 要求`)).toMatchObject({ status: 400 });
    expect(await erase(randomUUID())).toMatchObject({ status: 404 });
    expect(await erase(theirs.household.id, randomUUID())).toMatchObject({ status: 404, body: { field: 'customerId' } });
    expect((await ann.ask('GET', `/households/${theirs.household.id}`)).status).toBe(200);
  });
});

describe('erasing one person', () => {
  it('who was all there was of a merged family: undoing the merge is refused, and brings back no empty family', async () => {
    const [kept, absorbed] = [await family(), await family()];
    // Somebody stays in the kept one: it is not erased with them.
    await ann.push(sampleOp('customer.add', { customer: sampleCustomer(kept.household.id), phones: [] }));
    const people = [{ keep: kept.mother.id, absorb: absorbed.mother.id }, { keep: kept.father.id, absorb: absorbed.father.id }];
    const merge = (await boss.ask('POST', '/merges', { keepId: kept.household.id, absorbId: absorbed.household.id, people, children: [], take: [] })).body as { id: string };
    await erase(kept.household.id, kept.mother.id);
    await erase(kept.household.id, kept.father.id);
    const before = (await db.pool.query('SELECT count(*) FROM phone')).rows;
    expect(await boss.ask('POST', `/merges/${merge.id}/undo`)).toMatchObject({ status: 409, body: { refusal: 'erased' } });
    expect((await boss.ask('GET', `/households/${absorbed.household.id}`)).body).toMatchObject({ household: { id: kept.household.id } });
    expect((await db.pool.query('SELECT count(*)::int AS there FROM household WHERE id = $1', [absorbed.household.id])).rows).toEqual([{ there: 0 }]);
    expect((await db.pool.query('SELECT count(*) FROM phone')).rows).toEqual(before);
    expect((await boss.ask('GET', `/households/${kept.household.id}`)).status).toBe(200);
  });

  it('leaves the household and the others, without the person in what is written of them', async () => {
    const theirs = await family();
    expect((await erase(theirs.household.id, theirs.mother.id)).body).toMatchObject({ household: false, cancelledCallbacks: 1 });
    const file = (await ann.ask('GET', `/households/${theirs.household.id}`)).body;
    expect(file).toMatchObject({ household: { name: '司马先生家' }, customers: [{ name: theirs.father.name }], phones: [], callbacks: [], commitments: [], cases: [], questions: [] });
    const { interactions } = file as { interactions: { id: string; note: string; opinions: unknown }[] };
    expect(interactions.map((one) => [one.id, one.note, one.opinions])).toEqual([[theirs.his.id, '爸爸替〔已删除〕问转奶', [{ product: '优安2段', sentiment: 'bad', words: '〔已删除〕吃了吐' }]]]);
    expect((await rowsHolding([theirs.mother.name])).filter((row) => !row.includes(theirs.father.name))).toEqual([]);
    expect((await ann.push(sampleOp('customer.patch', { customerId: theirs.mother.id, base: { remark: null }, set: { remark: 'x' }, source: 'call', verifiedAtMs: null })))[0]).toMatchObject({ refusal: 'erased' });
    expect((await ann.push(sampleOp('interaction.add', { interaction: sampleInteraction(theirs.household.id, { customerId: theirs.father.id }), questions: [] })))[0]).toMatchObject({ ok: true });
  });

  it('leaves nothing of the person in what was said of the child, the household and the others', async () => {
    const theirs = await family();
    const { household, mother, father } = theirs;
    const child = must(((await ann.ask('GET', `/households/${household.id}`)).body as { children: { id: string }[] }).children[0], 'no child');
    const said = { source: 'call' as const, verifiedAtMs: null };
    const results = await ann.push(
      sampleOp('household.patch', { householdId: household.id, base: { address: household.address, name: household.name }, set: { address: `问${mother.name}`, name: '欧阳小姐家' }, ...said }),
      sampleOp('household.patch', { householdId: household.id, base: { address: `问${mother.name}`, name: '欧阳小姐家' }, set: { address: '延安西路 9 号', name: '欧阳女士家' }, ...said }),
      sampleOp('child.patch', { householdId: household.id, childId: child.id, base: { remark: null, feeding: 'mixed' }, set: { remark: `随${mother.name}住`, feeding: 'formula' }, ...said }),
      sampleOp('customer.patch', { customerId: father.id, base: { remark: null }, set: { remark: `先打${mother.name}` }, ...said }),
    );
    expect(results.map((result) => result.refusal)).toEqual([null, null, null, null]);
    expect((await erase(household.id, mother.id)).status).toBe(200);
    expect((await rowsHolding([mother.name, '欧阳小姐'])).filter((row) => /^(field_value|record_value|household|child|customer):/.test(row) && !row.includes(father.name))).toEqual([]);
    const kept = await db.pool.query<{ field: string }>('SELECT DISTINCT field FROM record_value WHERE household_id = $1 ORDER BY 1', [household.id]);
    expect(kept.rows.map((one) => one.field)).toEqual(['address', 'feeding', 'remark']);
  });

  it('leaves nothing of the person in the journal of a merge, nor in what undoing it brings back', async () => {
    const [kept, absorbed] = [await family(), await family()];
    const names = [kept.mother.name, absorbed.mother.name];
    await ann.push(
      sampleOp('household.patch', { householdId: absorbed.household.id, base: { name: absorbed.household.name }, set: { name: `${absorbed.mother.name}家` }, source: 'call', verifiedAtMs: null }),
      sampleOp('customer.patch', { customerId: absorbed.father.id, base: { remark: null }, set: { remark: `先打${absorbed.mother.name}` }, source: 'call', verifiedAtMs: null }),
    );
    const people = [{ keep: kept.mother.id, absorb: absorbed.mother.id }, { keep: kept.father.id, absorb: absorbed.father.id }];
    const merge = (await boss.ask('POST', '/merges', { keepId: kept.household.id, absorbId: absorbed.household.id, people, children: [], take: [] })).body as { id: string };
    expect((await rowsHolding(names)).filter((row) => row.startsWith('merge_journal'))).not.toEqual([]);
    expect((await erase(kept.household.id, kept.mother.id)).status).toBe(200);
    expect((await rowsHolding(names)).filter((row) => /^(merge_journal|field_value|record_value|household|customer):/.test(row))).toEqual([]);
    expect((await boss.ask('POST', `/merges/${merge.id}/undo`)).status).toBe(200);
    expect((await rowsHolding(names)).filter((row) => /^(field_value|record_value|household|customer):/.test(row))).toEqual([]);
  });

  it('takes the household along when nobody else is left', async () => {
    const theirs = await family();
    await erase(theirs.household.id, theirs.mother.id);
    expect((await erase(theirs.household.id, theirs.father.id)).body).toMatchObject({ household: true });
    expect(await rowsHolding(theirs.secrets)).toEqual([]);
  });
});

describe('receipts', () => {
  it('name the desktops that had it, and each confirms when it says how far it is: the one that is away does not', async () => {
    const theirs = await family();
    const [annAt, bobAt] = [(await pullAll(ann)).cursors, (await pullAll(bob)).cursors];
    const carl = await central.desk({ name: '陈陆' });
    const dora = await central.desk({ name: '不相干' });
    await carl.ask('GET', `/pop?number=${encodeURIComponent(theirs.number)}`);
    const { id } = (await erase(theirs.household.id)).body as ErasureReply;
    const of = async () => must((await receipts(theirs.household.id)).find((one) => one.eventId === id), 'the erasure');
    const waiting = async () => (await of()).desktops.filter((one) => one.confirmedAtMs === null).map((one) => one.agentName).sort();
    expect(await waiting()).toEqual(['安宁', '白波', '陈陆']);
    expect((await of()).desktops.map((one) => one.agentName)).not.toContain(dora.agent.name);

    const socket = await live(ann);
    const { cursors } = await pullAll(ann, annAt);
    expect(await waiting()).toContain('安宁');
    clock.nowMs += 1000;
    socket.say({ t: 'have', cursors });
    socket.say({ t: 'choose', state: { kind: 'paused', reason: 'break' }, next: false });
    await socket.next('presence');
    expect(await waiting()).toEqual(['白波', '陈陆']);
    expect((await of()).desktops.find((one) => one.agentName === '安宁')).toMatchObject({ confirmedAtMs: clock.now() });

    // Without a live link the next pull says it.
    await bob.pull(bobAt);
    expect(await waiting()).toEqual(['白波', '陈陆']);
    await bob.pull((await pullAll(bob, bobAt)).cursors);
    expect(await waiting()).toEqual(['陈陆']);
    expect(((await boss.ask('GET', '/erasures')).body as readonly ErasureLog[])[0]).toMatchObject({ id, desktops: 3, waiting: 1 });
  });

  it('are kept of opt-outs and corrections too, also by a desktop that only had the household when it rang', async () => {
    const theirs = await family();
    const carl = await central.desk({ name: '只看过一次' });
    const before = (await pullAll(carl)).cursors;
    await carl.ask('GET', `/pop?number=${encodeURIComponent(theirs.number)}`);
    await carl.pull(before);
    // What was handed out is written down a moment later.
    expect(await receipts(theirs.household.id)).toHaveLength(1);
    const patch = sampleOp('customer.patch', { customerId: theirs.father.id, base: { remark: null }, set: { remark: '改过' }, source: 'call', verifiedAtMs: null });
    const optOut = sampleOp('opt-out.add', { optOut: { id: uuidv7(), householdId: theirs.household.id, customerId: null, channel: 'phone', saidAtMs: clock.now(), words: '别打了', interactionId: null } });
    expect((await ann.push(patch, optOut)).map((result) => result.ok)).toEqual([true, true]);
    const of = async (eventId: string) => must((await receipts(theirs.household.id)).find((one) => one.eventId === eventId), 'the event').desktops.filter((one) => one.agentName === '只看过一次');
    expect(await of(patch.id)).toMatchObject([{ confirmedAtMs: null }]);
    const { cursors, changes } = await pullAll(carl, before);
    expect(changes.filter((change) => change.s.startsWith('desk:'))).toMatchObject([{ t: 'household', id: theirs.household.id, r: { customers: [{}, { remark: '改过' }] } }]);
    await carl.pull(cursors);
    expect(await of(patch.id)).toMatchObject([{ confirmedAtMs: clock.now() }]);
    expect(await of(optOut.id)).toMatchObject([{ confirmedAtMs: clock.now() }]);
    expect((await receipts(theirs.household.id)).map((one) => one.kind).sort()).toEqual(['correction', 'correction', 'opt-out']);
    const moved = sampleOp('household.patch', { householdId: theirs.household.id, base: { city: theirs.household.city }, set: { city: '苏州' }, source: 'call', verifiedAtMs: null });
    await ann.push(moved);
    expect(await of(moved.id)).toMatchObject([{ confirmedAtMs: null }]);
  });
});

describe('a desktop of the version before', () => {
  it('is told of nothing it cannot read, by pull or live', async () => {
    const theirs = await family();
    const socket = await live(ann, 1);
    const { id } = (await erase(theirs.household.id)).body as ErasureReply;
    await socket.next('poke', (poke) => poke.s === 'all' && poke.v > 1);
    expect(JSON.stringify(socket.heard.filter((message) => message.t === 'change'))).not.toContain(id);
    const reply = (await ann.ask('POST', '/sync/pull', { proto: PROTOCOL_VERSION, schema: 1, epoch: null, cursors: {}, limit: 1000 })).body as PullReply;
    expect(reply.scopes.some((scope) => scope.startsWith('desk:'))).toBe(false);
    expect([...new Set(reply.changes.map((change) => change.t))].filter((table) => table === 'notice' || table === 'erasure')).toEqual([]);
  });
});

describe('a backup from before', () => {
  it('does not bring them back: the list beside the store is erased again when central starts on it', async () => {
    const theirs = await family();
    const { id } = (await erase(theirs.household.id)).body as ErasureReply;
    expect(readFileSync(`${central.dataFolder}/erasures.jsonl`, 'utf8')).toContain(id);
    // As after a restore: they are there again, and nothing tells that they were erased.
    await db.pool.query('DELETE FROM erased_id WHERE erasure_id = $1', [id]);
    await db.pool.query('DELETE FROM erasure WHERE id = $1', [id]);
    await ann.push(sampleOp('household.add', { household: theirs.household, phones: [samplePhone(theirs.number, { customerId: theirs.mother.id })], customers: [theirs.mother, theirs.father], children: [] }),
      sampleOp('interaction.add', { interaction: sampleInteraction(theirs.household.id, { note: `${theirs.mother.name}咳嗽` }), questions: [] }));
    expect((await rowsHolding(theirs.secrets)).length).toBeGreaterThan(2);
    await keepErased(db.pool, central.dataFolder);
    expect(await rowsHolding(theirs.secrets)).toEqual([]);
    const { changes } = await pullAll(ann);
    expect(changes.filter((change) => change.id === theirs.household.id)).toEqual([]);
    expect(changes.some((change) => change.t === 'erasure' && change.id === id)).toBe(true);
  });
});
