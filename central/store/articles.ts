import { v7 as uuidv7 } from 'uuid';
import type { ArticleBase, ArticleContent, ArticleLine, ArticleState, ArticleVersion } from '../../shared/knowledge/articleMessages.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';
import type { Touched } from './touch.ts';

const VERSION = `json_build_object('version', v.version, 'revision', v.revision, 'state', v.state, 'content', v.content, 'authorName', v.author_name,
  'savedAtMs', v.saved_at_ms, 'publishedAtMs', v.published_at_ms)`;
/** Of an article with more, the oldest are not shown. */
const MOST_VERSIONS = 100;

// The article's row in the list of all: two who write about one article wait for each other.
const hold = statement('SELECT pg_advisory_xact_lock(hashtextextended($1::text, 130)) IS NULL AS held');
/** Of two transactions about one article the second waits for the first. */
export async function holdArticle(on: Connection, id: string): Promise<void> {
  await row(on, hold, [id]);
}

const versions = statement(`SELECT ${VERSION} AS version FROM article_version v WHERE v.article_id = $1 ORDER BY v.version DESC LIMIT ${MOST_VERSIONS}`);
/** Newest first; none: there is no such article. */
export async function articleVersions(on: Connection, id: string): Promise<readonly ArticleVersion[]> {
  return (await rows<{ version: ArticleVersion }>(on, versions, [id])).map((found) => found.version);
}

const oneVersion = statement(`SELECT ${VERSION} AS version FROM article_version v WHERE v.article_id = $1 AND v.version = $2`);
export async function articleVersion(on: Connection, id: string, version: number): Promise<ArticleVersion | null> {
  return (await row<{ version: ArticleVersion }>(on, oneVersion, [id, version]))?.version ?? null;
}

const addVersion = statement(`
  INSERT INTO article_version (article_id, version, revision, state, content, author_agent_id, author_name, saved_at_ms) VALUES ($1, $2, 1, 'draft', $3, $4, $5, $6) ON CONFLICT DO NOTHING`);
/** @returns whether it was new. */
export async function addDraft(on: Connection, id: string, version: number, content: ArticleContent, author: { readonly id: string; readonly name: string }, nowMs: number): Promise<boolean> {
  return (await run(on, addVersion, [id, version, JSON.stringify(content), author.id, author.name, nowMs])) === 1;
}

const write = statement(`
  UPDATE article_version SET revision = revision + 1, content = $3, author_agent_id = $4, author_name = $5, saved_at_ms = $6, state = 'draft' WHERE article_id = $1 AND version = $2`);
/** What was under review is a draft again: it was read otherwise. */
export async function writeDraft(on: Connection, id: string, version: number, content: ArticleContent, author: { readonly id: string; readonly name: string }, nowMs: number): Promise<void> {
  await run(on, write, [id, version, JSON.stringify(content), author.id, author.name, nowMs]);
}

const setState = statement(`
  UPDATE article_version SET state = $3, revision = revision + 1, published_at_ms = CASE WHEN $3 = 'published' THEN $4::bigint ELSE published_at_ms END WHERE article_id = $1 AND version = $2`);
const retireOld = statement("UPDATE article_version SET state = 'retired' WHERE article_id = $1 AND state = 'published' AND version <> $2");
/** The version that was published before is retired by it. */
export async function moveVersion(on: Connection, id: string, { version }: Pick<ArticleBase, 'version'>, to: ArticleState, nowMs: number): Promise<void> {
  if (to === 'published') await run(on, retireOld, [id, version]);
  await run(on, setState, [id, version, to, nowMs]);
}

// What of the versions desktops have: the published one while it holds, else its retirement.
const show = statement(`
  INSERT INTO article (id, language, topic, title, similar_questions, say, body, facts, source_kinds, see_doctor, stage, feeding, seasons, version, state, updated_at_ms, regions, valid_from_ms, valid_until_ms, author_name, asked, attachments)
  SELECT v.article_id, c->>'language', c->>'topic', c->>'title', c->'similarQuestions', c->>'say', c->>'body', c->'facts', c->'sourceKinds', c->>'seeDoctor', c->'stage', c->'feeding', c->'seasons',
    v.version, $3, $4, c->'regions', (c->>'validFromMs')::bigint, (c->>'validUntilMs')::bigint, v.author_name, $5::int, nullif(c->'attachments', 'null'::jsonb)
  FROM article_version v CROSS JOIN LATERAL (SELECT v.content AS c) x WHERE v.article_id = $1 AND v.version = $2
  ON CONFLICT (id) DO UPDATE SET language = excluded.language, topic = excluded.topic, title = excluded.title, similar_questions = excluded.similar_questions, say = excluded.say, body = excluded.body,
    facts = excluded.facts, source_kinds = excluded.source_kinds, see_doctor = excluded.see_doctor, stage = excluded.stage, feeding = excluded.feeding, seasons = excluded.seasons, version = excluded.version,
    state = excluded.state, updated_at_ms = excluded.updated_at_ms, regions = excluded.regions, valid_from_ms = excluded.valid_from_ms, valid_until_ms = excluded.valid_until_ms, author_name = excluded.author_name, asked = excluded.asked, attachments = excluded.attachments`);
/**
 * Puts one version on the desktops, in the place of whatever they have of the article.
 * @param asked how often it was asked, for a question without an answer; null for an answer.
 * @returns what it touches.
 */
export async function showVersion(on: Connection, id: string, version: number, state: ArticleState, nowMs: number, asked: number | null): Promise<Touched> {
  await run(on, show, [id, version, state, nowMs, asked]);
  return articleTouched(id);
}

const hide = statement('DELETE FROM article WHERE id = $1');
/** Takes an article off the desktops altogether. @returns what it touches. */
export async function hideArticle(on: Connection, id: string): Promise<Touched> {
  await run(on, hide, [id]);
  return { ...articleTouched(id), gone: true };
}

/** Everybody mirrors articles. */
export const articleTouched = (id: string): Touched => ({ scope: 'all', tbl: 'article', id });

const unsettled = statement(`
  SELECT v.article_id AS id, v.version, (a.id IS NULL OR a.state <> 'published' OR a.version <> v.version) AS begins FROM article_version v LEFT JOIN article a ON a.id = v.article_id
  WHERE v.state = 'published'
    AND CASE WHEN coalesce((v.content->>'validFromMs')::bigint, 0) <= $1::bigint AND coalesce((v.content->>'validUntilMs')::bigint, $1::bigint + 1) > $1::bigint
      THEN a.id IS NULL OR a.state <> 'published' OR a.version <> v.version ELSE a.state = 'published' AND a.version = v.version END
  LIMIT 500`);
/** Published versions whose time has begun or ended and desktops do not know it. */
export async function unsettledArticles(on: Connection, nowMs: number): Promise<readonly { readonly id: string; readonly version: number; readonly begins: boolean }[]> {
  return await rows<{ id: string; version: number; begins: boolean }>(on, unsettled, [nowMs]);
}

const lines = statement(`
  WITH newest AS (SELECT DISTINCT ON (article_id) * FROM article_version ORDER BY article_id, version DESC),
  used AS (SELECT (u->>'articleId')::uuid AS id, count(*)::int AS n, round(sum(i.talk_seconds::float8 / jsonb_array_length(i.articles_used)) / 60)::int AS minutes FROM interaction i CROSS JOIN LATERAL jsonb_array_elements(i.articles_used) u
    WHERE i.articles_used <> '[]'::jsonb AND i.started_at_ms >= $2::bigint AND i.retracted_at_ms IS NULL GROUP BY 1),
  opened AS (SELECT article_id AS id, sum(count)::int AS n FROM opening_count GROUP BY 1),
  judged AS (SELECT article_id AS id, count(*) FILTER (WHERE helped)::int AS helped, count(*) FILTER (WHERE NOT helped)::int AS not_helped FROM answer_judgement WHERE at_ms >= $2::bigint GROUP BY 1),
  asked AS (SELECT article_id AS id, count(*)::int AS n FROM gap WHERE article_id IS NOT NULL AND state = 'open' GROUP BY 1)
  SELECT v.article_id AS id, v.content->>'title' AS title, v.content->>'language' AS language, v.content->>'topic' AS topic, v.version, v.revision, v.state, v.author_name AS "authorName",
    v.saved_at_ms AS "savedAtMs", (SELECT p.version FROM article_version p WHERE p.article_id = v.article_id AND p.state = 'published') AS "publishedVersion",
    coalesce(used.n, 0) AS given, coalesce(used.minutes, 0) AS minutes, coalesce(opened.n, 0) AS opened, coalesce(judged.helped, 0) AS helped, coalesce(judged.not_helped, 0) AS "notHelped", coalesce(asked.n, 0) AS asked
  FROM newest v LEFT JOIN used ON used.id = v.article_id LEFT JOIN asked ON asked.id = v.article_id LEFT JOIN opened ON opened.id = v.article_id LEFT JOIN judged ON judged.id = v.article_id
  ORDER BY v.saved_at_ms DESC, v.article_id LIMIT $1::int`);
/** The editors' list, what was written last first. @param usedSinceMs conversations before it are not counted. */
export async function articleLines(on: Connection, limit: number, usedSinceMs: number): Promise<readonly ArticleLine[]> {
  return await rows<ArticleLine>(on, lines, [limit, usedSinceMs]);
}

const missing = statement(`
  INSERT INTO article_version (article_id, version, revision, state, content, author_name, saved_at_ms, published_at_ms)
  SELECT id, version, 1, state, jsonb_build_object('language', language, 'topic', topic, 'title', title, 'similarQuestions', similar_questions, 'say', say, 'body', body, 'facts', facts,
    'sourceKinds', source_kinds, 'seeDoctor', see_doctor, 'stage', stage, 'feeding', feeding, 'seasons', seasons, 'regions', coalesce(regions, '[]'::jsonb), 'validFromMs', valid_from_ms, 'validUntilMs', valid_until_ms),
    coalesce(author_name, ''), updated_at_ms, CASE WHEN state = 'published' THEN updated_at_ms END
  FROM article a WHERE a.asked IS NULL AND NOT EXISTS (SELECT 1 FROM article_version v WHERE v.article_id = a.id)`);
/** Makes what was imported a first version. */
export async function versionImported(on: Connection): Promise<void> {
  await run(on, missing);
}

export const newArticleId = (): string => uuidv7();
