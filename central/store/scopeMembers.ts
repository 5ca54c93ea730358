import { DAY_MS } from '../../shared/time/utcMs.ts';
import { type Connection, row, statement } from './pool.ts';
import { POOL } from './touch.ts';

/** A household leaves an agent's desktop this long after their last contact with it, a callback after it was closed. */
const STAYS_MS = 30 * DAY_MS;
const TOMBSTONE_MS = 90 * DAY_MS;
/** Bounds one sweep, so that it never holds an agent's counter for long. */
const MOST_LEAVING = 2000;

// Who holds what, from the records alone. $1: the instant before which a contact is old.
const WANTED = `
  SELECT 'all' AS scope, 'article' AS tbl, id FROM article
  UNION SELECT 'all', 'agent', id FROM agent
  UNION SELECT 'all', 'erasure', id FROM erasure
  UNION SELECT 'all', 'guide', id FROM guide
  UNION SELECT 'all', 'opening', id FROM opening_class
  UNION SELECT 'all', 'template', id FROM message_template
  UNION SELECT 'all', 'wordTable', id FROM word_table
  UNION SELECT 'agent:' || q.agent_id, 'expertQuestion', q.id FROM (SELECT id, asked_by_agent_id AS agent_id, settled_at_ms FROM expert_question UNION ALL SELECT id, expert_agent_id, settled_at_ms FROM expert_question) q
    WHERE q.agent_id IS NOT NULL AND (q.settled_at_ms IS NULL OR q.settled_at_ms >= $1::bigint)
  UNION SELECT 'agent:' || expert_agent_id, 'household', household_id FROM expert_question
    WHERE expert_agent_id IS NOT NULL AND household_id IS NOT NULL AND (settled_at_ms IS NULL OR settled_at_ms >= $1::bigint)
  UNION SELECT 'agent:' || to_agent_id, 'notice', id FROM notice WHERE read_at_ms IS NULL OR read_at_ms >= $1::bigint
  UNION SELECT 'agent:' || p.id, 'coaching', k.id FROM coaching k CROSS JOIN LATERAL (VALUES (k.agent_id), (k.by_agent_id)) p (id) WHERE k.erased_at_ms IS NULL AND (k.read_at_ms IS NULL OR k.last_at_ms >= $1::bigint)
  UNION SELECT CASE WHEN owner_agent_id IS NULL THEN '${POOL}' ELSE 'agent:' || owner_agent_id END, 'callback', id FROM callback
    WHERE household_id IS NOT NULL AND (state = 'open' OR closed_at_ms >= $1::bigint)
  UNION SELECT 'agent:' || owner_agent_id, 'household', household_id FROM callback
    WHERE owner_agent_id IS NOT NULL AND household_id IS NOT NULL AND (state = 'open' OR closed_at_ms >= $1::bigint)
  UNION SELECT 'agent:' || agent_id, 'household', household_id FROM interaction
    WHERE agent_id IS NOT NULL AND household_id IS NOT NULL AND retracted_at_ms IS NULL AND started_at_ms >= $1::bigint`;

const enter = statement(`
  SELECT touch(coalesce((SELECT jsonb_agg(jsonb_build_object('scope', w.scope, 'tbl', w.tbl, 'id', w.id)) FROM (${WANTED}) w
    WHERE NOT EXISTS (SELECT 1 FROM feed f WHERE f.scope = w.scope AND f.tbl = w.tbl AND f.row_id = w.id AND NOT f.gone)), '[]')) AS versions`);

/** Puts every record into the scopes it belongs to and is not in yet: after an import. Last statement of its transaction. */
export async function enterScopes(on: Connection, nowMs: number): Promise<void> {
  await row(on, enter, [nowMs - STAYS_MS]);
}

const leave = statement(`
  WITH wanted AS MATERIALIZED (${WANTED}), leaving AS (
    SELECT f.scope, f.tbl, f.row_id FROM feed f
    WHERE NOT f.gone AND (f.scope LIKE 'agent:%' OR f.scope = '${POOL}') AND f.tbl IN ('household', 'callback', 'notice', 'expertQuestion', 'coaching')
      AND NOT EXISTS (SELECT 1 FROM wanted w WHERE w.scope = f.scope AND w.tbl = f.tbl AND w.id = f.row_id)
    LIMIT ${MOST_LEAVING}
  ), dropped AS (
    SELECT f.scope, f.tbl, f.row_id FROM feed f WHERE NOT f.gone AND f.scope LIKE 'desk:%'
      AND NOT EXISTS (SELECT 1 FROM desk_holding d WHERE 'desk:' || d.mirror_id = f.scope AND d.household_id = f.row_id)
    LIMIT ${MOST_LEAVING}
  )
  SELECT touch(coalesce((SELECT jsonb_agg(jsonb_build_object('scope', scope, 'tbl', tbl, 'id', row_id, 'gone', true)) FROM (SELECT * FROM leaving UNION ALL SELECT * FROM dropped) l), '[]')) AS versions`);

/** Takes what has grown old off the desktops. Last statement of its transaction. */
export async function leaveScopes(on: Connection, nowMs: number): Promise<void> {
  await row(on, leave, [nowMs - STAYS_MS]);
}

const prune = statement(`
  WITH old AS (SELECT scope, max(ver) AS ver FROM feed WHERE gone AND gone_at_ms < $1::bigint GROUP BY scope),
  marked AS (UPDATE scope s SET pruned = greatest(s.pruned, old.ver) FROM old WHERE s.name = old.scope RETURNING s.name)
  DELETE FROM feed f USING marked m WHERE f.scope = m.name AND f.gone AND f.gone_at_ms < $1::bigint`);

/** Forgets that records left, once every desktop had 90 days to hear of it. One that was away for longer starts again. */
export async function pruneTombstones(on: Connection, nowMs: number): Promise<void> {
  await row(on, prune, [nowMs - TOMBSTONE_MS]);
}
