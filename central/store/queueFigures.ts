import type { QueueFigure } from '../../shared/sync/liveMessages.ts';
import { type Connection, rows, statement } from './pool.ts';

// A call that rings at a desk still waits: nobody has spoken to the caller.
const figures = statement(`
  SELECT q.id AS queue, q.name, count(c.id)::int AS waiting,
    coalesce(greatest(0, floor(($1::bigint - min(c.arrived_at_ms)) / 1000.0))::int, 0) AS "longestWaitSeconds",
    (SELECT count(*)::int FROM agent_presence WHERE state = 'available' AND desk_up) AS available,
    (SELECT count(*)::int FROM agent_presence WHERE desk_up AND standing->'presence'->'state'->>'reason' IS DISTINCT FROM 'signed-out') AS "onDuty"
  FROM queue q LEFT JOIN call c ON c.queue_id = q.id AND c.state IN ('waiting', 'offered')
  GROUP BY q.id ORDER BY q.place`);

/** What each queue shows now. Every agent serves every queue. */
export async function queueFigures(on: Connection, nowMs: number): Promise<readonly QueueFigure[]> {
  return await rows<QueueFigure>(on, figures, [nowMs]);
}
