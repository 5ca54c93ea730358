import { z } from 'zod';

export const sentiments = ['good', 'mixed', 'bad'] as const;
export type Sentiment = (typeof sentiments)[number];
export const MOST_OPINIONS = 5;

/** What a customer thinks of a product, as it was said in a contact. */
export const opinionSchema = z.object({
  /** As the agent names it, or as the family bought it. */
  product: z.string().trim().min(1).max(60),
  sentiment: z.enum(sentiments),
  /** In their words; '' when nothing more was said. */
  words: z.string().trim().max(200),
});
export type Opinion = z.infer<typeof opinionSchema>;

/** An opinion while it is written down. */
export interface OpinionDraft {
  readonly product: string;
  /** Null: not chosen yet. */
  readonly sentiment: Sentiment | null;
  readonly words: string;
}

export const emptyOpinion: OpinionDraft = { product: '', sentiment: null, words: '' };

/** Nothing was written: as if it were not there. */
export const isBlank = ({ product, sentiment, words }: OpinionDraft): boolean => product.trim() === '' && sentiment === null && words.trim() === '';

/** Opinions as they are stored. @returns null: one of them names no product or does not say what they think. */
export function readOpinions(drafts: readonly OpinionDraft[]): readonly Opinion[] | null {
  const read = drafts.filter((each) => !isBlank(each)).map((each) => opinionSchema.safeParse(each));
  const opinions = read.flatMap((each) => (each.success ? [each.data] : []));
  return opinions.length === read.length ? opinions : null;
}
