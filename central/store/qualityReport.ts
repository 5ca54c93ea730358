import type { QualityFigures, QualityReport } from '../../shared/reports/qualityReport.ts';
import { type Connection, plannedStatement, row, rows } from './pool.ts';
import { OF_SITES, type ReportScope } from './reports.ts';

const mean = (column: string): string => `round(avg(k.${column})::numeric, 1)::float8`;
const FIGURES = `count(*)::int AS scored, ${mean('score')} AS "meanPercent", min(k.score) AS "lowestPercent", ${mean('seek_score')} AS "seekPercent",
  ${mean('experience_score')} AS "experiencePercent", ${mean('credence_score')} AS "credencePercent"`;
// $1, $2: instants of the scoring; $3: who asks; $4: site.
const SCORES = `FROM coaching k JOIN agent a ON a.id = k.agent_id
  WHERE k.score IS NOT NULL AND k.made_at_ms >= $1::bigint AND k.made_at_ms < $2::bigint AND ($4::text IS NULL OR a.site = $4) AND ${OF_SITES}`;
const byAgent = plannedStatement(`
  SELECT GROUPING(a.id) = 1 AS "isTotal", a.number, a.name, a.site, a.team, ${FIGURES} ${SCORES} GROUP BY GROUPING SETS ((a.id, a.number, a.name, a.site, a.team), ()) ORDER BY 1 DESC, a.number`);

type Row = QualityReport['rows'][number] & { readonly isTotal: boolean };

/** What calls were scored in a range, by the agents whose calls they were. */
export async function qualityRows(on: Connection, { fromMs, toMs, viewer, site }: ReportScope): Promise<Pick<QualityReport, 'total' | 'rows'>> {
  const [all, ...lines] = await rows<Row>(on, byAgent, [fromMs, toMs, viewer, site]);
  if (all === undefined) throw new Error('an aggregate has one row');
  const { isTotal: _isTotal, number: _number, name: _name, site: _site, team: _team, ...total } = all;
  return { total, rows: lines.map(({ isTotal: _none, ...line }) => line) };
}

const ofOne = plannedStatement(`SELECT count(*)::int AS scored, ${mean('score')} AS "meanPercent" FROM coaching k WHERE k.agent_id = $1 AND k.score IS NOT NULL AND k.made_at_ms >= $2::bigint AND k.made_at_ms < $3::bigint`);
/** An agent's own scores of some days. */
export async function ownQuality(on: Connection, agentId: string, { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): Promise<Pick<QualityFigures, 'scored' | 'meanPercent'>> {
  return await row<Pick<QualityFigures, 'scored' | 'meanPercent'>>(on, ofOne, [agentId, fromMs, toMs]) ?? { scored: 0, meanPercent: null };
}
