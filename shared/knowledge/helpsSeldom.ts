import type { ArticleLine } from './articleMessages.ts';

/** Opened less often nothing is to be learnt from. */
export const FEWEST_OPENED = 10;

/**
 * Whether an answer is opened often and helps seldom: where agents said so, fewer than half said that it helped; where nobody
 * said, it was given in fewer than one in five of the times it was opened. Such an answer is to be written anew.
 */
export function helpsSeldom({ opened, given, helped, notHelped }: Pick<ArticleLine, 'opened' | 'given' | 'helped' | 'notHelped'>): boolean {
  if (opened < FEWEST_OPENED) return false;
  return helped + notHelped > 0 ? helped < notHelped : given * 5 < opened;
}
