import { z } from 'zod';
import { utcMsSchema } from '../time/utcMs.ts';
import { messageChannels, messageReasons } from './messageTemplate.ts';
import { placeholders } from './placeholders.ts';

/** refused: a rule said no, here or when it was to go; `why` says which. failed: it could not be sent, or nobody knows whether it was. */
export const messageStates = ['queued', 'sent', 'failed', 'refused'] as const;
export type MessageState = (typeof messageStates)[number];

/** Why one failed: the other side would not have it; nobody could be reached for hours; broke off with the text handed over; its time was over. */
export const messageFailures = ['rejected', 'unreachable', 'unsure', 'too-late'] as const;
export type MessageFailure = (typeof messageFailures)[number];

const common = {
  id: z.uuid(),
  householdId: z.uuid(),
  /** Who it is for. */
  customerId: z.uuid(),
  channel: z.enum(messageChannels),
  /** Their number as stored, or their e-mail address. */
  address: z.string().min(3).max(120),
  subject: z.string().max(400).nullable(),
  text: z.string().min(1).max(6000),
  /** It goes at this instant or, in the past, at once. */
  sendAtMs: utcMsSchema,
};

/** A message to a customer as it stands in their file. */
export const messageSchema = z.object({
  ...common,
  reason: z.enum(messageReasons),
  templateName: z.string().max(40),
  state: z.enum(messageStates),
  /** A code of `writeRefusals` or `messageFailures`; null: neither refused nor failed. One this desktop does not know is not worded. */
  why: z.string().max(40).nullable(),
  /** What the other side said of it. */
  detail: z.string().max(200).nullable(),
  createdAtMs: utcMsSchema,
  /** When it was sent, refused or given up; null: it waits. */
  settledAtMs: utcMsSchema.nullable(),
  agentName: z.string().max(40),
});
export type Message = z.infer<typeof messageSchema>;

/**
 * What a desktop asks to be sent: a template of a version, and the values put into it. `subject` and `text` are as the agent read
 * them; central fills the template itself and takes nothing else.
 */
export const messageToSendSchema = z.object({
  ...common,
  templateId: z.uuid(),
  templateVersion: z.number().int().min(1),
  values: z.partialRecord(z.enum(placeholders), z.string().max(300)),
  /** The agreed call it speaks of, and its time as it is told; null: none. */
  agreed: z.object({ callbackId: z.uuid(), dueAtMs: utcMsSchema }).nullable(),
  /** The open promise of an answer that it keeps: closed once it went. Absent: none. */
  answersCallbackId: z.uuid().optional(),
});
export type MessageToSend = z.infer<typeof messageToSendSchema>;
