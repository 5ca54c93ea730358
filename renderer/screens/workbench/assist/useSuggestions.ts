import { useMemo } from 'react';
import type { Article } from '../../../../shared/knowledge/article.ts';
import type { SuggestReason } from '../../../../shared/knowledge/suggestArticles.ts';
import { useOpenings } from '../../../localdb/useQuery.ts';
import { type SuggestedTo, suggestFor } from './suggestFor.ts';
import type { Knowledge } from './useArticleIndex.ts';

export interface SuggestedArticle {
  readonly article: Article;
  readonly because: readonly SuggestReason[];
}

/** What the suggestions hang on. While it reads the same they stand as they are, whatever else moves: an agent reads them. */
function contextKey({ file, speaks, childId, city }: SuggestedTo): string {
  const family = file === null ? null : [
    file.household.id, file.household.city, file.children.map((child) => [child.id, child.birthDate, child.dueDate, child.feeding]),
    file.cases.map((each) => [each.id, each.state, each.title]), file.callbacks.map((each) => [each.id, each.purpose]), file.commitments.map((each) => [each.id, each.state]),
    file.questions.map((each) => each.id),
  ];
  return JSON.stringify([family, speaks, childId, city]);
}

/**
 * The answers likely to be wanted, best first. Their order is that of the moment the context was known: neither the hour nor
 * news of articles move them under the agent's hand. One that was taken back since is left out.
 */
export function useSuggestions(to: SuggestedTo, knowledge: Knowledge, nowMs: number, most: number): readonly SuggestedArticle[] {
  const key = contextKey(to);
  const openings = useOpenings();
  const isThere = knowledge.articles.length > 0 && openings !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another context makes another list.
  const suggestions = useMemo(() => (isThere ? suggestFor(to, knowledge.articles, openings ?? new Map(), nowMs, most) : []), [key, isThere, most]);
  return suggestions.flatMap(({ articleId, because }) => {
    const article = knowledge.byId.get(articleId);
    return article?.state === 'published' ? [{ article, because }] : [];
  });
}
