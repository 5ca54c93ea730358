import { MOST_TOPIC_ROWS, type TopicFigures, type TopicReport } from '../../shared/reports/topicReport.ts';
import { type Connection, plannedStatement, row, rows } from './pool.ts';
import { NO_ARTICLE } from './reportSlots.ts';
import { OF_SITES, type ReportScope } from './reports.ts';

// $1, $2: instants; $3: who asks; $4: site.
const ASKED = `
  FROM report_topic_slot s LEFT JOIN agent a ON a.id = s.agent_id
  WHERE s.slot_ms >= $1::bigint AND s.slot_ms < $2::bigint AND ($4::text IS NULL OR a.site = $4) AND ${OF_SITES}`;
const FIGURES = 'coalesce(sum(s.asked), 0)::int AS asked, round(coalesce(sum(s.talk_ms), 0) / 1000.0)::int AS "talkSeconds"';
const total = plannedStatement(`SELECT ${FIGURES} ${ASKED}`);
const topics = plannedStatement(`
  SELECT nullif(t.article_id, '${NO_ARTICLE}') AS "articleId", k.title, k.topic, t.asked, t."talkSeconds" FROM (SELECT s.article_id, ${FIGURES} ${ASKED} GROUP BY s.article_id) t LEFT JOIN article k ON k.id = t.article_id
  ORDER BY t."talkSeconds" DESC, t.asked DESC, t.article_id LIMIT ${MOST_TOPIC_ROWS}`);

/** What was asked in contacts of a range, by the article that answered it, most minutes first. */
export async function topicRows(on: Connection, { fromMs, toMs, viewer, site }: ReportScope): Promise<Pick<TopicReport, 'total' | 'rows'>> {
  const given = [fromMs, toMs, viewer, site];
  return { total: await row<TopicFigures>(on, total, given) ?? { asked: 0, talkSeconds: 0 }, rows: await rows(on, topics, given) };
}
