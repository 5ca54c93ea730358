import { z } from 'zod';
import { utcMsSchema } from '../time/utcMs.ts';

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
 *   (available | paused | not ready) ──finish taken back in time, no call offered since──▶ wrap-up
 */
export const pauseReasons = ['break', 'meal', 'training', 'meeting', 'callbacks', 'offline-work'] as const;
export type PauseReason = (typeof pauseReasons)[number];
export const notReadyReasons = ['signed-out', 'no-answer', 'link-lost', 'locked', 'asleep', 'microphone', 'ringer', 'registration', 'page', 'store', 'starting'] as const;
export type NotReadyReason = (typeof notReadyReasons)[number];

export const agentStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('available') }),
  z.object({ kind: z.literal('ringing') }),
  z.object({ kind: z.literal('talking') }),
  z.object({ kind: z.literal('wrap-up') }),
  z.object({ kind: z.literal('paused'), reason: z.enum(pauseReasons) }),
  z.object({ kind: z.literal('not-ready'), reason: z.enum(notReadyReasons) }),
]);
export type AgentState = z.infer<typeof agentStateSchema>;

/** What an agent may ask for by hand; the others follow from calls. */
export const chosenStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('available') }),
  z.object({ kind: z.literal('paused'), reason: z.enum(pauseReasons) }),
  z.object({ kind: z.literal('not-ready'), reason: z.enum(notReadyReasons) }),
]);
export type ChosenState = z.infer<typeof chosenStateSchema>;

export const agentPresenceSchema = z.object({
  state: agentStateSchema,
  sinceMs: utcMsSchema,
  /** What comes when the present call and its wrap-up are over; null: available. */
  next: chosenStateSchema.nullable(),
  seq: z.number().int().min(0),
});
export type AgentPresence = z.infer<typeof agentPresenceSchema>;
