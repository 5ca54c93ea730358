import { z } from 'zod';

const count = z.number().int().min(0);

/** What customers think of products, by the contacts of these days; names nobody. */
export const opinionReportSchema = z.object({
  zone: z.string(),
  pending: count,
  /** Most spoken of first. */
  rows: z.array(z.object({ product: z.string(), good: count, mixed: count, bad: count })),
});
export type OpinionReport = z.infer<typeof opinionReportSchema>;
