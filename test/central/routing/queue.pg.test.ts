import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallbackRow } from '../../../shared/callbacks/callback.ts';
import type { Customer } from '../../../shared/customers/customer.ts';
import type { Household } from '../../../shared/customers/household.ts';
import { must } from '../../../shared/language/must.ts';
import type { CentralToLine, WaitingCall } from '../../../shared/line/lineMessages.ts';
import { instantOf, localClock } from '../../../shared/time/localClock.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { sampleCustomer, sampleHousehold, sampleInteraction, sampleOp, samplePhone } from '../../support/storeSamples.ts';
import { type LineSocket, type LiveSocket, TestCentral, type TestDesk } from '../../support/testCentral.ts';

const ZONE = 'Asia/Shanghai';
let db: EmptyDatabase;
let central: TestCentral;
let line: LineSocket;
/** Noon of today in Shanghai, moved by hand: whatever the hour of the machine, one may ring. */
let aheadMs = 0;
const clock = { now: () => Date.now() + aheadMs };
beforeEach(async () => {
  aheadMs = instantOf(ZONE, localClock(Date.now(), ZONE).date, 720) - Date.now();
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool, { clock });
  line = await central.line();
  line.say({ t: 'hello', kind: 'practice', can: ['tell', 'place'], registered: [], waiting: [], active: [] });
  await line.next('welcome');
});
afterEach(async () => { line?.close(); await central?.stop(); await db?.drop(); });

const eventually = <T>(what: () => T | Promise<T>) => expect.poll(what, { timeout: 8000 });
const rulesAre = (rules: object, queue = 'mother-baby') => db.pool.query('UPDATE queue SET rules = $2 WHERE id = $1', [queue, JSON.stringify(rules)]);
const skill = async (desk: TestDesk, id: string, level: number): Promise<void> => {
  await db.pool.query('INSERT INTO skill (id, name) VALUES ($1, $1) ON CONFLICT DO NOTHING', [id]);
  await db.pool.query('INSERT INTO agent_skill (agent_id, skill_id, level) VALUES ($1, $2, $3)', [desk.agent.id, id, level]);
};
const callRow = async (id: string) => (await db.pool.query('SELECT state, told, callback_id, agent_id, last_agent_id, tier, language, rank_at_ms, household_id FROM call WHERE id = $1', [id])).rows[0];
const callbackOf = async (callId: string) => (await db.pool.query('SELECT b.* FROM callback b JOIN call c ON c.callback_id = b.id WHERE c.id = $1', [callId])).rows[0];

let rang = 0;
/** Somebody who rang later than those before: no two in the same millisecond. */
function aCall(over: Partial<WaitingCall> = {}): WaitingCall {
  rang += 1;
  return { callId: randomUUID(), from: '02161234567', dialled: '8008201234', keys: null, arrivedAtMs: clock.now() - 1000 + rang, ...over };
}
function rings(over: Partial<WaitingCall> = {}): WaitingCall {
  const call = aCall(over);
  line.say({ t: 'waiting', call });
  return call;
}

interface Ready { readonly desk: TestDesk; readonly live: LiveSocket; readonly extension: string }
async function readyAgent(desk?: TestDesk): Promise<Ready> {
  const own = desk ?? await central.desk();
  const live = await own.live();
  const { extension } = own.agent;
  line.say({ t: 'registered', extension, up: true });
  live.say({ t: 'choose', state: { kind: 'available' }, next: false });
  await live.next('presence', (message) => message.presence.state.kind === 'available');
  return { desk: own, live, extension };
}

async function family(desk: TestDesk, number: string, over: { readonly household?: Partial<Household>; readonly customer?: Partial<Customer> } = {}): Promise<{ household: Household; customer: Customer }> {
  const household = sampleHousehold(over.household);
  const customer = { ...sampleCustomer(household.id), ...over.customer };
  await desk.push(sampleOp('household.add', { household, phones: [samplePhone(number)], customers: [customer], children: [] }));
  return { household, customer };
}

const told = (callId: string): Promise<Extract<CentralToLine, { t: 'tell' }>> => line.next('tell', (message) => message.callId === callId);
/** Places are told whenever they change, between all else that the line hears. */
const stoodAt = (callId: string, position: number) => eventually(() => line.heard.find((message) => message.t === 'place' && message.callId === callId && message.position === position)).toBeDefined();
const pool = async (desk: TestDesk): Promise<readonly CallbackRow[]> => (await desk.pull()).changes.filter((change) => change.t === 'callback' && change.r !== null && change.r !== undefined).map((change) => change.r as CallbackRow);

describe('a waiting caller', () => {
  it('of tier A overtakes one of tier C who came shortly before, and not one who came long before', async () => {
    const desk = await central.desk();
    await family(desk, '+862161110001', { household: { tier: 'A' }, customer: { tier: 'A' } });
    const plain = rings({ from: '02161110002', arrivedAtMs: clock.now() - 30_000 });
    const early = rings({ from: '02161110003', arrivedAtMs: clock.now() - 70_000 });
    const vip = rings({ from: '02161110001', arrivedAtMs: clock.now() });
    // What the line said is done in its order: the last is known when it stands.
    await eventually(async () => (await callRow(vip.callId))?.tier).toBe('A');
    const order: string[] = [];
    for (let n = 0; n < 3; n++) {
      await readyAgent();
      order.push((await line.next('offer', (offer) => !order.includes(offer.callId))).callId);
    }
    expect(order).toEqual([early.callId, vip.callId, plain.callId]);
  });

  it('who speaks Cantonese is brought to the agent who does, though another has been free for longer', async () => {
    const other = await readyAgent();
    const cantonese = await central.desk();
    await skill(cantonese, 'cantonese', 2);
    await family(cantonese, '+862161110001', { customer: { language: 'cantonese' } });
    const speaker = await readyAgent(cantonese);
    const call = rings({ from: '02161110001' });
    expect((await line.next('offer')).extension).toBe(speaker.extension);
    expect(await callRow(call.callId)).toMatchObject({ language: 'cantonese' });
    rings({ from: '02161110001' });
    expect((await line.next('offer', (offer) => offer.callId !== call.callId)).extension).toBe(other.extension);
  });

  it('of a queue that asks for a skill is put to an agent who has it, and after the overflow time to one of the other queue', async () => {
    await rulesAre({ demands: [{ skillId: 'feeding', level: 3 }], overflow: { afterSeconds: 40, queueId: 'product' } });
    const [expert, novice] = [await central.desk(), await central.desk()];
    await skill(expert, 'feeding', 3);
    await skill(novice, 'feeding', 2);
    const unskilled = await readyAgent(novice);
    const skilled = await readyAgent(expert);
    const [first, second] = [rings({ arrivedAtMs: clock.now() - 36_000 }), rings({ from: '02161110002', arrivedAtMs: clock.now() - 35_000 })];
    expect(await line.next('offer')).toMatchObject({ callId: first.callId, extension: skilled.extension });
    const overflown = await line.next('offer', (offer) => offer.callId === second.callId);
    expect(overflown.extension).toBe(unskilled.extension);
    expect(overflown.waitedSeconds).toBeGreaterThanOrEqual(40);
  });

  it('is put to nobody who works for other lines of business', async () => {
    const stranger = await central.desk();
    await db.pool.query("INSERT INTO agent_business_line (agent_id, business_line_id) VALUES ($1, 'product')", [stranger.agent.id]);
    const product = await readyAgent(stranger);
    rings();
    const own = rings({ dialled: '8008205678', from: '02161110002' });
    expect(await line.next('offer')).toMatchObject({ callId: own.callId, extension: product.extension });
    const anybody = await readyAgent();
    expect((await line.next('offer', (offer) => offer.callId !== own.callId)).extension).toBe(anybody.extension);
  });

  it('waits a moment for the agent they spoke with last, who is in wrap-up, while another is free', async () => {
    await rulesAre({ lastAgentSeconds: 60 });
    const known = await readyAgent();
    const { household, customer } = await family(known.desk, '+862161110001');
    expect(await known.desk.push(sampleOp('interaction.add', {
      interaction: { ...sampleInteraction(household.id), kind: 'call-in', customerId: customer.id, number: '+862161110001', talkSeconds: 60, startedAtMs: clock.now() - 3_600_000, agentId: known.desk.agent.id }, questions: [],
    }))).toMatchObject([{ ok: true }]);
    const busy = rings({ from: '02161110009' });
    await line.next('offer', (offer) => offer.callId === busy.callId);
    line.say({ t: 'answered', callId: busy.callId, extension: known.extension, atMs: clock.now() });
    await known.live.next('presence', (message) => message.presence.state.kind === 'talking');
    await readyAgent();
    const call = rings({ from: '02161110001' });
    await eventually(() => callRow(call.callId)).toMatchObject({ state: 'waiting', last_agent_id: known.desk.agent.id });
    line.say({ t: 'ended', callId: busy.callId, extension: known.extension, by: 'customer', atMs: clock.now() });
    await known.live.next('presence', (message) => message.presence.state.kind === 'wrap-up');
    known.live.say({ t: 'finished', callId: busy.callId });
    expect((await line.next('offer', (offer) => offer.callId === call.callId)).extension).toBe(known.extension);
  });

  it('is told where they stand and how long it will take, and the desktops are told what the next would wait', async () => {
    const { live, extension } = await readyAgent();
    const talk = rings({ from: '02161110009' });
    await line.next('offer');
    line.say({ t: 'answered', callId: talk.callId, extension, atMs: clock.now() });
    const [first, second] = [rings(), rings({ from: '02161110002' })];
    await stoodAt(first.callId, 1);
    await stoodAt(second.callId, 2);
    expect(line.heard.filter((message) => message.t === 'place').map(({ callId, expectedWaitSeconds }) => [callId, expectedWaitSeconds])).toEqual(expect.arrayContaining([[first.callId, 180], [second.callId, 360]]));
    const { queues } = await live.next('queues', (message) => message.queues[0]?.waiting === 2);
    expect(queues[0]).toMatchObject({ queue: 'mother-baby', open: true, expectedWaitSeconds: 540, available: 0, onDuty: 1 });
    line.say({ t: 'abandoned', callId: first.callId, atMs: clock.now() });
    await stoodAt(second.callId, 1);
    // Two rang and one was answered in time; who gave up at once is not counted, who waits neither.
    line.say({ t: 'abandoned', callId: second.callId, atMs: clock.now() + 30_000 });
    await live.next('queues', (message) => message.queues[0]?.serviceLevel?.reachedPercent === 50);
  });
});

describe('a place told to the line', () => {
  it('is put to the next agent while the one who has been free for longest is just being changed, and the next caller while the first is', async () => {
    const [longest, next] = [await readyAgent(), await readyAgent()];
    const changing = await db.pool.connect();
    try {
      await changing.query('BEGIN');
      await changing.query('SELECT 1 FROM agent_presence WHERE agent_id = $1 FOR UPDATE', [longest.desk.agent.id]);
      const first = rings();
      expect(await line.next('offer')).toMatchObject({ callId: first.callId, extension: next.extension });
      const [held, second] = [rings(), rings()];
      await eventually(async () => (await callRow(second.callId))?.state).toBe('waiting');
      await changing.query('SELECT 1 FROM call WHERE id = $1 FOR UPDATE', [held.callId]);
      const third = await readyAgent();
      expect(await line.next('offer', (offer) => offer.callId !== first.callId)).toMatchObject({ callId: second.callId, extension: third.extension });
      await changing.query('ROLLBACK');
      expect(await line.next('offer', (offer) => offer.callId === held.callId)).toMatchObject({ extension: longest.extension });
    } finally {
      changing.release();
    }
  });

  it('may be kept by whoever can be rung, in a queue that keeps places', async () => {
    await rulesAre({ keepsPlaces: false }, 'product');
    const [known, hidden, strict] = [rings(), rings({ from: null }), rings({ from: '02161110003', dialled: '8008205678' })];
    const mayKeep = (callId: string) => line.heard.find((message) => message.t === 'place' && message.callId === callId);
    await eventually(() => mayKeep(known.callId)).toMatchObject({ position: 1, mayKeep: true });
    await eventually(() => mayKeep(hidden.callId)).toMatchObject({ position: 2, mayKeep: false });
    await eventually(() => mayKeep(strict.callId)).toMatchObject({ position: 1, mayKeep: false });
  });
});

describe('five callers and two agents', () => {
  it('the longest waiting come first, and who gives up meanwhile is a callback', async () => {
    const callers = [1, 2, 3, 4, 5].map((n) => rings({ from: `0216111000${n}`, arrivedAtMs: clock.now() - 60_000 + n * 1000 }));
    const id = (place: number): string => must(callers[place], 'caller').callId;
    await eventually(async () => (await callRow(id(4)))?.state).toBe('waiting');
    const agents = [await readyAgent(), await readyAgent()];
    expect([(await line.next('offer')).callId, (await line.next('offer')).callId]).toEqual([id(0), id(1)]);
    for (const [at, { extension }] of agents.entries()) line.say({ t: 'answered', callId: id(at), extension, atMs: clock.now() });
    line.say({ t: 'abandoned', callId: id(2), atMs: clock.now() });
    for (const [at, { live, extension }] of agents.entries()) {
      await live.next('presence', (message) => message.presence.state.kind === 'talking');
      line.say({ t: 'ended', callId: id(at), extension, by: 'customer', atMs: clock.now() });
      await live.next('presence', (message) => message.presence.state.kind === 'wrap-up');
      live.say({ t: 'finished', callId: id(at) });
      expect(await line.next('offer')).toMatchObject({ callId: id(at + 3), extension });
    }
    expect(await callbackOf(id(2))).toMatchObject({ number: '+862161110003', state: 'open', permission_reason: 'missed-call-return', owner_agent_id: null });
  });
});

describe('a caller who does not get through', () => {
  it('after hours is told when it opens, and is a callback of nobody’s for that hour', async () => {
    await rulesAre({ hours: { zone: ZONE, week: { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] }, days: { [localClock(clock.now() + 86_400_000, ZONE).date]: [{ fromMinute: 570, toMinute: 1080 }] } } });
    const { desk } = await readyAgent();
    const opensAtMs = instantOf(ZONE, localClock(clock.now() + 86_400_000, ZONE).date, 570);
    const call = rings({ from: '02161110001' });
    expect(await told(call.callId)).toEqual({ t: 'tell', callId: call.callId, news: 'closed', opensAtMs, thenHangUp: true });
    line.say({ t: 'abandoned', callId: call.callId, atMs: clock.now() });
    const [row] = await pool(desk);
    // Nobody knew the number: it stands as a household named by it.
    expect(row).toMatchObject({ householdName: '021-6111 0001', callback: { number: '+862161110001', dueAtMs: opensAtMs, permissionReason: 'missed-call-return', ownerAgentId: null, state: 'open', zone: ZONE } });
    expect(await callRow(call.callId)).toMatchObject({ state: 'turned-away', told: 'closed', callback_id: row?.callback.id });
    expect(line.heard.filter((message) => message.t === 'offer')).toEqual([]);
  });

  it('when as many wait as may is told that all lines are busy, and is rung back', async () => {
    await rulesAre({ maxWaiting: 1 });
    const [first, second] = [rings(), rings({ from: '02161110002' })];
    expect(await told(second.callId)).toMatchObject({ news: 'full', opensAtMs: null, thenHangUp: true });
    expect(await callbackOf(second.callId)).toMatchObject({ number: '+862161110002', state: 'open', owner_agent_id: null });
    expect(await callRow(first.callId)).toMatchObject({ state: 'waiting' });
  });

  it('after the longest wait is told so and rung back', async () => {
    await rulesAre({ maxWaitSeconds: 60 });
    const call = rings();
    await eventually(async () => (await callRow(call.callId))?.state).toBe('waiting');
    aheadMs += 61_000;
    expect(await told(call.callId)).toMatchObject({ news: 'waited-too-long', thenHangUp: true });
    expect(await callbackOf(call.callId)).toMatchObject({ state: 'open' });
  });

  it('of a line that cannot speak to callers simply waits', async () => {
    await rulesAre({ maxWaiting: 1, maxWaitSeconds: 10 });
    line.say({ t: 'hello', kind: 'practice', registered: [], waiting: [], active: [] });
    await line.next('welcome', () => line.heard.filter((message) => message.t === 'welcome').length === 2);
    const [first, second] = [rings({ arrivedAtMs: clock.now() - 20_000 }), rings({ from: '02161110002' })];
    const { extension } = await readyAgent();
    expect(await line.next('offer')).toMatchObject({ callId: first.callId, extension });
    expect(await callRow(second.callId)).toMatchObject({ state: 'waiting', told: null });
    expect(line.heard.some((message) => message.t === 'tell')).toBe(false);
  });

  it('and gives up after a while is a callback, one for all their tries, until they ring again and are answered', async () => {
    const desk = await central.desk();
    const { household } = await family(desk, '+862161110001');
    const tries = [rings({ from: '02161110001' }), rings({ from: '02161110001' })];
    await eventually(async () => (await callRow(must(tries[1], 'call').callId))?.state).toBe('waiting');
    for (const { callId } of tries) line.say({ t: 'abandoned', callId, atMs: clock.now() + 8000 });
    await eventually(async () => (await callRow(must(tries[1], 'call').callId))?.state).toBe('abandoned');
    const made = await callbackOf(must(tries[0], 'call').callId);
    expect(made).toMatchObject({ household_id: household.id, number: '+862161110001', permission_reason: 'missed-call-return', owner_agent_id: null, state: 'open' });
    expect((await callbackOf(must(tries[1], 'call').callId)).id).toBe(made.id);
    expect((await pool(desk)).map((row) => row.callback.id)).toEqual([made.id]);
    const { extension } = await readyAgent();
    const again = rings({ from: '02161110001' });
    await line.next('offer');
    line.say({ t: 'answered', callId: again.callId, extension, atMs: clock.now() });
    await eventually(async () => (await callbackOf(must(tries[0], 'call').callId)).state).toBe('done');
  });

  it('and rings from a company’s 400 number is rung by nobody', async () => {
    const company = rings({ from: '4008111000' });
    await eventually(async () => (await callRow(company.callId))?.state).toBe('waiting');
    line.say({ t: 'callback-wanted', callId: company.callId, atMs: clock.now() });
    expect(await told(company.callId)).toMatchObject({ news: 'no-callback', thenHangUp: false });
    line.say({ t: 'abandoned', callId: company.callId, atMs: clock.now() + 60_000 });
    await eventually(async () => (await callRow(company.callId))?.state).toBe('abandoned');
    expect(await callbackOf(company.callId)).toBeUndefined();
  });

  it('and gives up at once, or hides their number, is rung by nobody', async () => {
    const [hasty, hidden] = [rings({ from: '02161110001' }), rings({ from: null })];
    await eventually(async () => (await callRow(hidden.callId))?.state).toBe('waiting');
    line.say({ t: 'abandoned', callId: hasty.callId, atMs: clock.now() + 1000 });
    line.say({ t: 'abandoned', callId: hidden.callId, atMs: clock.now() + 60_000 });
    await eventually(async () => (await callRow(hidden.callId))?.state).toBe('abandoned');
    expect((await db.pool.query('SELECT (SELECT count(*)::int FROM callback) AS callbacks, (SELECT count(*)::int FROM household) AS households')).rows).toEqual([{ callbacks: 0, households: 0 }]);
  });
});

describe('a place that is kept', () => {
  it('comes in its turn: the agent has the callback, due now, and is offered no call meanwhile', async () => {
    const [first, keeps, last] = [rings({ from: '02161110001' }), rings({ from: '02161110002' }), rings({ from: '02161110003' })];
    line.say({ t: 'callback-wanted', callId: keeps.callId, atMs: clock.now() });
    expect(await told(keeps.callId)).toMatchObject({ news: 'callback-kept', thenHangUp: true });
    // The line hangs up; that is no giving up.
    line.say({ t: 'abandoned', callId: keeps.callId, atMs: clock.now() + 9000 });
    await stoodAt(last.callId, 3);
    const one = await readyAgent();
    expect(await line.next('offer')).toMatchObject({ callId: first.callId, extension: one.extension });
    const two = await readyAgent();
    await eventually(async () => (await callRow(keeps.callId)).state).toBe('returned');
    expect(await callbackOf(keeps.callId)).toMatchObject({ owner_agent_id: two.desk.agent.id, state: 'open', number: '+862161110002' });
    expect((await callbackOf(keeps.callId)).due_at_ms).toBeLessThanOrEqual(clock.now());
    expect((await pool(two.desk)).map((row) => row.callback.ownerAgentId)).toEqual([two.desk.agent.id]);
    // The third in line is for somebody else, though this agent is free.
    const three = await readyAgent();
    expect(await line.next('offer', (offer) => offer.callId === last.callId)).toMatchObject({ extension: three.extension });
    expect(two.live.heard.some((message) => message.t === 'presence' && message.presence.state.kind === 'ringing')).toBe(false);
    // They ring, wrap up and are one of all again.
    const later = rings({ from: '02161110004' });
    const dialled = randomUUID();
    line.say({ t: 'dialled', callId: dialled, extension: two.extension, to: '02161110002', atMs: clock.now() });
    await two.live.next('presence', (message) => message.presence.state.kind === 'talking');
    line.say({ t: 'ended', callId: dialled, extension: two.extension, by: 'agent', atMs: clock.now() });
    await two.live.next('presence', (message) => message.presence.state.kind === 'wrap-up');
    two.live.say({ t: 'finished', callId: dialled });
    expect(await line.next('offer', (offer) => offer.callId === later.callId)).toMatchObject({ extension: two.extension });
  });

  it('is nobody’s who hides their number, and none while it rings at a desk', async () => {
    const hidden = rings({ from: null });
    line.say({ t: 'callback-wanted', callId: hidden.callId, atMs: clock.now() });
    expect(await told(hidden.callId)).toMatchObject({ news: 'no-callback', thenHangUp: false });
    await readyAgent();
    expect((await line.next('offer')).callId).toBe(hidden.callId);
    line.say({ t: 'callback-wanted', callId: hidden.callId, atMs: clock.now() });
    await line.next('tell', () => line.heard.filter((message) => message.t === 'tell').length === 2);
    expect((await callRow(hidden.callId)).state).toBe('offered');
  });

  it('is kept for who asked for it while central was away, before anybody could be offered them', async () => {
    const one = await readyAgent();
    line.close();
    line = await central.line();
    const [keeps, waits] = [{ ...aCall({ from: '02161110001' }), wantsCallback: true }, aCall({ from: '02161110002' })];
    line.say({ t: 'hello', kind: 'practice', can: ['tell'], registered: [one.extension], waiting: [keeps, waits], active: [] });
    expect(await told(keeps.callId)).toMatchObject({ news: 'callback-kept', thenHangUp: true });
    await eventually(async () => (await callRow(keeps.callId)).state).toBe('returned');
    expect(line.heard.filter((message) => message.t === 'offer' && message.callId === keeps.callId)).toEqual([]);
    expect((await callRow(waits.callId)).state).toBe('waiting');
  });

  it('is told again to a line that comes back with its caller still there', async () => {
    const call = rings();
    line.say({ t: 'callback-wanted', callId: call.callId, atMs: clock.now() });
    await told(call.callId);
    line.close();
    line = await central.line();
    line.say({ t: 'hello', kind: 'practice', can: ['tell'], registered: [], waiting: [call], active: [] });
    expect(await told(call.callId)).toMatchObject({ news: 'callback-kept', thenHangUp: true });
    expect((await callRow(call.callId)).state).toBe('kept');
  });
});
