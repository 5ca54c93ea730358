import { v7 as uuidv7 } from 'uuid';
import { type Connection, row, run, statement } from './pool.ts';

const add = statement('INSERT INTO notice (id, to_agent_id, kind, household_id, detail, made_at_ms) VALUES ($1, $2, $3, $4, $5, $6)');

/** Something a colleague has to know; `detail` holds what its sentence needs, never words of a customer. */
export async function addNotice(on: Connection, notice: {
  readonly toAgentId: string; readonly kind: string; readonly householdId: string | null; readonly detail: Readonly<Record<string, string>>; readonly madeAtMs: number;
}): Promise<void> {
  await run(on, add, [uuidv7(), notice.toAgentId, notice.kind, notice.householdId, JSON.stringify(notice.detail), notice.madeAtMs]);
}

const read = statement('UPDATE notice SET read_at_ms = coalesce(read_at_ms, $3) WHERE id = $1 AND to_agent_id = $2 RETURNING id');

/** @returns false when there is no such notice to this agent. Read twice, the first time stands. */
export async function readNotice(on: Connection, id: string, agentId: string, nowMs: number): Promise<boolean> {
  return (await row(on, read, [id, agentId, nowMs])) !== null;
}
