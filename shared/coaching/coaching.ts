import { z } from 'zod';
import { codeSchema } from '../agents/remit.ts';
import { outcomes } from '../calls/outcome.ts';
import { utcMsSchema } from '../time/utcMs.ts';
import { callScoreSchema, marksSchema } from './qualitySheet.ts';

/** What a supervisor speaks with an agent about: calls, not messages or what was written down by hand. */
export const coachedKinds = ['call-in', 'call-out'] as const;
export const MOST_COACHING_LINES = 100;

const words = z.string().trim().min(1).max(1000);

export const coachingLineSchema = z.object({
  id: z.uuid(),
  byAgentId: z.uuid(),
  text: z.string(),
  /** When central had it; of one that still waits on this desktop, when it was written. */
  atMs: utcMsSchema,
});
export type CoachingLine = z.infer<typeof coachingLineSchema>;

/**
 * A supervisor's note on one call of an agent, and what the two say about it: shown to these two and to nobody else
 * (table name 'coaching'). It stands in no household's file.
 */
export const coachingSchema = z.object({
  id: z.uuid(),
  interactionId: z.uuid(),
  /** Whose call it was; null: nobody was chosen in it. */
  householdId: z.uuid().nullable(),
  kind: z.enum(coachedKinds),
  startedAtMs: utcMsSchema,
  talkSeconds: z.number().int().nullable(),
  agentId: z.uuid(),
  agentName: z.string(),
  /** The supervisor. */
  byAgentId: z.uuid(),
  byName: z.string(),
  madeAtMs: utcMsSchema,
  lines: z.array(coachingLineSchema),
  /** When the agent read it last, and how many of the lines there were then; null: never. */
  readAtMs: utcMsSchema.nullable(),
  readLines: z.number().int().min(0),
  /** How many lines the supervisor had read. */
  seenLines: z.number().int().min(0),
  /** How the supervisor judged the call; null: they wrote only, or it still waits to be sent. */
  score: callScoreSchema.nullable().default(null),
});
export type Coaching = z.infer<typeof coachingSchema>;

/** A note as it is written; its first line has an id of its own. `score`: with the marks of a version of the quality sheet, and then words are not needed. */
export const newCoachingSchema = z.object({
  id: z.uuid(), interactionId: z.uuid(), line: z.object({ id: z.uuid(), text: words }).nullable(),
  score: z.object({ version: z.number().int().min(1), marks: marksSchema }).nullable().default(null),
}).refine(({ line, score }) => line !== null || score !== null, { message: 'says nothing', path: ['line'] });
export type NewCoaching = z.infer<typeof newCoachingSchema>;
export const newCoachingLineSchema = z.object({ coachingId: z.uuid(), line: z.object({ id: z.uuid(), text: words }) });
/** `lines`: as many as stood there when it was read. */
export const coachingReadSchema = z.object({ coachingId: z.uuid(), lines: z.number().int().min(0).max(MOST_COACHING_LINES) });

/** Whether there is something in it that this one of the two has not read. */
export function isUnread(coaching: Coaching, me: string): boolean {
  const read = me === coaching.agentId ? coaching.readLines : coaching.seenLines;
  return (me === coaching.agentId && coaching.readAtMs === null) || coaching.lines.slice(read).some((line) => line.byAgentId !== me);
}

/** Whether the agent has read a line of the supervisor's. */
export const isRead = (coaching: Coaching, place: number): boolean => coaching.readAtMs !== null && place < coaching.readLines;

/** `GET /agents/:id/calls`: a call of an agent's that their supervisor may speak about. */
export const agentCallSchema = z.object({
  interactionId: z.uuid(),
  householdId: z.uuid().nullable(),
  householdName: z.string().nullable(),
  kind: z.enum(coachedKinds),
  startedAtMs: utcMsSchema,
  talkSeconds: z.number().int().nullable(),
  queue: z.string().nullable(),
  outcome: z.enum(outcomes).nullable(),
  /** As in an interaction; absent from an older central. */
  outcomeCode: codeSchema.nullable().default(null),
  note: z.string(),
  /** Whoever asks has written about it. */
  coached: z.boolean(),
  /** In per cent, whoever gave it; null: the call was not scored. */
  scorePercent: z.number().nullable().default(null),
});
export type AgentCall = z.infer<typeof agentCallSchema>;
