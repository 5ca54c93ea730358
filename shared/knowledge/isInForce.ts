import type { UtcMs } from '../time/utcMs.ts';
import type { Article } from './article.ts';

/** Whether an article holds at an instant: from its beginning on, until its end, which is not included. One without bounds always does. */
export function isInForce({ validFromMs, validUntilMs }: Pick<Article, 'validFromMs' | 'validUntilMs'>, atMs: UtcMs): boolean {
  return (validFromMs ?? Number.NEGATIVE_INFINITY) <= atMs && (validUntilMs ?? Number.POSITIVE_INFINITY) > atMs;
}
