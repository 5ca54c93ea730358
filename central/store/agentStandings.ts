import type { AgentPresence } from '../../shared/agents/agentState.ts';
import type { ColleagueState } from '../../shared/agents/colleagueState.ts';
import type { AgentStanding } from '../../shared/agents/agentStateMachine.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';

const lock = statement('SELECT standing, session_id AS "sessionId" FROM agent_presence WHERE agent_id = $1 FOR UPDATE');
const begin = statement(`
  INSERT INTO agent_presence (agent_id, standing, state, since_ms, seq) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (agent_id) DO NOTHING`);
const save = statement('UPDATE agent_presence SET standing = $2, state = $3, since_ms = $4, seq = $5 WHERE agent_id = $1');

interface LockedStanding { readonly standing: AgentStanding; readonly sessionId: string | null }

function columns(agentId: string, standing: AgentStanding): unknown[] {
  const { state, sinceMs, seq } = standing.presence;
  return [agentId, JSON.stringify(standing), state.kind, sinceMs, seq];
}

/** Reads an agent's standing and holds it until the transaction ends. `initial` is stored when there is none yet. */
export async function lockStanding(on: Connection, agentId: string, initial: AgentStanding): Promise<LockedStanding> {
  const there = await row<LockedStanding>(on, lock, [agentId]);
  if (there !== null) return there;
  await run(on, begin, columns(agentId, initial));
  return await row<LockedStanding>(on, lock, [agentId]) ?? { standing: initial, sessionId: null };
}

export async function saveStanding(on: Connection, agentId: string, standing: AgentStanding): Promise<void> {
  await run(on, save, columns(agentId, standing));
}

const lockMany = statement('SELECT agent_id AS "agentId", standing FROM agent_presence WHERE agent_id = ANY ($1::uuid[]) ORDER BY agent_id FOR UPDATE');
/** Reads the standings of those agents who have one, and holds them until the transaction ends. */
export async function lockStandings(on: Connection, agentIds: readonly string[]): Promise<readonly { readonly agentId: string; readonly standing: AgentStanding }[]> {
  return agentIds.length === 0 ? [] : await rows(on, lockMany, [agentIds]);
}

const saveMany = statement(`
  UPDATE agent_presence p SET standing = k.standing::jsonb, state = k.state, since_ms = k.since_ms, seq = k.seq
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::bigint[]) k (agent_id, standing, state, since_ms, seq) WHERE p.agent_id = k.agent_id`);
/** Of agents whose standing is held. */
export async function saveStandings(on: Connection, agents: readonly { readonly agentId: string; readonly standing: AgentStanding }[]): Promise<void> {
  const rowsOf = agents.map(({ agentId, standing }) => columns(agentId, standing));
  await run(on, saveMany, [0, 1, 2, 3, 4].map((column) => rowsOf.map((each) => each[column])));
}

const deskUp = statement('UPDATE agent_presence SET desk_up = true, desk_seen_at_ms = $2, session_id = $3 WHERE agent_id = $1');
/** A desktop of this session is connected. */
export async function markDeskUp(on: Connection, agentId: string, sessionId: string, nowMs: number): Promise<void> {
  await run(on, deskUp, [agentId, nowMs, sessionId]);
}

// A row that somebody else is changing is left alone: whoever holds several must wait for none, and its desktop goes the long way.
const back = statement(`
  WITH k AS (SELECT * FROM unnest($1::uuid[], $2::uuid[]) k (agent_id, session_id)),
  closed AS (DELETE FROM watched_household WHERE session_id = ANY ($2::uuid[])),
  held AS MATERIALIZED (SELECT p.agent_id, p.session_id FROM agent_presence p JOIN k USING (agent_id, session_id) FOR UPDATE OF p SKIP LOCKED)
  UPDATE agent_presence p SET desk_up = true, desk_seen_at_ms = $3 FROM held WHERE p.agent_id = held.agent_id
  RETURNING p.session_id AS "sessionId", p.standing`);
/**
 * Desktops are connected, and watch no household yet.
 * @returns for each, in the order asked, its agent's standing when it was this session's before too; else null, or when somebody else is changing it.
 */
export async function desksAreBack(on: Connection, seats: readonly { readonly agentId: string; readonly sessionId: string }[], nowMs: number): Promise<readonly (AgentStanding | null)[]> {
  const found = await rows<{ sessionId: string; standing: AgentStanding }>(on, back, [seats.map((each) => each.agentId), seats.map((each) => each.sessionId), nowMs]);
  const standings = new Map(found.map(({ sessionId, standing }) => [sessionId, standing]));
  return seats.map(({ sessionId }) => standings.get(sessionId) ?? null);
}

const seen = statement('UPDATE agent_presence SET desk_seen_at_ms = $2 WHERE agent_id = ANY ($1::uuid[]) AND desk_up');
export async function markDesksSeen(on: Connection, agentIds: readonly string[], nowMs: number): Promise<void> {
  await run(on, seen, [agentIds, nowMs]);
}

const stale = statement('UPDATE agent_presence SET desk_up = false WHERE desk_up AND desk_seen_at_ms < $1 RETURNING agent_id AS id');
/** Desktops not heard of since an instant. Each is told once. */
export async function takeLostDesks(on: Connection, beforeMs: number): Promise<readonly string[]> {
  return (await rows<{ id: string }>(on, stale, [beforeMs])).map((found) => found.id);
}

const presences = statement(`
  SELECT p.agent_id AS "agentId", p.standing->'presence' AS presence FROM unnest($1::uuid[], $2::bigint[]) k (id, seq) JOIN agent_presence p ON p.agent_id = k.id WHERE p.seq > k.seq`);
/** Agents whose presence is newer than the one known. @param known `seq` of each: -1 for none yet. */
export async function presencesAfter(on: Connection, known: ReadonlyMap<string, number>): Promise<readonly { readonly agentId: string; readonly presence: AgentPresence }[]> {
  return await rows(on, presences, [[...known.keys()], [...known.values()]]);
}

const onDesks = statement(`
  SELECT p.agent_id AS "agentId", p.standing->'presence'->'state' AS state FROM agent_presence p JOIN agent a ON a.id = p.agent_id WHERE p.desk_up AND a.active`);
/** Agents whose desktop is there, with their states. */
export async function colleaguesOnDesks(on: Connection): Promise<readonly ColleagueState[]> {
  const found = await rows<ColleagueState>(on, onDesks);
  return found.filter(({ state }) => state.kind !== 'not-ready' || state.reason !== 'signed-out');
}

const overdue = statement(`
  SELECT agent_id AS id FROM agent_presence WHERE state = 'wrap-up' AND since_ms < $1::bigint - ((SELECT wrap_up_seconds FROM policy) + 3) * 1000`);
/** Agents whose wrap-up should be over: their desktop should have said so three seconds ago. */
export async function overdueWrapUps(on: Connection, nowMs: number): Promise<readonly string[]> {
  return (await rows<{ id: string }>(on, overdue, [nowMs])).map((found) => found.id);
}

const lines = statement(`
  SELECT a.id, a.extension, coalesce(p.state, 'not-ready') AS state, p.standing->>'callId' AS "callId",
    coalesce(p.standing->'also', '[]') || coalesce(p.standing->'colleagues', '[]') AS beside, p.standing->'down'->'line' AS down
  FROM agent a LEFT JOIN agent_presence p ON p.agent_id = a.id WHERE a.active`);
export interface AgentOnLine {
  readonly id: string;
  readonly extension: string;
  readonly state: string;
  readonly callId: string | null;
  /** Their other calls, with customers and colleagues. */
  readonly beside: readonly string[];
  /** What the line said was down; null: never heard of. */
  readonly down: readonly string[] | null;
}
export async function agentsOnLine(on: Connection): Promise<readonly AgentOnLine[]> {
  return await rows(on, lines);
}

const byExtensions = statement('SELECT extension, id FROM agent WHERE extension = ANY ($1::text[])');
export async function agentsOfExtensions(on: Connection, extensions: readonly string[]): Promise<readonly { readonly extension: string; readonly id: string }[]> {
  return extensions.length === 0 ? [] : await rows(on, byExtensions, [extensions]);
}

const byExtension = statement('SELECT id FROM agent WHERE extension = $1');
export async function agentOfExtension(on: Connection, extension: string): Promise<string | null> {
  return (await row<{ id: string }>(on, byExtension, [extension]))?.id ?? null;
}
