import { z } from 'zod';

/** 监听: the supervisor hears. 耳语: the agent hears them too. 强插: everybody hears everybody. */
export const supervisionModes = ['listen', 'whisper', 'barge'] as const;
export type SupervisionMode = (typeof supervisionModes)[number];

const PREFIX = 'sv-';
const idSchema = z.string().regex(/^sv-[0-9a-f-]{36}$/);

/** The id of a supervision, which its SIP call carries as X-Call-Id. Only central makes one. */
export const supervisionId = (uuid: string): string => `${PREFIX}${uuid}`;

/** Whether a call is a supervisor's way into somebody's call: a line lets none in but by central's word, and no desktop rings for it. */
export const isSupervision = (callId: string): boolean => callId.startsWith(PREFIX);

/** A supervisor in an agent's call, as central tells it to the agent's desktop. */
export const supervisionSchema = z.object({
  id: idSchema,
  /** The customer's call they are in. */
  callId: z.string().min(1).max(128),
  /** Where the supervisor's own call comes from. */
  extension: z.string().max(8),
  byName: z.string(),
  mode: z.enum(supervisionModes),
  /** Whether the agent is told. Who is spoken to always is. */
  shown: z.boolean(),
});
export type Supervision = z.infer<typeof supervisionSchema>;

/** What the supervisor's desktop is told of it. */
export const ownSupervisionSchema = z.object({
  id: idSchema,
  agentId: z.uuid(),
  /** Whom to call. */
  extension: z.string().max(8),
  mode: z.enum(supervisionModes),
});
export type OwnSupervision = z.infer<typeof ownSupervisionSchema>;

/** How it stands at the supervisor's desktop. */
export interface SupervisionState extends OwnSupervision {
  readonly state: 'connecting' | 'on';
}
