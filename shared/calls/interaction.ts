import { z } from 'zod';
import { codeSchema } from '../agents/remit.ts';
import { utcMsSchema } from '../time/utcMs.ts';
import { MOST_OPINIONS, opinionSchema } from './opinion.ts';
import { outcomes } from './outcome.ts';

export const interactionKinds = ['call-in', 'call-out', 'call-missed', 'manual', 'sms', 'mail', 'email', 'event', 'complaint'] as const;
export type InteractionKind = (typeof interactionKinds)[number];

/** Why the line ended it, apart from what the agent says came of it (complaint 33). */
export const endReasons = ['hung-up', 'not-answered', 'busy', 'refused', 'failed', 'network', 'cancelled'] as const;
export type EndReason = (typeof endReasons)[number];
export const hangUpSides = ['customer', 'agent', 'line'] as const;
export type HangUpSide = (typeof hangUpSides)[number];

/** Any contact that happened. Its id is made on the desktop (UUIDv7), so a repeated push stores it once. */
export const interactionSchema = z.object({
  id: z.uuid(),
  /**
   * Null: nobody was chosen (a wrong number, silence); then the outcome is one of `nobodyOutcomes` and the customer is
   * null too. It stands in no household's file, and is not attached to one that is opened for its number later.
   */
  householdId: z.uuid().nullable(),
  /** Who was spoken to; null when nobody of the household was chosen. */
  customerId: z.uuid().nullable(),
  kind: z.enum(interactionKinds),
  /** The call it came from; null for a contact without one (「打完补录」). */
  callId: z.string().min(1).max(128).nullable(),
  /** The other side's number as stored; null when withheld or when there was no call. */
  number: z.string().max(32).nullable(),
  /** The 800 or 400 number that was dialled. */
  dialled: z.string().max(32).nullable(),
  queue: z.string().max(40).nullable(),
  startedAtMs: utcMsSchema,
  /** Seconds of talk; null when it was never answered or there was no call. */
  talkSeconds: z.number().int().min(0).max(86_400).nullable(),
  endReason: z.enum(endReasons).nullable(),
  hungUpBy: z.enum(hangUpSides).nullable(),
  outcome: z.enum(outcomes).nullable(),
  /** The centre's own code that was chosen for it (shared/calls/outcomeCode.ts), which means `outcome`; null: `outcome` itself. */
  outcomeCode: codeSchema.nullable().default(null),
  note: z.string().max(4000),
  agentId: z.uuid().nullable(),
  agentName: z.string().max(40),
  /** The callback this contact fulfilled or tried to; null when none. */
  callbackId: z.uuid().nullable(),
  /** Articles read to the caller, with the version whose wording they heard. */
  articlesUsed: z.array(z.object({ articleId: z.uuid(), version: z.number().int().min(1) })).max(20),
  /** What mainly is in their way (shared/calls/obstacle.ts); null: it was not said. */
  obstacle: codeSchema.nullable().default(null),
  /** What they think of products; null: nothing was said. */
  opinions: z.array(opinionSchema).max(MOST_OPINIONS).nullable().default(null),
  recordedAtMs: utcMsSchema,
});
export type Interaction = z.infer<typeof interactionSchema>;
