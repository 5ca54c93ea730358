import type { Tier } from '../../shared/customers/customer.ts';
import type { RoutedAgent, WaitingCaller } from '../../shared/routing/mayTake.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';

const hold = statement('SELECT 1 AS one FROM line_holder WHERE line = $1 AND holder = $2 FOR UPDATE');
/** Keeps every other central from giving this line's calls away until the transaction ends. @returns false when it is not ours any more. */
export async function holdLine(on: Connection, line: string, holder: string): Promise<boolean> {
  return await row(on, hold, [line, holder]) !== null;
}

const take = statement(`
  INSERT INTO line_holder (line, holder, since_ms) VALUES ($1, $2, $3) ON CONFLICT (line) DO UPDATE SET holder = excluded.holder, since_ms = excluded.since_ms`);
/** The line said hello to us: from now on we alone offer its calls. */
export async function takeLine(on: Connection, line: string, holder: string, nowMs: number): Promise<void> {
  await run(on, take, [line, holder, nowMs]);
}

const may = statement(`
  SELECT EXISTS (SELECT 1 FROM call c WHERE c.state IN ('waiting', 'kept') AND (c.line = $1 OR c.line IS NULL OR c.state = 'kept'))
    AND EXISTS (SELECT 1 FROM agent_presence p WHERE p.state = 'available' AND p.desk_up AND p.held_until_ms <= $2) AS yes`);
/** Whether there is a caller and a free agent at all: the bell rings far more often than that. */
export async function mayOffer(on: Connection, line: string, nowMs: number): Promise<boolean> {
  return (await row<{ yes: boolean }>(on, may, [line, nowMs]))?.yes === true;
}

/** A call's place among all, and what the line must be told of it. */
export interface LockedCaller extends WaitingCaller {
  readonly callbackId: string | null;
}

// A place is kept while nobody took its callback in hand otherwise.
const callers = statement(`
  SELECT c.id, c.queue_id AS "queueId", c.arrived_at_ms AS "arrivedAtMs", c.rank_at_ms AS "rankAtMs", c.language, c.last_agent_id AS "lastAgentId",
    CASE WHEN c.state = 'kept' THEN b.zone END AS "ringBackZone", CASE WHEN c.state = 'kept' THEN c.callback_id END AS "callbackId"
  FROM call c LEFT JOIN callback b ON b.id = c.callback_id
  WHERE (c.state = 'waiting' AND (c.line = $1 OR c.line IS NULL)) OR (c.state = 'kept' AND b.state = 'open' AND b.owner_agent_id IS NULL)
  ORDER BY c.rank_at_ms, c.id LIMIT $2 FOR UPDATE OF c SKIP LOCKED`);
/** Those of a line who wait, and the places that are kept, by rank; held until the transaction ends. Who is just being told of is left out. */
export async function lockCallers(on: Connection, line: string, most: number): Promise<readonly LockedCaller[]> {
  return await rows<LockedCaller>(on, callers, [line, most]);
}

/** An agent who is free, and where the line finds them. */
export interface LockedAgent extends RoutedAgent {
  readonly extension: string;
  /** Their desktop answers by itself. */
  readonly autoAnswer: boolean;
}

const SKILLED = `coalesce((SELECT jsonb_object_agg(s.skill_id, s.level) FROM agent_skill s WHERE s.agent_id = a.id), '{}'::jsonb) AS skills,
  ARRAY(SELECT l.business_line_id FROM agent_business_line l WHERE l.agent_id = a.id) AS "lineIds"`;

const idle = statement(`
  SELECT a.id, a.extension, a.auto_answer AS "autoAnswer", p.since_ms AS "idleSinceMs", ${SKILLED} FROM agent_presence p JOIN agent a ON a.id = p.agent_id
  WHERE p.state = 'available' AND p.desk_up AND a.active AND p.held_until_ms <= $1 ORDER BY p.since_ms, p.agent_id FOR UPDATE OF p SKIP LOCKED`);
/** The agents who are free, held until the transaction ends. */
export async function lockIdleAgents(on: Connection, nowMs: number): Promise<readonly LockedAgent[]> {
  return await rows<LockedAgent>(on, idle, [nowMs]);
}

// One who became free after the free ones were read is not among them: soon free, like those in wrap-up.
const busy = statement(`
  SELECT a.id, a.extension, a.auto_answer AS "autoAnswer", NULL AS "idleSinceMs", ${SKILLED} FROM agent_presence p JOIN agent a ON a.id = p.agent_id
  WHERE p.agent_id = ANY ($1::uuid[]) AND p.agent_id <> ALL ($2::uuid[]) AND p.state IN ('available', 'ringing', 'talking', 'wrap-up') AND p.desk_up AND a.active`);
/** Those of some agents who are at work and not among the free ones. */
export async function busyAmong(on: Connection, agentIds: readonly string[], freeIds: readonly string[]): Promise<readonly LockedAgent[]> {
  return await rows<LockedAgent>(on, busy, [agentIds, freeIds]);
}

/** What a caller's place depends on beside the time. */
export interface CallerStanding {
  readonly tier: Tier | null;
  /** A skill of ours; null: anybody understands them. */
  readonly language: string | null;
  readonly lastAgentId: string | null;
}

// Who spoke from this number last tells the language; else the first of the family.
const standing = statement(`
  SELECT coalesce(p.tier, h.tier) AS tier, (SELECT s.id FROM skill s WHERE s.id = p.language) AS language,
    (SELECT i.agent_id FROM interaction i JOIN agent a ON a.id = i.agent_id WHERE i.household_id = h.id AND i.retracted_at_ms IS NULL AND i.kind IN ('call-in', 'call-out')
      AND i.talk_seconds > 0 AND i.started_at_ms >= $3 AND a.active ORDER BY i.started_at_ms DESC, i.id LIMIT 1) AS "lastAgentId"
  FROM household h LEFT JOIN LATERAL (
    SELECT c.tier, c.language FROM customer c WHERE c.household_id = h.id
    ORDER BY (SELECT max(i.started_at_ms) FROM interaction i WHERE i.household_id = h.id AND i.customer_id = c.id AND i.number = $2 AND i.retracted_at_ms IS NULL) DESC NULLS LAST, c.id LIMIT 1) p ON true
  WHERE h.id = $1`);
/** @param sinceMs spoken with before, an agent is nobody special. */
export async function callerStanding(on: Connection, householdId: string, storedNumber: string, sinceMs: number): Promise<CallerStanding | null> {
  return await row<CallerStanding>(on, standing, [householdId, storedNumber, sinceMs]);
}

const many = statement("SELECT count(*)::int AS n FROM call WHERE queue_id = $1 AND state IN ('waiting', 'kept', 'offered') AND id <> $2");
/** How many others wait in a queue, on the line or with their place kept. */
export async function waitingBeside(on: Connection, queueId: string, callId: string): Promise<number> {
  return (await row<{ n: number }>(on, many, [queueId, callId]))?.n ?? 0;
}

const keepFree = statement('UPDATE agent_presence SET held_until_ms = $2 WHERE agent_id = $1');
/** Offers this agent no call until then. */
export async function keepAgentFree(on: Connection, agentId: string, untilMs: number): Promise<void> {
  await run(on, keepFree, [agentId, untilMs]);
}
