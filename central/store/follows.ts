import type { About } from '../../shared/notices/notice.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';
import { visibleSql } from './remits.ts';

const householdOf = {
  household: statement('SELECT id AS "householdId" FROM household WHERE id = $1'),
  callback: statement('SELECT household_id AS "householdId" FROM callback WHERE id = $1 AND household_id IS NOT NULL'),
  case: statement('SELECT household_id AS "householdId" FROM care_case WHERE id = $1'),
  article: statement('SELECT NULL::uuid AS "householdId" FROM article_version WHERE article_id = $1 LIMIT 1'),
} as const;
/** The household of what is to be followed; null: it is an article. @returns undefined when it is not there. */
export async function householdOfAbout(on: Connection, { kind, id }: About): Promise<string | null | undefined> {
  return (await row<{ householdId: string | null }>(on, householdOf[kind], [id]))?.householdId;
}

// $1 agent, $2 kind, $3 id. A household is named by the notice's own column, which a merge moves.
const OF_ABOUT = `to_agent_id = $1 AND kind = 'following' AND detail->'about'->>'kind' = $2 AND CASE WHEN $2 = 'household' THEN household_id = $3::uuid ELSE detail->'about'->>'id' = $3::text END`;

const add = statement(`
  INSERT INTO notice (id, to_agent_id, kind, household_id, detail, made_at_ms)
  SELECT $4::uuid, $1::uuid, 'following', $5::uuid, jsonb_build_object('about', jsonb_build_object('kind', $2::text, 'id', $3::text)) || CASE WHEN $2 = 'callback' THEN jsonb_build_object('callbackId', $3::text) ELSE '{}' END, $6::bigint
  WHERE NOT EXISTS (SELECT 1 FROM notice WHERE ${OF_ABOUT}) ON CONFLICT (id) DO NOTHING`);
/** @returns false when the agent follows it already (or the id is taken). */
export async function addFollow(on: Connection, agentId: string, follow: { readonly id: string; readonly about: About }, householdId: string | null, nowMs: number): Promise<boolean> {
  return await run(on, add, [agentId, follow.about.kind, follow.about.id, follow.id, householdId, nowMs]) === 1;
}

const end = statement(`DELETE FROM notice WHERE ${OF_ABOUT} RETURNING id`);
/** @returns the notices that stood for it. */
export async function endFollow(on: Connection, agentId: string, { kind, id }: About): Promise<readonly string[]> {
  return (await rows<{ id: string }>(on, end, [agentId, kind, id])).map((found) => found.id);
}

const hidden = statement(`
  DELETE FROM notice n WHERE n.to_agent_id = $1 AND n.kind = 'following' AND n.household_id IS NOT NULL AND NOT ${visibleSql('n.household_id', '$1::uuid', '$2::bigint')} RETURNING n.id`);
/** Ends what an agent follows and is not shown any more. @returns the notices that stood for it. */
export async function endHiddenFollows(on: Connection, agentId: string, nowMs: number): Promise<readonly string[]> {
  return (await rows<{ id: string }>(on, hidden, [agentId, nowMs])).map((found) => found.id);
}

/** Who is to be told, and what they follow of what changed: the narrowest of it. */
export interface Follower {
  readonly agentId: string;
  readonly about: About;
  readonly householdId: string | null;
}

const NARROWEST = `CASE n.detail->'about'->>'kind' WHEN 'callback' THEN 1 WHEN 'case' THEN 2 WHEN 'article' THEN 3 ELSE 4 END`;
const followers = statement(`
  SELECT DISTINCT ON (n.to_agent_id) n.to_agent_id AS "agentId", n.household_id AS "householdId",
    jsonb_build_object('kind', n.detail->'about'->>'kind', 'id', CASE WHEN n.detail->'about'->>'kind' = 'household' THEN n.household_id::text ELSE n.detail->'about'->>'id' END) AS about
  FROM (SELECT * FROM notice WHERE kind = 'following' AND detail->'about'->>'kind' = 'household' AND household_id = ANY ($1::uuid[])
    UNION ALL SELECT * FROM notice WHERE kind = 'following' AND detail->'about'->>'kind' <> 'household' AND detail->'about'->>'id' = ANY ($2::text[])) n
  JOIN agent a ON a.id = n.to_agent_id
  WHERE a.active AND a.role = ANY ($5::text[]) AND n.to_agent_id IS DISTINCT FROM $3::uuid AND (n.household_id IS NULL OR ${visibleSql('n.household_id', 'n.to_agent_id', '$4::bigint')})
  ORDER BY n.to_agent_id, ${NARROWEST}, n.id`);
/**
 * Each once, in the order of their ids: who follows one of some households, or of the other things by their ids, is shown it, and did not do it themselves.
 *
 * @param by who did it; null: central itself. @param roles who is shown customers.
 */
export async function followersOf(on: Connection, of: { readonly households: readonly string[]; readonly others: readonly string[] }, by: string | null, nowMs: number, roles: readonly string[]): Promise<readonly Follower[]> {
  return await rows<Follower>(on, followers, [of.households, of.others, by, nowMs, roles]);
}

const goesOn = statement(`
  UPDATE notice SET detail = jsonb_set(detail, '{deeds}', (SELECT jsonb_agg(d ORDER BY first) FROM (SELECT d, min(n) AS first FROM jsonb_array_elements_text((detail->'deeds') || $4::jsonb) WITH ORDINALITY x (d, n) GROUP BY d) o))
  WHERE id = (SELECT id FROM notice WHERE to_agent_id = $1 AND kind = 'followed' AND read_at_ms IS NULL AND made_at_ms >= $5::bigint AND detail->'about' = $2::jsonb AND detail->'by' = $3::jsonb
    ORDER BY made_at_ms DESC, id DESC LIMIT 1)
  RETURNING id`);
/** Adds to a notice that is not read yet: one sentence says what one colleague did of late. @returns its id; null when there is none. */
export async function addToFollowed(on: Connection, agentId: string, about: About, by: string | null, deeds: readonly string[], sinceMs: number): Promise<string | null> {
  return (await row<{ id: string }>(on, goesOn, [agentId, JSON.stringify(about), JSON.stringify(by), JSON.stringify(deeds), sinceMs]))?.id ?? null;
}
