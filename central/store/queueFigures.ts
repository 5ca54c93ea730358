import { expectedWaitSeconds } from '../../shared/routing/expectedWait.ts';
import { hoursWithHolidays } from '../../shared/routing/holidays.ts';
import { queueRulesSchema } from '../../shared/routing/queueRules.ts';
import { isOpen } from '../../shared/time/openingHours.ts';
import { HOUR_MS } from '../../shared/time/utcMs.ts';
import type { QueueFigure } from '../../shared/sync/liveMessages.ts';
import { allHolidays } from './holidays.ts';
import { type Connection, rows, statement } from './pool.ts';

/** Beyond this place nobody is told theirs: with thousands waiting it changes for all of them at once. */
const FURTHEST_PLACE = 200;

/** A queue's figures, and what the wait in it depends on. */
export interface QueueLoad {
  readonly figure: QueueFigure;
  /** Agents who serve it and are at work, free or not. */
  readonly atWork: number;
  /** Mean time of a call and its wrap-up in the last hour; null: there was none. */
  readonly handleSeconds: number | null;
}

// Who works for the queue's line of business and has the skills it asks for.
export const SERVES = `p.desk_up AND (q.business_line_id IS NULL OR NOT EXISTS (SELECT 1 FROM agent_business_line l WHERE l.agent_id = p.agent_id)
    OR EXISTS (SELECT 1 FROM agent_business_line l WHERE l.agent_id = p.agent_id AND l.business_line_id = q.business_line_id))
  AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements(coalesce(q.rules->'demands', '[]'::jsonb)) d
    WHERE coalesce((SELECT s.level FROM agent_skill s WHERE s.agent_id = p.agent_id AND s.skill_id = d->>'skillId'), 0) < (d->>'level')::int)`;

// The service level: of the last hour's callers, those answered in time. Who gave up at once, or rang after hours, does not count.
// A call that rings at a desk still waits: nobody has spoken to the caller. Callers are counted before agents are looked at: joined row by row,
// every agent was looked at for every caller who waited.
const figures = statement(`
  SELECT q.id AS queue, q.name, q.rules, w.waiting,
    coalesce(greatest(0, floor(($1::bigint - w.first_ms) / 1000.0))::int, 0) AS "longestWaitSeconds",
    (SELECT count(*)::int FROM call k JOIN callback b ON b.id = k.callback_id WHERE k.queue_id = q.id AND k.state = 'kept' AND b.state = 'open' AND b.owner_agent_id IS NULL) AS kept,
    a.available, a."onDuty", a."atWork",
    (SELECT avg(e.ended_at_ms - e.answered_at_ms)::float8 / 1000 + (SELECT wrap_up_seconds FROM policy) FROM call e
      WHERE e.queue_id = q.id AND e.state = 'ended' AND e.answered_at_ms IS NOT NULL AND e.ended_at_ms >= $1::bigint - ${HOUR_MS}) AS "handleSeconds",
    (SELECT round(100.0 * count(*) FILTER (WHERE r.answered_at_ms - r.arrived_at_ms <= coalesce((q.rules->'serviceLevel'->>'targetSeconds')::int, 20) * 1000) / nullif(count(*), 0))::int
      FROM call r WHERE r.queue_id = q.id AND r.direction = 'in' AND r.arrived_at_ms >= $1::bigint - ${HOUR_MS} AND (r.answered_at_ms IS NOT NULL OR (r.state IN ('abandoned', 'turned-away', 'kept', 'returned')
        AND r.told IS DISTINCT FROM 'closed' AND r.ended_at_ms - r.arrived_at_ms >= coalesce((q.rules->>'missedAfterSeconds')::int, 5) * 1000))) AS "inTargetPercent"
  FROM queue q
  CROSS JOIN LATERAL (SELECT count(*)::int AS waiting, min(c.arrived_at_ms) AS first_ms FROM call c WHERE c.queue_id = q.id AND c.state IN ('waiting', 'offered')) w
  CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE p.state = 'available' AND p.held_until_ms <= $1)::int AS available,
      count(*) FILTER (WHERE p.standing->'presence'->'state'->>'reason' IS DISTINCT FROM 'signed-out')::int AS "onDuty",
      count(*) FILTER (WHERE p.state IN ('available', 'ringing', 'talking', 'wrap-up'))::int AS "atWork"
    FROM agent_presence p WHERE ${SERVES}) a
  ORDER BY q.place`);

type Row = Omit<QueueFigure, 'open' | 'expectedWaitSeconds' | 'serviceLevel'> & { readonly inTargetPercent: number | null; readonly rules: unknown; readonly atWork: number; readonly kept: number; readonly handleSeconds: number | null };

/** What each queue shows now. `expectedWaitSeconds`: of whoever rings next. */
export async function queueLoads(on: Connection, nowMs: number): Promise<readonly QueueLoad[]> {
  const holidays = await allHolidays(on);
  return (await rows<Row>(on, figures, [nowMs])).map(({ rules, atWork, kept, handleSeconds, inTargetPercent, ...figure }) => {
    const { hours: usual, serviceLevel } = queueRulesSchema.parse(rules);
    const hours = hoursWithHolidays(usual, holidays, figure.queue);
    return {
      figure: {
        ...figure, open: hours === null || isOpen(nowMs, hours), expectedWaitSeconds: expectedWaitSeconds(figure.waiting + kept + 1, atWork, figure.available, handleSeconds),
        serviceLevel: { ...serviceLevel, reachedPercent: inTargetPercent },
      },
      atWork, handleSeconds,
    };
  });
}

const places = statement(`
  SELECT w.id, w.queue_id AS queue, w.position::int, w.stored_number IS NOT NULL AND (SELECT coalesce((q.rules->>'keepsPlaces')::boolean, true) FROM queue q WHERE q.id = w.queue_id) AS "mayKeep" FROM (
    SELECT c.id, c.queue_id, c.line, c.state, c.stored_number, row_number() OVER (PARTITION BY c.queue_id ORDER BY c.rank_at_ms, c.id) AS position
    FROM call c LEFT JOIN callback b ON b.id = c.callback_id WHERE c.state = 'waiting' OR (c.state = 'kept' AND b.state = 'open' AND b.owner_agent_id IS NULL)) w
  WHERE w.state = 'waiting' AND w.line = $1 AND w.position <= ${FURTHEST_PLACE}`);
/** Where those stand who wait on a line, as far as it is worth telling; 1: next of their queue. Kept places count. */
export async function placesOn(on: Connection, line: string): Promise<readonly { readonly id: string; readonly queue: string; readonly position: number; readonly mayKeep: boolean }[]> {
  return await rows(on, places, [line]);
}
