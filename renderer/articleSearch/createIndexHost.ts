import type { Article } from '../../shared/knowledge/article.ts';
import { type ArticleIndex, buildArticleIndex, dropArticle, emptyArticleIndex, indexMark, putArticle } from '../../shared/knowledge/articleIndex.ts';
import { keepIndex, restoreIndex } from '../../shared/knowledge/search/keptIndex.ts';
import { rewordIndex } from '../../shared/knowledge/rewordIndex.ts';
import { usualSearchWords } from '../../shared/knowledge/search/searchWords.ts';
import { type WordGroup, withWordGroups } from '../../shared/knowledge/wordTable.ts';
import { searchArticles } from '../../shared/knowledge/searchArticles.ts';
import { type AskIndex, type SearchAsks, stampOf } from './searchMessages.ts';

/** Where an index lies between two starts. */
export interface KeptIndexes {
  readonly read: (storeKey: string) => Promise<Uint8Array | null>;
  readonly write: (storeKey: string, bytes: Uint8Array) => Promise<void>;
}

/** Kept when nothing changed for so long: a page of new articles is followed by another. */
const QUIET_MS = 3000;

/**
 * Holds the index and answers for it, in a worker or in the page.
 * @param runtime  what carries the language data: another one makes the kept index useless.
 */
export function createIndexHost(kept: KeptIndexes | null, runtime: string): AskIndex {
  let words = usualSearchWords;
  let mark = indexMark(runtime);
  let index: ArticleIndex<Article> = emptyArticleIndex();
  /** An index under words that are being tried, for as long as the same ones are. */
  let tried: { readonly of: ArticleIndex<Article>; readonly mark: string; readonly index: ArticleIndex<Article> } | null = null;
  let storeKey: string | null = null;
  let waiting: ReturnType<typeof setTimeout> | null = null;

  const keepSoon = (): void => {
    if (kept === null || storeKey === null) return;
    const key = storeKey;
    if (waiting !== null) clearTimeout(waiting);
    // A disk that is full or gone costs a second at the next start, nothing more.
    waiting = setTimeout(() => { void kept.write(key, keepIndex(index, mark)).catch(() => undefined); }, QUIET_MS);
  };

  /** Taken from what would be kept, which is many times faster than making one. */
  const copied = (): ArticleIndex<Article> => restoreIndex<Article>(keepIndex(index, mark), mark, words) ?? buildArticleIndex([...index.articles.values()].map(({ article }) => article), words);

  const answers: { readonly [N in Parameters<AskIndex>[0]]: AskIndex } = {
    open: (async (_name, request) => {
      const asked = request as { readonly storeKey: string | null; readonly groups: readonly WordGroup[] };
      storeKey = asked.storeKey;
      words = withWordGroups(asked.groups);
      mark = indexMark(runtime, words);
      const bytes = kept === null || storeKey === null ? null : await kept.read(storeKey).catch(() => null);
      index = (bytes === null ? null : restoreIndex<Article>(bytes, mark, words)) ?? emptyArticleIndex(words);
      return new Map([...index.articles.values()].map(({ id, article }) => [id, stampOf(article)]));
    }) as AskIndex,
    change: (async (_name, request) => {
      const { put, drop } = request as { readonly put: readonly Article[]; readonly drop: readonly string[] };
      for (const id of drop) dropArticle(index, id);
      for (const article of put) putArticle(index, article);
      tried = null;
      keepSoon();
      return null;
    }) as AskIndex,
    words: (async (_name, request) => {
      words = withWordGroups((request as { readonly groups: readonly WordGroup[] }).groups);
      mark = indexMark(runtime, words);
      index = rewordIndex(index, words);
      tried = null;
      keepSoon();
      return null;
    }) as AskIndex,
    tryWords: (async (_name, request) => {
      const { query, groups, limit, language } = request as SearchAsks['tryWords']['request'];
      const other = withWordGroups(groups);
      const otherMark = indexMark(runtime, other);
      if (tried === null || tried.of !== index) tried = { of: index, mark, index: copied() };
      if (tried.mark !== otherMark) tried = { of: index, mark: otherMark, index: rewordIndex(tried.index, other) };
      return searchArticles(tried.index, query, limit, { language });
    }) as AskIndex,
    search: (async (_name, request) => {
      const { query, limit, language } = request as SearchAsks['search']['request'];
      return searchArticles(index, query, limit, { language });
    }) as AskIndex,
  };
  return (name, request) => answers[name](name, request);
}
