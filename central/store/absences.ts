import type { Absence, AgentPromises } from '../../shared/sync/absenceMessages.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';
import { visibleSql } from './remits.ts';

const add = statement('INSERT INTO agent_absence (id, agent_id, from_ms, until_ms, told_by_agent_id, told_at_ms) VALUES ($1, $2, $3, $4, $5, $6)');
export async function addAbsence(on: Connection, absence: { readonly id: string; readonly agentId: string; readonly fromMs: number; readonly untilMs: number; readonly byAgentId: string; readonly nowMs: number }): Promise<void> {
  await run(on, add, [absence.id, absence.agentId, absence.fromMs, absence.untilMs, absence.byAgentId, absence.nowMs]);
}

const drop = statement('DELETE FROM agent_absence WHERE id = $1 RETURNING id');
/** @returns false when there is no such absence. */
export async function dropAbsence(on: Connection, id: string): Promise<boolean> {
  return await row(on, drop, [id]) !== null;
}

const coming = statement(`
  SELECT a.id, a.agent_id AS "agentId", g.name AS "agentName", a.from_ms AS "fromMs", a.until_ms AS "untilMs", b.name AS "toldByName", a.told_at_ms AS "toldAtMs"
  FROM agent_absence a JOIN agent g ON g.id = a.agent_id JOIN agent b ON b.id = a.told_by_agent_id WHERE a.until_ms > $1 ORDER BY a.until_ms, a.id LIMIT 500`);
/** Who is away, or will be. */
export async function comingAbsences(on: Connection, nowMs: number): Promise<readonly Absence[]> {
  return await rows<Absence>(on, coming, [nowMs]);
}

const away = statement('SELECT 1 AS one FROM agent_absence WHERE agent_id = $1 AND from_ms <= $2 AND until_ms > $2 LIMIT 1');
export async function isAway(on: Connection, agentId: string, atMs: number): Promise<boolean> {
  return await row(on, away, [agentId, atMs]) !== null;
}

/** SQL: a callback has to be kept while its owner is away; what is late when they go is, too. $1 agent, $2 from, $3 until, $4 now. */
const DUE_MEANWHILE = `b.owner_agent_id = $1::uuid AND b.state = 'open' AND b.household_id IS NOT NULL AND b.due_at_ms < $3::bigint AND (b.due_at_ms >= $2::bigint OR $2::bigint <= $4::bigint)`;

export interface DuePromise {
  readonly id: string;
  readonly householdId: string;
  readonly dueAtMs: number;
  readonly fallbackAgentId: string | null;
}

const held = statement(`SELECT b.id, b.household_id AS "householdId", b.due_at_ms AS "dueAtMs", b.fallback_agent_id AS "fallbackAgentId" FROM callback b WHERE ${DUE_MEANWHILE} ORDER BY b.due_at_ms, b.id FOR UPDATE OF b`);
/** An agent's callbacks that are due within a time, held until the transaction ends. */
export async function lockDueMeanwhile(on: Connection, agentId: string, fromMs: number, untilMs: number, nowMs: number): Promise<readonly DuePromise[]> {
  return await rows<DuePromise>(on, held, [agentId, fromMs, untilMs, nowMs]);
}

const shown = statement(`
  SELECT b.id AS "callbackId", b.household_id AS "householdId", h.name AS "householdName", p.name AS "customerName", b.due_at_ms AS "dueAtMs", b.zone, b.purpose, b.permission_reason AS "permissionReason",
    ${visibleSql('b.household_id', '$5::uuid', '$4::bigint')} AS visible, b.fallback_agent_id AS "fallbackAgentId"
  FROM callback b JOIN household h ON h.id = b.household_id LEFT JOIN customer p ON p.id = b.customer_id WHERE ${DUE_MEANWHILE} ORDER BY b.due_at_ms, b.id`);
type Shown = Omit<AgentPromises['promises'][number], 'fallback'> & { readonly visible: boolean; readonly fallbackAgentId: string | null };

/** The same for whoever plans it, and whether they are shown the household. */
export async function dueMeanwhile(on: Connection, agentId: string, fromMs: number, untilMs: number, nowMs: number, forAgentId: string): Promise<readonly Shown[]> {
  return await rows<Shown>(on, shown, [agentId, fromMs, untilMs, nowMs, forAgentId]);
}
