import { z } from 'zod';

/** `callerClass.ts` */
export const callerClassSchema = z.string().regex(/^-?\d{1,2}-(any|breast|mixed|formula)$/);

/** How often answers were opened for callers of one class (table name 'opening'). Counts of three and more; nobody is in it. */
export const openingSchema = z.object({
  id: z.uuid(),
  callerClass: callerClassSchema,
  /** Most opened first. */
  counts: z.array(z.object({
    articleId: z.uuid(), count: z.number().int().min(1),
    /** In how many of these calls agents said of the wording that holds that it helped, or did not; left out: nothing is told of it. */
    helped: z.number().int().optional(), notHelped: z.number().int().optional(),
  })).max(30),
});
export type Opening = z.infer<typeof openingSchema>;
