import { z } from 'zod';
import { supervisionSchema } from '../calls/supervision.ts';
import { utcMsSchema } from '../time/utcMs.ts';
import { codeSchema } from './remit.ts';

/*
 * One machine; central is its judge. `seq` grows by one with every change, so a late message is told from a new one.
 *
 *                 ┌────────────── no answer / rejected ──────────────┐
 *                 │                                                   ▼
 *   not ready ──▶ available ──offer──▶ ringing ──answer──▶ talking ──end──▶ wrap-up ──finish──▶ (queued next | available)
 *       ▲           ▲  │                                                       │
 *       │           │  └── pause ──▶ paused:reason ── resume ──▶ available     ├── time out: next, draft kept
 *       └── link lost, locked, asleep, signed out (from any state but talking and wrap-up)
 *
 *   A supervisor chooses for the agent by the same arrows: what is talked, rung or written goes on, and it comes next.
 *   A hand that is up stays up through all of them, until it is taken down or the agent signs out.
 *
 *   A talk with a colleague is talking too, and ends without a wrap-up. Of several calls the customer's that ends last is wrapped up.
 *   A reason for a pause is one of the centre's (shared/agents/pauseReason.ts).
 *   (available | paused | not ready) ──finish taken back in time, no call offered since──▶ wrap-up
 */
export const notReadyReasons = ['signed-out', 'no-answer', 'rejected', 'link-lost', 'locked', 'asleep', 'microphone', 'ringer', 'registration', 'page', 'store', 'starting', 'by-supervisor'] as const;
export type NotReadyReason = (typeof notReadyReasons)[number];

export const agentStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('available') }),
  z.object({ kind: z.literal('ringing') }),
  z.object({ kind: z.literal('talking') }),
  z.object({ kind: z.literal('wrap-up') }),
  z.object({ kind: z.literal('paused'), reason: codeSchema }),
  z.object({ kind: z.literal('not-ready'), reason: z.enum(notReadyReasons) }),
]);
export type AgentState = z.infer<typeof agentStateSchema>;

/** What an agent may ask for by hand; the others follow from calls. */
export const chosenStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('available') }),
  z.object({ kind: z.literal('paused'), reason: codeSchema }),
  z.object({ kind: z.literal('not-ready'), reason: z.enum(notReadyReasons) }),
]);
export type ChosenState = z.infer<typeof chosenStateSchema>;

export const agentPresenceSchema = z.object({
  state: agentStateSchema,
  sinceMs: utcMsSchema,
  /** What comes when the present call and its wrap-up are over; null: available. */
  next: chosenStateSchema.nullable(),
  seq: z.number().int().min(0),
  /** Since when the agent has their hand up: a supervisor is asked to come. Null or absent: it is down. */
  handSinceMs: utcMsSchema.nullish(),
  /** Supervisors who are in the calls of this agent. Absent: nobody is. */
  supervisions: z.array(supervisionSchema).optional(),
});
export type AgentPresence = z.infer<typeof agentPresenceSchema>;
