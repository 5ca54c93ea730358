import { z } from 'zod';

const count = z.number().int().min(0);

/** Callbacks that were due in these days, by who owns them now. The cancelled stand beside the others and count nowhere else. */
export const promiseFiguresSchema = z.object({
  due: count,
  /** Done before the end of its window. */
  kept: count,
  /** Done after it. */
  late: count,
  /** Its window is over and nobody has reached the customer. */
  missed: count,
  /** Its window is not over yet. */
  ahead: count,
  cancelled: count,
  /** kept ÷ (kept + late + missed); null: none is over. */
  keptPercent: z.number().nullable(),
});
export type PromiseFigures = z.infer<typeof promiseFiguresSchema>;

export const NO_PROMISES: PromiseFigures = { due: 0, kept: 0, late: 0, missed: 0, ahead: 0, cancelled: 0, keptPercent: null };

export const promiseReportSchema = z.object({
  zone: z.string(),
  pending: count,
  total: promiseFiguresSchema,
  /** Most first. `number` null: nobody's. */
  rows: z.array(promiseFiguresSchema.extend({ number: z.string().nullable(), name: z.string().nullable(), site: z.string().nullable(), team: z.string().nullable() })),
});
export type PromiseReport = z.infer<typeof promiseReportSchema>;
