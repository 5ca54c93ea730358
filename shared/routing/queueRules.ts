import { z } from 'zod';
import { codeSchema } from '../agents/remit.ts';
import { tiers, type Tier } from '../customers/customer.ts';
import { openingHoursSchema } from '../time/openingHours.ts';
import { SECOND_MS, type UtcMs } from '../time/utcMs.ts';

const seconds = (most: number) => z.number().int().min(0).max(most);

/** Head starts are bounded, so that nobody is overtaken by whoever comes later than this. */
const LONGEST_HEAD_START_SECONDS = 600;

/** A skill is a topic or a language; an agent has it at a level from 1 to 5. */
export const skillLevelSchema = z.number().int().min(1).max(5);
const skillDemandSchema = z.object({
  skillId: codeSchema,
  level: skillLevelSchema,
  /** After so long a wait `laterLevel` is enough (0: the skill is not asked for any more). Null: never. */
  easesAfterSeconds: seconds(3600).nullable().default(null),
  laterLevel: z.number().int().min(0).max(5).default(0),
});

/** How one queue is run. Kept as JSON with its row; what is missing there has the value given here. */
export const queueRulesSchema = z.object({
  /** Null: round the clock. */
  hours: openingHoursSchema.nullable().default(null),
  /** So many of a hundred callers are to be answered within `targetSeconds`. */
  serviceLevel: z.object({ targetSeconds: seconds(3600), targetPercent: z.number().int().min(1).max(100) }).default({ targetSeconds: 20, targetPercent: 80 }),
  demands: z.array(skillDemandSchema).max(10).default([]),
  /** How many seconds a caller of a tier stands before one who came at the same moment. */
  headStartSeconds: z.object(Object.fromEntries(tiers.map((tier) => [tier, seconds(LONGEST_HEAD_START_SECONDS)])) as Record<Tier, ReturnType<typeof seconds>>)
    .default({ A: 60, B: 20, C: 0 }),
  /** How long a caller waits for somebody who speaks their dialect when others are free; 0: such an agent is only preferred. */
  languageWaitSeconds: seconds(600).default(0),
  /** How long a caller waits for the agent they spoke with last, who is on a call or in its wrap-up. */
  lastAgentSeconds: seconds(120).default(10),
  /** Spoken with longer ago, an agent is nobody special. */
  lastAgentDays: z.number().int().min(0).max(365).default(7),
  /** After so long a wait agents of the other queue may take the call too. */
  overflow: z.object({ afterSeconds: seconds(3600), queueId: codeSchema }).nullable().default(null),
  /** Then the caller is told, is rung back, and the line hangs up. Null: they wait as long as they like. */
  maxWaitSeconds: z.number().int().min(10).max(7200).nullable().default(null),
  /** So many wait at once; whoever comes then is told that all lines are busy. Null: no limit. */
  maxWaiting: z.number().int().min(1).max(100_000).nullable().default(null),
  /** A caller may hang up and keep the place: they are rung when it is their turn. */
  keepsPlaces: z.boolean().default(true),
  /** The desktop answers its calls by itself after one ring. An agent may be set so too, for all queues. */
  autoAnswer: z.boolean().default(false),
  /** Who gave up sooner is not rung back. */
  missedAfterSeconds: seconds(600).default(5),
});
export type QueueRules = z.infer<typeof queueRulesSchema>;

/** A queue as routing needs it. */
export interface RoutedQueue {
  readonly id: string;
  /** The line of business its callers ring about; null: any. */
  readonly businessLineId: string | null;
  readonly rules: QueueRules;
}

/** What callers are ordered by, earliest first: when they came, less the head start of their tier. A number nobody knows is of the lowest tier. */
export function rankAtMs(arrivedAtMs: UtcMs, tier: Tier | null, rules: QueueRules): UtcMs {
  return arrivedAtMs - rules.headStartSeconds[tier ?? 'C'] * SECOND_MS;
}
