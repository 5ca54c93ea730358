import { z } from 'zod';
import { utcMsSchema } from '../time/utcMs.ts';
import { placeholdersIn, unknownPlaceholder } from './placeholders.ts';

/** By what a message goes out. */
export const messageChannels = ['sms', 'email'] as const;
export type MessageChannel = (typeof messageChannels)[number];

/**
 * What a message is for. 'agreed': confirms an agreed call; 'answer': an answer they asked for; both and 'complaint-follow-up' are
 * service. 'form-consent': our own wish to write, only on consent given for the channel.
 */
export const messageReasons = ['agreed', 'answer', 'complaint-follow-up', 'form-consent'] as const;
export type MessageReason = (typeof messageReasons)[number];

/** What a supervisor writes of a template; `templateFault` says what the shape alone does not. */
export const templateTextSchema = z.object({
  name: z.string().trim().min(1).max(40),
  channel: z.enum(messageChannels),
  language: z.enum(['zh-CN', 'en']),
  reason: z.enum(messageReasons),
  /** Of an e-mail only. */
  subject: z.string().trim().min(1).max(100).nullable(),
  body: z.string().trim().min(1).max(2000),
  state: z.enum(['published', 'retired']),
});

export type TemplateText = z.infer<typeof templateTextSchema>;

/** An SMS of more parts than that is refused by gateways, or costs more than anybody means it to. */
export const MOST_SMS = 350;

/** What is wrong with a template beyond the shape of its fields; `name`: the placeholder there is not. */
export type TemplateFault =
  | { readonly field: 'subject' | 'body'; readonly fault: 'placeholder'; readonly name: string }
  | { readonly field: 'subject' | 'body' | 'reason'; readonly fault: 'subject-missing' | 'subject-of-sms' | 'too-long' | 'free-text' };

export function templateFault({ channel, reason, subject, body }: Pick<TemplateText, 'channel' | 'reason' | 'subject' | 'body'>): TemplateFault | null {
  for (const [field, text] of [['subject', subject ?? ''], ['body', body]] as const) {
    const name = unknownPlaceholder(text);
    if (name !== null) return { field, fault: 'placeholder', name };
  }
  if (channel === 'email' && subject === null) return { field: 'subject', fault: 'subject-missing' };
  if (channel === 'sms' && subject !== null) return { field: 'subject', fault: 'subject-of-sms' };
  if (channel === 'sms' && body.length > MOST_SMS) return { field: 'body', fault: 'too-long' };
  // What we write of our own wish is in the words that were looked at, whoever sends it.
  if (reason === 'form-consent' && placeholdersIn(`${subject ?? ''}${body}`).includes('content')) return { field: 'body', fault: 'free-text' };
  return null;
}

/** A text that goes to customers, with what is open in it (table name 'template'). Every version is kept: what was sent can be read again. */
export const messageTemplateSchema = templateTextSchema.extend({ id: z.uuid(), version: z.number().int().min(1), updatedAtMs: utcMsSchema });
export type MessageTemplate = z.infer<typeof messageTemplateSchema>;
