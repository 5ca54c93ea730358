import { z } from 'zod';
import { codeSchema } from '../agents/remit.ts';
import { type IsoDate, isoDateSchema } from '../time/isoDate.ts';
import { DAY_MS } from '../time/utcMs.ts';

export const reportUnits = ['half-hour', 'hour', 'day', 'week', 'month'] as const;
export type ReportUnit = (typeof reportUnits)[number];

export const LONGEST_DAYS = 800;
/** Finer than a day nobody reads a year. */
export const LONGEST_FINE_DAYS = 31;
export const isFine = (unit: ReportUnit): boolean => unit === 'half-hour' || unit === 'hour';

/** @returns days from the first to the last, both counted. */
export const daysOf = ({ from, to }: { readonly from: IsoDate; readonly to: IsoDate }): number => (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;

/** Which days (both included, in the centre's zone), which site, which queue. */
export const reportRangeSchema = z.object({
  from: isoDateSchema,
  to: isoDateSchema,
  site: z.string().trim().min(1).max(40).optional(),
  queue: codeSchema.optional(),
})
  .refine((range) => range.to >= range.from, { message: 'to is before from', path: ['to'] })
  .refine((range) => daysOf(range) <= LONGEST_DAYS, { message: `at most ${LONGEST_DAYS} days`, path: ['from'] });
export type ReportRange = z.infer<typeof reportRangeSchema>;

export const queueReportRequestSchema = reportRangeSchema.and(z.object({ unit: z.enum(reportUnits).default('day') }))
  .refine((range) => !isFine(range.unit) || daysOf(range) <= LONGEST_FINE_DAYS, { message: `at most ${LONGEST_FINE_DAYS} days by hour`, path: ['unit'] });
export type QueueReportRequest = z.infer<typeof queueReportRequestSchema>;

const count = z.number().int().min(0);

/** Inbound calls that are over. offered = answered + abandoned + givenUp + turnedAway. */
const queueFiguresSchema = z.object({
  offered: count,
  answered: count,
  /** Waited as long as a missed call, and hung up. */
  abandoned: count,
  /** Hung up sooner than that. */
  givenUp: count,
  /** Told that it is closed, full or too long; those who kept their place among them. */
  turnedAway: count,
  /** Of the answered and those not answered who waited as long as a missed call (after hours: not), the part answered within the queue's target; null: there were none. */
  inTargetPercent: z.number().nullable(),
  /** Of the answered; null: there were none. */
  meanWaitSeconds: z.number().nullable(),
  /** Of all. */
  longestWaitSeconds: z.number(),
  meanTalkSeconds: z.number().nullable(),
  /** Of the answered, from the end of the call until its summary was stored, of those stored within an hour; null: there were none. */
  meanWrapUpSeconds: z.number().nullable().default(null),
});
export type QueueFigures = z.infer<typeof queueFiguresSchema>;

export const queueReportSchema = z.object({
  zone: z.string(),
  /** Half hours of these days in which something changed and that were not counted again yet: the figures are still growing. */
  pending: count,
  total: queueFiguresSchema,
  /** Oldest first; intervals without calls have no row. `at`: wall time its interval begins, 'YYYY-MM-DD HH:MM'. `queue` null: of no queue. */
  rows: z.array(queueFiguresSchema.extend({ at: z.string(), queue: z.string().nullable(), queueName: z.string().nullable() })),
});
export type QueueReport = z.infer<typeof queueReportSchema>;

export const agentFiguresSchema = z.object({
  answered: count, meanTalkSeconds: z.number().nullable(),
  dialled: count, reached: count, meanDialledTalkSeconds: z.number().nullable(),
  contacts: count,
  /** From the end of a call until its summary was stored, of those stored within an hour. */
  meanWrapUpSeconds: z.number().nullable(),
});
export const NO_CALLS: z.infer<typeof agentFiguresSchema> = { answered: 0, meanTalkSeconds: null, dialled: 0, reached: 0, meanDialledTalkSeconds: null, contacts: 0, meanWrapUpSeconds: null };

export const agentReportSchema = z.object({
  zone: z.string(),
  pending: count,
  rows: z.array(agentFiguresSchema.extend({ number: z.string(), name: z.string(), site: z.string(), team: z.string() })),
});
export type AgentReport = z.infer<typeof agentReportSchema>;

export const outcomeReportSchema = z.object({
  zone: z.string(),
  pending: count,
  /** Most first. `outcome`: a code of the centre's (shared/calls/outcomeCode.ts), by the words it has now; null: none was chosen. */
  rows: z.array(z.object({ kind: z.string(), outcome: z.string().nullable(), zh: z.string().nullable().default(null), en: z.string().nullable().default(null), contacts: count, talkSeconds: count })),
});
export type OutcomeReport = z.infer<typeof outcomeReportSchema>;
