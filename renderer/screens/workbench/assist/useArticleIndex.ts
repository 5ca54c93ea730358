import { useMemo } from 'react';
import type { Article } from '../../../../shared/knowledge/article.ts';
import { type ArticleIndex, buildArticleIndex, dropArticle, emptyArticleIndex, putArticle } from '../../../../shared/knowledge/articleIndex.ts';
import { useArticles } from '../../../localdb/useQuery.ts';

/** One index for the page: it is brought up to date by what changed, never built again while articles stay the same. */
let kept: { readonly index: ArticleIndex; articles: readonly Article[] } | null = null;

function indexOf(articles: readonly Article[]): ArticleIndex {
  if (kept === null) {
    kept = { index: buildArticleIndex(articles), articles };
    return kept.index;
  }
  if (kept.articles === articles) return kept.index;
  const { index } = kept;
  const present = new Set(articles.map((article) => article.id));
  for (const id of [...index.articles.keys()]) if (!present.has(id)) dropArticle(index, id);
  for (const article of articles) {
    const known = index.articles.get(article.id)?.article;
    if (known?.version !== article.version || known.updatedAtMs !== article.updatedAtMs) putArticle(index, article);
  }
  kept.articles = articles;
  return index;
}

const none: readonly Article[] = [];

export interface Knowledge {
  readonly articles: readonly Article[];
  readonly index: ArticleIndex;
  /** False until the first read of the local database is done. */
  readonly isRead: boolean;
}

/** The knowledge base of this machine, with its index: works without a network. */
export function useArticleIndex(): Knowledge {
  const articles = useArticles();
  return useMemo(() => (articles === undefined
    // Not read yet is not empty: what an earlier screen read still stands, or the index would be built anew while it rings.
    ? { articles: kept?.articles ?? none, index: kept?.index ?? emptyArticleIndex(), isRead: kept !== null }
    : { articles, index: indexOf(articles), isRead: true }), [articles]);
}
