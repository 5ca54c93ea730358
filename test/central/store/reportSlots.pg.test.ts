import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prng } from '../../../central/demo/prng.ts';
import { inTransaction } from '../../../central/store/inTransaction.ts';
import { importDemoAgents } from '../../../central/store/importHouseholds.ts';
import { insertRecords } from '../../../central/store/insertRecords.ts';
import { countChanged } from '../../../central/services/reports.ts';
import { pendingSlots, rollUpReports, SlotCounter } from '../../../central/store/reportSlots.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { sampleAgent, sampleHousehold, sampleInteraction } from '../../support/storeSamples.ts';

const SLOT_MS = 1_800_000;
const BEGIN_MS = Date.UTC(2026, 10, 2, 1);
const draw = prng('report slots');
const below = (limit: number): number => Math.floor(draw.next() * limit);
const oneOf = <T>(list: readonly T[]): T => draw.pick(list);

let db: EmptyDatabase;
const agents = [sampleAgent(), sampleAgent(), sampleAgent()];
const household = sampleHousehold();
beforeAll(async () => {
  db = await emptyDatabase();
  await inTransaction(db.pool, async (client) => { await importDemoAgents(client, agents); });
  await insertRecords(db.pool, 'household', [household]);
  await db.pool.query(`UPDATE queue SET rules = rules || '{"missedAfterSeconds": 8, "serviceLevel": {"targetSeconds": 15, "percent": 80}}' WHERE id = 'product'`);
});
afterAll(async () => { await db?.drop(); });

const states = ['waiting', 'offered', 'talking', 'ended', 'ended', 'ended', 'abandoned', 'kept', 'returned', 'turned-away'] as const;

async function addCall(): Promise<string> {
  const id = randomUUID();
  const state = oneOf(states);
  const direction = below(4) === 0 && (state === 'ended' || state === 'talking') ? 'out' : 'in';
  const arrivedAtMs = BEGIN_MS + below(6 * 3_600_000);
  const wait = below(40_000);
  const isAnswered = (state === 'ended' && below(8) > 0) || state === 'talking';
  const isOver = !['waiting', 'offered', 'talking'].includes(state);
  await db.pool.query(
    'INSERT INTO call (id, direction, state, queue_id, agent_id, arrived_at_ms, answered_at_ms, ended_at_ms, told) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [id, direction, state, direction === 'out' ? null : oneOf(['mother-baby', 'product', null]), isAnswered ? oneOf(agents).id : null, arrivedAtMs, isAnswered ? arrivedAtMs + wait : null,
      isOver ? arrivedAtMs + wait + below(300_000) : null, state === 'turned-away' ? oneOf(['closed', 'full', 'waited-too-long']) : null],
  );
  return id;
}

const articles = [randomUUID(), randomUUID(), null];
const addContact = async (callId: string | null): Promise<void> => {
  const agent = oneOf(agents);
  const contact = { ...sampleInteraction(household.id, { callId, agentId: agent.id, agentName: agent.name, outcome: oneOf(['answered', 'complaint', null]), startedAtMs: BEGIN_MS + below(6 * 3_600_000), talkSeconds: oneOf([null, below(600)]), queue: oneOf([null, '母婴800']), obstacle: oneOf([null, 'price', 'taste', 'none']) }), recordedAtMs: BEGIN_MS + below(8 * 3_600_000) };
  await insertRecords(db.pool, 'interaction', [contact]);
  for (let asked = below(4); asked > 0; asked -= 1) await db.pool.query('INSERT INTO asked_question (id, household_id, interaction_id, article_id, text, asked_at_ms) VALUES ($1, $2, $3, $4, $5, $6)', [randomUUID(), household.id, contact.id, oneOf(articles), '夜里几次奶', contact.startedAtMs]);
};

interface CallRow { id: string; direction: string; state: string; queue_id: string | null; agent_id: string | null; arrived_at_ms: number; answered_at_ms: number | null; ended_at_ms: number | null; told: string | null }
const slotOf = (ms: number): number => ms - (ms % SLOT_MS);
function groups<T>(list: readonly T[], key: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const one of list) found.set(key(one), [...found.get(key(one)) ?? [], one]);
  return found;
}
const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

/** The same figures from the raw rows, by other code. */
async function recountCalls(): Promise<readonly string[]> {
  const { rows } = await db.pool.query<CallRow>("SELECT * FROM call WHERE state NOT IN ('waiting', 'offered', 'talking')");
  const { rows: stored } = await db.pool.query<{ call_id: string; recorded_at_ms: number }>('SELECT call_id, recorded_at_ms FROM interaction WHERE call_id IS NOT NULL AND retracted_at_ms IS NULL');
  return [...groups(rows, (row) => [slotOf(row.arrived_at_ms), row.queue_id ?? '', row.agent_id ?? '00000000-0000-0000-0000-000000000000'].join())].map(([key, of]) => {
    const [missedMs, targetMs] = key.includes(',product,') ? [8000, 15_000] : [5000, 20_000];
    const came = of.filter((row) => row.direction === 'in');
    const answered = came.filter((row) => row.answered_at_ms !== null);
    const lost = came.filter((row) => row.answered_at_ms === null);
    const waited = (row: CallRow): number => (row.answered_at_ms ?? row.ended_at_ms ?? 0) - row.arrived_at_ms;
    const talked = (row: CallRow): number => (row.answered_at_ms === null ? 0 : (row.ended_at_ms ?? 0) - row.answered_at_ms);
    const hungUp = lost.filter((row) => row.state === 'abandoned' || row.state === 'ended');
    const out = of.filter((row) => row.direction === 'out');
    const wrapUps = answered.flatMap((row) => stored.filter((each) => each.call_id === row.id).map((each) => each.recorded_at_ms - (row.ended_at_ms ?? 0))).filter((ms) => ms >= 0 && ms <= 3_600_000);
    return [key, came.length, answered.length, answered.length + lost.filter((row) => row.told !== 'closed' && waited(row) >= missedMs).length, answered.filter((row) => waited(row) <= targetMs).length,
      hungUp.filter((row) => waited(row) >= missedMs).length, hungUp.filter((row) => waited(row) < missedMs).length, lost.length - hungUp.length,
      sum(answered.map(waited)), Math.max(0, ...came.map(waited)), sum(answered.map(talked)), out.length, out.filter((row) => row.answered_at_ms !== null).length, sum(out.map(talked)), wrapUps.length, sum(wrapUps)].join();
  }).sort();
}

async function recountContacts(): Promise<readonly string[]> {
  const { rows } = await db.pool.query<{ started_at_ms: number; agent_id: string; kind: string; outcome: string | null; talk_seconds: number | null; recorded_at_ms: number; ended_at_ms: number | null }>('SELECT i.*, c.ended_at_ms FROM interaction i LEFT JOIN call c ON c.id = i.call_id WHERE i.retracted_at_ms IS NULL');
  return [...groups(rows, (row) => [slotOf(row.started_at_ms), row.agent_id, row.kind, row.outcome ?? ''].join())].map(([key, of]) => {
    const wrapUps = of.flatMap((row) => (row.ended_at_ms === null ? [] : [row.recorded_at_ms - row.ended_at_ms])).filter((ms) => ms >= 0 && ms <= 3_600_000);
    return [key, of.length, sum(of.map((row) => row.talk_seconds ?? 0)), wrapUps.length, sum(wrapUps)].join();
  }).sort();
}

/** Questions, by other code. */
async function recountTopics(): Promise<readonly string[]> {
  const { rows } = await db.pool.query<{ id: string; started_at_ms: number; agent_id: string; talk_seconds: number | null; article_id: string | null }>(
    'SELECT i.id, i.started_at_ms, i.agent_id, i.talk_seconds, q.article_id FROM asked_question q JOIN interaction i ON i.id = q.interaction_id WHERE q.retracted_at_ms IS NULL AND i.retracted_at_ms IS NULL');
  const ofContact = groups(rows, (row) => row.id);
  return [...groups(rows, (row) => [slotOf(row.started_at_ms), row.agent_id, row.article_id ?? '00000000-0000-0000-0000-000000000000'].join())]
    .map(([key, of]) => [key, of.length, Math.round(sum(of.map((row) => (row.talk_seconds ?? 0) * 1000 / (ofContact.get(row.id)?.length ?? 1))))].join()).sort();
}

/** Obstacles, by other code. */
async function recountObstacles(): Promise<readonly string[]> {
  const { rows } = await db.pool.query<{ started_at_ms: number; agent_id: string; obstacle: string; obstacle_class: string; obstacle_tier: string; queue: string | null; call: string | null; queue_id: string | null }>(
    'SELECT i.*, c.id AS call, c.queue_id FROM interaction i LEFT JOIN call c ON c.id = i.call_id WHERE i.obstacle IS NOT NULL AND i.retracted_at_ms IS NULL');
  const queueOf = (row: (typeof rows)[number]): string => (row.call !== null ? row.queue_id : row.queue === '母婴800' ? 'mother-baby' : null) ?? '';
  return [...groups(rows, (row) => [slotOf(row.started_at_ms), row.agent_id, queueOf(row), row.obstacle_class, row.obstacle_tier, row.obstacle].join())].map(([key, of]) => [key, of.length].join()).sort();
}

const stored = async (table: string): Promise<readonly string[]> => (await db.pool.query({ text: `SELECT * FROM ${table}`, rowMode: 'array' })).rows.map((row: readonly unknown[]) => row.join()).sort();
async function countAll(): Promise<void> {
  while (await rollUpReports(db.pool) > 0);
}

describe('what reports count', () => {
  it('is what the raw rows say, whatever was added, changed, moved and deleted since', async () => {
    const calls: string[] = [];
    for (let at = 0; at < 150; at += 1) calls.push(await addCall());
    for (let at = 0; at < 80; at += 1) await addContact(below(2) === 0 ? oneOf(calls) : null);
    await countAll();
    expect(await stored('report_call_slot')).toEqual(await recountCalls());
    expect(await stored('report_contact_slot')).toEqual(await recountContacts());
    expect(await stored('report_topic_slot')).toEqual(await recountTopics());
    expect(await stored('report_obstacle_slot')).toEqual(await recountObstacles());
    expect((await stored('report_obstacle_slot')).length).toBeGreaterThan(20);
    expect((await stored('report_topic_slot')).length).toBeGreaterThan(20);
    expect((await stored('report_call_slot')).length).toBeGreaterThan(20);

    for (let round = 0; round < 5; round += 1) {
      for (let at = 0; at < 10; at += 1) calls.push(await addCall());
      await db.pool.query("UPDATE call SET state = 'ended', ended_at_ms = arrived_at_ms + $1 WHERE id = ANY ($2) AND state IN ('waiting', 'offered', 'talking')", [60_000 + below(60_000), calls.filter(() => below(3) === 0)]);
      await db.pool.query('WITH gone AS (SELECT id FROM interaction ORDER BY id LIMIT 3) DELETE FROM asked_question WHERE interaction_id IN (SELECT id FROM gone)');
      await db.pool.query('DELETE FROM interaction WHERE id IN (SELECT id FROM interaction ORDER BY id LIMIT 3)');
      await db.pool.query("UPDATE interaction SET outcome = 'material', started_at_ms = started_at_ms + 7200000 WHERE id IN (SELECT id FROM interaction ORDER BY id DESC LIMIT 4)");
      // Taken back by its author: it counts nowhere.
      await db.pool.query('UPDATE interaction SET retracted_at_ms = $1 WHERE id IN (SELECT id FROM interaction WHERE retracted_at_ms IS NULL ORDER BY id DESC OFFSET 5 LIMIT 2)', [BEGIN_MS]);
      for (let at = 0; at < 5; at += 1) await addContact(oneOf(calls));
      await db.pool.query('DELETE FROM asked_question WHERE id IN (SELECT id FROM asked_question ORDER BY id LIMIT 2)');
      await db.pool.query('UPDATE household SET tier = $1, relation_class = $2 WHERE id = $3', [oneOf(['A', 'B', 'C']), oneOf(['own', 'rival']), household.id]);
      await db.pool.query('UPDATE asked_question SET article_id = $1 WHERE id IN (SELECT id FROM asked_question ORDER BY id DESC LIMIT 3)', [oneOf(articles)]);
      await countAll();
      expect(await stored('report_call_slot')).toEqual(await recountCalls());
      expect(await stored('report_contact_slot')).toEqual(await recountContacts());
      expect(await stored('report_topic_slot')).toEqual(await recountTopics());
      expect(await stored('report_obstacle_slot')).toEqual(await recountObstacles());
    }
    expect(await stored('report_mark')).toEqual([]);
  });

  it('is the same of half hours that lie years apart', async () => {
    const old = await addCall();
    await db.pool.query('UPDATE call SET arrived_at_ms = arrived_at_ms - $1, answered_at_ms = answered_at_ms - $1, ended_at_ms = ended_at_ms - $1 WHERE id = $2', [2 * 365 * 86_400_000, old]);
    for (let at = 0; at < 5; at += 1) await addContact(old);
    await countAll();
    expect(await stored('report_call_slot')).toEqual(await recountCalls());
    expect(await stored('report_contact_slot')).toEqual(await recountContacts());
  });

  it('is counted once by centrals that count at the same moment', async () => {
    for (let at = 0; at < 40; at += 1) await addCall();
    await Promise.all([countAll(), countAll(), countAll()]);
    expect(await stored('report_call_slot')).toEqual(await recountCalls());
  });
});

describe('counting that takes too long', () => {
  const always = { fromMs: 0, toMs: 2 ** 52 };
  /** Another central counts and does not come to an end, until the work is done. */
  async function whileAnotherCounts(work: () => Promise<void>): Promise<void> {
    await inTransaction(db.pool, async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [0x7265706f]);
      await work();
    });
  }
  const markAll = () => db.pool.query("INSERT INTO report_mark (part, slot_ms) SELECT 'call', $1::bigint + n * $2::bigint FROM generate_series(0, 39) n", [BEGIN_MS, SLOT_MS]);

  it('opens a report all the same, with what is still to be counted', async () => {
    await markAll();
    await whileAnotherCounts(async () => { await countChanged(db.pool, always); });
    expect(await pendingSlots(db.pool, always)).toBe(40);
    await countChanged(db.pool, always);
    expect(await pendingSlots(db.pool, always)).toBe(0);
  });

  it('is done in smaller turns until one succeeds, and in larger ones again', async () => {
    await markAll();
    const counter = new SlotCounter(db.pool, 100);
    await whileAnotherCounts(async () => {
      for (let turn = 0; turn < 3; turn += 1) await expect(counter.turn()).rejects.toThrow(/statement timeout/);
    });
    expect([await counter.turn(), await counter.turn(), await counter.turn(), await counter.turn()]).toEqual([6, 12, 22, 0]);
    expect(await stored('report_call_slot')).toEqual(await recountCalls());
  });
});
