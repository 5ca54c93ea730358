import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFloor } from '../../../central/store/floor.ts';
import { addSums, FLOOR_FORECAST_MS, floorCounts, NO_SUMS } from '../../../shared/routing/floorFigures.ts';
import { type Floor, floorNews, withFloorNews } from '../../../shared/sync/floorMessages.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { addFamily } from '../../support/remitStore.ts';
import { TestCentral, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let boss: TestDesk;
let ann: TestDesk;
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool);
  boss = await central.desk({ role: 'supervisor' });
  ann = await central.desk();
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

const NOW = Date.UTC(2026, 10, 23, 2);
const QUEUE = 'mother-baby';
const ofQueue = (floor: Floor) => floor.queues.find((each) => each.queue === QUEUE);

describe('the floor', () => {
  it('has the very sums of the definition, now and a quarter of an hour ago, whatever the calls', async () => {
    const span = fc.integer({ min: -5_000_000, max: 60_000 });
    const wait = fc.constantFrom(0, 4999, 5000, 19_999, 20_000, 20_001, 300_000, 2_000_000);
    const calls = fc.array(fc.record({
      state: fc.constantFrom('ended', 'abandoned', 'kept', 'returned', 'turned-away', 'waiting', 'offered', 'talking'),
      told: fc.constantFrom(null, 'closed', 'full'), at: span, waited: wait, talked: wait,
    }), { minLength: 1, maxLength: 12 });
    const { targetSeconds } = ofQueue(await readFloor(db.pool, null, NOW)) ?? { targetSeconds: 0 };
    await fc.assert(fc.asyncProperty(calls, async (drawn) => {
      const made = drawn.map(({ state, told, at, waited, talked }) => {
        const arrivedAtMs = NOW + at;
        const isAnswered = state === 'ended' || state === 'talking';
        const isOver = !['waiting', 'offered', 'talking'].includes(state);
        return { id: randomUUID(), state, told, arrivedAtMs, answeredAtMs: isAnswered ? arrivedAtMs + waited : null, endedAtMs: isOver ? arrivedAtMs + waited + (isAnswered ? talked : 0) : null };
      });
      await db.pool.query('DELETE FROM call');
      await db.pool.query(`INSERT INTO call (id, direction, state, told, queue_id, arrived_at_ms, rank_at_ms, answered_at_ms, ended_at_ms)
        SELECT id, 'in', state, told, $7, at, at, answered, ended FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[]) k (id, state, told, at, answered, ended)`,
      [made.map((one) => one.id), made.map((one) => one.state), made.map((one) => one.told), made.map((one) => one.arrivedAtMs), made.map((one) => one.answeredAtMs), made.map((one) => one.endedAtMs), QUEUE]);
      const at = (instant: number) => made.reduce((sum, one) => addSums(sum, floorCounts(one, { targetSeconds, missedAfterSeconds: 5 }, instant)), NO_SUMS);
      const found = ofQueue(await readFloor(db.pool, null, NOW));
      expect([found?.now, found?.before]).toEqual([at(NOW), at(NOW - FLOOR_FORECAST_MS)]);
    }), { numRuns: 30 });
    await db.pool.query('DELETE FROM call');
  });

  it('tells what the forecast goes by: how many called, how long calls took, and which queues each agent serves', async () => {
    const nowMs = Date.now();
    const call = (agoSeconds: number, waited: number | null, talked: number | null) => db.pool.query(
      "INSERT INTO call (id, direction, state, queue_id, arrived_at_ms, rank_at_ms, answered_at_ms, ended_at_ms) VALUES ($1, 'in', $2, $3, $4, $4, $5, $6)",
      [randomUUID(), waited === null ? 'waiting' : 'ended', QUEUE, nowMs - agoSeconds * 1000, waited === null ? null : nowMs + (waited - agoSeconds) * 1000, waited === null || talked === null ? null : nowMs + (waited + talked - agoSeconds) * 1000],
    );
    await call(2400, 5, 100);
    await call(600, 60, 200);
    await call(300, 20, 60);
    await call(10, null, null);
    const wrapUpSeconds = (await db.pool.query<{ s: number }>('SELECT wrap_up_seconds AS s FROM policy')).rows[0]?.s;
    const floor = await readFloor(db.pool, null, nowMs);
    expect(ofQueue(floor)?.pace).toEqual({ callersLast15Minutes: 3, callersLastHour: 4, countedLast15Minutes: 2, inTargetLast15Minutes: 1, talkSeconds: 120, wrapUpSeconds });
    await db.pool.query('DELETE FROM call');
    const socket = await ann.live();
    expect((await readFloor(db.pool, null, nowMs)).agents.find(({ id }) => id === ann.agent.id)?.serves).toContain(ofQueue(floor)?.name);
    socket.close();
  });

  it('counts a call as unwritten until its summary is there, and not while it is wrapped up', async () => {
    const nowMs = Date.now();
    const id = randomUUID();
    await db.pool.query("INSERT INTO call (id, direction, state, queue_id, agent_id, arrived_at_ms, answered_at_ms, ended_at_ms) VALUES ($1, 'in', 'ended', $2, $3, $4, $4, $5)", [id, QUEUE, ann.agent.id, nowMs - 60_000, nowMs - 1000]);
    const socket = await ann.live();
    socket.say({ t: 'choose', state: { kind: 'paused', reason: 'meal' }, next: false });
    await socket.next('presence');
    const read = async () => {
      const floor = await readFloor(db.pool, null, nowMs);
      return [floor.unfinished, floor.agents.find((agent) => agent.id === ann.agent.id)];
    };
    expect(await read()).toEqual([1, expect.objectContaining({ state: { kind: 'paused', reason: 'meal' }, deskUp: true, unfinished: 1 })]);
    await db.pool.query("UPDATE agent_presence SET standing = standing || jsonb_build_object('callId', $2::text) WHERE agent_id = $1", [ann.agent.id, id]);
    expect((await read())[0]).toBe(0);
    await db.pool.query("UPDATE agent_presence SET standing = standing || jsonb_build_object('callId', null) WHERE agent_id = $1", [ann.agent.id]);
    const family = await addFamily(db.pool, '上海', nowMs);
    await db.pool.query('UPDATE interaction SET call_id = $2 WHERE id = $1', [family.interactionId, id]);
    expect((await read())[0]).toBe(0);
    socket.close();
  });

  it('tells a supervisor of some region or line nothing of the others’ families, agents and queues', async () => {
    const nowMs = Date.now();
    const admin = await central.desk({ role: 'admin' });
    for (const [id, cities] of [['east', ['上海']], ['south', ['广州']]] as const) await admin.ask('PUT', `/regions/${id}`, { name: id, cities });
    const [theirs, ours] = [await addFamily(db.pool, '上海', nowMs, { lineIds: ['mother-baby'] }), await addFamily(db.pool, '广州', nowMs, { lineIds: ['product'] })];
    await db.pool.query('UPDATE callback SET due_at_ms = $1', [nowMs]);
    const east = await central.desk();
    const [south, product] = [await central.desk({ role: 'supervisor' }), await central.desk({ role: 'supervisor' })];
    await admin.ask('PATCH', `/agents/${east.agent.id}`, { regionIds: ['east'], lineIds: ['mother-baby'] });
    await admin.ask('PATCH', `/agents/${south.agent.id}`, { regionIds: ['south'] });
    await admin.ask('PATCH', `/agents/${product.agent.id}`, { lineIds: ['product'] });
    await east.live();
    for (const [desk, isLimited] of [[south, true], [product, true], [boss, false]] as const) {
      const socket = await desk.live();
      socket.say({ t: 'floor', on: true });
      const told = JSON.stringify((await socket.next('floor')).news);
      for (const word of [theirs.name, theirs.id, theirs.callbackId, theirs.note, east.agent.id]) expect([word, told.includes(word)]).toEqual([word, !isLimited]);
      expect(told).toContain(ours.callbackId);
      socket.close();
    }
    const lines = (await readFloor(db.pool, product.agent.id, nowMs)).queues.map((each) => each.queue);
    expect(lines).not.toContain('mother-baby');
  });

  it('tells which alerts stand, the longest first: those of queues a supervisor is shown, and of the whole floor to whoever is shown all of it', async () => {
    await db.pool.query(`INSERT INTO alert_rule (id, name, figure, queue_id, limit_at, margin, for_seconds, least_counted, tells_supervisors, webhook_ids, active, raised_at_ms) VALUES
      ('a-floor', '全场', 'unfinished', NULL, 3, 0, 0, 1, true, '{}', true, $1), ('a-queue', '等待', 'waiting', $3, 3, 0, 0, 1, true, '{}', true, $2), ('a-quiet', '没有响', 'level', NULL, 3, 0, 0, 1, true, '{}', true, NULL)`, [NOW - 60_000, NOW - 90_000, QUEUE]);
    const name = ofQueue(await readFloor(db.pool, null, NOW))?.name;
    expect((await readFloor(db.pool, null, NOW)).alerts).toEqual([{ id: 'a-queue', name: '等待', figure: 'waiting', queue: name, sinceMs: NOW - 90_000 }, { id: 'a-floor', name: '全场', figure: 'unfinished', queue: null, sinceMs: NOW - 60_000 }]);
    const limited = await central.desk({ role: 'supervisor' });
    const seen = await readFloor(db.pool, limited.agent.id, NOW);
    expect(seen.alerts?.map(({ id }) => id)).toEqual(seen.queues.some(({ queue }) => queue === QUEUE) ? ['a-queue'] : []);
    await db.pool.query("DELETE FROM alert_rule WHERE id LIKE 'a-%'");
  });

  it('is told whole at first, then by what changed, and adds up to the whole again', async () => {
    const before = await readFloor(db.pool, null, Date.now());
    await db.pool.query("INSERT INTO call (id, direction, state, queue_id, arrived_at_ms) VALUES ('w-1', 'in', 'waiting', $1, $2)", [QUEUE, Date.now() - 9000]);
    await db.pool.query('UPDATE callback SET state = $1, closed_at_ms = $2', ['done', Date.now()]);
    const after = await readFloor(db.pool, null, Date.now());
    const news = floorNews(before, after);
    expect([news.whole, news.agents, news.items.map((item) => item.id), news.goneItems.length > 0]).toEqual([false, [], ['w-1'], true]);
    const sorted = (floor: Floor | null) => floor && { ...floor, items: [...floor.items].sort((a, b) => (a.id < b.id ? -1 : 1)), agents: [...floor.agents].sort((a, b) => (a.id < b.id ? -1 : 1)) };
    expect(sorted(withFloorNews(withFloorNews(null, floorNews(null, before)), news))).toEqual(sorted(after));
    expect(withFloorNews(null, news)).toBeNull();
  });
});
