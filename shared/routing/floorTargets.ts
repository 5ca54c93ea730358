import { z } from 'zod';

const percent = z.number().int().min(1).max(100);

/** What the tiles of the floor are measured by; the service level's target is its queue's. */
export const floorTargetsSchema = z.object({
  /** So many may wait: a share of the agents at work, and never fewer than `waitingAtLeast`. */
  waitingPercent: percent,
  waitingAtLeast: z.number().int().min(1).max(1000),
  longestSeconds: z.number().int().min(5).max(3600),
  /** At most so many of a hundred callers give up. */
  abandonedPercent: percent,
  /** At least so many of a hundred promises are kept in time. */
  promisesPercent: percent,
  unfinishedPercent: percent,
  unfinishedAtLeast: z.number().int().min(1).max(1000),
});
export type FloorTargets = z.infer<typeof floorTargetsSchema>;

/** As long as nobody has said otherwise. */
export const usualFloorTargets: FloorTargets = { waitingPercent: 10, waitingAtLeast: 4, longestSeconds: 60, abandonedPercent: 5, promisesPercent: 95, unfinishedPercent: 10, unfinishedAtLeast: 4 };
