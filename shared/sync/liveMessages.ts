import { z } from 'zod';
import { agentPresenceSchema, chosenStateSchema } from '../agents/agentState.ts';
import { pauseReasonsSchema } from '../agents/pauseReason.ts';
import { obstaclesSchema } from '../calls/obstacle.ts';
import { outcomeBookSchema } from '../calls/outcomeCode.ts';
import { utcMsSchema } from '../time/utcMs.ts';
import { floorNewsSchema } from './floorMessages.ts';
import { centreRulesSchema } from './setUpMessages.ts';
import { changeSchema, cursorSchema, scopeNameSchema } from './pullMessages.ts';
import { callingPolicySchema } from './sessionMessages.ts';

export const queueFigureSchema = z.object({
  queue: z.string(),
  name: z.string(),
  waiting: z.number().int().min(0),
  longestWaitSeconds: z.number().int().min(0),
  available: z.number().int().min(0),
  onDuty: z.number().int().min(0),
  /** False: after hours, callers are told so. Absent from an older central. */
  open: z.boolean().optional(),
  /** Of whoever rings now; null: nobody is there to answer. Absent from an older central. */
  expectedWaitSeconds: z.number().int().min(0).nullable().optional(),
  /** So many of a hundred are to be answered within so many seconds; how many were, in the last hour (null: nobody rang). */
  serviceLevel: z.object({ targetSeconds: z.number().int().min(0), targetPercent: z.number().int().min(1).max(100), reachedPercent: z.number().int().min(0).max(100).nullable() }).optional(),
});
export type QueueFigure = z.infer<typeof queueFigureSchema>;

/** Request header in which a desktop tells its record schema when it connects to `/live`; absent: 1. */
export const SCHEMA_HEADER = 'x-careline-schema';

/** Central to a desktop, over the WebSocket `/live` (first message: `hello`, which tells central's record schema; absent: 1). */
export const liveToDeskSchema = z.discriminatedUnion('t', [
  /** `minimumDesktop`: the oldest desktop that may sign in; one that is older and still signed in is told so. Absent from an older central. */
  z.object({ t: z.literal('hello'), serverTimeMs: utcMsSchema, presence: agentPresenceSchema, schema: z.number().int().optional(), minimumDesktop: z.string().max(40).optional() }),
  /** Rows sent at once, when they fit; a desktop whose cursor is not v−1 pulls. */
  z.object({ t: z.literal('change'), changes: z.array(changeSchema) }),
  z.object({ t: z.literal('poke'), s: scopeNameSchema, v: z.number().int() }),
  z.object({ t: z.literal('presence'), presence: agentPresenceSchema }),
  /** `centre`, `calling`, `pauseReasons`, `outcomeCodes`, `obstacles`: what may have changed since the sign-in. Absent from an older central. */
  z.object({ t: z.literal('queues'), queues: z.array(queueFigureSchema), centre: centreRulesSchema.optional(), calling: callingPolicySchema.optional(), pauseReasons: pauseReasonsSchema.optional(), outcomeCodes: outcomeBookSchema.optional(), obstacles: obstaclesSchema.optional() }),
  /** The line answered (or not) the OPTIONS central sent to this very desktop. `serverTimeMs`: central's clock now; absent from an older central. */
  z.object({ t: z.literal('probed'), ok: z.boolean(), serverTimeMs: utcMsSchema.optional() }),
  /** This sign-in is over: signed in elsewhere, or signed out by an administrator. */
  z.object({ t: z.literal('ended'), why: z.enum(['taken-over', 'signed-out', 'expired']) }),
  /** To whoever watches the floor: what changed on it since the last. */
  z.object({ t: z.literal('floor'), news: floorNewsSchema }),
  z.object({ t: z.literal('bye'), afterMs: z.number().int().min(0) }),
]);
export type LiveToDesk = z.infer<typeof liveToDeskSchema>;

/** A desktop to central. Pings are WebSocket pings, every 2 s from both ends; two misses and the link is down. */
export const liveToCentralSchema = z.discriminatedUnion('t', [
  /** Choose a state by hand. Answered by `presence`, with a new `seq` when it was taken: a pause for a reason that is not in use is not. */
  z.object({ t: z.literal('choose'), state: chosenStateSchema, next: z.boolean() }),
  /** Wrap-up of this call is finished (or its timer ended): the queued next state follows. */
  z.object({ t: z.literal('finished'), callId: z.string().max(128) }),
  /** The finish of this wrap-up was taken back within its undo time: wrap-up again, unless a call is already offered. */
  z.object({ t: z.literal('reopened'), callId: z.string().max(128) }),
  /** Links of the desktop that only it can test: while one is down no call is offered. */
  z.object({ t: z.literal('links'), down: z.array(z.string().max(20)).max(6) }),
  z.object({ t: z.literal('watch'), householdId: z.uuid() }),
  z.object({ t: z.literal('unwatch'), householdId: z.uuid() }),
  z.object({ t: z.literal('probe') }),
  /** The floor is on this supervisor's screen, or not any more. Answered by the whole floor, and by what changes on it. */
  z.object({ t: z.literal('floor'), on: z.boolean() }),
  /** How far this desktop's disk is, after it has written something of a customer: without it central would learn that only at the next pull. */
  z.object({ t: z.literal('have'), cursors: z.record(scopeNameSchema, cursorSchema) }),
]);
export type LiveToCentral = z.infer<typeof liveToCentralSchema>;
