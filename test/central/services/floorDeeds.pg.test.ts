import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AgentPresence } from '../../../shared/agents/agentState.ts';
import type { AgentEvent } from '../../../shared/agents/agentStateMachine.ts';
import { must } from '../../../shared/language/must.ts';
import { type Notice, noticeSchema } from '../../../shared/notices/notice.ts';
import type { FloorDeed, FloorDeedLine, FloorDone } from '../../../shared/sync/floorDeeds.ts';
import type { Floor } from '../../../shared/sync/floorMessages.ts';
import type { Change } from '../../../shared/sync/pullMessages.ts';
import { changeAgentState } from '../../../central/services/agentStates.ts';
import { readFloor } from '../../../central/store/floor.ts';
import { inTransaction } from '../../../central/store/inTransaction.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { addFamily } from '../../support/remitStore.ts';
import { sampleOp } from '../../support/storeSamples.ts';
import { type LiveSocket, TestCentral, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let boss: TestDesk;
let ann: TestDesk;
let bob: TestDesk;
const open: LiveSocket[] = [];
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool);
  boss = await central.desk({ role: 'supervisor', name: '徐丽萍' });
  ann = await central.desk({ name: '王倩' });
  bob = await central.desk({ name: '李娜' });
});
afterEach(() => { for (const socket of open.splice(0)) socket.close(); });
afterAll(async () => { await central?.stop(); await db?.drop(); });

const live = async (desk: TestDesk): Promise<LiveSocket> => {
  const socket = await desk.live();
  open.push(socket);
  return socket;
};
const act = async (desk: TestDesk, deed: FloorDeed): Promise<{ readonly status: number; readonly body: unknown }> => await desk.ask('POST', '/floor/deeds', deed);
const set = async (agentId: string, ...events: readonly AgentEvent[]): Promise<void> => {
  for (const event of events) await inTransaction(db.pool, (client) => changeAgentState(client, agentId, event, Date.now()));
};
const onFloor = (floor: Floor, agentId: string) => must(floor.agents.find((each) => each.id === agentId), 'on the floor');
/** A notice that is new on an agent's desktop within two seconds: told of by itself, or pulled when its scope is said to have changed, as a desktop does that has only just been followed. */
async function heardNotice(desk: TestDesk, socket: LiveSocket, kind: string, what?: string): Promise<Notice> {
  const isIt = (change: Change): boolean => change.t === 'notice' && change.r !== null && (change.r as Notice).kind === kind && (what === undefined || (change.r as Notice).floor?.what === what);
  let found: Change | undefined;
  await expect.poll(async () => {
    found = socket.heard.flatMap((message) => (message.t === 'change' ? message.changes : [])).find(isIt);
    if (found === undefined && socket.heard.some((message) => message.t === 'poke' && message.s === `agent:${desk.agent.id}`)) found = (await desk.pull()).changes.find(isIt);
    return found;
  }, { timeout: 2000 }).toBeDefined();
  return noticeSchema.parse(must(found, 'a notice').r);
}
const logged = async (): Promise<readonly FloorDeedLine[]> => (await boss.ask('GET', '/floor/deeds')).body as readonly FloorDeedLine[];

describe('a supervisor on the floor', () => {
  it('sends a message that is there within two seconds, and sees that it was read', async () => {
    const socket = await live(ann);
    expect((await act(boss, { kind: 'message', agentId: ann.agent.id, text: '三号线的客户请先说抱歉' })).status).toBe(200);
    const notice = await heardNotice(ann, socket, 'floor-message');
    expect(notice).toMatchObject({ floor: { by: '徐丽萍', text: '三号线的客户请先说抱歉' }, readAtMs: null, householdId: null });
    expect(onFloor(await readFloor(db.pool, null, Date.now()), ann.agent.id).told).toEqual({ atMs: notice.madeAtMs, readAtMs: null });
    await ann.push(sampleOp('notice.read', { noticeId: notice.id }));
    expect(onFloor(await readFloor(db.pool, null, Date.now()), ann.agent.id).told?.readAtMs).toBeGreaterThan(0);
  });

  it('chooses a state for an agent, who is told why: at once without a call, after it with one', async () => {
    const socket = await live(ann);
    await set(ann.agent.id, { kind: 'chose', state: { kind: 'available' }, next: false });
    const did = (await act(boss, { kind: 'state', agentId: ann.agent.id, state: { kind: 'paused', reason: 'training' }, why: '十点的产品培训' })).body as FloorDone;
    expect(did.presence?.state).toEqual({ kind: 'paused', reason: 'training' });
    expect(await heardNotice(ann, socket, 'floor-state')).toMatchObject({ floor: { text: '十点的产品培训', state: { kind: 'paused', reason: 'training' } } });
    // Told before the notice, or with the next turn.
    const isPaused = (message: { readonly t: string }): boolean => message.t === 'presence' && (message as { presence?: AgentPresence }).presence?.seq === did.presence?.seq;
    if (!socket.heard.some(isPaused)) await socket.next('presence', isPaused);

    const callId = randomUUID();
    await set(ann.agent.id, { kind: 'chose', state: { kind: 'available' }, next: false }, { kind: 'offered', callId }, { kind: 'answered', callId });
    const later = (await act(boss, { kind: 'state', agentId: ann.agent.id, state: { kind: 'not-ready', reason: 'by-supervisor' }, why: '先来我这里' })).body as FloorDone;
    expect(later.presence).toMatchObject({ state: { kind: 'talking' }, next: { kind: 'not-ready', reason: 'by-supervisor' } });
    expect(onFloor(await readFloor(db.pool, null, Date.now()), ann.agent.id).next).toEqual({ kind: 'not-ready', reason: 'by-supervisor' });
    await set(ann.agent.id, { kind: 'ended', callId }, { kind: 'finished', callId });
  });

  it('ends a wrap-up, and nothing else: the summary is still missing afterwards', async () => {
    const callId = randomUUID();
    const nowMs = Date.now();
    await set(ann.agent.id, { kind: 'chose', state: { kind: 'available' }, next: false });
    expect(await act(boss, { kind: 'finish', agentId: ann.agent.id, why: '有客户在等' })).toMatchObject({ status: 409, body: { refusal: 'not-in-wrap-up' } });
    await db.pool.query("INSERT INTO call (id, direction, state, agent_id, arrived_at_ms, answered_at_ms, ended_at_ms) VALUES ($1, 'in', 'ended', $2, $3, $3, $4)", [callId, ann.agent.id, nowMs - 60_000, nowMs - 1000]);
    await set(ann.agent.id, { kind: 'offered', callId }, { kind: 'answered', callId }, { kind: 'ended', callId });
    expect(onFloor(await readFloor(db.pool, null, nowMs), ann.agent.id).unfinished).toBe(0);
    const socket = await live(ann);
    expect(((await act(boss, { kind: 'finish', agentId: ann.agent.id, why: '有客户在等' })).body as FloorDone).presence?.state).toEqual({ kind: 'available' });
    await heardNotice(ann, socket, 'floor-finish');
    expect(onFloor(await readFloor(db.pool, null, nowMs), ann.agent.id)).toMatchObject({ state: { kind: 'available' }, unfinished: 1 });
  });

  it('sees a hand that an agent raises, through whatever the agent does, until it is down', async () => {
    await set(bob.agent.id, { kind: 'signed-in' }, { kind: 'chose', state: { kind: 'available' }, next: false });
    const socket = await live(bob);
    await bob.ask('PUT', '/hand', { up: true });
    const since = (await socket.next('presence', ({ presence }) => (presence.handSinceMs ?? null) !== null)).presence.handSinceMs;
    await set(bob.agent.id, { kind: 'chose', state: { kind: 'paused', reason: 'meal' }, next: false });
    expect(onFloor(await readFloor(db.pool, null, Date.now()), bob.agent.id)).toMatchObject({ handSinceMs: since, state: { kind: 'paused' } });
    await bob.ask('PUT', '/hand', { up: false });
    expect(onFloor(await readFloor(db.pool, null, Date.now()), bob.agent.id).handSinceMs).toBeNull();
  });

  it('gives a callback and a complaint to another agent; who had it and who has it are both told within two seconds', async () => {
    const family = await addFamily(db.pool, '上海', Date.now());
    await db.pool.query('UPDATE callback SET owner_agent_id = $2 WHERE id = $1', [family.callbackId, ann.agent.id]);
    await db.pool.query('UPDATE care_case SET handler_name = $2 WHERE id = $1', [family.caseId, '王倩']);
    const [atAnn, atBob] = [await live(ann), await live(bob)];
    for (const [what, id] of [['callback', family.callbackId], ['case', family.caseId]] as const) {
      expect((await act(boss, { kind: 'reassign', what, id, toAgentId: bob.agent.id, why: '王倩今天外出' })).status).toBe(200);
      const expected = { householdId: family.id, floor: { by: '徐丽萍', to: '李娜', text: '王倩今天外出', what: what === 'case' ? 'complaint' : 'callback' } };
      expect(await heardNotice(bob, atBob, 'floor-given', expected.floor.what)).toMatchObject(expected);
      expect(await heardNotice(ann, atAnn, 'floor-taken', expected.floor.what)).toMatchObject(expected);
    }
    const stands = await db.pool.query('SELECT b.owner_agent_id AS owner, k.handler_name AS handler FROM callback b, care_case k WHERE b.id = $1 AND k.id = $2', [family.callbackId, family.caseId]);
    expect(stands.rows).toEqual([{ owner: bob.agent.id, handler: '李娜' }]);
  });

  it('is refused on agents of a team that has another supervisor, and on those of another region; tried or done, it is in the log', async () => {
    await central.addAgent({ role: 'supervisor', team: '二组' });
    const [carl, dora] = [await central.desk({ team: '二组', name: '陈嘉欣' }), await central.desk({ name: '冯洁' })];
    await db.pool.query("INSERT INTO region (id, name) VALUES ('north', '北'), ('west', '西') ON CONFLICT DO NOTHING");
    await db.pool.query("INSERT INTO agent_region (agent_id, region_id) VALUES ($1, 'north'), ($2, 'west')", [boss.agent.id, dora.agent.id]);
    const family = await addFamily(db.pool, null, Date.now());
    await db.pool.query('UPDATE callback SET owner_agent_id = $2 WHERE id = $1', [family.callbackId, carl.agent.id]);
    for (const agentId of [carl.agent.id, dora.agent.id]) {
      for (const deed of [
        { kind: 'message', agentId, text: '过来一下' }, { kind: 'state', agentId, state: { kind: 'available' }, why: '人手不够' },
        { kind: 'finish', agentId, why: '人手不够' }, { kind: 'reassign', what: 'callback', id: family.callbackId, toAgentId: agentId, why: '人手不够' },
      ] as const) expect(await act(boss, deed)).toMatchObject({ status: 403, body: { refusal: 'not-yours' } });
    }
    // Nor is a promise of theirs taken away.
    expect(await act(boss, { kind: 'reassign', what: 'callback', id: family.callbackId, toAgentId: ann.agent.id, why: '人手不够' })).toMatchObject({ status: 403, body: { refusal: 'not-yours', detail: '陈嘉欣' } });
    expect(await act(ann, { kind: 'message', agentId: bob.agent.id, text: '过来一下' })).toMatchObject({ status: 403 });
    const lines = await logged();
    expect(lines[0]).toMatchObject({ byName: '徐丽萍', agentName: '王倩', kind: 'reassign', why: '人手不够', refusal: 'not-yours', detail: { what: 'callback', id: family.callbackId } });
    expect(lines.filter(({ refusal }) => refusal === 'not-yours')).toHaveLength(9);
    expect(lines).toContainEqual(expect.objectContaining({ agentName: '王倩', kind: 'state', why: '十点的产品培训', refusal: null }));
    await db.pool.query('DELETE FROM agent_region');
    await expect(db.pool.query("UPDATE floor_deed SET why = ''")).rejects.toThrow();
  });
});
