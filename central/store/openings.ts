import { FEWEST_WORDS, type Judged } from '../../shared/knowledge/leanOf.ts';
import { type Connection, row, statement } from './pool.ts';

/** A count below says more of single callers than of their class. */
const LEAST_TOLD = 3;
const MOST_TOLD = 30;

/** SQL of what was said of an answer in calls of a class: of the wording that holds, for a new one may be what was missing. */
const judgedSql = (callerClass: string, articleId: string): string => `SELECT count(*) FILTER (WHERE g.helped)::int AS helped, count(*) FILTER (WHERE NOT g.helped)::int AS not_helped
  FROM answer_judgement g JOIN article a ON a.id = g.article_id AND a.version = g.version WHERE g.caller_class = ${callerClass} AND g.article_id = ${articleId}`;

/** SQL of a class's openings as desktops mirror them (shape: openingSchema). */
export function openingSql(id: string): string {
  return `(SELECT json_build_object('id', o.id, 'callerClass', o.caller_class, 'counts', coalesce((SELECT json_agg(json_strip_nulls(json_build_object('articleId', t.article_id, 'count', t.count, 'helped', t.helped, 'notHelped', t.not_helped)) ORDER BY t.count DESC, t.article_id)
    FROM (SELECT c.article_id, c.count, j.helped, j.not_helped FROM opening_count c
      LEFT JOIN LATERAL (${judgedSql('o.caller_class', 'c.article_id')} HAVING count(g.helped) >= ${FEWEST_WORDS}) j ON true
      WHERE c.class_id = o.id AND c.count >= ${LEAST_TOLD} ORDER BY c.count DESC, c.article_id LIMIT ${MOST_TOLD}) t), '[]'::json)) FROM opening_class o WHERE o.id = ${id})`;
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

const judged = statement(judgedSql('$1', '$2::uuid'));
/** What was said of an answer in calls of a class. */
export async function judgedIn(on: Connection, callerClass: string, articleId: string): Promise<Judged> {
  const found = await row<{ helped: number; not_helped: number }>(on, judged, [callerClass, articleId]);
  return { helped: found?.helped ?? 0, notHelped: found?.not_helped ?? 0 };
}

const ofClass = statement('SELECT id FROM opening_class WHERE caller_class = $1');
/** A class of which something was opened; null: there is none such. */
export async function openingClass(on: Connection, callerClass: string): Promise<string | null> {
  return (await row<{ id: string }>(on, ofClass, [callerClass]))?.id ?? null;
}
