import type { Article } from './article.ts';

/** Months around an article's span in which it still is of some use. */
const SOFT_MONTHS = 2;

/** How well an article suits a child's age: 1 within its span, falling to 0 two months outside; the best of several. */
export function stageFit(article: Pick<Article, 'stage'>, months: readonly number[]): number {
  const { fromMonth, toMonth } = article.stage;
  return Math.max(0, ...months.map((month) => {
    const outside = month < fromMonth ? fromMonth - month : month >= toMonth ? month - toMonth + 1 : 0;
    return Math.max(0, 1 - outside / (SOFT_MONTHS + 1));
  }));
}
