import type { Article } from '../../shared/knowledge/article.ts';
import { type Connection, row, rows, statement } from './pool.ts';
import { recordJson } from './recordColumns.ts';

const version = statement("SELECT coalesce((SELECT ver FROM scope WHERE name = 'all'), 0) AS ver");
/** Where the scope stands that everybody mirrors. */
export async function articlesVersion(on: Connection): Promise<number> {
  return (await row<{ ver: number }>(on, version))?.ver ?? 0;
}

const behind = statement("SELECT EXISTS (SELECT 1 FROM scope WHERE name = 'all' AND pruned > $1::bigint) AS behind");
/** Whether something that left since is not told any more. */
export async function articlesBehind(on: Connection, since: number): Promise<boolean> {
  return (await row<{ behind: boolean }>(on, behind, [since]))?.behind ?? false;
}

const changed = statement(`
  SELECT f.row_id AS id, f.ver AS version, (SELECT ${recordJson('article', 'a')} FROM article a WHERE a.id = f.row_id AND a.state = 'published') AS article
  FROM feed f WHERE f.scope = 'all' AND f.tbl = 'article' AND f.ver > $1::bigint ORDER BY f.ver`);
/** Articles that changed after a version of the scope; null for what is not published any more. */
export async function changedArticles(on: Connection, since: number): Promise<readonly { readonly id: string; readonly version: number; readonly article: Article | null }[]> {
  return await rows<{ id: string; version: number; article: Article | null }>(on, changed, [since]);
}

const regions = statement('SELECT region_id AS id FROM agent_region WHERE agent_id = $1 ORDER BY 1');
/** The regions an agent works for; none: all. */
export async function regionsOf(on: Connection, agentId: string): Promise<readonly string[]> {
  return (await rows<{ id: string }>(on, regions, [agentId])).map((found) => found.id);
}
