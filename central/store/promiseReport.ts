import type { PromiseReport } from '../../shared/reports/promiseReport.ts';
import { type Connection, plannedStatement, rows } from './pool.ts';
import { workedForSql } from './remits.ts';
import type { ReportScope } from './reports.ts';

const is = (how: string): string => `count(*) FILTER (WHERE d.how = '${how}')::int`;
// $1, $2: instants; $3: who asks; $4: site; $5: now.
const promises = plannedStatement(`
  WITH d AS (
    SELECT b.owner_agent_id AS owner, CASE WHEN b.state = 'cancelled' THEN 'cancelled' WHEN b.state = 'done' THEN CASE WHEN coalesce(b.closed_at_ms <= e.ends_ms, true) THEN 'kept' ELSE 'late' END
        WHEN e.ends_ms <= $5::bigint THEN 'missed' ELSE 'ahead' END AS how
    FROM callback b CROSS JOIN LATERAL (SELECT b.due_at_ms + b.window_minutes * 60000 AS ends_ms) e LEFT JOIN agent a ON a.id = b.owner_agent_id
    WHERE b.due_at_ms >= $1::bigint AND b.due_at_ms < $2::bigint AND ($4::text IS NULL OR a.site = $4) AND ${workedForSql('b.household_id', '$3::uuid')})
  SELECT s.is_total AS "isTotal", a.number, a.name, a.site, a.team, s.due, s.kept, s.late, s.missed, s.ahead, s.cancelled, round(100.0 * s.kept / nullif(s.kept + s.late + s.missed, 0), 1)::float8 AS "keptPercent"
  FROM (SELECT d.owner, GROUPING(d.owner) = 1 AS is_total, count(*) FILTER (WHERE d.how <> 'cancelled')::int AS due, ${is('kept')} AS kept, ${is('late')} AS late, ${is('missed')} AS missed,
      ${is('ahead')} AS ahead, ${is('cancelled')} AS cancelled FROM d GROUP BY GROUPING SETS ((d.owner), ())) s
  LEFT JOIN agent a ON a.id = s.owner ORDER BY s.is_total DESC, s.due DESC, a.number`);

type Row = PromiseReport['rows'][number] & { readonly isTotal: boolean };

/** Callbacks due in a range, by who owns them. */
export async function promiseRows(on: Connection, { fromMs, toMs, viewer, site }: ReportScope, nowMs: number): Promise<Pick<PromiseReport, 'total' | 'rows'>> {
  const [all, ...lines] = await rows<Row>(on, promises, [fromMs, toMs, viewer, site, nowMs]);
  if (all === undefined) throw new Error('an aggregate has one row');
  const { isTotal: _isTotal, number: _number, name: _name, site: _site, team: _team, ...total } = all;
  return { total, rows: lines.map(({ isTotal: _none, ...line }) => line) };
}
