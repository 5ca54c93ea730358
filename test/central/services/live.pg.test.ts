import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AgentEvent } from '../../../shared/agents/agentStateMachine.ts';
import { callbackLoadSchema } from '../../../shared/callbacks/callbackLoad.ts';
import { colleagueStateSchema } from '../../../shared/agents/colleagueState.ts';
import { householdFileSchema } from '../../../shared/customers/household.ts';
import { liveToDeskSchema } from '../../../shared/sync/liveMessages.ts';
import { changeAgentState } from '../../../central/services/agentStates.ts';
import { inTransaction } from '../../../central/store/inTransaction.ts';
import { importArticles } from '../../../central/store/importHouseholds.ts';
import { enterScopes } from '../../../central/store/scopeMembers.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time/utcMs.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { sampleArticle, sampleCallback, sampleCustomer, sampleHousehold, sampleInteraction, sampleOp } from '../../support/storeSamples.ts';
import { type LiveSocket, TestCentral, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
const open: LiveSocket[] = [];
beforeAll(async () => { db = await emptyDatabase(); central = await TestCentral.start(db.pool); });
afterEach(() => { for (const socket of open.splice(0)) socket.close(); });
afterAll(async () => { await central?.stop(); await db?.drop(); });

async function live(desk: TestDesk, on: TestCentral = central): Promise<LiveSocket> {
  const socket = await desk.live(on);
  open.push(socket);
  return socket;
}

async function household(desk: TestDesk): Promise<string> {
  const made = sampleHousehold();
  await desk.push(sampleOp('household.add', { household: made, phones: [], customers: [sampleCustomer(made.id)], children: [] }));
  return made.id;
}

describe('a live connection', () => {
  it('sends a change in the pool at once, in the version that follows on the last', async () => {
    const [ann, bob] = [await central.desk(), await central.desk()];
    const socket = await live(bob);
    const callback = sampleCallback(await household(ann));
    const before = (await bob.pull()).changes.filter((change) => change.s === 'pool:all').at(-1)?.v ?? 0;
    await ann.push(sampleOp('callback.add', { callback }));
    const { changes } = await socket.next('change');
    expect(changes).toMatchObject([{ s: 'pool:all', v: before + 1, t: 'callback', id: callback.id, g: false, r: { callback: { id: callback.id } } }]);
    expect(socket.heard.every((message) => liveToDeskSchema.safeParse(message).success)).toBe(true);
  });

  it('says at its beginning which desktop is the oldest that may sign in', async () => {
    const socket = await live(await central.desk());
    expect(socket.heard.find((message) => message.t === 'hello')).toMatchObject({ minimumDesktop: '0.1.0' });
  });

  it('shows a watched household to a colleague within two seconds, and no more once it is closed', async () => {
    const [ann, bob] = [await central.desk(), await central.desk()];
    const id = await household(ann);
    const socket = await live(bob);
    socket.say({ t: 'watch', householdId: id });
    await socket.next('poke', (poke) => poke.s === `open:${id}`);
    await ann.push(sampleOp('interaction.add', { interaction: sampleInteraction(id, { note: '孩子湿疹' }), questions: [] }));
    const { changes } = await socket.next('change', (change) => change.changes[0]?.s === `open:${id}`, 2000);
    expect(householdFileSchema.parse(changes[0]?.r).interactions[0]?.note).toBe('孩子湿疹');
    expect((await bob.pull()).scopes).toContain(`open:${id}`);

    socket.say({ t: 'unwatch', householdId: id });
    socket.say({ t: 'choose', state: { kind: 'paused', reason: 'meal' }, next: false });
    await socket.next('presence');
    await ann.push(sampleOp('interaction.add', { interaction: sampleInteraction(id), questions: [] }), sampleOp('callback.add', { callback: sampleCallback(id) }));
    await socket.next('change', (change) => change.changes[0]?.s === 'pool:all');
    expect(socket.heard.filter((message) => message.t === 'change' && message.changes.some((change) => change.s === `open:${id}`))).toHaveLength(1);
    expect((await bob.pull()).scopes).not.toContain(`open:${id}`);
  });

  it('pokes instead of sending what is large', async () => {
    const desk = await central.desk();
    const before = (await desk.pull()).changes.filter((change) => change.s === 'all').at(-1)?.v ?? 0;
    const socket = await live(desk);
    await inTransaction(db.pool, async (client) => {
      await importArticles(client, Array.from({ length: 20 }, () => sampleArticle({ body: '答'.repeat(2000) })));
      await enterScopes(client, Date.now());
    });
    const poke = await socket.next('poke', (one) => one.s === 'all' && one.v > before);
    expect((await desk.pull()).changes.filter((change) => change.s === 'all').at(-1)?.v).toBe(poke.v);
  });

  it('hears of what another central of the same store was told', async () => {
    const second = await TestCentral.start(db.pool);
    try {
      const [ann, bob] = [await central.desk(), await central.desk()];
      const socket = await live(bob, second);
      const callback = sampleCallback(await household(ann));
      await ann.push(sampleOp('callback.add', { callback }));
      const { changes } = await socket.next('change', (change) => change.changes.some((one) => one.id === callback.id), 2000);
      expect(changes).toHaveLength(1);
    } finally {
      await second.stop();
    }
  });

  it('answers every choice with the state that stands, its seq growing', async () => {
    const desk = await central.desk();
    const socket = await live(desk);
    socket.say({ t: 'choose', state: { kind: 'available' }, next: false });
    const first = (await socket.next('presence')).presence;
    expect(first.state).toEqual({ kind: 'available' });
    socket.say({ t: 'links', down: ['microphone'] });
    const down = (await socket.next('presence')).presence;
    expect(down.state).toEqual({ kind: 'not-ready', reason: 'microphone' });
    socket.say({ t: 'choose', state: { kind: 'available' }, next: false });
    const same = (await socket.next('presence')).presence;
    expect(same).toEqual(down);
    expect(down.seq).toBeGreaterThan(first.seq);
  });

  it('is in wrap-up again when a finish is taken back', async () => {
    const desk = await central.desk();
    const socket = await live(desk);
    const change = (event: AgentEvent) => inTransaction(db.pool, (client) => changeAgentState(client, desk.agent.id, event, Date.now()));
    await change({ kind: 'dialled', callId: 'call-1' });
    await change({ kind: 'ended', callId: 'call-1' });
    socket.say({ t: 'finished', callId: 'call-1' });
    await socket.next('presence', (message) => message.presence.state.kind === 'not-ready');
    socket.say({ t: 'reopened', callId: 'call-1' });
    expect((await socket.next('presence', (message) => message.presence.state.kind === 'wrap-up')).presence.next).toEqual({ kind: 'not-ready', reason: 'starting' });
  });

  it('is told which colleagues are there, and how they stand', async () => {
    const [ann, bob, eve] = [await central.desk(), await central.desk(), await central.desk()];
    await live(ann);
    const socket = await live(bob);
    socket.say({ t: 'choose', state: { kind: 'paused', reason: 'meal' }, next: false });
    await socket.next('presence');
    const { body } = await ann.ask('GET', '/colleagues');
    const states = new Map(colleagueStateSchema.array().parse(body).map(({ agentId, state }) => [agentId, state]));
    expect(states.get(bob.agent.id)).toEqual({ kind: 'paused', reason: 'meal' });
    expect(states.get(ann.agent.id)).toEqual({ kind: 'not-ready', reason: 'starting' });
    expect(states.has(eve.agent.id)).toBe(false);
  });

  it('is told how much its team has promised in each half hour, and how many of the team are there', async () => {
    const [ann, bob, away, other] = [await central.desk({ team: '周视图' }), await central.desk({ team: '周视图' }), await central.desk({ team: '周视图' }), await central.desk()];
    await live(ann);
    await live(bob);
    await live(other);
    const hour = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + HOUR_MS;
    const household = sampleHousehold();
    await ann.push(sampleOp('household.add', { household, phones: [], customers: [sampleCustomer(household.id)], children: [] }));
    const due: readonly (readonly [TestDesk, number])[] = [[ann, hour], [ann, hour + 29 * MINUTE_MS], [bob, hour + 30 * MINUTE_MS], [away, hour + 31 * MINUTE_MS], [other, hour], [ann, hour + DAY_MS]];
    for (const [desk, dueAtMs] of due) {
      const callback = sampleCallback(household.id, { ownerAgentId: desk.agent.id, dueAtMs });
      expect((await desk.push(sampleOp('callback.add', { callback })))[0]).toMatchObject({ ok: true });
    }
    const { body } = await ann.ask('GET', `/callbacks/load?fromMs=${hour}&toMs=${hour + HOUR_MS}`);
    expect(callbackLoadSchema.parse(body)).toEqual({ agents: 2, slots: [{ fromMs: hour, booked: 2 }, { fromMs: hour + 30 * MINUTE_MS, booked: 2 }] });
    expect((await ann.ask('GET', `/callbacks/load?fromMs=${hour}&toMs=${hour + 10 * DAY_MS}`)).status).toBe(400);
  });

  it('starts not ready after a sign-in, and as it was after a lost connection', async () => {
    const desk = await central.desk();
    const first = await live(desk);
    expect(first.heard[0]).toMatchObject({ t: 'hello', presence: { state: { kind: 'not-ready', reason: 'starting' } } });
    first.say({ t: 'choose', state: { kind: 'paused', reason: 'training' }, next: false });
    await first.next('presence');
    first.close();
    expect((await live(desk)).heard[0]).toMatchObject({ t: 'hello', presence: { state: { kind: 'paused', reason: 'training' } } });
  });

  it('is told when the agent signs in elsewhere, and ends', async () => {
    const desk = await central.desk();
    const socket = await live(desk);
    await central.signIn(desk.agent.number, { takeOver: true });
    expect(await socket.next('ended', () => true, 2000)).toEqual({ t: 'ended', why: 'taken-over' });
    await socket.untilClosed();
  });

  it('ends within a second, and its token with it, when its agent may no longer sign in', async () => {
    const desk = await central.desk();
    const socket = await live(desk);
    expect((await desk.ask('GET', '/search?q=x')).status).toBe(200);
    await db.pool.query('UPDATE agent SET active = false WHERE id = $1', [desk.agent.id]);
    expect((await socket.next('ended', () => true, 1000)).why).toBe('signed-out');
    expect((await desk.ask('GET', '/search?q=x')).status).toBe(401);
  });

  it('is told of the queues as soon as it is there', async () => {
    const first = await live(await central.desk());
    await first.next('queues');
    const second = await live(await central.desk());
    expect((await second.next('queues', () => true, 700)).queues.map((queue) => queue.queue)).toEqual(['mother-baby', 'product']);
  });

  it('is answered that the line does not reach it while there is no line', async () => {
    const socket = await live(await central.desk());
    socket.say({ t: 'probe' });
    expect(await socket.next('probed')).toEqual({ t: 'probed', ok: false, serverTimeMs: expect.any(Number) });
  });

  it.each([['no JSON', '{'], ['a message without a kind', '{}'], ['a household id that is none', '{"t":"watch","householdId":"x"}']])('ends when it is sent %s', async (_title, text) => {
    const socket = await live(await central.desk());
    socket.socket.send(text);
    expect(await socket.untilClosed()).toMatchObject({ code: 1008, reason: expect.stringContaining('bad message') });
  });

  it('is pinged every two seconds, and cut when it does not answer twice', async () => {
    const socket = await live(await central.desk());
    let pings = 0;
    socket.socket.on('ping', () => { pings++; });
    (socket.socket as unknown as { _autoPong: boolean })._autoPong = false;
    const startedMs = performance.now();
    await socket.untilClosed(10_000);
    expect(pings).toBe(2);
    expect(performance.now() - startedMs).toBeLessThan(8000);
  });

  it('is told goodbye, and when to come back, when central stops', async () => {
    const passing = await TestCentral.start(db.pool);
    const socket = await live(await passing.desk(), passing);
    await passing.stop();
    expect((await socket.next('bye')).afterMs).toBeLessThan(10_000);
    await socket.untilClosed();
  });
});
