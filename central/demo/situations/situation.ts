import type { Relation } from '../../../shared/customers/customer.ts';

export type Milk = 'breast' | 'mixed' | 'formula';
export type Season = 'spring' | 'summer' | 'autumn' | 'winter';

/**
 * Something families ring about, with the ways agents write it down. Phrases carry slots in braces: {a|b} one of them,
 * {2-5} a number, {baby} {who} {elder} {week} {days} {months} {stage} {nextStage} {rival} {event} {book} words of this family and
 * moment: {who} is the one who rings, {elder} somebody else at home with views of their own. They end without punctuation.
 */
export interface Situation {
  readonly key: string;
  /** Keys of articles that answer it; the one that fits the child's age and feeding is read. */
  readonly articles: readonly string[];
  /** Child's age in months, `fromMonth` included, `toMonth` not; unborn is negative. */
  readonly fromMonth: number;
  readonly toMonth: number;
  /** The n-th question goes with the n-th advice, and with the n-th of every other list that is as long. Missing: any with any. */
  readonly paired?: true;
  /** Rung back within three days, not within a week: it is over by then, one way or the other. */
  readonly soon?: true;
  /** Days of life, excluded, after which nobody asks it any more. */
  readonly toDay?: number;
  /** Only in these months of the range; missing: in all. */
  readonly atMonths?: readonly number[];
  readonly milk?: readonly Milk[];
  readonly seasons?: readonly Season[];
  /** Who would ask this; missing: anybody of the family. */
  readonly speakers?: readonly Relation[];
  /** 'own': of our product's users; 'rival': of families that use another brand; 'twins'. */
  readonly needs?: 'own' | 'rival' | 'twins';
  readonly weight?: number;
  /** What was asked and found out. */
  readonly ask: readonly string[];
  /** What was advised. */
  readonly advise: readonly string[];
  /** What is heard some days later, when the family is rung as agreed. Empty: nobody rings back about this. */
  readonly later: readonly string[];
  /** What that later call is about, in a few words. */
  readonly purpose: readonly string[];
}
