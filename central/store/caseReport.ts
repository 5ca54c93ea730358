import type { CaseFigures, CaseReport } from '../../shared/reports/caseReport.ts';
import type { ReportUnit } from '../../shared/reports/reportMessages.ts';
import { type Connection, plannedStatement, row, rows } from './pool.ts';
import { workedForSql } from './remits.ts';
import { localIntervalSql, type ReportScope, reportUnitsSql } from './reports.ts';

const says = (what: string): string => `count(*) FILTER (WHERE k.satisfaction = '${what}')::int`;
const FIGURES = `count(*)::int AS opened, count(*) FILTER (WHERE k.state <> 'open')::int AS settled, count(*) FILTER (WHERE k.settled_at_ms <= k.due_at_ms)::int AS "inTime",
  count(*) FILTER (WHERE k.settled_at_ms > k.due_at_ms OR (k.state = 'open' AND k.due_at_ms < $5::bigint))::int AS late, count(*) FILTER (WHERE k.state = 'open')::int AS open,
  ${says('satisfied')} AS satisfied, ${says('partly')} AS partly, ${says('not-satisfied')} AS "notSatisfied", ${says('declined')} AS declined,
  round(100.0 * count(*) FILTER (WHERE k.satisfaction = 'satisfied') / nullif(count(*) FILTER (WHERE k.satisfaction IN ('satisfied', 'partly', 'not-satisfied')), 0), 1)::float8 AS "satisfiedPercent"`;
// $1, $2: instants; $3: who asks; $4: site; $5: now. A case knows its handler by name.
const CASES = `
  FROM care_case k WHERE k.opened_at_ms >= $1::bigint AND k.opened_at_ms < $2::bigint AND k.retracted_at_ms IS NULL AND ${workedForSql('k.household_id', '$3::uuid')}
    AND ($4::text IS NULL OR EXISTS (SELECT 1 FROM agent a WHERE a.name = k.handler_name AND a.site = $4))`;
const total = plannedStatement(`SELECT ${FIGURES} ${CASES}`);
const byUnit = reportUnitsSql((unit) => plannedStatement(`SELECT ${localIntervalSql(unit, 'k.opened_at_ms', '$6')} AS at, k.kind, ${FIGURES} ${CASES} GROUP BY 1, 2 ORDER BY 1, 2`));

/** Complaints and requests opened in a range, as they stand now, by interval and kind. */
export async function caseRows(on: Connection, { fromMs, toMs, viewer, site, zone }: ReportScope, unit: ReportUnit, nowMs: number): Promise<Pick<CaseReport, 'total' | 'rows'>> {
  const given = [fromMs, toMs, viewer, site, nowMs];
  const all = await row<CaseFigures>(on, total, given);
  if (all === null) throw new Error('an aggregate has one row');
  return { total: all, rows: await rows(on, byUnit[unit], [...given, zone]) };
}
