import { z } from 'zod';
import { agentSchema } from '../agents/agent.ts';
import { pauseReasonsSchema } from '../agents/pauseReason.ts';
import { obstaclesSchema } from '../calls/obstacle.ts';
import { outcomeBookSchema } from '../calls/outcomeCode.ts';
import { messageChannels } from '../messages/messageTemplate.ts';
import { utcMsSchema } from '../time/utcMs.ts';
import { calendarDaysSchema } from '../time/workdays.ts';
import { zoneSchema } from '../time/zone.ts';

export const signInRequestSchema = z.object({
  number: z.string().regex(/^\d{3,8}$/),
  password: z.string().min(1).max(200),
  /** Stable id of this desktop (made once, kept in its settings): refresh tokens are bound to it. */
  deviceId: z.uuid(),
  desktopVersion: z.string().max(40),
  proto: z.number().int(),
  /** True after the agent said: sign the other desktop out. */
  takeOver: z.boolean(),
  /** The password from now on: a must when `password` is a one-time password, allowed at any sign-in. */
  newPassword: z.string().min(1).max(200).optional(),
});
export type SignInRequest = z.infer<typeof signInRequestSchema>;

/** Detail of 'signed-in-elsewhere' when a call is on there: it is talked to its end, and calls come to the new desktop only then. */
export const ON_A_CALL = 'on-a-call';
export const signInRefusals = ['wrong-credentials', 'locked', 'signed-in-elsewhere', 'desktop-too-old', 'inactive', 'real-line-in-demo', 'password-must-change', 'password-too-weak'] as const;

/** The telephone line this desktop registers with. The password is made for this agent, never typed. */
export const lineAccountSchema = z.object({
  kind: z.enum(['practice', 'kamailio']),
  url: z.string().regex(/^wss?:\/\//),
  domain: z.string().min(1).max(100),
  user: z.string().max(40),
  password: z.string().max(200),
});
export type LineAccount = z.infer<typeof lineAccountSchema>;

/** How the centre works: told to each desktop at sign-in. */
export const policySchema = z.object({
  wrapUpSeconds: z.number().int().min(5).max(3600),
  ringSeconds: z.number().int().min(3).max(120),
  /** Minutes after the customer's local midnight within which we may ring; end excluded. */
  callFromMinute: z.number().int().min(0).max(1440),
  callToMinute: z.number().int().min(0).max(1440),
  /** Minutes between tries of a callback nobody answered: first, second, … */
  retryLadderMinutes: z.array(z.number().int().min(1)).min(1),
  /** At our own wish a household is rung at most so often in so many days. Left out by a central that does not tell it. */
  frequencyCalls: z.number().int().min(1).optional(),
  frequencyDays: z.number().int().min(1).optional(),
  zone: zoneSchema,
  /** Holidays of the whole centre that are not over, by first day. Left out by a central that does not tell them. */
  holidays: z.array(calendarDaysSchema).max(400).optional(),
  /** Left out by a central that does not tell them. */
  pauseReasons: pauseReasonsSchema.optional(),
  /** Left out by a central that does not tell them. */
  outcomeCodes: outcomeBookSchema.optional(),
  /** Left out by a central that does not keep them: then nobody is asked. */
  obstacles: obstaclesSchema.optional(),
  /** By what central can write to customers. Left out: by nothing. */
  messageChannels: z.array(z.enum(messageChannels)).optional(),
});
export type Policy = z.infer<typeof policySchema>;

/** What of it rules ringing customers, and may change while a desktop is signed in. */
export const callingPolicySchema = policySchema.pick({ callFromMinute: true, callToMinute: true, retryLadderMinutes: true, frequencyCalls: true, frequencyDays: true, holidays: true });
export type CallingPolicy = z.infer<typeof callingPolicySchema>;

export const sessionSchema = z.object({
  agent: agentSchema,
  accessToken: z.string(),
  accessTokenExpiresAtMs: utcMsSchema,
  refreshToken: z.string(),
  /** This agent's key on this desktop, 32 bytes in base64: what is stored there is sealed with it (electron/settings/deskVault.ts). */
  deskKey: z.base64().length(44),
  line: lineAccountSchema,
  policy: policySchema,
  /** True while demo data is loaded: demo accounts, practice calls, no real line. */
  demo: z.boolean(),
  serverTimeMs: utcMsSchema,
});
export type Session = z.infer<typeof sessionSchema>;

/** `next`: the secret of the token to come, drawn by the desktop, which asks again in the same words when the answer was lost. Absent from an older desktop. */
export const refreshRequestSchema = z.object({ refreshToken: z.string().min(1).max(400), deviceId: z.uuid(), next: z.string().regex(/^[\w-]{43}$/).optional() });

/** Offered on the sign-in page in demo mode only. */
export const demoAccountSchema = z.object({ number: z.string(), name: z.string(), role: z.string(), password: z.string() });
export type DemoAccount = z.infer<typeof demoAccountSchema>;

/** Answer to anything central refuses: status 4xx with this body. */
export const refusalSchema = z.object({
  refusal: z.string(),
  /** The field at fault, when one is. */
  field: z.string().nullable(),
  /** More to say, e.g. the minimum version or seconds to wait. */
  detail: z.string().nullable(),
});
export type Refusal = z.infer<typeof refusalSchema>;

/** `GET /pop?number=`: the households behind a number, likeliest first; empty: unknown number. */
export const popReplySchema = z.object({ households: z.array(z.unknown()), tookMs: z.number() });

/** One hit of `GET /search?q=`: a person, with enough to tell namesakes apart. */
export const customerHitSchema = z.object({
  householdId: z.uuid(),
  householdName: z.string(),
  customerId: z.uuid(),
  customerName: z.string(),
  relation: z.string(),
  tier: z.string(),
  city: z.string().nullable(),
  number: z.string().nullable(),
});
export type CustomerHit = z.infer<typeof customerHitSchema>;
