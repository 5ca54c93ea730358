import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Article } from '../../../shared/knowledge/article.ts';
import type { ArticleHit } from '../../../shared/knowledge/searchArticles.ts';
import { indexRevision, onIndexChange, searchIndex } from '../../articleSearch/articleSearch.ts';
import { latestOnly } from '../../articleSearch/latestOnly.ts';
import { useArticleIndex } from '../workbench/assist/useArticleIndex.ts';

/** An article in a list of results; `hit` is null where nothing was searched for. */
export interface FoundArticle {
  readonly article: Article;
  readonly hit: ArticleHit | null;
}

export interface FoundArticles {
  readonly found: readonly FoundArticle[];
  /** What `found` answers; until the next answer is there, what was found for the query before stays on screen. */
  readonly answered: string;
}

const nothing: { readonly query: string; readonly hits: readonly ArticleHit[] } = { query: '', hits: [] };

/** Answers for a query, best first, as one types; nothing for an empty one. Works without a network. */
export function useFoundArticles(query: string, limit: number): FoundArticles {
  const { byId } = useArticleIndex();
  const revision = useSyncExternalStore(onIndexChange, indexRevision);
  const [answer, setAnswer] = useState(nothing);
  const ask = useMemo(() => latestOnly((wanted: string) => searchIndex(wanted, limit)), [limit]);
  const wanted = query.trim();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the index asks again
  useEffect(() => {
    if (wanted === '') {
      setAnswer(nothing);
      return;
    }
    let isGone = false;
    ask(wanted).then((hits) => { if (hits !== null && !isGone) setAnswer({ query: wanted, hits }); }, () => { if (!isGone) setAnswer({ query: wanted, hits: [] }); });
    return () => { isGone = true; };
  }, [ask, wanted, revision]);
  return useMemo(() => ({
    answered: answer.query,
    found: wanted === '' ? [] : answer.hits.flatMap((hit): readonly FoundArticle[] => {
      const article = byId.get(hit.articleId);
      return article === undefined ? [] : [{ article, hit }];
    }),
  }), [answer, byId, wanted]);
}
