import { setImmediate as breath } from 'node:timers/promises';
import { type ArticleIndex, dropArticle, emptyArticleIndex, packArticleIndex, putArticle } from '../../shared/knowledge/articleIndex.ts';
import type { Article } from '../../shared/knowledge/article.ts';
import type { FoundArticle } from '../../shared/knowledge/articleMessages.ts';
import { rewordIndex } from '../../shared/knowledge/rewordIndex.ts';
import type { SearchWords } from '../../shared/knowledge/search/searchWords.ts';
import { searchArticles } from '../../shared/knowledge/searchArticles.ts';
import { withWordGroups } from '../../shared/knowledge/wordTable.ts';
import { articlesBehind, articlesVersion, changedArticles, regionsOf } from '../store/articleChanges.ts';
import type { Pool } from '../store/pool.ts';
import { wordGroups } from '../store/wordTable.ts';

/** An index with as many changes as this is laid into typed arrays again. */
const PACK_AFTER = 200;
/** Of what is found, what others' regions have is left out: so many are looked at. */
const LOOKED_AT = 4;

const BREATH_AFTER = 20;
/** As `buildArticleIndex`, with a breath between: calls are put through in this process too. */
async function built(articles: readonly Article[], words: SearchWords): Promise<ArticleIndex<Article>> {
  const index = emptyArticleIndex<Article>(words);
  for (const [place, article] of articles.entries()) {
    putArticle(index, article);
    if (place % BREATH_AFTER === 0) await breath();
  }
  packArticleIndex(index);
  return index;
}

/**
 * The knowledge base as this central searches it: one index, made at the first search and kept. Before each search it is asked what
 * was published or withdrawn since, by whichever central, and only that is taken in; likewise what editors have told about words.
 */
export class ArticleSearch {
  private readonly pool: Pool;
  private index: ArticleIndex<Article> | null = null;
  private version = -1;
  private changes = 0;
  private following: Promise<void> = Promise.resolve();

  constructor(pool: Pool) {
    this.pool = pool;
  }

  /** Articles that hold and are for the asker's regions, best first. */
  async find(query: string, limit: number, agentId: string): Promise<readonly FoundArticle[]> {
    // One after the other: of two who ask at once the second finds it done.
    this.following = this.following.catch(() => {}).then(() => this.follow());
    await this.following;
    const { index } = this;
    if (index === null) return [];
    const regions = await regionsOf(this.pool, agentId);
    const isTheirs = (article: Article): boolean => regions.length === 0 || (article.regions ?? []).length === 0 || (article.regions ?? []).some((region) => regions.includes(region));
    return searchArticles(index, query, limit * LOOKED_AT).flatMap((hit) => {
      const article = index.articles.get(hit.articleId)?.article;
      return article === undefined || !isTheirs(article) ? [] : [{ id: article.id, title: article.title, language: article.language, topic: article.topic, version: article.version, say: article.say, matched: [...hit.matched], passage: hit.passage?.text ?? null }];
    }).slice(0, limit);
  }

  private async follow(): Promise<void> {
    const version = await articlesVersion(this.pool);
    if (this.index !== null && version === this.version) return;
    const words = withWordGroups(await wordGroups(this.pool));
    if (this.index === null || version < this.version || await articlesBehind(this.pool, this.version)) {
      const all = await changedArticles(this.pool, -1);
      this.index = await built(all.flatMap(({ article }) => article ?? []), words);
      this.version = Math.max(version, ...all.map((each) => each.version));
      this.changes = 0;
      return;
    }
    this.index = rewordIndex(this.index, words);
    for (const { id, article, version: at } of await changedArticles(this.pool, this.version)) {
      if (article === null) dropArticle(this.index, id);
      else putArticle(this.index, article);
      this.version = Math.max(this.version, at);
      this.changes += 1;
    }
    this.version = Math.max(this.version, version);
    if (this.changes >= PACK_AFTER) {
      packArticleIndex(this.index);
      this.changes = 0;
    }
  }
}
