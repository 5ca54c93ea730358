import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AgentEvent } from '../../../shared/agents/agentStateMachine.ts';
import type { OwnSupervision, SupervisionMode } from '../../../shared/calls/supervision.ts';
import type { SetUp } from '../../../shared/sync/setUpMessages.ts';
import type { FloorDeedLine, FloorDone } from '../../../shared/sync/floorDeeds.ts';
import { must } from '../../../shared/language/must.ts';
import { MINUTE_MS } from '../../../shared/time/utcMs.ts';
import { applyLineEvents } from '../../../central/routing/applyLineEvents.ts';
import type { CallEvent } from '../../../central/routing/lineEvents.ts';
import { tidyStates } from '../../../central/routing/tidyStates.ts';
import { changeAgentState } from '../../../central/services/agentStates.ts';
import { inTransaction } from '../../../central/store/inTransaction.ts';
import { straySupervisions } from '../../../central/store/supervisions.ts';
import { addFamily } from '../../support/remitStore.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { type LineSocket, type LiveSocket, TestCentral, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let boss: TestDesk;
let ann: TestDesk;
let line: LineSocket;
const open: LiveSocket[] = [];
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool);
  boss = await central.desk({ role: 'supervisor', name: '徐丽萍' });
  ann = await central.desk({ name: '王倩' });
  open.push(await boss.live());
  line = await central.line();
  await says();
});
afterAll(async () => {
  for (const socket of open) socket.close();
  line?.close();
  await central?.stop();
  await db?.drop();
});

/** The line's whole word: who talks, and which supervisors are in calls. */
async function says(...active: readonly { readonly callId: string; readonly extension: string; readonly answeredAtMs: number }[]): Promise<void> {
  line.say({ t: 'hello', kind: 'practice', registered: [], waiting: [], active: [...active] });
  await line.next('welcome');
}
const set = async (agentId: string, ...events: readonly AgentEvent[]): Promise<void> => {
  for (const event of events) await inTransaction(db.pool, (client) => changeAgentState(client, agentId, event, Date.now()));
};
const talk = async (desk: TestDesk, callId = randomUUID()): Promise<string> => {
  await db.pool.query("INSERT INTO call (id, direction, state, agent_id, arrived_at_ms, answered_at_ms, line) VALUES ($1, 'in', 'talking', $2, $3, $3, 'practice')", [callId, desk.agent.id, Date.now()]);
  await set(desk.agent.id, { kind: 'answered', callId });
  return callId;
};
const ask = async (by: TestDesk, of: TestDesk, mode: SupervisionMode, id: string | null = null): Promise<{ readonly status: number; readonly body: unknown }> =>
  await by.ask('POST', '/floor/deeds', { kind: 'supervise', agentId: of.agent.id, mode, id });
async function supervise(by: TestDesk, of: TestDesk, mode: SupervisionMode, id: string | null = null): Promise<OwnSupervision> {
  const answer = await ask(by, of, mode, id);
  expect(answer).toMatchObject({ status: 200 });
  return must((answer.body as FloorDone).supervision, 'let in');
}
const announced = async (desk: TestDesk): Promise<unknown> => (await db.pool.query("SELECT standing->'presence'->'supervisions' AS s FROM agent_presence WHERE agent_id = $1", [desk.agent.id])).rows[0]?.s;
const log = async (by: TestDesk): Promise<readonly FloorDeedLine[]> => (await by.ask('GET', '/floor/deeds')).body as readonly FloorDeedLine[];
/** What the line hears when this telephone wants to come in there. */
async function lineHears(callId: string, extension: string, to: string): Promise<string | null> {
  const askId = randomUUID();
  line.say({ t: 'ask-dial', askId, dial: { callId, extension, to, reason: null, callbackId: null, householdId: null, customerId: null } });
  return (await line.next('may-dial', (answer) => answer.askId === askId)).refusal;
}
const lineTells = async (event: CallEvent): Promise<void> => { await applyLineEvents(db.pool, { name: 'practice', tells: false, tellsPlaces: false }, [event], Date.now(), () => {}); };
const isOpen = async (): Promise<boolean> => (await db.pool.query('SELECT 1 FROM supervision WHERE ended_at_ms IS NULL')).rows.length > 0;

let callId: string;
beforeEach(async () => { callId = await talk(ann); });
afterEach(async () => {
  await set(ann.agent.id, { kind: 'ended', callId }, { kind: 'finished', callId });
  await db.pool.query('UPDATE supervision SET ended_at_ms = 1 WHERE ended_at_ms IS NULL');
  await db.pool.query('UPDATE supervision_use SET until_ms = 1 WHERE until_ms IS NULL');
});

describe('a supervisor who wants to hear a call', () => {
  it('is announced to the agent’s desktop, let in by the line once and nobody else is, and changes the mode in it', async () => {
    const atAnn = await ann.live();
    open.push(atAnn);
    const own = await supervise(boss, ann, 'listen');
    expect(own).toEqual({ id: own.id, agentId: ann.agent.id, extension: ann.agent.extension, mode: 'listen' });
    const told = { id: own.id, callId, extension: boss.agent.extension, byName: '徐丽萍', mode: 'listen', shown: true };
    const { presence } = await atAnn.next('presence', (message) => (message.presence.supervisions?.length ?? 0) > 0);
    expect(presence.supervisions).toEqual([told]);
    expect(await lineHears(own.id, ann.agent.extension, ann.agent.extension)).toBe('no-reason');
    expect(await lineHears(own.id, boss.agent.extension, boss.agent.extension)).toBe('no-reason');
    expect(await lineHears('sv-made-up', boss.agent.extension, ann.agent.extension)).toBe('no-reason');
    expect(await lineHears(own.id, boss.agent.extension, ann.agent.extension)).toBe(null);
    await lineTells({ t: 'answered', callId: own.id, extension: boss.agent.extension, atMs: Date.now() });
    expect(await lineHears(own.id, boss.agent.extension, ann.agent.extension)).toBe('no-reason');
    expect(await supervise(boss, ann, 'barge', own.id)).toEqual({ ...own, mode: 'barge' });
    expect(await announced(ann)).toEqual([{ ...told, mode: 'barge' }]);
    // What the line tells of it makes no call, and nobody talk.
    expect((await db.pool.query('SELECT 1 FROM call WHERE id = $1', [own.id])).rows).toEqual([]);
    expect((await db.pool.query('SELECT state FROM agent_presence WHERE agent_id = $1', [boss.agent.id])).rows).not.toEqual([{ state: 'talking' }]);
  });

  it('stands in the log with whom, which call, which mode, from when to when', async () => {
    const own = await supervise(boss, ann, 'whisper');
    await lineTells({ t: 'answered', callId: own.id, extension: boss.agent.extension, atMs: Date.now() });
    await supervise(boss, ann, 'barge', own.id);
    await lineTells({ t: 'ended', callId: own.id, extension: boss.agent.extension, by: 'agent', atMs: Date.now() });
    expect(await announced(ann)).toEqual([]);
    const admin = await central.desk({ role: 'admin', name: '管理员' });
    const [last, first] = await log(admin);
    expect(first).toMatchObject({ byName: '徐丽萍', agentName: '王倩', kind: 'supervise', detail: { mode: 'whisper', callId, entered: true }, refusal: null });
    expect(last).toMatchObject({ detail: { mode: 'barge', callId, untilMs: expect.any(Number) } });
    expect([last?.atMs, Number(last?.detail['untilMs'])]).toEqual([Number(first?.detail['untilMs']), expect.toSatisfy((untilMs: number) => untilMs >= (last?.atMs ?? 0))]);
  });

  it('is out when the call is over, and when the line has neither call nor supervisor any more', async () => {
    await supervise(boss, ann, 'listen');
    await lineTells({ t: 'ended', callId, extension: ann.agent.extension, by: 'customer', atMs: Date.now() });
    expect([await announced(ann), await isOpen()]).toEqual([[], false]);
    await set(ann.agent.id, { kind: 'finished', callId });
    callId = await talk(ann);
    const other = await supervise(boss, ann, 'listen');
    const standing = { callId, extension: ann.agent.extension, answeredAtMs: Date.now() };
    await says(standing, { callId: other.id, extension: boss.agent.extension, answeredAtMs: Date.now() }, { callId: other.id, extension: ann.agent.extension, answeredAtMs: Date.now() });
    expect(await announced(ann)).toHaveLength(1);
    // That they are in was told while nobody heard it.
    expect(await straySupervisions(db.pool, Date.now() + MINUTE_MS)).toEqual([]);
    await says(standing);
    expect(await announced(ann)).toEqual([]);
    expect(await isOpen()).toBe(false);
  });

  it('is out by central’s own look who never came in, and who is gone without a word', async () => {
    const own = await supervise(boss, ann, 'listen');
    expect(await straySupervisions(db.pool, Date.now())).toEqual([]);
    expect(await straySupervisions(db.pool, Date.now() + MINUTE_MS)).toEqual([{ id: own.id, agentId: ann.agent.id }]);
    await db.pool.query('UPDATE agent_presence SET desk_up = false WHERE agent_id = $1', [boss.agent.id]);
    await tidyStates({ pool: db.pool, clock: central.clock }, false);
    expect([await announced(ann), await isOpen()]).toEqual([[], false]);
    await db.pool.query('UPDATE agent_presence SET desk_up = true WHERE agent_id = $1', [boss.agent.id]);
  });

  it('is not seen listening where the centre has set it so, and is when they speak', async () => {
    const set = await boss.ask('GET', '/set-up');
    const { versions, centre } = set.body as SetUp;
    const hide = { item: { kind: 'centre', id: 'centre', value: { ...centre, showsListening: false } }, basedOn: versions['centre:centre'] ?? 0 };
    expect((await boss.ask('PUT', '/set-up', hide)).status).toBe(200);
    const own = await supervise(boss, ann, 'listen');
    expect(await announced(ann)).toMatchObject([{ mode: 'listen', shown: false }]);
    await supervise(boss, ann, 'whisper', own.id);
    expect(await announced(ann)).toMatchObject([{ mode: 'whisper', shown: true }]);
    // A desktop that knows nothing of it leaves it as it stands.
    const { wrapUpSeconds, ringSeconds } = centre;
    expect((await boss.ask('PUT', '/set-up', { item: { kind: 'centre', id: 'centre', value: { wrapUpSeconds: wrapUpSeconds + 1, ringSeconds } }, basedOn: (versions['centre:centre'] ?? 0) + 1 })).status).toBe(200);
    expect((await boss.ask('GET', '/set-up')).body).toMatchObject({ centre: { showsListening: false, wrapUpSeconds: wrapUpSeconds + 1 } });
    await db.pool.query('UPDATE policy SET shows_listening = true');
  });

  it('is in one call at a time: the one before is left', async () => {
    const bob = await central.desk({ name: '李娜' });
    const bobs = await talk(bob);
    const first = await supervise(boss, ann, 'listen');
    const second = await supervise(boss, bob, 'listen', first.id);
    expect(second.id).not.toBe(first.id);
    expect([await announced(ann), await announced(bob)]).toMatchObject([[], [{ id: second.id, callId: bobs }]]);
  });
});

describe('a supervisor is refused', () => {
  it('without a customer’s call, while another supervisor is in it, and is no ear for an agent', async () => {
    const bob = await central.desk();
    expect(await ask(boss, bob, 'listen')).toMatchObject({ status: 409, body: { refusal: 'not-talking' } });
    await set(bob.agent.id, { kind: 'answered', callId: randomUUID(), colleague: true });
    expect(await ask(boss, bob, 'listen')).toMatchObject({ status: 409, body: { refusal: 'not-talking' } });
    const second = await central.desk({ role: 'supervisor', name: '黄志强' });
    open.push(await second.live());
    await supervise(boss, ann, 'listen');
    expect(await ask(second, ann, 'barge')).toMatchObject({ status: 409, body: { refusal: 'supervised', detail: '徐丽萍' } });
    expect((await ask(bob, ann, 'listen')).status).toBe(403);
    expect((await log(boss)).find(({ byName }) => byName === '黄志强')).toMatchObject({ kind: 'supervise', refusal: 'supervised', detail: { mode: 'barge' } });
  });

  it('at an agent of another team or region', async () => {
    const team = await central.desk({ role: 'supervisor', team: '二组', name: '二组班长' });
    const theirs = await central.desk({ team: '二组' });
    await talk(theirs);
    expect(await ask(boss, theirs, 'listen')).toMatchObject({ status: 403, body: { refusal: 'not-yours' } });
    expect(await ask(team, ann, 'listen')).toMatchObject({ status: 403, body: { refusal: 'not-yours' } });
    const [south, east] = [randomUUID(), randomUUID()];
    await db.pool.query("INSERT INTO region (id, name) VALUES ($1, '华南'), ($2, '华东')", [south, east]);
    await db.pool.query('INSERT INTO agent_region (agent_id, region_id) VALUES ($1, $2), ($3, $4)', [boss.agent.id, east, ann.agent.id, south]);
    expect(await ask(boss, ann, 'listen')).toMatchObject({ status: 403, body: { refusal: 'not-yours' } });
    expect((await log(boss))[0]).toMatchObject({ kind: 'supervise', refusal: 'not-yours', agentName: '王倩' });
    await db.pool.query('DELETE FROM agent_region');
  });

  it('in the call of a family of a region that is not theirs, and is let in once the family is theirs', async () => {
    const family = await addFamily(db.pool, '广州', Date.now());
    await db.pool.query("INSERT INTO region (id, name) VALUES ('sv-south', '华南甲'), ('sv-east', '华东甲')");
    await db.pool.query("INSERT INTO region_city (city, region_id) VALUES ('广州', 'sv-south')");
    // The agent works for all regions, the supervisor for one: the agent is theirs, the family is not.
    await db.pool.query("INSERT INTO agent_region (agent_id, region_id) VALUES ($1, 'sv-east')", [boss.agent.id]);
    await db.pool.query('UPDATE call SET household_id = $2 WHERE id = $1', [callId, family.id]);
    for (const mode of ['listen', 'whisper', 'barge'] as const) expect(await ask(boss, ann, mode)).toMatchObject({ status: 403, body: { refusal: 'not-yours' } });
    expect(await isOpen()).toBe(false);
    const lines = await log(boss);
    expect(lines[0]).toMatchObject({ kind: 'supervise', refusal: 'not-yours', agentName: '王倩' });
    for (const secret of family.secrets) expect(JSON.stringify(lines)).not.toContain(secret);
    await db.pool.query("INSERT INTO agent_region (agent_id, region_id) VALUES ($1, 'sv-south')", [boss.agent.id]);
    expect(await ask(boss, ann, 'listen')).toMatchObject({ status: 200 });
    await db.pool.query('DELETE FROM agent_region');
  });
});
