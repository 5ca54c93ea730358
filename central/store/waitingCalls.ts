import type { AgentStanding } from '../../shared/agents/agentStateMachine.ts';
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
export interface FoundCaller extends WaitingCaller {
  readonly callbackId: string | null;
}

// A place is kept while nobody took its callback in hand otherwise.
const CALLERS = `
  SELECT c.id, c.queue_id AS "queueId", c.arrived_at_ms AS "arrivedAtMs", c.rank_at_ms AS "rankAtMs", c.language, c.last_agent_id AS "lastAgentId",
    CASE WHEN c.state = 'kept' THEN b.zone END AS "ringBackZone", CASE WHEN c.state = 'kept' THEN c.callback_id END AS "callbackId"
  FROM call c LEFT JOIN callback b ON b.id = c.callback_id
  WHERE (c.state = 'waiting' AND (c.line = $1 OR c.line IS NULL)) OR (c.state = 'kept' AND b.state = 'open' AND b.owner_agent_id IS NULL)
  ORDER BY c.rank_at_ms, c.id LIMIT $2`;
const callers = statement(CALLERS);
const callersHeld = statement(`${CALLERS} FOR UPDATE OF c SKIP LOCKED`);
/**
 * Those of a line who wait, and the places that are kept, by rank.
 *
 * @param held they are held until the transaction ends, and who is just being told of is left out; else they are read as they stand.
 */
export async function waitingCallers(on: Connection, line: string, most: number, held: boolean): Promise<readonly FoundCaller[]> {
  return await rows<FoundCaller>(on, held ? callersHeld : callers, [line, most]);
}

/** An agent, and where the line finds them. */
export interface FoundAgent extends RoutedAgent {
  readonly extension: string;
  /** Their desktop answers by itself. */
  readonly autoAnswer: boolean;
}

// Most agents have no skill in particular: null is read quicker than an object without keys.
type AgentRow = Omit<FoundAgent, 'skills' | 'lineIds'> & { readonly skills: FoundAgent['skills'] | null; readonly lineIds: readonly string[] | null };
const NO_SKILLS: FoundAgent['skills'] = {};
const NO_LINES: readonly string[] = [];
const asFound = ({ skills, lineIds, ...agent }: AgentRow): FoundAgent => ({ ...agent, skills: skills ?? NO_SKILLS, lineIds: lineIds ?? NO_LINES });

const FOUND = 'a.id, a.extension, a.auto_answer AS "autoAnswer", s.skills, l.ids AS "lineIds"';
// Put together once for all: asked for each agent it took five times as long.
const SKILLED = `LEFT JOIN (SELECT agent_id, jsonb_object_agg(skill_id, level) AS skills FROM agent_skill GROUP BY 1) s ON s.agent_id = a.id
  LEFT JOIN (SELECT agent_id, array_agg(business_line_id) AS ids FROM agent_business_line GROUP BY 1) l ON l.agent_id = a.id`;

const IS_FREE = "p.state = 'available' AND p.desk_up AND p.held_until_ms <= $1";
const IDLE = `
  SELECT ${FOUND}, p.since_ms AS "idleSinceMs" FROM agent_presence p JOIN agent a ON a.id = p.agent_id ${SKILLED}
  WHERE ${IS_FREE} AND a.active ORDER BY p.since_ms, p.agent_id`;
const idle = statement(IDLE);
const idleHeld = statement(`${IDLE} FOR UPDATE OF p SKIP LOCKED`);
/**
 * The agents who are free.
 *
 * @param held they are held until the transaction ends, and who is just changing is left out; else they are read as they stand.
 */
export async function idleAgents(on: Connection, nowMs: number, held: boolean): Promise<readonly FoundAgent[]> {
  return (await rows<AgentRow>(on, held ? idleHeld : idle, [nowMs])).map(asFound);
}

const chosen = statement(`
  SELECT p.agent_id AS "agentId", p.standing FROM agent_presence p WHERE p.agent_id = ANY ($2::uuid[]) AND ${IS_FREE} ORDER BY p.agent_id FOR UPDATE SKIP LOCKED`);
/** Of some agents those who are free still and whom nobody is changing, with how they stand; held until the transaction ends. */
export async function holdFree(on: Connection, agentIds: readonly string[], nowMs: number): Promise<readonly { readonly agentId: string; readonly standing: AgentStanding }[]> {
  return agentIds.length === 0 ? [] : await rows(on, chosen, [nowMs, agentIds]);
}

const keptStill = statement("SELECT id FROM call WHERE id = ANY ($1::text[]) AND state = 'kept' ORDER BY id FOR UPDATE SKIP LOCKED");
/** Of some places that were kept those that still are, held until the transaction ends. */
export async function holdKept(on: Connection, ids: readonly string[]): Promise<readonly string[]> {
  return ids.length === 0 ? [] : (await rows<{ id: string }>(on, keptStill, [ids])).map((found) => found.id);
}

// One who became free after the free ones were read is not among them: soon free, like those in wrap-up.
const busy = statement(`
  SELECT ${FOUND}, NULL AS "idleSinceMs" FROM agent_presence p JOIN agent a ON a.id = p.agent_id ${SKILLED}
  WHERE p.agent_id = ANY ($1::uuid[]) AND p.agent_id <> ALL ($2::uuid[]) AND p.state IN ('available', 'ringing', 'talking', 'wrap-up') AND p.desk_up AND a.active`);
/** Those of some agents who are at work and not among the free ones. */
export async function busyAmong(on: Connection, agentIds: readonly string[], freeIds: readonly string[]): Promise<readonly FoundAgent[]> {
  return (await rows<AgentRow>(on, busy, [agentIds, freeIds])).map(asFound);
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
