import { z } from 'zod';
import { codeSchema } from '../agents/remit.ts';
import { type FloorTileName, floorTiles } from '../routing/floorFigures.ts';

/** Promises and summaries belong to no queue. */
export const ofQueues = (figure: FloorTileName): boolean => figure !== 'promises' && figure !== 'unfinished';
/** Figures that are a share of a hundred. */
export const isShare = (figure: FloorTileName): boolean => figure === 'level' || figure === 'abandoned' || figure === 'promises';
/** Figures of which less is worse. */
export const isLeast = (figure: FloorTileName): boolean => figure === 'level' || figure === 'promises';

/** The furthest a limit may lie: seconds of a wait, callers, summaries. */
export const MOST_LIMIT = 7200;

/**
 * When the floor is to raise its voice: a figure of the board is beyond a limit for so long. Raised once; over once it has been back
 * by `margin` for as long. Figures and how they are counted: docs/figures.md.
 */
export const alertRuleSchema = z.object({
  name: z.string().trim().min(1).max(40),
  figure: z.enum(floorTiles),
  /** Null: the whole floor. */
  queueId: codeSchema.nullable(),
  /** People, seconds or percent; for the service level and promises the least, else the most that is still good. Null: the floor's target. */
  limit: z.number().int().min(0).max(MOST_LIMIT).nullable(),
  /** So much better than the limit it has to be before it is over. */
  margin: z.number().int().min(0).max(MOST_LIMIT),
  /** So long it has to stand beyond to be raised, and back to be over. */
  forSeconds: z.number().int().min(0).max(3600),
  /** Of shares: with fewer than so many callers, or promises, it says nothing. */
  leastCounted: z.number().int().min(1).max(10_000),
  tellsSupervisors: z.boolean(),
  webhookIds: z.array(codeSchema).max(20).transform((ids) => [...new Set(ids)].sort()),
  /** One not in use is not looked at; one that was raised by then is over. */
  active: z.boolean(),
}).refine(({ figure, queueId }) => queueId === null || ofQueues(figure), { path: ['queueId'], error: 'of no queue' })
  .refine(({ figure, limit }) => limit === null || !isShare(figure) || limit <= 100, { path: ['limit'], error: 'percent' })
  .refine(({ tellsSupervisors, webhookIds }) => tellsSupervisors || webhookIds.length > 0, { path: ['tellsSupervisors'], error: 'tells nobody' });
export type AlertRule = z.infer<typeof alertRuleSchema>;
