import { z } from 'zod';
import { utcMsSchema } from '../time/utcMs.ts';
import { zoneSchema } from '../time/zone.ts';

/** Why we may ring. The first three are the origin's own; the others are service to the customer's own request. */
export const permissionReasons = ['agreed', 'form-consent', 'prenatal', 'complaint-follow-up', 'missed-call-return', 'cut-off-return', 'answer-promised'] as const;
export type PermissionReason = (typeof permissionReasons)[number];

export const callbackStates = ['open', 'done', 'cancelled'] as const;

/** An agreed next call: the promise. Its id is made on the desktop (UUIDv7). */
export const callbackSchema = z.object({
  id: z.uuid(),
  householdId: z.uuid(),
  /** The person to ask for; null: whoever answers. */
  customerId: z.uuid().nullable(),
  /** The number to ring, as stored. */
  number: z.string().max(32),
  dueAtMs: utcMsSchema,
  /** The customer's zone: the promised wall time is `dueAtMs` read in it. */
  zone: zoneSchema,
  /** The promise holds from `dueAtMs` minus to `dueAtMs` plus this many minutes. */
  windowMinutes: z.number().int().min(0).max(720),
  /** What it is about, in the agent's words: 「问转奶」. */
  purpose: z.string().max(120),
  permissionReason: z.enum(permissionReasons),
  /** Null: nobody owns it yet; it stands under 无人认领. */
  ownerAgentId: z.uuid().nullable(),
  state: z.enum(callbackStates),
  attempts: z.number().int().min(0).max(99),
  maxAttempts: z.number().int().min(1).max(9),
  /** The line as the agent typed it, and the interaction in which it was agreed. */
  agreedText: z.string().max(200),
  agreedInInteractionId: z.uuid().nullable(),
  agreedByAgentId: z.uuid().nullable(),
  agreedAtMs: utcMsSchema,
  /** Seconds after the call was answered at which the time was agreed, read back to the customer. Null or absent: outside a talk, after its end, or not known. */
  agreedSecond: z.number().int().min(0).max(86_400).nullish(),
  closedReason: z.string().max(200).nullable(),
  /** Who rings when the owner does not. Central's to say: what an op carries here is not read (it names one beside the callback). Null or absent: not chosen yet, or nobody. */
  fallbackAgentId: z.uuid().nullish(),
});
export type Callback = z.infer<typeof callbackSchema>;

/** One row of the callback list: the callback and what the row shows of its household, so that a list needs no join. */
export const callbackRowSchema = z.object({
  callback: callbackSchema,
  householdName: z.string(),
  customerName: z.string().nullable(),
  relation: z.string().nullable(),
  tier: z.string(),
  language: z.string().nullable(),
  /** Birth or due dates of the children, for the stage column. */
  children: z.array(z.object({ birthDate: z.string().nullable(), dueDate: z.string().nullable() })),
  last: z.object({ atMs: utcMsSchema, outcome: z.string().nullable(), agentName: z.string(), note: z.string() }).nullable(),
  ownerName: z.string().nullable(),
  /** Null or absent: nobody is behind the owner, or nobody owns it. */
  fallbackName: z.string().nullish(),
});
export type CallbackRow = z.infer<typeof callbackRowSchema>;
