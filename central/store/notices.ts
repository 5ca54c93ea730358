import { v7 as uuidv7 } from 'uuid';
import type { NoticeKind } from '../../shared/notices/notice.ts';
import { type Connection, row, run, statement } from './pool.ts';
import { agentScope, type Touched } from './touch.ts';

const add = statement('INSERT INTO notice (id, to_agent_id, kind, household_id, detail, made_at_ms) VALUES ($1, $2, $3, $4, $5, $6)');

/** Something a colleague has to know; `detail` holds what its sentence needs, never words of a customer. @returns what it touches. */
export async function addNotice(on: Connection, notice: {
  readonly toAgentId: string; readonly kind: NoticeKind; readonly householdId: string | null; readonly detail: Readonly<Record<string, string>>; readonly madeAtMs: number;
}): Promise<Touched> {
  const id = uuidv7();
  await run(on, add, [id, notice.toAgentId, notice.kind, notice.householdId, JSON.stringify(notice.detail), notice.madeAtMs]);
  return noticeTouched(notice.toAgentId, id);
}

/** A notice in the scope of whom it is for. */
export const noticeTouched = (agentId: string, id: string): Touched => ({ scope: agentScope(agentId), tbl: 'notice', id });

/** SQL of a notice as desktops mirror it (shape: noticeSchema): whom it is about is asked anew each time, never kept in it. */
export function noticeSql(id: string): string {
  return `(SELECT json_build_object('id', n.id, 'kind', n.kind, 'householdId', n.household_id, 'who', coalesce(p.name, h.name),
    'dueAtMs', coalesce(b.due_at_ms, (n.detail->>'dueAtMs')::bigint), 'zone', coalesce(b.zone, n.detail->>'zone'), 'madeAtMs', n.made_at_ms, 'readAtMs', n.read_at_ms)
    FROM notice n LEFT JOIN household h ON h.id = n.household_id LEFT JOIN callback b ON b.id = (n.detail->>'callbackId')::uuid LEFT JOIN customer p ON p.id = b.customer_id WHERE n.id = ${id})`;
}

const read = statement('UPDATE notice SET read_at_ms = coalesce(read_at_ms, $3) WHERE id = $1 AND to_agent_id = $2 RETURNING id');

/** @returns false when there is no such notice to this agent. Read twice, the first time stands. */
export async function readNotice(on: Connection, id: string, agentId: string, nowMs: number): Promise<boolean> {
  return (await row(on, read, [id, agentId, nowMs])) !== null;
}
