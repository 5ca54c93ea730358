import { z } from 'zod';
import { callbackStates } from '../callbacks/callback.ts';
import { relations } from '../customers/customer.ts';
import { messageStates } from '../messages/message.ts';
import { messageChannels, messageTemplateSchema } from '../messages/messageTemplate.ts';
import { utcMsSchema } from '../time/utcMs.ts';

/** Whoever asked longer ago than this before an answer came is told nothing any more by whoever looks at the article. */
export const TOLD_WITHIN_DAYS = 30;

/** How a family that asked is, or may be, written to by a channel. `why`: a code of `writeRefusals`, or 'nobody-known': not who of them asked. */
const wayToWriteSchema = z.discriminatedUnion('ok', [
  z.object({ channel: z.enum(messageChannels), ok: z.literal(true), goesAtMs: utcMsSchema }),
  z.object({ channel: z.enum(messageChannels), ok: z.literal(false), why: z.string() }),
]);

/**
 * A family that asked a question that has its answer now. One for each, however many of them asked and how often. It names
 * nobody: editors are shown no customers.
 */
export const answerProposalSchema = z.object({
  /** Of the family's first asking. */
  id: z.uuid(),
  question: z.string(),
  /** Who of the family it was; null: not known. */
  relation: z.enum(relations).nullable(),
  askedAtMs: utcMsSchema,
  notedByName: z.string(),
  /** How often the family asked. */
  times: z.number().int(),
  /** The call that was put up for them. 'none': none was, though one may be made; 'refused': they may not be rung, `why` a code of `ringRefusals`. */
  call: z.object({ state: z.enum([...callbackStates, 'none', 'refused']), why: z.string().nullable() }),
  /** By each channel that central can send by. */
  ways: z.array(wayToWriteSchema),
  /** The message they were written; null: none. */
  message: z.object({ channel: z.enum(messageChannels), state: z.enum(messageStates), why: z.string().nullable() }).nullable(),
});
export type AnswerProposal = z.infer<typeof answerProposalSchema>;

/** `strangers`: askings of callers who are nobody's file. `templates`: those by which an answer can be written. */
export const answerProposalsSchema = z.object({ families: z.array(answerProposalSchema), strangers: z.number().int(), templates: z.array(messageTemplateSchema) });
export type AnswerProposals = z.infer<typeof answerProposalsSchema>;

/** What an editor has read and presses: which families, by which version of a template, with which words. */
export const writeAnswersSchema = z.object({
  ids: z.array(z.uuid()).min(1).max(500),
  templateId: z.uuid(),
  templateVersion: z.number().int().min(1),
  content: z.string().trim().min(1).max(300),
});
export type WriteAnswers = z.infer<typeof writeAnswersSchema>;

/** `queued`: how many were written to; `passed`: who may not be written to any more, or was told meanwhile. */
export const writtenAnswersSchema = z.object({ queued: z.number().int(), passed: z.number().int(), now: answerProposalsSchema });
export type WrittenAnswers = z.infer<typeof writtenAnswersSchema>;
