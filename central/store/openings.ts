import { type Connection, row, statement } from './pool.ts';

/** A count below says more of single callers than of their class. */
const LEAST_TOLD = 3;
const MOST_TOLD = 30;

/** SQL of a class's openings as desktops mirror them (shape: openingSchema). */
export function openingSql(id: string): string {
  return `(SELECT json_build_object('id', o.id, 'callerClass', o.caller_class, 'counts', coalesce((SELECT json_agg(json_build_object('articleId', t.article_id, 'count', t.count) ORDER BY t.count DESC, t.article_id)
    FROM (SELECT article_id, count FROM opening_count WHERE class_id = o.id AND count >= ${LEAST_TOLD} ORDER BY count DESC, article_id LIMIT ${MOST_TOLD}) t), '[]'::json)) FROM opening_class o WHERE o.id = ${id})`;
}

const count = statement(`
  WITH known AS (SELECT id FROM article WHERE id = $2),
  class AS (
    INSERT INTO opening_class (caller_class, total) SELECT $1, 1 FROM known
    ON CONFLICT (caller_class) DO UPDATE SET total = opening_class.total + 1 RETURNING id, total, told_total
  ), counted AS (
    INSERT INTO opening_count (class_id, article_id, count) SELECT class.id, $2, 1 FROM class
    ON CONFLICT (class_id, article_id) DO UPDATE SET count = opening_count.count + 1 RETURNING count
  )
  SELECT class.id, class.total >= ${LEAST_TOLD} AND class.total >= class.told_total * 1.1 AS due FROM class, counted`);
const told = statement('UPDATE opening_class SET told_total = total WHERE id = $1');

/**
 * Counts an answer that was opened for a caller of a class.
 * @returns null when there is no such article; else the class, and whether desktops are to be told of it now.
 */
export async function countOpening(on: Connection, callerClass: string, articleId: string): Promise<{ readonly id: string; readonly due: boolean } | null> {
  const found = await row<{ id: string; due: boolean }>(on, count, [callerClass, articleId]);
  if (found?.due === true) await row(on, told, [found.id]);
  return found;
}
