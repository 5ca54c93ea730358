import { z } from 'zod';

const count = z.number().int().min(0);

export const caseFiguresSchema = z.object({
  opened: count,
  /** Answered or closed. */
  settled: count,
  /** Of those settled, the ones settled by the day they were due. Cases settled before that was written down count as neither. */
  inTime: count,
  /** Settled after that day, or still open past it. */
  late: count,
  open: count,
  satisfied: count,
  partly: count,
  notSatisfied: count,
  /** Asked, and would not say. */
  declined: count,
  /** satisfied ÷ (satisfied + partly + not satisfied); null: nobody has said. */
  satisfiedPercent: z.number().nullable(),
});
export type CaseFigures = z.infer<typeof caseFiguresSchema>;

/** Complaints and requests by when they were opened, as they stand now. */
export const caseReportSchema = z.object({
  zone: z.string(),
  pending: count,
  total: caseFiguresSchema,
  /** Oldest first. `at` as in the report of queues. */
  rows: z.array(caseFiguresSchema.extend({ at: z.string(), kind: z.string() })),
});
export type CaseReport = z.infer<typeof caseReportSchema>;
