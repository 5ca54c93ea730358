import { type DeedReport, type DeedReportRequest, MOST_DEEDS } from '../../shared/reports/deedReport.ts';
import { AGENT_FITS } from './floor.ts';
import { type Connection, plannedStatement, rows } from './pool.ts';
import type { ReportScope } from './reports.ts';

// $1 from, $2 who looks, $3 to, $4 site, $5 whom, $6 by whom, $7 kind, $8 zone. One's own deeds, and those done to (or by) agents one shares a region and a line with.
const deeds = plannedStatement(`
  WITH found AS (
    SELECT 'd' || d.id AS id, d.at_ms, d.by_agent_id, d.agent_id, d.kind, d.why, d.refusal,
      CASE d.kind WHEN 'state' THEN d.detail->'state'->>'kind' WHEN 'supervise' THEN d.detail->>'mode' WHEN 'reassign' THEN d.detail->>'what' END AS what, d.detail->'state'->>'reason' AS reason,
      CASE WHEN v.entered_at_ms IS NOT NULL THEN greatest(0, u.until_ms - greatest(d.at_ms, v.entered_at_ms)) / 1000 END AS seconds
    FROM floor_deed d LEFT JOIN supervision_use u ON u.deed_id = d.id LEFT JOIN supervision v ON v.id = u.supervision_id
    WHERE d.at_ms >= $1::bigint AND d.at_ms < $3::bigint
    UNION ALL
    SELECT 'o' || o.id, o.at_ms, o.agent_id, o.agent_id, 'overrule', '', NULL, o.because, NULL, NULL
    FROM overruled_dial o WHERE o.at_ms >= $1::bigint AND o.at_ms < $3::bigint
  )
  SELECT f.id, to_char(to_timestamp(f.at_ms / 1000.0) AT TIME ZONE $8, 'YYYY-MM-DD HH24:MI:SS') AS at, b.name AS "byName", b.number AS "byNumber",
    CASE WHEN f.kind <> 'overrule' THEN a.name END AS "agentName", CASE WHEN f.kind <> 'overrule' THEN a.number END AS "agentNumber",
    f.kind, f.what, f.reason, f.seconds::int AS seconds, f.why, f.refusal, count(*) OVER ()::int AS total
  FROM found f JOIN agent b ON b.id = f.by_agent_id LEFT JOIN agent a ON a.id = f.agent_id
  WHERE (f.by_agent_id = $2::uuid OR a.id IS NOT NULL AND ${AGENT_FITS}) AND ($4::text IS NULL OR a.site = $4)
    AND ($5::uuid IS NULL OR f.agent_id = $5) AND ($6::uuid IS NULL OR f.by_agent_id = $6) AND ($7::text IS NULL OR f.kind = $7)
  ORDER BY f.at_ms DESC, f.id DESC LIMIT ${MOST_DEEDS}`);

/** What was done on the floor in some days, latest first, as a supervisor may read it. */
export async function deedRows(on: Connection, { fromMs, toMs, viewer, site, zone }: ReportScope, { agent, by, kind }: DeedReportRequest): Promise<Pick<DeedReport, 'total' | 'rows'>> {
  const found = await rows<DeedReport['rows'][number] & { readonly total: number }>(on, deeds, [fromMs, viewer, toMs, site, agent ?? null, by ?? null, kind ?? null, zone]);
  return { total: found[0]?.total ?? 0, rows: found.map(({ total: _total, ...row }) => row) };
}
