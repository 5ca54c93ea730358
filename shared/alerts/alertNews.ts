import { z } from 'zod';
import { codeSchema } from '../agents/remit.ts';
import { floorTiles } from '../routing/floorFigures.ts';
import { utcMsSchema } from '../time/utcMs.ts';
import { alertRuleSchema } from './alertRule.ts';

/** What a notice says of an alert, or of a webhook that was given up (its name alone). */
export const alertWordSchema = z.object({
  name: z.string(),
  figure: z.enum(floorTiles).nullable(),
  /** Name of the queue; null: the whole floor. */
  queue: z.string().nullable(),
  /** Null: there was nothing to count, or it is out of use. */
  value: z.number().nullable(),
  limit: z.number().nullable(),
});
export type AlertWord = z.infer<typeof alertWordSchema>;

/** A rule as it stands, with the last times it was raised and over. */
export const alertStandingSchema = alertRuleSchema.safeExtend({
  id: codeSchema,
  /** Since when it is raised; null: it is not. */
  raisedAtMs: utcMsSchema.nullable(),
  /** Newest first. */
  turns: z.array(z.object({ turn: z.enum(['raised', 'cleared']), atMs: utcMsSchema, value: z.number().nullable(), limit: z.number() })),
});
export type AlertRuleStanding = z.infer<typeof alertStandingSchema>;
