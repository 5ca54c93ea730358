import type { Agent } from '../../shared/agents/agent.ts';
import { must } from '../../shared/language/must.ts';
import type { FloorDeedLine } from '../../shared/sync/floorDeeds.ts';
import { AGENT_FITS } from './floor.ts';
import { type Connection, row, rows, statement } from './pool.ts';

/** An agent as a supervisor would lay hands on them. */
export type AgentOnFloor = Pick<Agent, 'id' | 'name' | 'role' | 'team' | 'active' | 'extension'> & {
  /** They work for a region and a line that the supervisor works for too. */
  readonly fits: boolean;
};
const onFloor = statement(`SELECT a.id, a.name, a.role, a.team, a.active, a.extension, ${AGENT_FITS} AS fits FROM agent a WHERE a.id = $1`);
export async function agentOnFloor(on: Connection, agentId: string, supervisorId: string): Promise<AgentOnFloor | null> {
  return await row<AgentOnFloor>(on, onFloor, [agentId, supervisorId]);
}

const supervisors = statement("SELECT role, team, active FROM agent WHERE active AND role = 'supervisor'");
export async function allSupervisors(on: Connection): Promise<readonly Pick<Agent, 'role' | 'team' | 'active'>[]> {
  return await rows(on, supervisors);
}

const namesakes = statement('SELECT id FROM agent WHERE active AND name = $1 LIMIT 2');
/** The one colleague of that name; null: nobody, or several. */
export async function onlyAgentNamed(on: Connection, name: string): Promise<string | null> {
  const found = await rows<{ id: string }>(on, namesakes, [name]);
  return found.length === 1 ? found[0]?.id ?? null : null;
}

const add = statement('INSERT INTO floor_deed (at_ms, by_agent_id, agent_id, kind, detail, why, refusal) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id');
/** @returns its number in the log. */
export async function addFloorDeed(on: Connection, deed: {
  readonly atMs: number; readonly byAgentId: string; readonly agentId: string | null; readonly kind: string; readonly detail: Readonly<Record<string, unknown>>; readonly why: string; readonly refusal: string | null;
}): Promise<number> {
  const added = await row<{ id: number }>(on, add, [deed.atMs, deed.byAgentId, deed.agentId, deed.kind, JSON.stringify(deed.detail), deed.why, deed.refusal]);
  return must(added, 'an insert returns its row').id;
}

const log = statement(`
  SELECT d.at_ms AS "atMs", b.name AS "byName", a.name AS "agentName", d.kind, d.why, d.refusal,
    d.detail || CASE WHEN u.deed_id IS NULL THEN '{}' ELSE jsonb_build_object('callId', v.call_id, 'untilMs', u.until_ms, 'entered', v.entered_at_ms IS NOT NULL) END AS detail
  FROM floor_deed d LEFT JOIN supervision_use u ON u.deed_id = d.id LEFT JOIN supervision v ON v.id = u.supervision_id JOIN agent b ON b.id = d.by_agent_id LEFT JOIN agent a ON a.id = d.agent_id
  WHERE $1::bigint >= d.at_ms AND (d.by_agent_id = $2::uuid OR a.id IS NOT NULL AND ${AGENT_FITS}) ORDER BY d.id DESC LIMIT 200`);
/** The last 200 deeds of a supervisor, and those done to agents they share a region and a line with. */
export async function floorDeedLog(on: Connection, supervisorId: string, nowMs: number): Promise<readonly FloorDeedLine[]> {
  return await rows<FloorDeedLine>(on, log, [nowMs, supervisorId]);
}
