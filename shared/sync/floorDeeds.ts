import { z } from 'zod';
import { agentPresenceSchema } from '../agents/agentState.ts';
import { codeSchema } from '../agents/remit.ts';
import { ownSupervisionSchema, supervisionModes } from '../calls/supervision.ts';
import { utcMsSchema } from '../time/utcMs.ts';

/** What a supervisor may choose for an agent. */
export const floorStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('available') }),
  z.object({ kind: z.literal('paused'), reason: codeSchema }),
  z.object({ kind: z.literal('not-ready'), reason: z.literal('by-supervisor') }),
]);
export type FloorState = z.infer<typeof floorStateSchema>;

/** Whoever it is done to reads it; it stands in the log. */
const why = z.string().trim().min(2).max(200);

/** `POST /floor/deeds`: what a supervisor does to an agent. */
export const floorDeedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('state'), agentId: z.uuid(), state: floorStateSchema, why }),
  z.object({ kind: z.literal('message'), agentId: z.uuid(), text: z.string().trim().min(1).max(500) }),
  /** Ends the wrap-up that is going on; what is written of it stays a draft on the agent's desktop. */
  z.object({ kind: z.literal('finish'), agentId: z.uuid(), why }),
  /** Comes into the call the agent has (监听、耳语、强插), or does something else in it: the answer says how to get there. */
  z.object({ kind: z.literal('supervise'), agentId: z.uuid(), mode: z.enum(supervisionModes), /** The one this desktop is in; null: none. */ id: ownSupervisionSchema.shape.id.nullable() }),
  /** Gives a callback, or an open complaint or request, to an agent. */
  z.object({ kind: z.literal('reassign'), what: z.enum(['callback', 'case']), id: z.uuid(), toAgentId: z.uuid(), why }),
]);
export type FloorDeed = z.infer<typeof floorDeedSchema>;

/** `presence`: how the agent stands afterwards, for central may have put it off or kept them not ready; null: it was not about their state. */
export const floorDoneSchema = z.object({ presence: agentPresenceSchema.nullable(), supervision: ownSupervisionSchema.optional() });
export type FloorDone = z.infer<typeof floorDoneSchema>;

/** `PUT /hand`: the agent's hand goes up, or down. */
export const handSchema = z.object({ up: z.boolean() });

/** `GET /floor/deeds`: one line of the log, latest first. */
export const floorDeedLineSchema = z.object({
  atMs: utcMsSchema,
  byName: z.string(),
  agentName: z.string().nullable(),
  kind: z.string(),
  detail: z.record(z.string(), z.unknown()),
  why: z.string(),
  /** Why it was not done; null: it was. */
  refusal: z.string().nullable(),
});
export type FloorDeedLine = z.infer<typeof floorDeedLineSchema>;
