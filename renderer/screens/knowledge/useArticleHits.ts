import { useDeferredValue, useMemo } from 'react';
import type { Article } from '../../../shared/knowledge/article.ts';
import { type ArticleHit, searchArticles } from '../../../shared/knowledge/searchArticles.ts';
import { useArticleIndex } from '../workbench/assist/useArticleIndex.ts';

/** An article in a list of results; `hit` is null where nothing was searched for. */
export interface FoundArticle {
  readonly article: Article;
  readonly hit: ArticleHit | null;
}

const none: readonly FoundArticle[] = [];

/** Answers for a query, best first, as one types; nothing for an empty one. Works without a network. */
export function useFoundArticles(query: string, limit: number): readonly FoundArticle[] {
  const { index, articles } = useArticleIndex();
  const wanted = useDeferredValue(query.trim());
  // biome-ignore lint/correctness/useExhaustiveDependencies: the index is one object that is brought up to date in place; the articles tell when
  return useMemo(() => (wanted === '' ? none : searchArticles(index, wanted, limit).flatMap((hit): readonly FoundArticle[] => {
    const article = index.articles.get(hit.articleId)?.article;
    return article === undefined ? [] : [{ article, hit }];
  })), [index, articles, wanted, limit]);
}

const MOST_IN_PALETTE = 8;

/** The few best answers, for the palette. */
export function useArticleHits(query: string): readonly Article[] {
  const found = useFoundArticles(query, MOST_IN_PALETTE);
  return useMemo(() => found.map(({ article }) => article), [found]);
}
