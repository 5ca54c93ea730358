import { type CareReport, type CareRow, type CareStandard, careStandards, careTotals } from '../../shared/reports/careReport.ts';
import { type Connection, plannedStatement, rows } from './pool.ts';
import { workedForSql } from './remits.ts';
import { OF_CALLS, OF_SITES, type ReportScope } from './reports.ts';

/** Callbacks due in the range whose window is over by now, the cancelled left out. $6: now. */
const callbacks = (standard: CareStandard, reason: string): string => `
  SELECT '${standard}' AS standard, count(*)::int AS counted, count(*) FILTER (WHERE b.state = 'done' AND coalesce(b.closed_at_ms <= b.due_at_ms + b.window_minutes * 60000, true))::int AS met, NULL::float8 AS mean, NULL::float8 AS seconds
  FROM callback b LEFT JOIN agent a ON a.id = b.owner_agent_id
  WHERE b.due_at_ms >= $1::bigint AND b.due_at_ms < $2::bigint AND ($4::text IS NULL OR a.site = $4) AND ${workedForSql('b.household_id', '$3::uuid')} AND b.permission_reason ${reason}
    AND (b.state = 'done' OR (b.state = 'open' AND b.due_at_ms + b.window_minutes * 60000 <= $6::bigint))`;
/** Complaints or requests opened in the range: settled by the day they were due, of those settled and those still open past it. */
const CASES = `
  FROM care_case k WHERE k.opened_at_ms >= $1::bigint AND k.opened_at_ms < $2::bigint AND k.retracted_at_ms IS NULL AND ${workedForSql('k.household_id', '$3::uuid')}
    AND ($4::text IS NULL OR EXISTS (SELECT 1 FROM agent a WHERE a.name = k.handler_name AND a.site = $4))`;
const cases = (standard: CareStandard, kind: string): string => `
  SELECT '${standard}', count(*) FILTER (WHERE k.settled_at_ms IS NOT NULL OR (k.state = 'open' AND k.due_at_ms < $6::bigint))::int, count(*) FILTER (WHERE k.settled_at_ms <= k.due_at_ms)::int, NULL,
    round(avg(k.settled_at_ms - k.opened_at_ms) / 1000.0, 1)::float8 ${CASES} AND k.kind = '${kind}'`;
const quality = (standard: CareStandard, column: string): string => `
  SELECT '${standard}', count(k.${column})::int, NULL, round(avg(k.${column})::numeric, 1)::float8, NULL FROM coaching k JOIN agent a ON a.id = k.agent_id
  WHERE k.score IS NOT NULL AND k.made_at_ms >= $1::bigint AND k.made_at_ms < $2::bigint AND ($4::text IS NULL OR a.site = $4) AND ${OF_SITES}`;

// $1, $2: instants; $3: who asks; $4: site; $5: queue, none; $6: now.
const sheet = plannedStatement(`
  ${callbacks('rung-back', "= 'missed-call-return'")}
  UNION ALL ${callbacks('promises-kept', "<> 'missed-call-return'")}
  UNION ALL SELECT 'answered-in-target', coalesce(sum(s.counted), 0)::int, coalesce(sum(s.in_target), 0)::int, NULL, round(sum(s.wait_ms) / 1000.0 / nullif(sum(s.answered), 0), 1)::float8 ${OF_CALLS}
  UNION ALL SELECT 'answered', coalesce(sum(s.offered), 0)::int, coalesce(sum(s.answered), 0)::int, NULL, NULL ${OF_CALLS}
  UNION ALL ${cases('complaints-in-time', 'complaint')}
  UNION ALL ${cases('requests-in-time', 'request')}
  UNION ALL SELECT 'satisfied', count(*) FILTER (WHERE k.satisfaction IN ('satisfied', 'partly', 'not-satisfied'))::int, count(*) FILTER (WHERE k.satisfaction = 'satisfied')::int, NULL, NULL ${CASES}
  UNION ALL SELECT 'commitments-kept', count(*)::int, count(*) FILTER (WHERE c.state = 'kept')::int, NULL, NULL
    FROM commitment c LEFT JOIN agent a ON a.id = c.promised_by_agent_id
    WHERE c.due_at_ms >= $1::bigint AND c.due_at_ms < $2::bigint AND c.retracted_at_ms IS NULL AND ($4::text IS NULL OR a.site = $4) AND ${workedForSql('c.household_id', '$3::uuid')}
      AND (c.state <> 'open' OR c.due_at_ms < $6::bigint)
  UNION ALL ${quality('quality-seek', 'seek_score')}
  UNION ALL ${quality('quality-experience', 'experience_score')}
  UNION ALL ${quality('quality-credence', 'credence_score')}`);

interface Row { readonly standard: CareStandard; readonly counted: number; readonly met: number | null; readonly mean: number | null; readonly seconds: number | null }

const share = (met: number, counted: number): number | null => (counted === 0 ? null : Math.round((1000 * met) / counted) / 10);

/** How the centre kept its standards of care in a range, and what that comes to. */
export async function careRows(on: Connection, { fromMs, toMs, viewer, site }: ReportScope, nowMs: number): Promise<Pick<CareReport, 'rows' | 'groups' | 'totalPercent'>> {
  const found = new Map((await rows<Row>(on, sheet, [fromMs, toMs, viewer, site, null, nowMs])).map((row) => [row.standard, row]));
  const lines = careStandards.map(([standard, group]): CareRow => {
    const { counted = 0, met = null, mean = null, seconds = null } = found.get(standard) ?? {};
    return { group, standard, counted, met, percent: met === null ? mean : share(met, counted), meanSeconds: seconds };
  });
  return { rows: lines, ...careTotals(lines) };
}
