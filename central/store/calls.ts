import type { WaitingCall } from '../../shared/line/lineMessages.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';

/** A call as routing needs it. */
export interface StandingCall {
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly state: 'waiting' | 'offered' | 'talking' | 'ended' | 'abandoned';
  readonly number: string | null;
  readonly storedNumber: string | null;
  readonly dialled: string | null;
  readonly queueId: string | null;
  readonly queueName: string | null;
  readonly agentId: string | null;
  readonly arrivedAtMs: number;
  readonly answeredAtMs: number | null;
  readonly endedBy: 'customer' | 'agent' | 'line' | null;
}

const COLUMNS = `c.id, c.direction, c.state, c.number, c.stored_number AS "storedNumber", c.dialled, c.queue_id AS "queueId",
  (SELECT q.name FROM queue q WHERE q.id = c.queue_id) AS "queueName", c.agent_id AS "agentId", c.arrived_at_ms AS "arrivedAtMs",
  c.answered_at_ms AS "answeredAtMs", c.ended_by AS "endedBy"`;

const lock = statement(`SELECT ${COLUMNS} FROM call c WHERE c.id = $1 FOR UPDATE OF c`);
export async function lockCall(on: Connection, id: string): Promise<StandingCall | null> {
  return await row<StandingCall>(on, lock, [id]);
}

const lockWaiting = statement(`SELECT ${COLUMNS} FROM call c WHERE c.state = 'waiting' ORDER BY c.arrived_at_ms, c.id LIMIT 1 FOR UPDATE OF c SKIP LOCKED`);
/** The call that has waited longest, held until the transaction ends. */
export async function lockLongestWaiting(on: Connection): Promise<StandingCall | null> {
  return await row<StandingCall>(on, lockWaiting);
}

const live = statement(`SELECT ${COLUMNS} FROM call c WHERE c.state IN ('waiting', 'offered', 'talking') ORDER BY c.id FOR UPDATE OF c`);
export async function lockLiveCalls(on: Connection): Promise<readonly StandingCall[]> {
  return await rows<StandingCall>(on, live);
}

// A number nobody set up leads to the first queue: better answered by the wrong group than not at all.
const arrive = statement(`
  INSERT INTO call (id, direction, state, number, stored_number, dialled, keys, queue_id, household_id, arrived_at_ms)
  VALUES ($1, 'in', 'waiting', $2, $3, $4, $5, coalesce((SELECT queue_id FROM queue_number WHERE number = $6), (SELECT id FROM queue ORDER BY place LIMIT 1)), $7, $8)
  ON CONFLICT (id) DO NOTHING`);
/** A call came in and waits. One that is known already is left as it stands. @returns whether it was new. */
export async function addWaitingCall(on: Connection, call: WaitingCall, storedNumber: string | null, householdId: string | null): Promise<boolean> {
  return (await run(on, arrive, [call.callId, call.from, storedNumber, call.dialled, call.keys, queueDigits(call.dialled), householdId, call.arrivedAtMs])) === 1;
}

const dial = statement(`
  INSERT INTO call (id, direction, state, number, stored_number, agent_id, arrived_at_ms) VALUES ($1, 'out', 'talking', $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING`);
/** An agent rings out. */
export async function addDialledCall(on: Connection, id: string, to: string, storedNumber: string | null, agentId: string | null, atMs: number): Promise<void> {
  await run(on, dial, [id, to, storedNumber, agentId, atMs]);
}

const unknown = statement(`
  INSERT INTO call (id, direction, state, agent_id, arrived_at_ms, answered_at_ms) VALUES ($1, 'in', 'talking', $2, $3, $3) ON CONFLICT (id) DO NOTHING`);
/** A call that came and was answered while central was away. */
export async function addUnknownTalk(on: Connection, id: string, agentId: string | null, answeredAtMs: number): Promise<void> {
  await run(on, unknown, [id, agentId, answeredAtMs]);
}

const wait = statement("UPDATE call SET state = 'waiting', agent_id = NULL, offered_at_ms = NULL WHERE id = $1");
// Whoever is put a call is shown who is behind its number from then on: see visibleSql.
const REMEMBER = `INSERT INTO offered_number (agent_id, number, offered_at_ms) SELECT $2::uuid, c.stored_number, $3::bigint FROM c
  WHERE c.direction = 'in' AND c.stored_number IS NOT NULL AND $2::uuid IS NOT NULL ON CONFLICT (agent_id, number) DO UPDATE SET offered_at_ms = greatest(offered_number.offered_at_ms, excluded.offered_at_ms)`;
const offer = statement(`WITH c AS (UPDATE call SET state = 'offered', agent_id = $2::uuid, offered_at_ms = $3::bigint, offers = offers + 1 WHERE id = $1 RETURNING direction, stored_number) ${REMEMBER}`);
const answer = statement(`WITH c AS (UPDATE call SET state = 'talking', agent_id = $2::uuid, answered_at_ms = coalesce(answered_at_ms, $3::bigint) WHERE id = $1 RETURNING direction, stored_number) ${REMEMBER}`);
const ring = statement(`WITH c AS (SELECT direction, stored_number FROM call WHERE id = $1) ${REMEMBER}`);
const end = statement("UPDATE call SET state = 'ended', ended_at_ms = $2, ended_by = $3 WHERE id = $1");
const abandon = statement("UPDATE call SET state = 'abandoned', ended_at_ms = $2, ended_by = 'customer' WHERE id = $1");

export async function callWaits(on: Connection, id: string): Promise<void> {
  await run(on, wait, [id]);
}
export async function callOffered(on: Connection, id: string, agentId: string | null, atMs: number): Promise<void> {
  await run(on, offer, [id, agentId, atMs]);
}
/** It rings at an agent it was not offered to: a colleague passed it on. */
export async function callRings(on: Connection, id: string, agentId: string, atMs: number): Promise<void> {
  await run(on, ring, [id, agentId, atMs]);
}
export async function callAnswered(on: Connection, id: string, agentId: string | null, atMs: number): Promise<void> {
  await run(on, answer, [id, agentId, atMs]);
}
export async function callEnded(on: Connection, id: string, atMs: number, by: 'customer' | 'agent' | 'line'): Promise<void> {
  await run(on, end, [id, atMs, by]);
}
export async function callAbandoned(on: Connection, id: string, atMs: number): Promise<void> {
  await run(on, abandon, [id, atMs]);
}

const stuck = statement(`
  SELECT id FROM call WHERE state = 'offered' AND offered_at_ms < $1::bigint - ((SELECT ring_seconds FROM policy) + 10) * 1000`);
/** Calls offered so long ago that the line must have forgotten to say what became of it. */
export async function stuckOffers(on: Connection, nowMs: number): Promise<readonly string[]> {
  return (await rows<{ id: string }>(on, stuck, [nowMs])).map((found) => found.id);
}

/** The 800 or 400 number as its row has it: digits without the country. */
function queueDigits(dialled: string): string {
  return dialled.replace(/\D/g, '').replace(/^(?:00)?86(?=[48]00\d{7}$)/, '').replace(/^0+/, '');
}
