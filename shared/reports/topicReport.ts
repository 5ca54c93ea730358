import { z } from 'zod';

const count = z.number().int().min(0);

/** As many as are read; the rest stand in `total` alone. */
export const MOST_TOPIC_ROWS = 200;

export const topicFiguresSchema = z.object({
  asked: count,
  /** Talk of the contacts in which it was asked; a contact's talk is shared evenly by its questions. */
  talkSeconds: count,
});
export type TopicFigures = z.infer<typeof topicFiguresSchema>;

/** What callers asked, by how long it kept agents: where an answer of our own would save most. */
export const topicReportSchema = z.object({
  zone: z.string(),
  pending: count,
  total: topicFiguresSchema,
  /** Most minutes first. `articleId` null: asked and not answered from an article. */
  rows: z.array(topicFiguresSchema.extend({ articleId: z.uuid().nullable(), title: z.string().nullable(), topic: z.string().nullable() })),
});
export type TopicReport = z.infer<typeof topicReportSchema>;
