import type { BacklogFigures, BacklogReport } from '../../shared/reports/backlogReport.ts';
import { type Connection, rows, statement } from './pool.ts';
import { workedForSql } from './remits.ts';

const works = (household: string): string => workedForSql(household, '$1::uuid');
// Of two colleagues with one name either may be meant: a case knows its handler by name.
const siteOfName = (name: string): string => `(SELECT min(a.site) FROM agent a WHERE a.name = ${name} AND a.active)`;
// $1: who asks; $2: now; $3: the end of the centre's day.
const backlog = statement(`
  WITH open AS (
    SELECT a.site, CASE WHEN b.due_at_ms + b.window_minutes * 60000 < $2::bigint THEN 'callbacksLate' WHEN b.due_at_ms < $3::bigint THEN 'callbacksToday' ELSE 'callbacksLater' END AS what
    FROM callback b LEFT JOIN agent a ON a.id = b.owner_agent_id WHERE b.state = 'open' AND ${works('b.household_id')}
    UNION ALL SELECT ${siteOfName('k.handler_name')}, CASE k.kind WHEN 'complaint' THEN 'complaints' ELSE 'requests' END || CASE WHEN k.due_at_ms < $2::bigint THEN 'Late' ELSE '' END
    FROM care_case k WHERE k.state = 'open' AND k.retracted_at_ms IS NULL AND ${works('k.household_id')}
    UNION ALL SELECT a.site, CASE WHEN c.due_at_ms < $2::bigint THEN 'commitmentsLate' ELSE 'commitments' END
    FROM commitment c LEFT JOIN agent a ON a.id = c.promised_by_agent_id WHERE c.state = 'open' AND c.retracted_at_ms IS NULL AND ${works('c.household_id')})
  SELECT nullif(o.site, '') AS site, o.what, count(*)::int AS n FROM open o GROUP BY 1, 2 ORDER BY 1 NULLS LAST`);

const none = { callbacksLate: 0, callbacksToday: 0, callbacksLater: 0, complaintsLate: 0, complaints: 0, requestsLate: 0, requests: 0, commitmentsLate: 0, commitments: 0 } as const satisfies BacklogFigures;
type What = keyof BacklogFigures;

/** What is open now, by the site of who is to do it. @param dayEndsMs when the centre's day is over. */
export async function backlogRows(on: Connection, viewer: string, nowMs: number, dayEndsMs: number): Promise<Pick<BacklogReport, 'total' | 'rows'>> {
  const found = await rows<{ site: string | null; what: What; n: number }>(on, backlog, [viewer, nowMs, dayEndsMs]);
  const sites = [...new Set(found.map(({ site }) => site))];
  const figures = (of: typeof found): BacklogReport['total'] => {
    const sums: Record<What, number> = { ...none };
    for (const { what, n } of of) sums[what] += n;
    return sums;
  };
  return { total: figures(found), rows: sites.map((site) => ({ site, ...figures(found.filter((each) => each.site === site)) })) };
}
