import { z } from 'zod';
import { agentSchema, roles } from '../agents/agent.ts';
import { remitSchema } from '../agents/remit.ts';

/** Shorter ones are refused: the lock slows guessing at the door, only length slows it for somebody who holds the hashes. */
export const SHORTEST_PASSWORD = 10;

/** `GET /agents`, for administrators: a colleague and how their account stands. No password is ever in it. */
export const agentAccountSchema = z.object({
  agent: agentSchema,
  /** They have not chosen a password of their own yet. */
  passwordOnce: z.boolean(),
  lockedUntilMs: z.number().int(),
  signedIn: z.boolean(),
  /** Regions and lines of business they work for; none: all of them. Absent: a central that knows of none. */
  regionIds: z.array(z.string()).optional(),
  lineIds: z.array(z.string()).optional(),
  /** Calls offered to them are answered by the desktop. Absent: a central that cannot. */
  autoAnswer: z.boolean().optional(),
  /** Callbacks they still have to keep. Absent: a central that does not count them. */
  openCallbacks: z.number().int().min(0).optional(),
});
export type AgentAccount = z.infer<typeof agentAccountSchema>;

/** `POST /agents`. */
export const newAgentSchema = z.object({
  number: z.string().trim().regex(/^\d{3,8}$/),
  name: z.string().trim().min(1).max(40),
  role: z.enum(roles),
  team: z.string().trim().max(40),
  site: z.string().trim().max(40),
  /** Absent: the number. */
  extension: z.string().trim().regex(/^\d{3,8}$/).optional(),
});
export type NewAgent = z.infer<typeof newAgentSchema>;

/** `PATCH /agents/:id`: what is absent stays. */
export const agentChangeSchema = z.object({
  name: z.string().trim().min(1).max(40).optional(),
  role: z.enum(roles).optional(),
  team: z.string().trim().max(40).optional(),
  site: z.string().trim().max(40).optional(),
  active: z.boolean().optional(),
  autoAnswer: z.boolean().optional(),
  /** Codes of `GET /organisation`; none: all of them. */
  regionIds: remitSchema.shape.regionIds.optional(),
  lineIds: remitSchema.shape.lineIds.optional(),
});
export type AgentChange = z.infer<typeof agentChangeSchema>;

/** Answer to a change. `releasedCallbacks`: those that became unclaimed, because their owner is shown no customers any more. */
export const changedAgentSchema = agentSchema.extend({ releasedCallbacks: z.number().int().min(0).default(0) });
export type ChangedAgent = z.infer<typeof changedAgentSchema>;

/** Answer to making an account or a new password: said once, stored nowhere. */
export const oneTimePasswordSchema = z.object({ agent: agentSchema, oneTimePassword: z.string() });
export type OneTimePassword = z.infer<typeof oneTimePasswordSchema>;
