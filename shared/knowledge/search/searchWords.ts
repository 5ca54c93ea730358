import { z } from 'zod';
import usual from './searchWords.json' with { type: 'json' };

const line = z.string().min(1).max(2000);

/**
 * What editors tell the search about words. A line is words for one thing, separated by blanks. Only for finding: nothing
 * of it is ever shown. Data, so that it can change without a new version; an index made with another table is made anew.
 */
export const searchWordsSchema = z.object({
  /** Ways to ask the same: 「怎么办 咋办 如何处理」. */
  questionWords: z.array(line).max(400),
  /** Names of the same thing: 「发烧 发热 高烧」. */
  sameWords: z.array(line).max(4000),
  /** Words that tell nothing: 「的」「请问」. */
  dropped: z.array(z.string().min(1).max(20)).max(1000),
});
export type SearchWords = z.infer<typeof searchWordsSchema>;

/** The table a store begins with. */
export const usualSearchWords: SearchWords = usual;
