import { z } from 'zod';

const count = z.number().int().min(0);

export const backlogFiguresSchema = z.object({
  /** Open callbacks whose window is over. */
  callbacksLate: count,
  /** Open callbacks still due before the centre's day ends. */
  callbacksToday: count,
  /** Open callbacks of later days. */
  callbacksLater: count,
  complaintsLate: count,
  complaints: count,
  requestsLate: count,
  requests: count,
  commitmentsLate: count,
  commitments: count,
});
export type BacklogFigures = z.infer<typeof backlogFiguresSchema>;

/** What is still to be done at this moment, by the site of who is to do it. */
export const backlogReportSchema = z.object({
  zone: z.string(),
  pending: count,
  total: backlogFiguresSchema,
  /** `site` null: of nobody, or of a colleague without a site. */
  rows: z.array(backlogFiguresSchema.extend({ site: z.string().nullable() })),
});
export type BacklogReport = z.infer<typeof backlogReportSchema>;
