import type { SupervisionMode } from '../../shared/calls/supervision.ts';
import { SECOND_MS } from '../../shared/time/utcMs.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';

/** One that is open. */
export interface OpenSupervision {
  readonly id: string;
  readonly byAgentId: string;
  readonly byName: string;
  readonly agentId: string;
  readonly callId: string;
  readonly mode: SupervisionMode;
}

/** The line lets a supervisor in within a second; whoever is not in after so long does not come. */
const ENTERS_WITHIN_MS = 20 * SECOND_MS;

const COLUMNS = 's.id, s.by_agent_id AS "byAgentId", b.name AS "byName", s.agent_id AS "agentId", s.call_id AS "callId", s.mode';
const open = statement(`
  SELECT ${COLUMNS} FROM supervision s JOIN agent b ON b.id = s.by_agent_id WHERE s.ended_at_ms IS NULL AND (s.agent_id = $1 OR s.by_agent_id = $2) ORDER BY s.id FOR UPDATE OF s`);
/** Those of an agent and those by a supervisor, held until the transaction ends. */
export async function lockOpenSupervisions(on: Connection, agentId: string, supervisorId: string): Promise<readonly OpenSupervision[]> {
  return await rows<OpenSupervision>(on, open, [agentId, supervisorId]);
}

const add = statement('INSERT INTO supervision (id, by_agent_id, agent_id, call_id, mode, begun_at_ms) VALUES ($1, $2, $3, $4, $5, $6)');
export async function addSupervision(on: Connection, { id, byAgentId, agentId, callId, mode }: Omit<OpenSupervision, 'byName'>, nowMs: number): Promise<void> {
  await run(on, add, [id, byAgentId, agentId, callId, mode, nowMs]);
}

const change = statement('UPDATE supervision SET mode = $2 WHERE id = $1');
export async function changeSupervision(on: Connection, id: string, mode: SupervisionMode): Promise<void> {
  await run(on, change, [id, mode]);
}

const endUse = statement('UPDATE supervision_use SET until_ms = $2 WHERE supervision_id = $1 AND until_ms IS NULL');
const beginUse = statement('INSERT INTO supervision_use (deed_id, supervision_id) VALUES ($1, $2)');
/** From now on they do what the deed says, and no more what they did before. */
export async function beginSupervisionUse(on: Connection, id: string, deedId: number, nowMs: number): Promise<void> {
  await run(on, endUse, [id, nowMs]);
  await run(on, beginUse, [deedId, id]);
}

const entered = statement('UPDATE supervision SET entered_at_ms = $2 WHERE id = $1 AND entered_at_ms IS NULL AND ended_at_ms IS NULL');
export async function supervisionEntered(on: Connection, id: string, atMs: number): Promise<void> {
  await run(on, entered, [id, atMs]);
}

const close = statement(`
  WITH over AS (UPDATE supervision SET ended_at_ms = $2 WHERE id = ANY ($1::text[]) AND ended_at_ms IS NULL RETURNING id)
  UPDATE supervision_use SET until_ms = $2 WHERE supervision_id IN (SELECT id FROM over) AND until_ms IS NULL`);
/** They are over, if they are not yet. Whoever changes the agent's state too does that first: it is what others wait for. */
export async function closeSupervisions(on: Connection, ids: readonly string[], atMs: number): Promise<void> {
  if (ids.length > 0) await run(on, close, [ids, atMs]);
}

/** Whose call it is in. */
export interface PlacedSupervision { readonly id: string; readonly agentId: string }
const all = statement('SELECT id, agent_id AS "agentId" FROM supervision WHERE ended_at_ms IS NULL');
export async function openSupervisions(on: Connection): Promise<readonly PlacedSupervision[]> {
  return await rows<PlacedSupervision>(on, all);
}

const one = statement('SELECT agent_id AS "agentId" FROM supervision WHERE id = $1');
/** The agent in whose call it is or was; null: there is none of this id. */
export async function agentOfSupervision(on: Connection, id: string): Promise<string | null> {
  return (await row<{ agentId: string }>(on, one, [id]))?.agentId ?? null;
}

const household = statement('SELECT household_id AS "householdId" FROM call WHERE id = $1');
/** Whose call it is, as far as that is known. */
export async function householdOfCall(on: Connection, callId: string): Promise<string | null> {
  return (await row<{ householdId: string | null }>(on, household, [callId]))?.householdId ?? null;
}

const stray = statement(`
  SELECT s.id, s.agent_id AS "agentId" FROM supervision s LEFT JOIN agent_presence p ON p.agent_id = s.agent_id LEFT JOIN agent_presence b ON b.agent_id = s.by_agent_id
  WHERE s.ended_at_ms IS NULL AND ((s.entered_at_ms IS NULL AND s.begun_at_ms < $1::bigint - ${ENTERS_WITHIN_MS}) OR b.desk_up IS NOT TRUE
    OR NOT coalesce(p.standing->'presence'->'supervisions', '[]') @> jsonb_build_array(jsonb_build_object('id', s.id)))`);
/** Those nobody ended: the supervisor never came in, or their desktop is gone. */
export async function straySupervisions(on: Connection, nowMs: number): Promise<readonly PlacedSupervision[]> {
  return await rows<PlacedSupervision>(on, stray, [nowMs]);
}

const mayEnter = statement(`
  SELECT EXISTS (SELECT 1 FROM supervision s JOIN agent b ON b.id = s.by_agent_id JOIN agent a ON a.id = s.agent_id
    WHERE s.id = $1 AND s.ended_at_ms IS NULL AND s.entered_at_ms IS NULL AND b.extension = $2 AND a.extension = $3 AND b.active) AS yes`);
/** Whether this telephone may come in there now: once, by the extension that was let in, at the agent it was let in to. */
export async function mayEnterCall(on: Connection, id: string, extension: string, to: string): Promise<boolean> {
  return (await row<{ yes: boolean }>(on, mayEnter, [id, extension, to]))?.yes === true;
}
