import { type CallbackLoad, SLOT_MINUTES } from '../../shared/callbacks/callbackLoad.ts';
import { MINUTE_MS } from '../../shared/time/utcMs.ts';
import { type Connection, row, statement } from './pool.ts';

const SLOT_MS = SLOT_MINUTES * MINUTE_MS;

const read = statement(`
  SELECT (
      SELECT count(*)::int FROM agent_presence p JOIN agent a ON a.id = p.agent_id
      WHERE p.desk_up AND a.active AND a.role = 'agent' AND a.team = me.team AND (p.standing->'presence'->'state'->>'reason') IS DISTINCT FROM 'signed-out'
    ) AS agents,
    coalesce((
      SELECT jsonb_agg(jsonb_build_object('fromMs', slot, 'booked', booked) ORDER BY slot) FROM (
        SELECT c.due_at_ms / ${SLOT_MS} * ${SLOT_MS} AS slot, count(*)::int AS booked FROM agent o JOIN callback c ON c.owner_agent_id = o.id
        WHERE o.team = me.team AND c.state = 'open' AND c.due_at_ms >= $2 AND c.due_at_ms < $3 GROUP BY 1) s
    ), '[]') AS slots
  FROM agent me WHERE me.id = $1`);

/** What the agent's team has promised between two instants (end excluded), and how many of it are there now. */
export async function callbackLoadOf(on: Connection, agentId: string, fromMs: number, toMs: number): Promise<CallbackLoad> {
  return (await row<CallbackLoad>(on, read, [agentId, fromMs, toMs])) ?? { agents: 0, slots: [] };
}
