import type { Agent } from '../../shared/agents/agent.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';
import { recordJson } from './recordColumns.ts';
import { visibleSql } from './remits.ts';

export type EndedWhy = 'taken-over' | 'signed-out' | 'expired' | 'token-reused';

export interface DeskSession {
  readonly id: string;
  readonly agentId: string;
  readonly deviceId: string;
  readonly refreshHash: string;
  readonly previousHash: string | null;
  readonly rotatedAtMs: number;
  readonly seenAtMs: number;
  readonly endedAtMs: number | null;
  readonly endedWhy: EndedWhy | null;
}

const COLUMNS = `id, agent_id AS "agentId", device_id AS "deviceId", refresh_hash AS "refreshHash", previous_hash AS "previousHash",
  rotated_at_ms AS "rotatedAtMs", seen_at_ms AS "seenAtMs", ended_at_ms AS "endedAtMs", ended_why AS "endedWhy"`;

const start = statement(`
  INSERT INTO desk_session (id, agent_id, device_id, desktop_version, refresh_hash, rotated_at_ms, started_at_ms, seen_at_ms)
  VALUES ($1, $2, $3, $4, $5, $6, $6, $6)`);

const addMirror = statement('INSERT INTO desk_mirror (agent_id, device_id) VALUES ($1, $2) ON CONFLICT DO NOTHING');

export async function startSession(
  on: Connection, session: { readonly id: string; readonly agentId: string; readonly deviceId: string; readonly desktopVersion: string; readonly refreshHash: string }, nowMs: number,
): Promise<void> {
  await run(on, addMirror, [session.agentId, session.deviceId]);
  await run(on, start, [session.id, session.agentId, session.deviceId, session.desktopVersion, session.refreshHash, nowMs]);
}

const lock = statement(`SELECT ${COLUMNS} FROM desk_session WHERE id = $1 FOR UPDATE`);
/** Reads a session and holds it: two refreshes at once are answered one after the other. */
export async function lockSession(on: Connection, id: string): Promise<DeskSession | null> {
  return await row<DeskSession>(on, lock, [id]);
}

const lockAgent = statement('SELECT 1 AS one FROM agent WHERE id = $1 FOR UPDATE');
const live = statement(`SELECT ${COLUMNS} FROM desk_session WHERE agent_id = $1 AND ended_at_ms IS NULL`);
/** An agent's sessions that have not ended. Holds the agent's row: two sign-ins at once are decided one after the other. */
export async function lockLiveSessions(on: Connection, agentId: string): Promise<readonly DeskSession[]> {
  await row(on, lockAgent, [agentId]);
  return await rows<DeskSession>(on, live, [agentId]);
}

const rotate = statement('UPDATE desk_session SET refresh_hash = $2, previous_hash = $3, rotated_at_ms = $4, seen_at_ms = $4 WHERE id = $1');
export async function rotateRefresh(on: Connection, id: string, newHash: string, previousHash: string, nowMs: number): Promise<void> {
  await run(on, rotate, [id, newHash, previousHash, nowMs]);
}

const end = statement('UPDATE desk_session SET ended_at_ms = $2, ended_why = $3 WHERE id = ANY ($1::uuid[]) AND ended_at_ms IS NULL');
const unwatch = statement('DELETE FROM watched_household WHERE session_id = ANY ($1::uuid[])');
export async function endSessions(on: Connection, ids: readonly string[], why: EndedWhy, nowMs: number): Promise<void> {
  if (ids.length === 0) return;
  await run(on, end, [ids, nowMs, why]);
  await run(on, unwatch, [ids]);
}

const holders = statement(`
  SELECT s.id, json_build_object('agent', ${recordJson('agent', 'a')}, 'mirrorId', m.id) AS holder FROM desk_session s JOIN agent a ON a.id = s.agent_id
  JOIN desk_mirror m ON m.agent_id = s.agent_id AND m.device_id = s.device_id WHERE s.id = ANY ($1::uuid[]) AND s.ended_at_ms IS NULL AND a.active`);
/** Whose session it is, and what they have on that computer. */
export interface SessionHolder { readonly agent: Agent; readonly mirrorId: string }

/** @returns for each session, in the order asked, whose it is; null for one that is over or whose agent may no longer sign in. */
export async function sessionHolders(on: Connection, sessionIds: readonly string[]): Promise<readonly (SessionHolder | null)[]> {
  const found = new Map((await rows<{ id: string; holder: SessionHolder }>(on, holders, [sessionIds])).map(({ id, holder }) => [id, holder]));
  return sessionIds.map((id) => found.get(id) ?? null);
}

const ended = statement(`
  SELECT s.id, coalesce(s.ended_why, 'signed-out') AS why FROM desk_session s JOIN agent a ON a.id = s.agent_id
  WHERE s.id = ANY ($1::uuid[]) AND (s.ended_at_ms IS NOT NULL OR NOT a.active)`);
/** Which of these sessions are over, or belong to somebody who may no longer sign in. */
export async function endedAmong(on: Connection, ids: readonly string[]): Promise<readonly { readonly id: string; readonly why: EndedWhy }[]> {
  return await rows<{ id: string; why: EndedWhy }>(on, ended, [ids]);
}

const seen = statement('UPDATE desk_session SET seen_at_ms = $2 WHERE id = ANY ($1::uuid[])');
export async function sessionsSeen(on: Connection, ids: readonly string[], nowMs: number): Promise<void> {
  await run(on, seen, [ids, nowMs]);
}

const watch = statement(`
  WITH may AS MATERIALIZED (SELECT ${visibleSql('$2::uuid', '$3::uuid', '$4::bigint')} AS shown),
  put AS (INSERT INTO watched_household (session_id, household_id) SELECT $1::uuid, h.id FROM household h, may WHERE h.id = $2::uuid AND may.shown ON CONFLICT DO NOTHING)
  SELECT shown FROM may`);
const unwatchOne = statement('DELETE FROM watched_household WHERE session_id = $1 AND household_id = $2');

/** @returns false when this agent is not shown it: then it is not watched. */
export async function watchHousehold(on: Connection, desk: { readonly sessionId: string; readonly agent: Agent }, householdId: string, nowMs: number): Promise<boolean> {
  return (await row<{ shown: boolean }>(on, watch, [desk.sessionId, householdId, desk.agent.id, nowMs]))?.shown ?? false;
}
export async function unwatchHousehold(on: Connection, sessionId: string, householdId: string): Promise<void> {
  await run(on, unwatchOne, [sessionId, householdId]);
}
