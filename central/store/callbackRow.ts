import { recordJson } from './recordColumns.ts';

/** SQL of one callback list row as JSON (shape: callbackRowSchema). `id` is SQL of the callback's id. */
export function callbackRowSql(id: string): string {
  return `(SELECT json_build_object(
    'callback', ${recordJson('callback', 'b')},
    'householdName', h.name,
    'customerName', p.name,
    'relation', p.relation,
    'tier', coalesce(p.tier, h.tier),
    'language', p.language,
    'children', coalesce((SELECT json_agg(json_build_object('birthDate', c.birth_date, 'dueDate', c.due_date) ORDER BY coalesce(c.birth_date, c.due_date), c.id)
      FROM child c WHERE c.household_id = b.household_id), '[]'::json),
    'last', (SELECT json_build_object('atMs', i.started_at_ms, 'outcome', coalesce(i.outcome_code, i.outcome), 'agentName', i.agent_name, 'note', i.note)
      FROM interaction i WHERE i.household_id = b.household_id AND i.retracted_at_ms IS NULL ORDER BY i.started_at_ms DESC, i.id LIMIT 1),
    'ownerName', (SELECT a.name FROM agent a WHERE a.id = b.owner_agent_id),
    'fallbackName', (SELECT a.name FROM agent a WHERE a.id = b.fallback_agent_id AND a.active AND b.owner_agent_id IS NOT NULL AND a.id <> b.owner_agent_id)
  ) FROM callback b JOIN household h ON h.id = b.household_id LEFT JOIN customer p ON p.id = b.customer_id WHERE b.id = ${id})`;
}
