import { z } from 'zod';
import { utcMsSchema } from '../time/utcMs.ts';

/** A customer's question that was handed to a colleague who knows more, and what they answered. */
export const expertQuestionSchema = z.object({
  id: z.uuid(),
  question: z.string().trim().min(1).max(500),
  /** Whose it is; null: nobody was chosen when it was asked, or an editor handed on a question of many. */
  householdId: z.uuid().nullable(),
  customerId: z.uuid().nullable(),
  /** The contact in which it was asked: it moves with it. */
  interactionId: z.uuid().nullable(),
  /** The question without an answer it was handed on from: the expert's answer goes into its draft. */
  articleId: z.uuid().nullable(),
  askedByAgentId: z.uuid().nullable(),
  askedByName: z.string().max(40),
  askedAtMs: utcMsSchema,
  /** Who has it; null: it came back to whoever asked, or turned out to be of a family its expert is not shown. */
  expertAgentId: z.uuid().nullable(),
  /** Who has it, or had it when it was answered; '' when it came back. */
  expertName: z.string().max(40),
  /** Unanswered after this it is late. */
  dueAtMs: utcMsSchema,
  /** The customer was promised a call with the answer. */
  isPromised: z.boolean(),
  state: z.enum(['open', 'answered', 'withdrawn']),
  /** Who said last that it is not theirs, and why; null: nobody. */
  passedByName: z.string().max(40).nullable(),
  passedWords: z.string().max(200).nullable(),
  answer: z.string().trim().min(1).max(2000).nullable(),
  /** When it was answered or withdrawn; null: it is open. */
  settledAtMs: utcMsSchema.nullable(),
});
export type ExpertQuestion = z.infer<typeof expertQuestionSchema>;

/** A question as the desktops of who asked and who is to answer mirror it (table name 'expertQuestion'). */
export const expertQuestionRowSchema = expertQuestionSchema.extend({
  /** What the household is called now; null: none. */
  householdName: z.string().nullable(),
});
export type ExpertQuestionRow = z.infer<typeof expertQuestionRowSchema>;

/** What whoever hands it on says; who asks, and what the expert is called, central says. */
export const questionToAskSchema = expertQuestionSchema
  .pick({ id: true, question: true, householdId: true, customerId: true, interactionId: true, articleId: true, askedAtMs: true, expertName: true, dueAtMs: true, isPromised: true })
  .extend({ expertAgentId: z.uuid() });
export type QuestionToAsk = z.infer<typeof questionToAskSchema>;

/** Longest words with which a question is handed on. */
export const PASSED_WORDS_LENGTH = 200;
