import type { CallerNews, WaitingCall } from '../../shared/line/lineMessages.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';

/** A call as routing needs it. */
export interface StandingCall {
  readonly id: string;
  readonly direction: 'in' | 'out';
  /** kept: hung up, the place is theirs; returned: its turn came, an agent has the callback; turned-away: closed, full or too long. */
  readonly state: 'waiting' | 'offered' | 'talking' | 'ended' | 'abandoned' | 'kept' | 'returned' | 'turned-away';
  readonly number: string | null;
  readonly storedNumber: string | null;
  readonly dialled: string | null;
  readonly queueId: string | null;
  readonly queueName: string | null;
  readonly agentId: string | null;
  readonly arrivedAtMs: number;
  readonly answeredAtMs: number | null;
  readonly endedBy: 'customer' | 'agent' | 'line' | null;
  /** What its caller was told when it did not get through, and when the queue opens. */
  readonly told: Exclude<CallerNews, 'no-callback'> | null;
  readonly opensAtMs: number | null;
}

const COLUMNS = `c.id, c.direction, c.state, c.number, c.stored_number AS "storedNumber", c.dialled, c.queue_id AS "queueId",
  (SELECT q.name FROM queue q WHERE q.id = c.queue_id) AS "queueName", c.agent_id AS "agentId", c.arrived_at_ms AS "arrivedAtMs",
  c.answered_at_ms AS "answeredAtMs", c.ended_by AS "endedBy", c.told, c.opens_at_ms AS "opensAtMs"`;

const lock = statement(`SELECT ${COLUMNS} FROM call c WHERE c.id = $1 FOR UPDATE OF c`);
export async function lockCall(on: Connection, id: string): Promise<StandingCall | null> {
  return await row<StandingCall>(on, lock, [id]);
}

const lockMany = statement(`SELECT ${COLUMNS} FROM call c WHERE c.id = ANY ($1::text[]) ORDER BY c.id FOR UPDATE OF c`);
/** Those of some calls that there are, held until the transaction ends. */
export async function lockCalls(on: Connection, ids: readonly string[]): Promise<readonly StandingCall[]> {
  return ids.length === 0 ? [] : await rows<StandingCall>(on, lockMany, [ids]);
}

const live = statement(`SELECT ${COLUMNS} FROM call c WHERE c.state IN ('waiting', 'offered', 'talking') AND (c.line = $1 OR c.line IS NULL) ORDER BY c.id FOR UPDATE OF c`);
/** The calls a line has, as far as we know. */
export async function lockLiveCalls(on: Connection, line: string): Promise<readonly StandingCall[]> {
  return await rows<StandingCall>(on, live, [line]);
}

const arrive = statement(`
  INSERT INTO call (id, direction, state, number, stored_number, dialled, keys, queue_id, household_id, arrived_at_ms, line, tier, language, rank_at_ms, last_agent_id)
  VALUES ($1, 'in', 'waiting', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (id) DO NOTHING`);
/** What is known of a caller, beside what the line told. */
export interface Arrival {
  readonly line: string;
  readonly storedNumber: string | null;
  readonly queueId: string | null;
  readonly householdId: string | null;
  readonly tier: string | null;
  readonly language: string | null;
  readonly lastAgentId: string | null;
  readonly rankAtMs: number;
}
const arrivalColumns = (call: WaitingCall, as: Arrival): unknown[] => [
  call.callId, call.from, as.storedNumber, call.dialled, call.keys, as.queueId, as.householdId, call.arrivedAtMs, as.line, as.tier, as.language, as.rankAtMs, as.lastAgentId,
];
/** A call came in and waits. One that is known already is left as it stands. @returns whether it was new. */
export async function addWaitingCall(on: Connection, call: WaitingCall, as: Arrival): Promise<boolean> {
  return (await run(on, arrive, arrivalColumns(call, as))) === 1;
}

const arriveMany = statement(`
  INSERT INTO call (id, number, stored_number, dialled, keys, queue_id, household_id, arrived_at_ms, line, tier, language, rank_at_ms, last_agent_id, direction, state)
  SELECT k.*, 'in', 'waiting' FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::bigint[], $9::text[], $10::text[], $11::text[], $12::bigint[], $13::uuid[]) k
  ON CONFLICT (id) DO NOTHING`);
/** Calls came in and wait. @returns how many of them were new. */
export async function addWaitingCalls(on: Connection, arrivals: readonly { readonly call: WaitingCall; readonly as: Arrival }[]): Promise<number> {
  const each = arrivals.map(({ call, as }) => arrivalColumns(call, as));
  return await run(on, arriveMany, Array.from({ length: 13 }, (_, column) => each.map((values) => values[column])));
}

const dial = statement(`
  INSERT INTO call (id, direction, state, number, stored_number, agent_id, arrived_at_ms, line) VALUES ($1, 'out', 'talking', $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING`);
/** An agent rings out. */
export async function addDialledCall(on: Connection, line: string, id: string, to: string, storedNumber: string | null, agentId: string | null, atMs: number): Promise<void> {
  await run(on, dial, [id, to, storedNumber, agentId, atMs, line]);
}

const unknown = statement(`
  INSERT INTO call (id, direction, state, agent_id, arrived_at_ms, answered_at_ms, line) VALUES ($1, 'in', 'talking', $2, $3, $3, $4) ON CONFLICT (id) DO NOTHING`);
/** A call that came and was answered while central was away. */
export async function addUnknownTalk(on: Connection, line: string, id: string, agentId: string | null, answeredAtMs: number): Promise<void> {
  await run(on, unknown, [id, agentId, answeredAtMs, line]);
}

const wait = statement("UPDATE call SET state = 'waiting', agent_id = NULL, offered_at_ms = NULL WHERE id = $1");
// Whoever is put a call is shown who is behind its number from then on: see visibleSql.
const REMEMBER = `INSERT INTO offered_number (agent_id, number, offered_at_ms) SELECT $2::uuid, c.stored_number, $3::bigint FROM c
  WHERE c.direction = 'in' AND c.stored_number IS NOT NULL AND $2::uuid IS NOT NULL ON CONFLICT (agent_id, number) DO UPDATE SET offered_at_ms = greatest(offered_number.offered_at_ms, excluded.offered_at_ms)`;
// Told of in a hello, an offer that stands is no second one.
const offer = statement(`WITH c AS (UPDATE call SET state = 'offered', agent_id = $2::uuid, offered_at_ms = $3::bigint,
    offers = offers + CASE WHEN state = 'offered' AND agent_id = $2::uuid THEN 0 ELSE 1 END WHERE id = $1 RETURNING direction, stored_number) ${REMEMBER}`);
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
// Whoever has given up, or is doing so at this moment, is offered to nobody.
const offerMany = statement(`WITH free AS (SELECT id FROM call WHERE id = ANY ($1::text[]) AND state = 'waiting' ORDER BY id FOR UPDATE SKIP LOCKED),
  c AS (UPDATE call SET state = 'offered', agent_id = k.agent_id, offered_at_ms = $3::bigint, offers = offers + 1
    FROM unnest($1::text[], $2::uuid[]) k (id, agent_id) JOIN free USING (id) WHERE call.id = k.id RETURNING call.id, call.direction, call.stored_number, k.agent_id),
  shown AS (INSERT INTO offered_number (agent_id, number, offered_at_ms) SELECT c.agent_id, c.stored_number, $3::bigint FROM c WHERE c.direction = 'in' AND c.stored_number IS NOT NULL
    ON CONFLICT (agent_id, number) DO UPDATE SET offered_at_ms = greatest(offered_number.offered_at_ms, excluded.offered_at_ms))
  SELECT id FROM c`);
/**
 * Waiting calls are offered, each to an agent of its own.
 * @returns those that were: a call that waits no more, or that somebody else is changing, is left as it is.
 */
export async function callsOffered(on: Connection, offers: readonly { readonly id: string; readonly agentId: string }[], atMs: number): Promise<readonly string[]> {
  if (offers.length === 0) return [];
  return (await rows<{ id: string }>(on, offerMany, [offers.map((each) => each.id), offers.map((each) => each.agentId), atMs])).map(({ id }) => id);
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

const answerMany = statement(`WITH k AS (SELECT * FROM unnest($1::text[], $2::uuid[], $3::bigint[]) k (id, agent_id, at_ms)),
  c AS (UPDATE call SET state = 'talking', agent_id = k.agent_id, answered_at_ms = coalesce(answered_at_ms, k.at_ms) FROM k WHERE call.id = k.id RETURNING call.direction, call.stored_number, k.agent_id, k.at_ms)
  INSERT INTO offered_number (agent_id, number, offered_at_ms) SELECT c.agent_id, c.stored_number, max(c.at_ms) FROM c
  WHERE c.direction = 'in' AND c.stored_number IS NOT NULL AND c.agent_id IS NOT NULL GROUP BY 1, 2
  ON CONFLICT (agent_id, number) DO UPDATE SET offered_at_ms = greatest(offered_number.offered_at_ms, excluded.offered_at_ms)`);
export interface Answer { readonly id: string; readonly agentId: string | null; readonly atMs: number }
/** Different calls were answered. */
export async function callsAnswered(on: Connection, answers: readonly Answer[]): Promise<void> {
  if (answers.length > 0) await run(on, answerMany, [answers.map(({ id }) => id), answers.map(({ agentId }) => agentId), answers.map(({ atMs }) => atMs)]);
}

const endMany = statement(`UPDATE call SET state = 'ended', ended_at_ms = k.at_ms, ended_by = k.by
  FROM unnest($1::text[], $2::bigint[], $3::text[]) k (id, at_ms, by) WHERE call.id = k.id`);
export interface End { readonly id: string; readonly atMs: number; readonly by: 'customer' | 'agent' | 'line' }
/** Different calls are over. */
export async function callsEnded(on: Connection, ends: readonly End[]): Promise<void> {
  if (ends.length > 0) await run(on, endMany, [ends.map(({ id }) => id), ends.map(({ atMs }) => atMs), ends.map(({ by }) => by)]);
}

const turnAway = statement("UPDATE call SET state = $2, told = $3, opens_at_ms = $4, ended_at_ms = $5, ended_by = 'line' WHERE id = $1");
/** It does not get through now: the caller is told why and the line hangs up. */
export async function callTurnedAway(on: Connection, id: string, told: NonNullable<StandingCall['told']>, opensAtMs: number | null, atMs: number): Promise<void> {
  await run(on, turnAway, [id, told === 'callback-kept' ? 'kept' : 'turned-away', told, opensAtMs, atMs]);
}

const give = statement("UPDATE call SET state = 'returned', agent_id = $2 WHERE id = $1");
/** The turn of a caller who kept their place has come: this agent rings them. */
export async function placeReturned(on: Connection, id: string, agentId: string): Promise<void> {
  await run(on, give, [id, agentId]);
}

const promise = statement('UPDATE call SET callback_id = $2 WHERE id = $1');
export async function callbackMadeOf(on: Connection, callId: string, callbackId: string): Promise<void> {
  await run(on, promise, [callId, callbackId]);
}

const tooLong = statement(`
  SELECT c.id FROM call c JOIN queue q ON q.id = c.queue_id WHERE c.state = 'waiting' AND c.line = $1
    AND c.arrived_at_ms <= $2::bigint - (q.rules->>'maxWaitSeconds')::bigint * 1000 ORDER BY c.rank_at_ms, c.id LIMIT 100 FOR UPDATE OF c SKIP LOCKED`);
/** Those on a line who have waited as long as their queue lets them, held until the transaction ends. */
export async function lockOverdue(on: Connection, line: string, nowMs: number): Promise<readonly string[]> {
  return (await rows<{ id: string }>(on, tooLong, [line, nowMs])).map((found) => found.id);
}

const stuck = statement(`
  SELECT id FROM call WHERE state = 'offered' AND offered_at_ms < $1::bigint - ((SELECT ring_seconds FROM policy) + 10) * 1000`);
/** Calls offered so long ago that the line must have forgotten to say what became of it. */
export async function stuckOffers(on: Connection, nowMs: number): Promise<readonly string[]> {
  return (await rows<{ id: string }>(on, stuck, [nowMs])).map((found) => found.id);
}

/** The 800 or 400 number as its row has it: digits without the country. */
export function queueDigits(dialled: string): string {
  return dialled.replace(/\D/g, '').replace(/^(?:00)?86(?=[48]00\d{7}$)/, '').replace(/^0+/, '');
}
