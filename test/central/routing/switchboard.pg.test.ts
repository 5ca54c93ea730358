import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AgentState } from '../../../shared/agents/agentState.ts';
import type { LineToCentral, WaitingCall } from '../../../shared/line/lineMessages.ts';
import { markDemo } from '../../../central/store/meta.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { sampleCustomer, sampleHousehold, sampleOp, samplePhone } from '../../support/storeSamples.ts';
import { type LineSocket, type LiveSocket, TestCentral, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
/** Added to the machine's clock. */
let aheadMs = 0;
const clock = { now: () => Date.now() + aheadMs };
let line: LineSocket;
beforeEach(async () => {
  aheadMs = 0;
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool, { clock });
});
afterEach(async () => { line?.close(); await central?.stop(); await db?.drop(); });

type Hello = Extract<LineToCentral, { t: 'hello' }>;
async function connectLine(hello: Partial<Hello> = {}): Promise<LineSocket> {
  line = await central.line();
  line.say({ t: 'hello', kind: 'practice', registered: [], waiting: [], active: [], ...hello });
  await line.next('welcome');
  return line;
}

const waitingCall = (over: Partial<WaitingCall> = {}): WaitingCall => ({ callId: randomUUID(), from: '02161234567', dialled: '8008201234', keys: null, arrivedAtMs: clock.now(), ...over });
const callRow = async (id: string) => (await db.pool.query('SELECT state, agent_id, queue_id, ended_by, answered_at_ms, household_id FROM call WHERE id = $1', [id])).rows[0];

/** An agent whose desktop is connected, registered with the line and available. */
async function readyAgent(): Promise<{ desk: TestDesk; live: LiveSocket; extension: string }> {
  const desk = await central.desk();
  const live = await desk.live();
  const { extension } = desk.agent;
  line.say({ t: 'registered', extension, up: true });
  live.say({ t: 'choose', state: { kind: 'available' }, next: false });
  await becomes(live, 'available');
  return { desk, live, extension };
}

async function becomes(live: LiveSocket, kind: AgentState['kind']): Promise<AgentState> {
  return (await live.next('presence', (message) => message.presence.state.kind === kind)).presence.state;
}

/** A call the first agent talks on, passed on to the second, at whose desktop it rings. */
async function passedOn() {
  await connectLine();
  const first = await readyAgent();
  const call = waitingCall();
  line.say({ t: 'waiting', call });
  await line.next('offer');
  line.say({ t: 'answered', callId: call.callId, extension: first.extension, atMs: clock.now() });
  await becomes(first.live, 'talking');
  const second = await readyAgent();
  line.say({ t: 'ringing', callId: call.callId, extension: second.extension });
  await becomes(second.live, 'ringing');
  return { first, second, call };
}

describe('a call', () => {
  it('goes from the queue to an agent, is talked, wrapped up and over', async () => {
    await connectLine();
    const { desk, live, extension } = await readyAgent();
    const call = waitingCall();
    line.say({ t: 'waiting', call });
    expect(await line.next('offer')).toMatchObject({ callId: call.callId, extension, ringMs: 20_000, queue: '母婴800', waitedSeconds: 0 });
    await becomes(live, 'ringing');
    expect(await callRow(call.callId)).toMatchObject({ state: 'offered', agent_id: desk.agent.id, queue_id: 'mother-baby' });
    line.say({ t: 'answered', callId: call.callId, extension, atMs: clock.now() });
    await becomes(live, 'talking');
    line.say({ t: 'ended', callId: call.callId, extension, by: 'customer', atMs: clock.now() });
    await becomes(live, 'wrap-up');
    live.say({ t: 'finished', callId: call.callId });
    await becomes(live, 'available');
    expect(await callRow(call.callId)).toMatchObject({ state: 'ended', ended_by: 'customer', agent_id: desk.agent.id });
  });

  it.each([['4008201234', '母婴800'], ['+868008205678', '产品800'], ['0086 800 820 5678', '产品800'], ['8001110000', '母婴800']])('to %s waits in %s', async (dialled, queue) => {
    await connectLine();
    await readyAgent();
    line.say({ t: 'waiting', call: waitingCall({ dialled }) });
    expect((await line.next('offer')).queue).toBe(queue);
  });

  it('is given to who has been available for longest, the one who waited longest first', async () => {
    await connectLine();
    const calls = [waitingCall({ arrivedAtMs: clock.now() - 5000 }), waitingCall({ arrivedAtMs: clock.now() - 9000 })];
    for (const call of calls) line.say({ t: 'waiting', call });
    const first = await readyAgent();
    const offer = await line.next('offer');
    expect([offer.callId, offer.extension]).toEqual([calls[1]?.callId, first.extension]);
    expect(offer.waitedSeconds).toBeGreaterThanOrEqual(9);
    const second = await readyAgent();
    expect(await line.next('offer')).toMatchObject({ callId: calls[0]?.callId, extension: second.extension });
  });

  it('that is not taken goes to the next agent at its old place, and the first is not ready until they say so', async () => {
    await connectLine();
    const first = await readyAgent();
    const second = await readyAgent();
    const call = waitingCall();
    line.say({ t: 'waiting', call });
    expect((await line.next('offer')).extension).toBe(first.extension);
    line.say({ t: 'not-taken', callId: call.callId, extension: first.extension, code: 603, reason: 'not-mine' });
    expect(await line.next('offer')).toMatchObject({ callId: call.callId, extension: second.extension });
    expect(await becomes(first.live, 'not-ready')).toEqual({ kind: 'not-ready', reason: 'rejected' });
    line.say({ t: 'not-taken', callId: call.callId, extension: second.extension, code: 408, reason: null });
    expect(await becomes(second.live, 'not-ready')).toEqual({ kind: 'not-ready', reason: 'no-answer' });
    expect((await callRow(call.callId)).state).toBe('waiting');
    first.live.say({ t: 'choose', state: { kind: 'available' }, next: false });
    expect((await line.next('offer')).extension).toBe(first.extension);
  });

  it.each([
    ['was picked up and could not be answered', 480, [['page-slow', 'page'], ['page-away', 'page'], ['media-failed', 'microphone']]],
    ['the agent rejected with a reason', 486, [['busy', 'rejected'], ['not-mine', 'rejected'], ['language', 'rejected'], ['other', 'rejected']]],
  ] as const)('that %s is not told as one nobody took', async (_title, code, reasons) => {
    await connectLine();
    for (const [reason, why] of reasons) {
      const agent = await readyAgent();
      const call = waitingCall();
      line.say({ t: 'waiting', call });
      expect((await line.next('offer')).extension).toBe(agent.extension);
      line.say({ t: 'not-taken', callId: call.callId, extension: agent.extension, code, reason });
      expect(await becomes(agent.live, 'not-ready')).toEqual({ kind: 'not-ready', reason: why });
      expect((await callRow(call.callId)).state).toBe('waiting');
      line.say({ t: 'abandoned', callId: call.callId, atMs: clock.now() });
      await expect.poll(async () => (await callRow(call.callId)).state).toBe('abandoned');
    }
  });

  it('that is given up stands in the history of the household that rang', async () => {
    await connectLine();
    const desk = await central.desk();
    const household = sampleHousehold();
    await desk.push(sampleOp('household.add', { household, phones: [samplePhone('+862161234567')], customers: [sampleCustomer(household.id)], children: [] }));
    const { live } = await readyAgent();
    const call = waitingCall({ from: '021-61234567' });
    line.say({ t: 'waiting', call });
    await line.next('offer');
    // Told of in between: two changes in a breath reach a desktop as the last of them.
    await becomes(live, 'ringing');
    line.say({ t: 'abandoned', callId: call.callId, atMs: clock.now() });
    await becomes(live, 'available');
    const file = (await desk.ask('GET', `/households/${household.id}`)).body;
    expect(file).toMatchObject({ interactions: [{ kind: 'call-missed', callId: call.callId, number: '+862161234567', queue: '母婴800' }] });
    expect(await callRow(call.callId)).toMatchObject({ state: 'abandoned', household_id: household.id });
    expect((await desk.pull()).changes).toContainEqual(expect.objectContaining({ t: 'household', id: household.id, r: expect.objectContaining({ interactionCount: 1 }) }));
  });

  it('passed on rings at the colleague, who is offered no other meanwhile and talks when they take it', async () => {
    const { first, second, call } = await passedOn();
    line.say({ t: 'ended', callId: call.callId, extension: first.extension, by: 'agent', atMs: clock.now() });
    line.say({ t: 'answered', callId: call.callId, extension: second.extension, atMs: clock.now() });
    await becomes(second.live, 'talking');
    await becomes(first.live, 'wrap-up');
    expect(await callRow(call.callId)).toMatchObject({ state: 'talking', agent_id: second.desk.agent.id });
  });

  it.each([[487, 'available'], [408, 'not-ready']] as const)('passed on and ended with %i leaves the colleague %s, and the first goes on talking', async (code, state) => {
    const { first, second, call } = await passedOn();
    line.say({ t: 'not-taken', callId: call.callId, extension: second.extension, code, reason: null });
    await becomes(second.live, state);
    expect(await callRow(call.callId)).toMatchObject({ state: 'talking', agent_id: first.desk.agent.id });
  });

  it('by somebody unknown or withheld that is given up is kept all the same', async () => {
    await connectLine();
    const call = waitingCall({ from: null });
    line.say({ t: 'waiting', call });
    line.say({ t: 'abandoned', callId: call.callId, atMs: clock.now() });
    line.say({ t: 'hello', kind: 'practice', registered: [], waiting: [], active: [] });
    await line.next('welcome');
    expect((await callRow(call.callId)).state).toBe('abandoned');
  });

  it('an agent places makes them busy, and afterwards what they were before', async () => {
    await connectLine();
    const { live, extension } = await readyAgent();
    live.say({ t: 'choose', state: { kind: 'paused', reason: 'callbacks' }, next: false });
    await becomes(live, 'paused');
    const callId = randomUUID();
    line.say({ t: 'dialled', callId, extension, to: '13812345678', atMs: clock.now() });
    await becomes(live, 'talking');
    line.say({ t: 'ended', callId, extension, by: 'agent', atMs: clock.now() });
    await becomes(live, 'wrap-up');
    live.say({ t: 'finished', callId });
    expect(await becomes(live, 'paused')).toEqual({ kind: 'paused', reason: 'callbacks' });
  });

  it('is offered to nobody whose extension is not registered, whose link is down or whose desktop is gone', async () => {
    await connectLine();
    const [unregistered, deaf, gone] = [await readyAgent(), await readyAgent(), await readyAgent()];
    line.say({ t: 'registered', extension: unregistered.extension, up: false });
    expect(await becomes(unregistered.live, 'not-ready')).toEqual({ kind: 'not-ready', reason: 'registration' });
    deaf.live.say({ t: 'links', down: ['ringer'] });
    expect(await becomes(deaf.live, 'not-ready')).toEqual({ kind: 'not-ready', reason: 'ringer' });
    gone.live.close();
    aheadMs += 16_000;
    await expect.poll(async () => (await db.pool.query('SELECT state FROM agent_presence WHERE agent_id = $1', [gone.desk.agent.id])).rows[0]?.state, { timeout: 8000 }).toBe('not-ready');
    line.say({ t: 'waiting', call: waitingCall() });
    const back = await gone.desk.live();
    expect(back.heard[0]).toMatchObject({ t: 'hello', presence: { state: { kind: 'available' } } });
    expect((await line.next('offer')).extension).toBe(gone.extension);
    expect(line.heard.filter((message) => message.t === 'offer')).toHaveLength(1);
    back.close();
  });
});

describe('a wrap-up', () => {
  it('whose desktop says nothing ends by itself, and the queued pause comes', async () => {
    await connectLine();
    const { live, extension } = await readyAgent();
    const callId = randomUUID();
    line.say({ t: 'answered', callId, extension, atMs: clock.now() });
    await becomes(live, 'talking');
    live.say({ t: 'choose', state: { kind: 'paused', reason: 'meal' }, next: true });
    await live.next('presence', (message) => message.presence.next?.kind === 'paused');
    line.say({ t: 'ended', callId, extension, by: 'line', atMs: clock.now() });
    await becomes(live, 'wrap-up');
    aheadMs += 64_000;
    expect(await becomes(live, 'paused')).toEqual({ kind: 'paused', reason: 'meal' });
  });
});

describe('central, started again', () => {
  it('knows from the line who talks, who waits and who rings off meanwhile', async () => {
    await connectLine();
    const [talker, other] = [await readyAgent(), await readyAgent()];
    const [kept, given, answeredAway] = [waitingCall(), waitingCall(), waitingCall()];
    line.say({ t: 'waiting', call: given });
    await line.next('offer', (offer) => offer.callId === given.callId);
    line.say({ t: 'answered', callId: given.callId, extension: talker.extension, atMs: clock.now() });
    await becomes(talker.live, 'talking');
    other.live.say({ t: 'choose', state: { kind: 'paused', reason: 'break' }, next: false });
    await becomes(other.live, 'paused');
    line.say({ t: 'waiting', call: kept });
    line.close();
    await central.stop();

    central = await TestCentral.start(db.pool, { clock });
    // Meanwhile the talk ended, another began that central never heard of, one caller waits on and a new one came.
    const fresh = waitingCall();
    await connectLine({
      registered: [talker.extension, other.extension], waiting: [kept, fresh],
      active: [{ callId: answeredAway.callId, extension: other.extension, answeredAtMs: clock.now() }],
    });
    const states = await db.pool.query('SELECT agent_id AS id, state FROM agent_presence');
    expect(new Map(states.rows.map((row) => [row.id, row.state]))).toEqual(new Map([[talker.desk.agent.id, 'wrap-up'], [other.desk.agent.id, 'talking']]));
    expect(await callRow(given.callId)).toMatchObject({ state: 'ended', ended_by: 'line' });
    expect((await callRow(kept.callId)).state).toBe('waiting');
    expect((await callRow(fresh.callId)).state).toBe('waiting');
    expect(await callRow(answeredAway.callId)).toMatchObject({ state: 'talking', agent_id: other.desk.agent.id });
    line.say({ t: 'ended', callId: given.callId, extension: talker.extension, by: 'customer', atMs: clock.now() });
    line.say({ t: 'hello', kind: 'practice', registered: [], waiting: [], active: [] });
    await line.next('welcome');
    expect((await callRow(given.callId)).ended_by).toBe('customer');
  });

  it('does not take every desktop for lost while they come back', async () => {
    await connectLine();
    const { desk } = await readyAgent();
    await central.stop();
    aheadMs += 40_000;
    central = await TestCentral.start(db.pool, { clock });
    await expect.poll(() => db.pool.query('SELECT 1').then(() => true)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect((await db.pool.query('SELECT state FROM agent_presence WHERE agent_id = $1', [desk.agent.id])).rows[0]?.state).toBe('available');
  });
});

describe('a line', () => {
  it('that is a real one is refused while demo data is loaded', async () => {
    await markDemo(db.pool);
    line = await central.line();
    line.say({ t: 'hello', kind: 'kamailio', registered: [], waiting: [], active: [] });
    expect((await line.next('refused')).why).toContain('practice');
    await line.untilClosed();
  });

  it('that has not said hello is refused', async () => {
    line = await central.line();
    line.say({ t: 'waiting', call: waitingCall() });
    await line.next('refused');
    await line.untilClosed();
    expect((await db.pool.query('SELECT count(*)::int n FROM call')).rows[0]).toEqual({ n: 0 });
  });

  it('is told which field of a bad message was at fault and goes on', async () => {
    await connectLine();
    line.socket.send(JSON.stringify({ t: 'waiting', call: { ...waitingCall(), dialled: 7 } }));
    expect((await line.next('refused')).why).toBe('bad message: call.dialled');
    const { extension } = await readyAgent();
    line.say({ t: 'waiting', call: waitingCall() });
    expect((await line.next('offer')).extension).toBe(extension);
  });

  it('is asked for a practice call, and whether it reaches a desktop', async () => {
    await markDemo(db.pool);
    const desk = await central.desk();
    const body = { from: '02161234567', dialled: '8008201234', persona: 'talker', keys: null };
    expect(await desk.ask('POST', '/practice/ring', body)).toMatchObject({ status: 503, body: { refusal: 'line-away' } });
    await connectLine();
    const { body: ring } = await desk.ask('POST', '/practice/ring', body);
    expect(await line.next('simulate')).toEqual({ t: 'simulate', ...(ring as object), ...body });
    const live = await desk.live();
    live.say({ t: 'probe' });
    const probe = await line.next('probe');
    expect(probe.extension).toBe(desk.agent.extension);
    line.say({ t: 'probed', extension: probe.extension, ok: true, probeId: probe.probeId });
    expect(await live.next('probed')).toMatchObject({ t: 'probed', ok: true });
  });

  it('shows every desktop who waits', async () => {
    await connectLine();
    const live = await (await central.desk()).live();
    line.say({ t: 'waiting', call: waitingCall({ arrivedAtMs: clock.now() - 30_000 }) });
    const { queues } = await live.next('queues', (message) => message.queues.some((queue) => queue.waiting > 0));
    expect(queues).toMatchObject([{ queue: 'mother-baby', name: '母婴800', waiting: 1, available: 0, onDuty: 1 }, { queue: 'product', waiting: 0 }]);
    expect(queues[0]?.longestWaitSeconds).toBeGreaterThanOrEqual(30);
  });
});
