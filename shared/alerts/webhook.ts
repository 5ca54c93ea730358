import { z } from 'zod';
import { codeSchema } from '../agents/remit.ts';
import { utcMsSchema } from '../time/utcMs.ts';

const HERE = ['127.0.0.1', '[::1]', 'localhost'];
/** Scheme and host, then a port, a path, a question. Names in other letters stand there in their ASCII form. */
const ADDRESS = /^(https?):\/\/(\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::\d{1,5})?(?:[/?]\S*)?$/i;

/** What is wrong with an address that alerts are to be told to. */
export type WebhookUrlFault = 'url' | 'https' | 'credentials';

/**
 * @param mayBeHere outside production: plain http to this very machine is allowed too.
 * @returns null: it can be used.
 */
export function webhookUrlFault(text: string, mayBeHere: boolean): WebhookUrlFault | null {
  // They would stand in the list of changes, and a fragment never leaves the sender.
  if (/^https?:\/\/[^/?#]*@/i.test(text) || text.includes('#')) return 'credentials';
  const [, scheme = '', host = ''] = ADDRESS.exec(text) ?? [];
  if (scheme === '') return /^https?:/i.test(text) || !/^[a-z]+:/i.test(text) ? 'url' : 'https';
  return scheme.toLowerCase() === 'https' || (mayBeHere && HERE.includes(host.toLowerCase())) ? null : 'https';
}

/** What requests are signed with: it is written, and never read again. */
export const webhookSecretSchema = z.string().regex(/^[\x21-\x7e]{24,100}$/);

/** Where alerts are told to, as it stands. */
export const webhookSchema = z.object({
  name: z.string().trim().min(1).max(40),
  url: z.string().trim().min(1).max(500),
  active: z.boolean(),
  /** Which of its secrets signs: each new one is the next. 0: it has none yet. */
  secretNumber: z.number().int().min(0),
});
export type Webhook = z.infer<typeof webhookSchema>;

/** As it is to be; with a secret it signs with that from now on. */
export const webhookChangeSchema = webhookSchema.extend({ secret: webhookSecretSchema.optional() });
export type WebhookChange = z.infer<typeof webhookChangeSchema>;

/** What became of one thing that was to be told. */
export const webhookDeliverySchema = z.object({
  id: z.uuid(),
  kind: z.enum(['raised', 'cleared', 'trial']),
  /** The alert's; null: a trial. */
  ruleName: z.string().nullable(),
  madeAtMs: utcMsSchema,
  /** 'failed': given up. */
  state: z.enum(['queued', 'sent', 'failed']),
  tries: z.number().int().min(0),
  /** Of one that waits: when it is tried next. */
  nextTryAtMs: utcMsSchema,
  settledAtMs: utcMsSchema.nullable(),
  /** What came of the last try, as a code: 'HTTP 500', 'no-answer', 'unreachable', 'address', 'inactive'. */
  detail: z.string().nullable(),
});
export type WebhookDelivery = z.infer<typeof webhookDeliverySchema>;

/** With what was told to it last, newest first. */
export const webhookStandingSchema = webhookSchema.extend({ id: codeSchema, deliveries: z.array(webhookDeliverySchema) });
export type WebhookStanding = z.infer<typeof webhookStandingSchema>;
