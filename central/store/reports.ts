import type { OpinionReport } from '../../shared/reports/opinionReport.ts';
import type { AgentReport, OutcomeReport, QueueReport, ReportUnit } from '../../shared/reports/reportMessages.ts';
import type { IsoDate } from '../../shared/time/isoDate.ts';
import { type Connection, plannedStatement, row, rows, statement } from './pool.ts';
import { NO_AGENT } from './reportSlots.ts';

export interface Instants {
  readonly fromMs: number;
  /** The first instant after it. */
  readonly toMs: number;
}

const instants = statement(`
  SELECT (extract(epoch FROM $1::date::timestamp AT TIME ZONE $3) * 1000)::bigint AS "fromMs", (extract(epoch FROM ($2::date + 1)::timestamp AT TIME ZONE $3) * 1000)::bigint AS "toMs"`);
/** Days of a zone as instants: also where a day has 23 or 25 hours. */
export async function instantsOf(on: Connection, from: IsoDate, to: IsoDate, zone: string): Promise<Instants> {
  return await row<Instants>(on, instants, [from, to, zone]) ?? { fromMs: 0, toMs: 0 };
}

const zone = statement('SELECT zone FROM policy');
/** Where the centre's days begin. */
export async function reportZone(on: Connection): Promise<string> {
  return (await row<{ zone: string }>(on, zone))?.zone ?? 'Asia/Shanghai';
}

// $1, $2: instants; $3: who asks; $4: site; $5: queue. Whoever works for some lines or regions is shown the figures of those.
// Which queues and agents count is asked once, not of each of two million rows.
export const OF_CALLS = `
  FROM report_call_slot s
  WHERE s.slot_ms >= $1::bigint AND s.slot_ms < $2::bigint AND ($5::text IS NULL OR s.queue_id = $5)
    AND ($4::text IS NULL OR s.agent_id IN (SELECT a.id FROM agent a WHERE a.site = $4))
    AND s.queue_id NOT IN (SELECT q.id FROM queue q WHERE q.business_line_id IS NOT NULL AND EXISTS (SELECT 1 FROM agent_business_line l WHERE l.agent_id = $3::uuid)
      AND NOT EXISTS (SELECT 1 FROM agent_business_line l WHERE l.agent_id = $3::uuid AND l.business_line_id = q.business_line_id))`;
/** SQL: the agent `a` is of a site of the regions that $3 works for, or $3 works for all. */
export const OF_SITES = `(NOT EXISTS (SELECT 1 FROM agent_region r WHERE r.agent_id = $3::uuid)
    OR EXISTS (SELECT 1 FROM site t JOIN agent_region r ON r.region_id = t.region_id WHERE t.name = a.site AND r.agent_id = $3::uuid))`;

const seconds = (sum: string, of: string): string => `round(sum(${sum}) / 1000.0 / nullif(sum(${of}), 0), 1)::float8`;
const FIGURES = `coalesce(sum(s.offered), 0)::int AS offered, coalesce(sum(s.answered), 0)::int AS answered, coalesce(sum(s.abandoned), 0)::int AS abandoned,
  coalesce(sum(s.given_up), 0)::int AS "givenUp", coalesce(sum(s.turned_away), 0)::int AS "turnedAway",
  round(100.0 * sum(s.in_target) / nullif(sum(s.counted), 0), 1)::float8 AS "inTargetPercent", ${seconds('s.wait_ms', 's.answered')} AS "meanWaitSeconds",
  round(coalesce(max(s.longest_wait_ms), 0) / 1000.0, 1)::float8 AS "longestWaitSeconds", ${seconds('s.talk_ms', 's.answered')} AS "meanTalkSeconds",
  ${seconds('s.wrap_up_ms', 's.wrap_ups')} AS "meanWrapUpSeconds"`;

const truncated: Readonly<Record<ReportUnit, string>> = {
  'half-hour': "date_bin('30 minutes', l.local, '2000-01-01')", hour: "date_trunc('hour', l.local)", day: "date_trunc('day', l.local)", week: "date_trunc('week', l.local)", month: "date_trunc('month', l.local)",
};
/** SQL: the wall time at which the interval of an instant begins, 'YYYY-MM-DD HH:MM'. */
export const localIntervalSql = (unit: ReportUnit, ms: string, zone: string): string => `to_char((SELECT ${truncated[unit]} FROM (SELECT to_timestamp(${ms} / 1000.0) AT TIME ZONE ${zone} AS local) l), 'YYYY-MM-DD HH24:MI')`;
/** A statement for each unit. */
export const reportUnitsSql = <T>(make: (unit: ReportUnit) => T): Readonly<Record<ReportUnit, T>> => ({ 'half-hour': make('half-hour'), hour: make('hour'), day: make('day'), week: make('week'), month: make('month') });
const SUMMED = ['offered', 'answered', 'counted', 'in_target', 'abandoned', 'given_up', 'turned_away', 'wait_ms', 'talk_ms', 'wrap_ups', 'wrap_up_ms'].map((column) => `sum(s.${column}) AS ${column}`).join(', ');
// Agents are added up first: a wall time is then reckoned once for each half hour, not for each agent in it.
const byUnit = reportUnitsSql((unit) => plannedStatement(`
  WITH slots AS MATERIALIZED (SELECT s.slot_ms, s.queue_id, max(s.longest_wait_ms) AS longest_wait_ms, ${SUMMED} ${OF_CALLS} GROUP BY s.slot_ms, s.queue_id)
  SELECT GROUPING(s.at) = 1 AS "isTotal", s.at, nullif(s.queue_id, '') AS queue, min(q.name) AS "queueName", ${FIGURES}
  FROM (SELECT ${localIntervalSql(unit, 's.slot_ms', '$6')} AS at, s.* FROM slots s) s LEFT JOIN queue q ON q.id = s.queue_id
  GROUP BY GROUPING SETS ((s.at, s.queue_id), ()) HAVING GROUPING(s.at) = 1 OR sum(s.offered) > 0 ORDER BY 1 DESC, s.at, min(q.place), s.queue_id`));

export interface ReportScope extends Instants {
  readonly viewer: string;
  readonly site: string | null;
  readonly queue: string | null;
  readonly zone: string;
}
const values = ({ fromMs, toMs, viewer, site, queue }: ReportScope): readonly unknown[] => [fromMs, toMs, viewer, site, queue];

/** Inbound calls by interval and queue, and all of them together. */
export async function queueRows(on: Connection, scope: ReportScope, unit: ReportUnit): Promise<Pick<QueueReport, 'total' | 'rows'>> {
  const [all, ...lines] = await rows<QueueReport['rows'][number] & { readonly isTotal: boolean }>(on, byUnit[unit], [...values(scope), scope.zone]);
  if (all === undefined) throw new Error('an aggregate has one row');
  const { isTotal: _isTotal, at: _at, queue: _queue, queueName: _queueName, ...total } = all;
  return { total, rows: lines.map(({ isTotal: _none, ...line }) => line) };
}

const agents = plannedStatement(`
  WITH calls AS (
    SELECT s.agent_id, sum(s.answered)::int AS answered, ${seconds('s.talk_ms', 's.answered')} AS "meanTalkSeconds", sum(s.dialled)::int AS dialled, sum(s.reached)::int AS reached,
      ${seconds('s.dialled_talk_ms', 's.reached')} AS "meanDialledTalkSeconds" ${OF_CALLS} AND s.agent_id <> '${NO_AGENT}' GROUP BY 1
  ), contacts AS (
    SELECT s.agent_id, sum(s.contacts)::int AS contacts, ${seconds('s.wrap_up_ms', 's.wrap_ups')} AS "meanWrapUpSeconds"
    FROM report_contact_slot s WHERE s.slot_ms >= $1::bigint AND s.slot_ms < $2::bigint AND s.agent_id <> '${NO_AGENT}' GROUP BY 1
  )
  SELECT a.number, a.name, a.site, a.team, coalesce(c.answered, 0) AS answered, c."meanTalkSeconds", coalesce(c.dialled, 0) AS dialled, coalesce(c.reached, 0) AS reached, c."meanDialledTalkSeconds",
    coalesce(k.contacts, 0) AS contacts, k."meanWrapUpSeconds"
  FROM agent a LEFT JOIN calls c ON c.agent_id = a.id LEFT JOIN contacts k ON k.agent_id = a.id
  WHERE (c.agent_id IS NOT NULL OR ($5::text IS NULL AND k.agent_id IS NOT NULL)) AND ($4::text IS NULL OR a.site = $4) AND ${OF_SITES} ORDER BY a.number`);
/** Whoever had a call or wrote a contact down. With a queue: those who had calls of it; what they wrote down is of all queues. */
export async function agentRows(on: Connection, scope: ReportScope): Promise<AgentReport['rows']> {
  return await rows(on, agents, values(scope));
}

const outcomes = plannedStatement(`
  SELECT s.kind, nullif(s.outcome, '') AS outcome, c.zh, c.en, sum(s.contacts)::int AS contacts, sum(s.talk_seconds)::int AS "talkSeconds"
  FROM (SELECT k.agent_id, k.kind, k.outcome, sum(k.contacts) AS contacts, sum(k.talk_seconds) AS talk_seconds
      FROM report_contact_slot k WHERE k.slot_ms >= $1::bigint AND k.slot_ms < $2::bigint GROUP BY 1, 2, 3) s
    LEFT JOIN agent a ON a.id = s.agent_id
    LEFT JOIN LATERAL (SELECT o.zh, o.en FROM outcome_code o WHERE o.code = s.outcome ORDER BY (o.direction = 'in') = (s.kind IN ('call-in', 'call-missed')) DESC LIMIT 1) c ON true
  WHERE ($4::text IS NULL OR a.site = $4) AND ${OF_SITES} GROUP BY s.kind, s.outcome, c.zh, c.en ORDER BY contacts DESC, s.kind, s.outcome`);
/** Contacts tell of no queue: they are of all. */
export async function outcomeRows(on: Connection, { fromMs, toMs, viewer, site }: ReportScope): Promise<OutcomeReport['rows']> {
  return await rows(on, outcomes, [fromMs, toMs, viewer, site]);
}

const of = (sentiment: string): string => `count(*) FILTER (WHERE o.value->>'sentiment' = '${sentiment}')::int`;
// They are few, and are read as they stand: an index holds those that say something.
const opinions = plannedStatement(`
  SELECT o.value->>'product' AS product, ${of('good')} AS good, ${of('mixed')} AS mixed, ${of('bad')} AS bad
  FROM interaction i CROSS JOIN LATERAL jsonb_array_elements(i.opinions) o LEFT JOIN agent a ON a.id = i.agent_id
  WHERE i.opinions IS NOT NULL AND i.retracted_at_ms IS NULL AND i.started_at_ms >= $1::bigint AND i.started_at_ms < $2::bigint AND ($4::text IS NULL OR a.site = $4) AND ${OF_SITES}
  GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1000`);
export async function opinionRows(on: Connection, { fromMs, toMs, viewer, site }: ReportScope): Promise<OpinionReport['rows']> {
  return await rows(on, opinions, [fromMs, toMs, viewer, site]);
}
