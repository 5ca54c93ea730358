import { FLOOR_FORECAST_MS, FLOOR_WINDOW_MS, PROMISES_BACK_MS, UNFINISHED_BACK_MS } from '../../shared/routing/floorFigures.ts';
import { queueRulesSchema } from '../../shared/routing/queueRules.ts';
import type { Floor, FloorAgent, FloorAlert, FloorItem, FloorQueue } from '../../shared/sync/floorMessages.ts';
import { DAY_MS, HOUR_MS } from '../../shared/time/utcMs.ts';
import { type Connection, row, rows, statement } from './pool.ts';
import { SERVES } from './queueFigures.ts';
import { floorTargets } from './setUpChanges.ts';
import { visibleSql } from './remits.ts';

/** Callers and other things on the list at most: more nobody reads, and the message would grow with the trouble. */
const MOST_ITEMS = 500;
/** What is due later is not on the list yet; what is late for longer stands in the list of callbacks. */
const AHEAD_MS = 2 * HOUR_MS;
const LATE_MS = DAY_MS;
/** A question that nobody has written an answer to is late after so long. */
const GAP_MS = DAY_MS;
/** Nobody waits this long: older rows that still look so are of a line that is gone. */
const LONGEST_WAIT_MS = 4 * HOUR_MS;

// The supervisor ($2; null: one who is shown everything) works for the queue's line of business, or for all.
const QUEUE_FITS = `($2::uuid IS NULL OR q.business_line_id IS NULL OR NOT EXISTS (SELECT 1 FROM agent_business_line l WHERE l.agent_id = $2::uuid)
    OR EXISTS (SELECT 1 FROM agent_business_line l WHERE l.agent_id = $2::uuid AND l.business_line_id = q.business_line_id))`;
// An agent and the supervisor have a region, and a line, in common; who has none has all.
export const AGENT_FITS = `($2::uuid IS NULL OR (
    (NOT EXISTS (SELECT 1 FROM agent_region r WHERE r.agent_id = $2::uuid) OR NOT EXISTS (SELECT 1 FROM agent_region r WHERE r.agent_id = a.id)
      OR EXISTS (SELECT 1 FROM agent_region r JOIN agent_region mine USING (region_id) WHERE r.agent_id = a.id AND mine.agent_id = $2::uuid))
    AND (NOT EXISTS (SELECT 1 FROM agent_business_line r WHERE r.agent_id = $2::uuid) OR NOT EXISTS (SELECT 1 FROM agent_business_line r WHERE r.agent_id = a.id)
      OR EXISTS (SELECT 1 FROM agent_business_line r JOIN agent_business_line mine USING (business_line_id) WHERE r.agent_id = a.id AND mine.agent_id = $2::uuid))))`;

/** SQL after `queue q`: the rules its calls are counted by, as r. */
export const COUNTING = "CROSS JOIN LATERAL (SELECT coalesce((q.rules->'serviceLevel'->>'targetSeconds')::int, 20) AS target, coalesce((q.rules->>'missedAfterSeconds')::int, 5) AS missed) r";

/** SQL of `floorCounts` (shared/routing/floorFigures.ts) over a queue's calls; a test compares the two. @param at SQL of the instant. */
export const sumsSql = (at: string): string => `(SELECT jsonb_build_object(
    'waiting', count(*) FILTER (WHERE k.waits), 'longestWaitSeconds', coalesce(floor((${at} - min(k.arrived_at_ms) FILTER (WHERE k.waits)) / 1000.0)::int, 0),
    'counted', count(*) FILTER (WHERE k.counts), 'inTarget', count(*) FILTER (WHERE k.counts AND k.answered AND k.answered_at_ms - k.arrived_at_ms <= r.target * 1000),
    'abandoned', count(*) FILTER (WHERE k.counts AND NOT k.answered AND k.state = 'abandoned'))
  FROM (SELECT c.*, coalesce(c.answered_at_ms <= ${at}, false) AS answered,
      coalesce(c.answered_at_ms > ${at}, c.ended_at_ms IS NULL OR c.ended_at_ms > ${at}) AS waits,
      c.arrived_at_ms >= ${at} - ${FLOOR_WINDOW_MS} AND (coalesce(c.answered_at_ms <= ${at}, false) OR (c.answered_at_ms IS NULL AND c.ended_at_ms <= ${at}
        AND c.state IN ('abandoned', 'turned-away', 'kept', 'returned') AND c.told IS DISTINCT FROM 'closed' AND c.ended_at_ms - c.arrived_at_ms >= r.missed * 1000)) AS counts
    FROM call c WHERE c.queue_id = q.id AND c.direction = 'in' AND c.arrived_at_ms <= ${at} AND c.arrived_at_ms >= ${at} - ${LONGEST_WAIT_MS}) k)`;
/** What the forecast goes by (shared/routing/forecastBreaches.ts). With no call in the last hour one is taken to last four minutes. */
const PACE = `(SELECT jsonb_build_object('callersLast15Minutes', count(*) FILTER (WHERE k.is_new), 'callersLastHour', count(*),
    'countedLast15Minutes', count(*) FILTER (WHERE k.is_new AND (k.answered_at_ms IS NOT NULL OR coalesce(k.ended_at_ms, $1::bigint) - k.arrived_at_ms > r.target * 1000)),
    'inTargetLast15Minutes', count(*) FILTER (WHERE k.is_new AND k.answered_at_ms - k.arrived_at_ms <= r.target * 1000),
    'talkSeconds', coalesce(round(avg(k.ended_at_ms - k.answered_at_ms) FILTER (WHERE k.state = 'ended') / 1000)::int, 240), 'wrapUpSeconds', (SELECT wrap_up_seconds FROM policy))
  FROM (SELECT c.*, c.arrived_at_ms > $1::bigint - ${FLOOR_FORECAST_MS} AS is_new FROM call c
    WHERE c.queue_id = q.id AND c.direction = 'in' AND c.told IS DISTINCT FROM 'closed' AND c.arrived_at_ms BETWEEN $1::bigint - ${HOUR_MS} AND $1::bigint) k)`;
const queues = statement(`
  SELECT q.id AS queue, q.name, q.rules, ${sumsSql('$1::bigint')} AS now, ${sumsSql(`($1::bigint - ${FLOOR_FORECAST_MS})`)} AS before, ${PACE} AS pace
  FROM queue q ${COUNTING}
  WHERE ${QUEUE_FITS} ORDER BY q.place`);

export const promisesSql = (at: string): string => `(SELECT jsonb_build_object('due', count(*), 'kept', count(*) FILTER (WHERE b.state = 'done' AND b.closed_at_ms <= b.due_at_ms + b.window_minutes * 60000))
  FROM callback b WHERE b.due_at_ms BETWEEN ${at} - ${PROMISES_BACK_MS} AND ${at} AND b.due_at_ms + b.window_minutes * 60000 <= ${at} AND b.state <> 'cancelled'
    AND ${visibleSql('b.household_id', '$2::uuid', '$1::bigint')})`;
const promises = statement(`SELECT ${promisesSql('$1::bigint')} AS now, ${promisesSql(`($1::bigint - ${FLOOR_FORECAST_MS})`)} AS before`);

// A talk between colleagues has no summary; one that is being wrapped up is not missing yet.
export const UNWRITTEN = `SELECT c.agent_id, count(*)::int AS n FROM call c LEFT JOIN agent_presence w ON w.agent_id = c.agent_id
  WHERE c.state = 'ended' AND c.answered_at_ms IS NOT NULL AND c.agent_id IS NOT NULL AND c.ended_at_ms BETWEEN $1::bigint - ${UNFINISHED_BACK_MS} AND $1::bigint
    AND w.standing->>'callId' IS DISTINCT FROM c.id AND NOT EXISTS (SELECT 1 FROM agent x WHERE c.direction = 'out' AND x.extension = c.number)
    AND NOT EXISTS (SELECT 1 FROM interaction i WHERE i.call_id = c.id)
  GROUP BY c.agent_id`;
const agents = statement(`
  WITH unwritten AS (${UNWRITTEN})
  SELECT a.id, p.standing->'presence'->'state' AS state, p.since_ms AS "sinceMs", p.desk_up AS "deskUp", q.name AS queue, c.tier, coalesce(u.n, 0) AS unfinished,
    (p.standing->'presence'->>'handSinceMs')::bigint AS "handSinceMs", p.standing->'presence'->'next' AS next, (SELECT coalesce(jsonb_agg(q.name ORDER BY q.place), '[]') FROM queue q WHERE ${SERVES} AND ${QUEUE_FITS}) AS serves,
    (SELECT jsonb_build_object('atMs', n.made_at_ms, 'readAtMs', n.read_at_ms) FROM notice n
      WHERE n.to_agent_id = a.id AND n.kind = 'floor-message' AND n.made_at_ms >= $1::bigint - ${2 * HOUR_MS} ORDER BY n.made_at_ms DESC LIMIT 1) AS told,
    (SELECT jsonb_build_object('meanPercent', round(avg(k.score)::numeric, 1)::float8, 'scored', count(*), 'days', s.days) FROM coaching k
      WHERE k.agent_id = a.id AND k.score IS NOT NULL AND k.made_at_ms >= $1::bigint - s.days * ${DAY_MS}::bigint HAVING count(*) > 0) AS quality,
    (SELECT count(*)::int FROM callback b WHERE b.owner_agent_id = a.id AND b.state = 'open' AND b.due_at_ms <= $1::bigint + ${HOUR_MS}) AS "promisesDue"
  FROM agent a JOIN agent_presence p ON p.agent_id = a.id LEFT JOIN unwritten u ON u.agent_id = a.id CROSS JOIN (SELECT days FROM quality_sheet ORDER BY version DESC LIMIT 1) s
  LEFT JOIN call c ON c.id = p.standing->>'callId' LEFT JOIN queue q ON q.id = c.queue_id
  WHERE a.active AND p.standing->'presence'->'state'->>'reason' IS DISTINCT FROM 'signed-out' AND ${AGENT_FITS} ORDER BY a.id`);
const unwritten = statement(`SELECT coalesce(sum(u.n), 0)::int AS n FROM (${UNWRITTEN}) u JOIN agent a ON a.id = u.agent_id WHERE ${AGENT_FITS}`);

const items = statement(`
  SELECT * FROM (SELECT c.id, 'caller' AS kind, c.arrived_at_ms AS "sinceMs", c.arrived_at_ms + coalesce((q.rules->'serviceLevel'->>'targetSeconds')::bigint, 20) * 1000 AS "breachAtMs",
      q.name AS queue, c.tier, NULL AS about, NULL::uuid AS "householdId", c.agent_id AS "ownerId", NULL AS handler
    FROM call c JOIN queue q ON q.id = c.queue_id WHERE c.state IN ('waiting', 'offered') AND c.arrived_at_ms >= $1::bigint - ${LONGEST_WAIT_MS} AND ${QUEUE_FITS}
      AND (c.household_id IS NULL OR ${visibleSql('c.household_id', '$2::uuid', '$1::bigint')}) ORDER BY c.arrived_at_ms LIMIT ${MOST_ITEMS}) callers
  UNION ALL SELECT * FROM (SELECT b.id::text, CASE WHEN b.permission_reason = 'missed-call-return' THEN 'abandoned' ELSE 'promise' END, b.due_at_ms, b.due_at_ms + b.window_minutes * 60000,
      NULL, h.tier, h.name, h.id, b.owner_agent_id, NULL
    FROM callback b JOIN household h ON h.id = b.household_id WHERE b.state = 'open' AND b.due_at_ms BETWEEN $1::bigint - ${LATE_MS} AND $1::bigint + ${AHEAD_MS}
      AND ${visibleSql('b.household_id', '$2::uuid', '$1::bigint')} ORDER BY b.due_at_ms LIMIT ${MOST_ITEMS}) promised
  UNION ALL SELECT * FROM (SELECT k.id::text, k.kind, k.opened_at_ms, k.due_at_ms, NULL, h.tier, k.title, h.id, NULL::uuid, k.handler_name
    FROM care_case k JOIN household h ON h.id = k.household_id WHERE k.state = 'open' AND k.due_at_ms <= $1::bigint + ${AHEAD_MS}
      AND ${visibleSql('k.household_id', '$2::uuid', '$1::bigint')} ORDER BY k.due_at_ms DESC LIMIT 100) cases
  UNION ALL SELECT * FROM (SELECT g.id::text, 'gap', g.asked_at_ms, g.asked_at_ms + ${GAP_MS}, NULL, NULL, left(g.question, 200), g.household_id, g.asked_by_agent_id, NULL
    FROM gap g WHERE g.state = 'open' AND g.asked_at_ms <= $1::bigint AND (g.household_id IS NULL OR ${visibleSql('g.household_id', '$2::uuid', '$1::bigint')})
    ORDER BY g.asked_at_ms DESC LIMIT 50) gaps
  UNION ALL SELECT * FROM (SELECT e.id::text, 'expert', e.asked_at_ms, e.due_at_ms, NULL, h.tier, left(e.question, 200), e.household_id, coalesce(e.expert_agent_id, e.asked_by_agent_id), NULL
    FROM expert_question e LEFT JOIN household h ON h.id = e.household_id WHERE e.state = 'open' AND e.due_at_ms <= $1::bigint + ${AHEAD_MS}
      AND (e.household_id IS NULL OR ${visibleSql('e.household_id', '$2::uuid', '$1::bigint')}) ORDER BY e.due_at_ms DESC LIMIT 100) experts`);

type QueueRow = Pick<FloorQueue, 'queue' | 'name' | 'now' | 'before' | 'pace'> & { readonly rules: unknown };
const raised = statement(`
  SELECT r.id, r.name, r.figure, q.name AS queue, r.raised_at_ms AS "sinceMs" FROM alert_rule r LEFT JOIN queue q ON q.id = r.queue_id
  WHERE r.raised_at_ms IS NOT NULL AND $1::bigint IS NOT NULL AND CASE WHEN r.queue_id IS NULL THEN $2::uuid IS NULL ELSE ${QUEUE_FITS} END ORDER BY r.raised_at_ms, r.id`);

type PromiseRow = { readonly now: Floor['promisesNow']; readonly before: Floor['promisesNow'] };

/** The floor as a supervisor sees it. @param limitedTo the supervisor, when they work for some regions or lines only; null: one who is shown everything. */
export async function readFloor(on: Connection, limitedTo: string | null, atMs: number): Promise<Floor> {
  const given = [atMs, limitedTo];
  const [ofQueues, ofPromises, ofAgents, missing, list, targets, alerts] = await Promise.all([
    rows<QueueRow>(on, queues, given), row<PromiseRow>(on, promises, given), rows<FloorAgent>(on, agents, given), row<{ n: number }>(on, unwritten, given), rows<FloorItem>(on, items, given), floorTargets(on), rows<FloorAlert>(on, raised, given),
  ]);
  const none = { due: 0, kept: 0 };
  return {
    atMs,
    queues: ofQueues.map(({ rules, ...queue }) => ({ ...queue, ...queueRulesSchema.parse(rules).serviceLevel })),
    promisesNow: ofPromises?.now ?? none, promisesBefore: ofPromises?.before ?? none,
    agents: [...ofAgents], items: [...list], unfinished: missing?.n ?? 0, targets, alerts: [...alerts],
  };
}
