import { z } from 'zod';
import { NO_OBSTACLE } from '../calls/obstacle.ts';
import { isoDateSchema } from '../time/isoDate.ts';
import { addDays } from '../time/localClock.ts';
import { daysOf, type ReportRange, reportRangeSchema } from './reportMessages.ts';

const count = z.number().int().min(0);

/** Whose obstacles stand together: customers of one class, of one tier, of one class and tier, or all. */
export const obstacleGroupings = ['relationClass', 'tier', 'both', 'all'] as const;
export type ObstacleGrouping = (typeof obstacleGroupings)[number];

export const obstacleReportRequestSchema = reportRangeSchema.and(z.object({ by: z.enum(obstacleGroupings).default('relationClass') }));
export type ObstacleReportRequest = z.infer<typeof obstacleReportRequestSchema>;

/** As many days, just before these. */
export function spanBefore({ from, to }: Pick<ReportRange, 'from' | 'to'>): Pick<ReportRange, 'from' | 'to'> {
  return { from: addDays(from, -daysOf({ from, to })), to: addDays(from, -1) };
}

const figuresSchema = z.object({
  /** Contacts of these days in which it was named, and of as many days before. */
  contacts: count,
  contactsBefore: count,
  /** Contacts of the group in which any was named, 'none' among them: what a share is taken of. */
  named: count,
  namedBefore: count,
});
export type ObstacleFigures = z.infer<typeof figuresSchema>;

/** What is in customers' way, by what they were to us when they said so; names nobody. */
export const obstacleReportSchema = z.object({
  zone: z.string(),
  pending: count,
  /** The days that these are held against. */
  before: z.object({ from: isoDateSchema, to: isoDateSchema }),
  total: figuresSchema,
  /** By group, most first, 'none' last. `relationClass`, `tier` null: the report is not by it. `zh`, `en`: the words it has now. */
  rows: z.array(figuresSchema.extend({ relationClass: z.string().nullable(), tier: z.string().nullable(), obstacle: z.string(), zh: z.string().nullable(), en: z.string().nullable() })),
});
export type ObstacleReport = z.infer<typeof obstacleReportSchema>;
export type ObstacleRow = ObstacleReport['rows'][number];

const percentOf = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((1000 * part) / whole) / 10);

/** Shares in percent of the group, to a tenth, and by how many points they moved; null: nothing was named then. */
export function obstacleShares({ contacts, contactsBefore, named, namedBefore }: ObstacleFigures): { readonly share: number | null; readonly shareBefore: number | null; readonly points: number | null } {
  const [share, shareBefore] = [percentOf(contacts, named), percentOf(contactsBefore, namedBefore)];
  return { share, shareBefore, points: share === null || shareBefore === null ? null : Math.round(10 * (share - shareBefore)) / 10 };
}

/** That nothing is in the way is no obstacle: it is counted in what shares are taken of, and is never the first. */
export const isObstacle = ({ obstacle }: Pick<ObstacleRow, 'obstacle'>): boolean => obstacle !== NO_OBSTACLE;
