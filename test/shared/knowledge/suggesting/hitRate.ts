import type { Article } from '../../../../shared/knowledge/article.ts';
import { seasonOf } from '../../../../shared/knowledge/season.ts';
import { suggestArticles, type SuggestContext } from '../../../../shared/knowledge/suggestArticles.ts';
import type { CallerContext } from './callerContexts.ts';

/** A written caller as the ranking is asked about them. Articles go by their keys, as in test/support/demoArticles.ts. */
export function contextOf(caller: CallerContext, articles: readonly Article[]): SuggestContext {
  const titles = new Map(articles.map((article) => [article.id, article.title]));
  return {
    children: caller.children.map((child, at) => ({ id: `child-${at + 1}`, ...child })),
    season: seasonOf(caller.month, caller.city), city: caller.city, language: caller.language,
    lastQuestions: caller.asked.map(({ key, words, daysAgo }) => ({ text: words ?? titles.get(key ?? '') ?? '', articleId: key, daysAgo })),
    open: caller.open,
  };
}

/** Share of callers (0–1) with an article they want among the first five suggestions. */
export function hitRate(callers: readonly CallerContext[], articles: readonly Article[]): number {
  const hits = callers.filter((caller) => suggestArticles(articles, contextOf(caller, articles), 5).some(({ articleId }) => caller.wanted.includes(articleId)));
  return hits.length / callers.length;
}
