import type { ObstacleFigures, ObstacleGrouping, ObstacleReport, ObstacleRow } from '../../shared/reports/obstacleReport.ts';
import { NO_OBSTACLE } from '../../shared/calls/obstacle.ts';
import { relationClasses } from '../../shared/customers/household.ts';
import { type Connection, plannedStatement, rows } from './pool.ts';
import { OF_SITES, type ReportScope } from './reports.ts';

const ORDER = `ARRAY[${relationClasses.map((each) => `'${each}'`).join(', ')}]`;
// $1, $2: instants; $3: who asks; $4: site; $5: queue; $6: where the span before begins.
const grouped = (by: ObstacleGrouping) => plannedStatement(`
  WITH said AS (
    SELECT ${by === 'relationClass' || by === 'both' ? 's.relation_class' : 'NULL::text'} AS class, ${by === 'tier' || by === 'both' ? 's.tier' : 'NULL::text'} AS tier, s.obstacle,
      coalesce(sum(s.contacts) FILTER (WHERE s.slot_ms >= $1::bigint), 0) AS contacts, coalesce(sum(s.contacts) FILTER (WHERE s.slot_ms < $1::bigint), 0) AS before
    FROM report_obstacle_slot s LEFT JOIN queue q ON q.id = s.queue_id LEFT JOIN agent a ON a.id = s.agent_id
    WHERE s.slot_ms >= $6::bigint AND s.slot_ms < $2::bigint AND ($4::text IS NULL OR a.site = $4) AND ($5::text IS NULL OR s.queue_id = $5) AND ${OF_SITES}
      AND (q.business_line_id IS NULL OR NOT EXISTS (SELECT 1 FROM agent_business_line l WHERE l.agent_id = $3::uuid)
        OR EXISTS (SELECT 1 FROM agent_business_line l WHERE l.agent_id = $3::uuid AND l.business_line_id = q.business_line_id))
    GROUP BY 1, 2, 3)
  SELECT s.class AS "relationClass", s.tier, s.obstacle, c.zh, c.en, s.contacts::int AS contacts, s.before::int AS "contactsBefore",
    (sum(s.contacts) OVER of_group)::int AS named, (sum(s.before) OVER of_group)::int AS "namedBefore"
  FROM said s LEFT JOIN obstacle_code c ON c.code = s.obstacle WINDOW of_group AS (PARTITION BY s.class, s.tier)
  ORDER BY array_position(${ORDER}, s.class), s.class, s.tier, s.obstacle = '${NO_OBSTACLE}', s.contacts DESC, s.before DESC, c.place`);
const statements: Readonly<Record<ObstacleGrouping, ReturnType<typeof grouped>>> = { relationClass: grouped('relationClass'), tier: grouped('tier'), both: grouped('both'), all: grouped('all') };

/**
 * What customers said is in their way, by what they were to us then.
 *
 * @param scope the days, and `beforeMs`: the instant at which the span before begins; it ends where they begin.
 */
export async function obstacleRows(on: Connection, scope: ReportScope & { readonly beforeMs: number }, by: ObstacleGrouping): Promise<Pick<ObstacleReport, 'total' | 'rows'>> {
  const found = await rows<ObstacleRow>(on, statements[by], [scope.fromMs, scope.toMs, scope.viewer, scope.site, scope.queue, scope.beforeMs]);
  const sum = (of: keyof Pick<ObstacleFigures, 'contacts' | 'contactsBefore'>): number => found.reduce((total, row) => total + row[of], 0);
  const [contacts, contactsBefore] = [sum('contacts'), sum('contactsBefore')];
  return { total: { contacts, contactsBefore, named: contacts, namedBefore: contactsBefore }, rows: found };
}
