import type { QueryTerm } from './searchTerms.ts';

const LIKELY_WEIGHT = 0.5;
const MOST_LIKELY = 24;
/** Shorter words are too many to guess at. */
const SHORTEST_GUESS = 4;

/** Whether one letter more, fewer, other, or two in changed order make one word the other. */
export function isOneSlipAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}

/** Latin words an article has that may be meant: those a half-typed one begins, those one slip away from a mistyped one. */
export function likelyWords(word: string, isOpen: boolean, known: ReadonlySet<string>): readonly QueryTerm[] {
  const likely: QueryTerm[] = [];
  const guess = !known.has(word) && word.length >= SHORTEST_GUESS && /^[a-z]+$/.test(word);
  if (!isOpen && !guess) return likely;
  for (const each of known) {
    if (likely.length >= MOST_LIKELY) break;
    if ((isOpen && each !== word && each.startsWith(word)) || (guess && isOneSlipAway(word, each))) likely.push({ term: each, weight: LIKELY_WEIGHT });
  }
  return likely;
}
