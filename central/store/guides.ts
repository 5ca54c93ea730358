import { guideSchema, type Guide } from '../../shared/guides/guide.ts';
import type { GuideStanding, GuideVersion } from '../../shared/sync/guideMessages.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';
import { recordJson } from './recordColumns.ts';

const all = statement(`
  SELECT ${recordJson('guide', 'g')} AS guide, a.name AS "ownerName",
    coalesce((SELECT json_agg(json_build_object('stepId', nullif(m.step_id, ''), 'count', m.n) ORDER BY m.n DESC, m.step_id)
      FROM (SELECT step_id, count(*)::int AS n FROM guide_mark WHERE guide_id = g.id AND at_ms >= $1 GROUP BY 1) m), '[]'::json) AS "notApplicable"
  FROM guide g LEFT JOIN agent a ON a.id = g.owner_agent_id ORDER BY g.code`);

/** Every guide, with what was marked in it as not applicable since an instant. */
export async function guideStandings(on: Connection, sinceMs: number): Promise<readonly GuideStanding[]> {
  return await rows<GuideStanding>(on, all, [sinceMs]);
}

/** Of a guide with more, the oldest are not shown. */
const MOST_VERSIONS = 100;
const versions = statement(`
  SELECT v.guide, a.name AS "storedByName" FROM guide_version v LEFT JOIN agent a ON a.id = v.stored_by_agent_id WHERE v.guide_id = $1 ORDER BY v.version DESC LIMIT ${MOST_VERSIONS}`);

/** Every version of a guide, newest first; none: there is no such guide. */
export async function guideVersions(on: Connection, id: string): Promise<readonly GuideVersion[]> {
  return await rows<GuideVersion>(on, versions, [id]);
}

const lock = statement(`SELECT ${recordJson('guide', 'g')} AS guide FROM guide g WHERE g.id = $1 FOR UPDATE`);

/** The guide as it stands, held until the transaction ends; null: there is none. */
export async function lockGuide(on: Connection, id: string): Promise<Guide | null> {
  const found = await row<{ guide: unknown }>(on, lock, [id]);
  return found === null ? null : guideSchema.parse(found.guide);
}

const codeTaken = statement('SELECT 1 AS one FROM guide WHERE code = $1 AND id <> $2');
export async function isCodeTaken(on: Connection, code: string, id: string): Promise<boolean> {
  return (await row(on, codeTaken, [code, id])) !== null;
}

const put = statement(`
  INSERT INTO guide (id, code, name, language, rule, steps, state, owner_agent_id, version, updated_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  ON CONFLICT (id) DO UPDATE SET code = excluded.code, name = excluded.name, language = excluded.language, rule = excluded.rule, steps = excluded.steps, state = excluded.state,
    owner_agent_id = excluded.owner_agent_id, version = excluded.version, updated_at_ms = excluded.updated_at_ms`);
const keep = statement('INSERT INTO guide_version (guide_id, version, guide, stored_at_ms, stored_by_agent_id) VALUES ($1, $2, $3, $4, $5)');

/** Stores a version of a guide. Desktops are told by whoever calls. */
export async function putGuide(on: Connection, guide: Guide, agentId: string | null): Promise<void> {
  await run(on, put, [guide.id, guide.code, guide.name, guide.language, JSON.stringify(guide.rule), JSON.stringify(guide.steps), guide.state, guide.ownerAgentId, guide.version, guide.updatedAtMs]);
  await run(on, keep, [guide.id, guide.version, JSON.stringify(guide), guide.updatedAtMs, agentId]);
}

const mark = statement(`
  INSERT INTO guide_mark (interaction_id, guide_id, step_id, agent_id, at_ms) SELECT $1, g.id, $3, $4, $5 FROM guide g WHERE g.id = $2
  ON CONFLICT (interaction_id, guide_id, step_id) DO UPDATE SET at_ms = guide_mark.at_ms RETURNING guide_id`);
const unmark = statement('DELETE FROM guide_mark WHERE interaction_id = $1 AND guide_id = $2 AND step_id = $3 AND agent_id = $4');

/** Marks a step as not applicable in a talk (`stepId` null: the whole guide). @returns false when there is no such guide. */
export async function markGuide(on: Connection, of: { readonly interactionId: string; readonly guideId: string; readonly stepId: string | null; readonly agentId: string; readonly atMs: number }): Promise<boolean> {
  return (await row(on, mark, [of.interactionId, of.guideId, of.stepId ?? '', of.agentId, of.atMs])) !== null;
}

/** Takes such a mark back, its own only; none there is no fault. */
export async function unmarkGuide(on: Connection, of: { readonly interactionId: string; readonly guideId: string; readonly stepId: string | null; readonly agentId: string }): Promise<void> {
  await run(on, unmark, [of.interactionId, of.guideId, of.stepId ?? '', of.agentId]);
}
