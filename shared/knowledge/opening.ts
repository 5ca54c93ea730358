import { z } from 'zod';

/** `callerClass.ts` */
export const callerClassSchema = z.string().regex(/^-?\d{1,2}-(any|breast|mixed|formula)$/);

/** How often answers were opened for callers of one class (table name 'opening'). Counts of three and more; nobody is in it. */
export const openingSchema = z.object({
  id: z.uuid(),
  callerClass: callerClassSchema,
  /** Most opened first. */
  counts: z.array(z.object({ articleId: z.uuid(), count: z.number().int().min(1) })).max(30),
});
export type Opening = z.infer<typeof openingSchema>;
