import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Article } from '../../../../shared/knowledge/article.ts';
import { type ArticleIndex, dropArticle, emptyArticleIndex, putArticle } from '../../../../shared/knowledge/articleIndex.ts';
import { useArticles } from '../../../localdb/useQuery.ts';

/** So many changed articles are taken in before the page is drawn; more of them, a slice at a time, between two frames. */
const AT_ONCE = 40;
const SLICE_MS = 8;
/** While articles arrive page after page none is taken in: the pages come first. */
const QUIET_MS = 120;

/** One index for the page: it is brought up to date by what changed, never built again while articles stay the same. */
const kept: { readonly index: ArticleIndex; articles: readonly Article[] | null; isRead: boolean; revision: number } = {
  index: emptyArticleIndex(), articles: null, isRead: false, revision: 0,
};
const listeners = new Set<() => void>();
let waiting: ReturnType<typeof setTimeout> | null = null;

function isCurrent(article: Article): boolean {
  const known = kept.index.articles.get(article.id)?.article;
  return known?.version === article.version && known.updatedAtMs === article.updatedAtMs;
}

function takenIn(articles: readonly Article[]): void {
  kept.articles = articles;
  kept.isRead = true;
}

/** Brings the index up to date when that is little work. @returns what is left to be taken in. */
function takeIn(articles: readonly Article[]): readonly Article[] {
  if (kept.articles === articles) return [];
  const present = new Set(articles.map((article) => article.id));
  for (const id of [...kept.index.articles.keys()]) if (!present.has(id)) dropArticle(kept.index, id);
  const stale = articles.filter((article) => !isCurrent(article));
  if (stale.length > AT_ONCE) return stale;
  for (const article of stale) putArticle(kept.index, article);
  takenIn(articles);
  return [];
}

/** Takes in many, a slice at a time; what is called for later takes its place. */
function takeInSlowly(articles: readonly Article[], stale: readonly Article[]): void {
  if (waiting !== null) clearTimeout(waiting);
  let at = 0;
  const slice = (): void => {
    const untilMs = performance.now() + SLICE_MS;
    for (; at < stale.length && performance.now() < untilMs; at += 1) {
      const article = stale[at];
      if (article !== undefined) putArticle(kept.index, article);
    }
    if (at < stale.length) {
      waiting = setTimeout(slice, 0);
      return;
    }
    waiting = null;
    takenIn(articles);
    kept.revision += 1;
    for (const listener of listeners) listener();
  };
  waiting = setTimeout(slice, QUIET_MS);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const none: readonly Article[] = [];

export interface Knowledge {
  readonly articles: readonly Article[];
  readonly index: ArticleIndex;
  /** False until the local database was read and can be searched. */
  readonly isRead: boolean;
}

/** The knowledge base of this machine, with its index: works without a network. */
export function useArticleIndex(): Knowledge {
  const articles = useArticles();
  const revision = useSyncExternalStore(subscribe, () => kept.revision);
  const read = useMemo(() => {
    const left = articles === undefined ? none : takeIn(articles);
    // Not read yet is not empty: what an earlier screen read still stands, or the index would be built anew while it rings.
    return { knowledge: { articles: articles ?? kept.articles ?? none, index: kept.index, isRead: kept.isRead, revision }, left };
  }, [articles, revision]);
  useEffect(() => {
    if (articles !== undefined && read.left.length > 0) takeInSlowly(articles, read.left);
  }, [articles, read]);
  return read.knowledge;
}
