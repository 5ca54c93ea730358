import { z } from 'zod';

/** An instant: whole milliseconds since 1970-01-01 UTC. */
export type UtcMs = number;

/** Instants we accept at a door: 2000-01-01 to 2100-01-01. Anything else is seconds, microseconds or a broken clock. */
export const utcMsSchema = z.number().int().min(946_684_800_000).max(4_102_444_800_000);

export const SECOND_MS = 1000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** Where instants come from at a composition root. Tests pass their own. */
export interface Clock {
  now(): UtcMs;
}
