import { v7 as uuidv7 } from 'uuid';
import type { NoticeKind } from '../../shared/notices/notice.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';
import { agentScope, type Touched } from './touch.ts';

const add = statement('INSERT INTO notice (id, to_agent_id, kind, household_id, detail, made_at_ms) VALUES ($1, $2, $3, $4, $5, $6)');

/** Something a colleague has to know; `detail` holds what its sentence needs, never words of a customer. @returns what it touches. */
export async function addNotice(on: Connection, notice: {
  readonly toAgentId: string; readonly kind: NoticeKind; readonly householdId: string | null; readonly detail: Readonly<Record<string, unknown>>; readonly madeAtMs: number;
}): Promise<Touched> {
  const id = uuidv7();
  await run(on, add, [id, notice.toAgentId, notice.kind, notice.householdId, JSON.stringify(notice.detail), notice.madeAtMs]);
  return noticeTouched(notice.toAgentId, id);
}

/** A notice in the scope of whom it is for. */
export const noticeTouched = (agentId: string, id: string): Touched => ({ scope: agentScope(agentId), tbl: 'notice', id });

// A household that is followed is the notice's own, so that it is the other's once it is merged.
const ABOUT = `CASE n.detail->'about'->>'kind' WHEN 'household' THEN json_build_object('kind', 'household', 'id', n.household_id, 'title', NULL)
    WHEN 'callback' THEN json_build_object('kind', 'callback', 'id', n.detail->'about'->>'id', 'title', (SELECT x.purpose FROM callback x WHERE x.id = (n.detail->'about'->>'id')::uuid))
    WHEN 'case' THEN json_build_object('kind', 'case', 'id', n.detail->'about'->>'id', 'title', (SELECT x.title FROM care_case x WHERE x.id = (n.detail->'about'->>'id')::uuid))
    WHEN 'article' THEN json_build_object('kind', 'article', 'id', n.detail->'about'->>'id', 'title',
      (SELECT x.content->>'title' FROM article_version x WHERE x.article_id = (n.detail->'about'->>'id')::uuid ORDER BY x.state = 'published' DESC, x.state = 'retired' DESC, x.version DESC LIMIT 1)) END`;

/** SQL of a notice as desktops mirror it (shape: noticeSchema): whom it is about is asked anew each time, never kept in it. */
export function noticeSql(id: string): string {
  return `(SELECT json_build_object('id', n.id, 'kind', n.kind, 'householdId', n.household_id, 'who', coalesce(p.name, h.name),
    'dueAtMs', coalesce(b.due_at_ms, (n.detail->>'dueAtMs')::bigint), 'zone', coalesce(b.zone, n.detail->>'zone'), 'madeAtMs', n.made_at_ms, 'readAtMs', n.read_at_ms, 'floor', n.detail->'floor',
    'about', ${ABOUT}, 'by', n.detail->'by', 'deeds', n.detail->'deeds', 'coachingId', n.detail->>'coachingId', 'alert', n.detail->'alert')
    FROM notice n LEFT JOIN household h ON h.id = n.household_id LEFT JOIN callback b ON b.id = (n.detail->>'callbackId')::uuid LEFT JOIN customer p ON p.id = b.customer_id WHERE n.id = ${id})`;
}

const read = statement('UPDATE notice SET read_at_ms = coalesce(read_at_ms, $3) WHERE id = $1 AND to_agent_id = $2 AND kind <> \'following\' RETURNING id');

/** @returns false when there is no such notice to this agent. Read twice, the first time stands. */
export async function readNotice(on: Connection, id: string, agentId: string, nowMs: number): Promise<boolean> {
  return (await row(on, read, [id, agentId, nowMs])) !== null;
}

const readAbout = statement("UPDATE notice SET read_at_ms = $3 WHERE to_agent_id = $1 AND read_at_ms IS NULL AND detail->>'coachingId' = $2 RETURNING id");
/** Whoever has read what is said about a call needs not be told of it any more. @returns what it touches. */
export async function readCoachingNotices(on: Connection, agentId: string, coachingId: string, nowMs: number): Promise<readonly Touched[]> {
  return (await rows<{ id: string }>(on, readAbout, [agentId, coachingId, nowMs])).map(({ id }) => noticeTouched(agentId, id));
}
