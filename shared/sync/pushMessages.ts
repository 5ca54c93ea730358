import { z } from 'zod';
import { interactionSchema } from '../calls/interaction.ts';
import { coachingReadSchema, newCoachingLineSchema, newCoachingSchema } from '../coaching/coaching.ts';
import { callbackSchema } from '../callbacks/callback.ts';
import { childSchema } from '../customers/child.ts';
import { consentSchema, optOutSchema } from '../customers/consent.ts';
import { customerSchema } from '../customers/customer.ts';
import { patchFieldsSchema } from '../customers/customerPatch.ts';
import { childPatchSchema, householdPatchSchema, phonePatchSchema } from '../customers/recordPatch.ts';
import { askedQuestionSchema, caseSchema, commitmentSchema, householdSchema } from '../customers/household.ts';
import { pathOfNul } from '../language/plainText.ts';
import { phoneSchema } from '../customers/phoneKind.ts';
import { guideStepSchema } from '../guides/guide.ts';
import { expertQuestionSchema, PASSED_WORDS_LENGTH, questionToAskSchema } from '../knowledge/expertQuestion.ts';
import { gapSchema } from '../knowledge/gap.ts';
import { callerClassSchema } from '../knowledge/opening.ts';
import { messageToSendSchema } from '../messages/message.ts';
import { aboutSchema } from '../notices/notice.ts';
import { utcMsSchema } from '../time/utcMs.ts';
import { changeSchema } from './pullMessages.ts';

/** Where a correction comes from, and when it was made sure of; null: it was not. */
const patchSaid = { source: z.enum(['call', 'form', 'other']), verifiedAtMs: utcMsSchema.nullable() };

/**
 * What a desktop asks central to store. Every op has its own UUIDv7, so it may be sent again without harm:
 * central stores it once and answers each repeat with the first result.
 */
export const opDataSchemas = {
  'household.add': z.object({ household: householdSchema, phones: z.array(phoneSchema).max(20), customers: z.array(customerSchema).max(20), children: z.array(childSchema).max(20) }),
  'customer.add': z.object({ customer: customerSchema, phones: z.array(phoneSchema).max(20) }),
  /** A number that rang and is the household's from now on. One that stands there already is left as it is. */
  'phone.add': z.object({ householdId: z.uuid(), phone: phoneSchema }),
  'interaction.add': z.object({ interaction: interactionSchema, questions: z.array(askedQuestionSchema).max(20) }),
  /**
   * The wrong person was chosen: the interaction moves, and with it what was agreed, promised or opened in it, what was opted out
   * of in it and the number kept of it. `optOuts`: whose each opt-out is from then on; one that is not named: shared/customers/movedOptOut.ts.
   */
  'interaction.move': z.object({
    interactionId: z.uuid(), householdId: z.uuid(), customerId: z.uuid().nullable(), optOuts: z.array(z.object({ id: z.uuid(), customerId: z.uuid().nullable() })).max(50).optional(),
  }),
  /**
   * A finished wrap-up is taken back by its author, within `RETRACT_WITHIN_MS` of being stored: the interaction, its
   * questions, what was promised or opened in it, and what it did to a callback. Taken back again it stays so.
   */
  'interaction.retract': z.object({ interactionId: z.uuid() }),
  /** `fallbackAgentId`: who has it when its owner does not keep it. Left out: central chooses. */
  'callback.add': z.object({ callback: callbackSchema, fallbackAgentId: z.uuid().optional() }),
  'callback.claim': z.object({ callbackId: z.uuid() }),
  'callback.done': z.object({ callbackId: z.uuid(), interactionId: z.uuid() }),
  /** Tried and not reached: one attempt more, and the next time the ladder gave. */
  'callback.retry': z.object({ callbackId: z.uuid(), interactionId: z.uuid(), nextDueAtMs: utcMsSchema }),
  /**
   * `phoneId`: a number of the household's to ring from now on; missing: the one it has. One that is not theirs (any more) is refused as 'conflict'.
   * `fallbackAgentId`: who has it from now on when its owner does not keep it; null: central chooses anew; missing: who was behind them.
   */
  'callback.reschedule': z.object({ callbackId: z.uuid(), dueAtMs: utcMsSchema, agreedText: z.string().max(200), phoneId: z.uuid().optional(), fallbackAgentId: z.uuid().nullable().optional() }),
  /** `interactionId`, here and below: the try after which it was decided, so that it is taken back with it; missing: by itself. */
  'callback.handover': z.object({ callbackId: z.uuid(), toAgentId: z.uuid().nullable(), reason: z.string().max(200), interactionId: z.uuid().optional() }),
  'callback.cancel': z.object({ callbackId: z.uuid(), reason: z.string().trim().min(1).max(200), interactionId: z.uuid().optional() }),
  /** `interactionId`: the interaction in which it was promised, so that it can be taken back with it; missing: by itself. */
  'commitment.add': z.object({ commitment: commitmentSchema, interactionId: z.uuid().optional() }),
  'case.add': z.object({ case: caseSchema, interactionId: z.uuid().optional() }),
  /**
   * Fields of a person corrected: `base` is what the agent saw, `set` what they made of it, field by field (the same fields
   * in both). A field that somebody else changed meanwhile keeps both values, dated (shared/customers/customerPatch.ts).
   */
  'customer.patch': z.object({ customerId: z.uuid(), base: patchFieldsSchema, set: patchFieldsSchema, ...patchSaid }),
  /** A child in a household that is there: the second twin, or one that is expected. */
  'child.add': z.object({ child: childSchema }),
  /**
   * Fields of a child, of the household itself: as `customer.patch`. A child that would be left without any day is refused as
   * 'conflict'. Or, alone, `standing`: it is not in the file any more and why, or is again. `callbacks`: whether an open callback
   * goes with a child that is lost; of one that is not named shared/customers/formerChild.ts says so.
   */
  'child.patch': z.object({
    householdId: z.uuid(), childId: z.uuid(), base: childPatchSchema, set: childPatchSchema, ...patchSaid,
    callbacks: z.array(z.object({ callbackId: z.uuid(), isCancelled: z.boolean() })).max(100).optional(),
  }),
  'household.patch': z.object({ householdId: z.uuid(), base: householdPatchSchema, set: householdPatchSchema, ...patchSaid }),
  /**
   * Whose a number is, its extension; or, alone, `isTheirs`: false, it is not the household's any more, true, that is taken back.
   * `callbacks`: which other number of theirs the open callbacks that would ring it ring instead; one that is not named, or
   * whose number is gone too, has none until somebody chooses.
   */
  'phone.patch': z.object({
    householdId: z.uuid(), phoneId: z.uuid(), base: phonePatchSchema, set: phonePatchSchema, ...patchSaid,
    callbacks: z.array(z.object({ callbackId: z.uuid(), phoneId: z.uuid().nullable() })).max(100).optional(),
  }),
  'consent.add': z.object({ consent: consentSchema }),
  /** Cancels what is queued by that channel, and the consent it had. */
  'opt-out.add': z.object({ optOut: optOutSchema }),
  /** `words`, here and below: a line of the agent's; missing: what was written before stays. */
  'commitment.change': z.object({ commitmentId: z.uuid(), state: z.enum(['kept', 'broken']), words: commitmentSchema.shape.words }),
  /** `base`: the state the agent saw. Forward only: open, answered, closed. A complaint is closed only with its `satisfaction`. */
  'case.change': z.object({ caseId: z.uuid(), base: caseSchema.shape.state, state: z.enum(['answered', 'closed']), handlerName: caseSchema.shape.handlerName, words: caseSchema.shape.words, satisfaction: caseSchema.shape.satisfaction }),
  'gap.add': z.object({ gap: gapSchema }),
  /** A question is handed to an expert. Who is shown no customers can hand on only one that stands without an answer, of nobody in particular. */
  'expert-question.add': z.object({ question: questionToAskSchema }),
  /** `asDraft`: it becomes the draft of an article too; one that was handed on from a question without an answer does so anyway. */
  'expert-question.answer': z.object({ questionId: z.uuid(), answer: expertQuestionSchema.shape.answer.unwrap(), asDraft: z.boolean() }),
  /** `baseAgentId`: who had it when this was chosen. `toAgentId` null: not mine, and back to whoever asked. */
  'expert-question.hand': z.object({ questionId: z.uuid(), baseAgentId: z.uuid().nullable(), toAgentId: z.uuid().nullable(), toName: expertQuestionSchema.shape.expertName, words: z.string().trim().max(PASSED_WORDS_LENGTH) }),
  'expert-question.withdraw': z.object({ questionId: z.uuid() }),
  'notice.read': z.object({ noticeId: z.uuid() }),
  /** The agent wants to hear of what others do there, and not any more. Followed already, or not at all, it is no fault. `id`: of the notice that stands for it. */
  'follow.add': z.object({ id: z.uuid(), about: aboutSchema }),
  'follow.end': z.object({ about: aboutSchema }),
  /** A step of a guide (null: all of it) that does not apply in this talk, or does after all: for the rule's owner. Names no customer. */
  'guide.judge': z.object({ guideId: z.uuid(), stepId: guideStepSchema.shape.id.nullable(), interactionId: z.uuid(), applies: z.boolean() }),
  /** A message to a customer. Taken, it is queued, or refused by a rule: then it stands in their file as that. */
  'message.add': z.object({ message: messageToSendSchema }),
  /** Whether an answer helped in a talk; null: nothing is said any more. The last word counts. Names no customer; `callerClass`: what callers they are of, where that is known. */
  'answer.judge': z.object({ articleId: z.uuid(), version: z.number().int().min(1), interactionId: z.uuid(), helped: z.boolean().nullable(), callerClass: callerClassSchema.optional() }),
  /** An answer was opened for a caller of a class: counted, nothing else. */
  'opening.add': z.object({ articleId: z.uuid(), callerClass: callerClassSchema }),
  /** A supervisor's note on a call of one of their agents, what the two say about it, and how far one of them has read it. */
  'coaching.add': z.object({ coaching: newCoachingSchema }),
  'coaching-line.add': newCoachingLineSchema,
  'coaching.read': coachingReadSchema,
} as const;

/** How long after storing it central lets its author take an interaction back, by central's clock: the agent's 10 s and a slow network. */
export const RETRACT_WITHIN_MS = 60_000;

export type OpKind = keyof typeof opDataSchemas;
export const opKinds = Object.keys(opDataSchemas) as [OpKind, ...OpKind[]];
export type OpData<K extends OpKind> = z.infer<(typeof opDataSchemas)[K]>;

export type Op = { [K in OpKind]: { readonly id: string; readonly kind: K; readonly v: number; readonly atMs: number; readonly data: OpData<K> } }[OpKind];

const opHead = { id: z.uuid(), v: z.number().int().min(1), atMs: utcMsSchema };
/** One op, its data checked against its kind. */
export const opSchema: z.ZodType<Op> = z.discriminatedUnion('kind', [
  z.object({ ...opHead, kind: z.literal('household.add'), data: opDataSchemas['household.add'] }),
  z.object({ ...opHead, kind: z.literal('customer.add'), data: opDataSchemas['customer.add'] }),
  z.object({ ...opHead, kind: z.literal('phone.add'), data: opDataSchemas['phone.add'] }),
  z.object({ ...opHead, kind: z.literal('interaction.add'), data: opDataSchemas['interaction.add'] }),
  z.object({ ...opHead, kind: z.literal('interaction.move'), data: opDataSchemas['interaction.move'] }),
  z.object({ ...opHead, kind: z.literal('interaction.retract'), data: opDataSchemas['interaction.retract'] }),
  z.object({ ...opHead, kind: z.literal('callback.add'), data: opDataSchemas['callback.add'] }),
  z.object({ ...opHead, kind: z.literal('callback.claim'), data: opDataSchemas['callback.claim'] }),
  z.object({ ...opHead, kind: z.literal('callback.done'), data: opDataSchemas['callback.done'] }),
  z.object({ ...opHead, kind: z.literal('callback.retry'), data: opDataSchemas['callback.retry'] }),
  z.object({ ...opHead, kind: z.literal('callback.reschedule'), data: opDataSchemas['callback.reschedule'] }),
  z.object({ ...opHead, kind: z.literal('callback.handover'), data: opDataSchemas['callback.handover'] }),
  z.object({ ...opHead, kind: z.literal('callback.cancel'), data: opDataSchemas['callback.cancel'] }),
  z.object({ ...opHead, kind: z.literal('commitment.add'), data: opDataSchemas['commitment.add'] }),
  z.object({ ...opHead, kind: z.literal('case.add'), data: opDataSchemas['case.add'] }),
  z.object({ ...opHead, kind: z.literal('customer.patch'), data: opDataSchemas['customer.patch'] }),
  z.object({ ...opHead, kind: z.literal('child.add'), data: opDataSchemas['child.add'] }),
  z.object({ ...opHead, kind: z.literal('child.patch'), data: opDataSchemas['child.patch'] }),
  z.object({ ...opHead, kind: z.literal('household.patch'), data: opDataSchemas['household.patch'] }),
  z.object({ ...opHead, kind: z.literal('phone.patch'), data: opDataSchemas['phone.patch'] }),
  z.object({ ...opHead, kind: z.literal('consent.add'), data: opDataSchemas['consent.add'] }),
  z.object({ ...opHead, kind: z.literal('opt-out.add'), data: opDataSchemas['opt-out.add'] }),
  z.object({ ...opHead, kind: z.literal('commitment.change'), data: opDataSchemas['commitment.change'] }),
  z.object({ ...opHead, kind: z.literal('case.change'), data: opDataSchemas['case.change'] }),
  z.object({ ...opHead, kind: z.literal('gap.add'), data: opDataSchemas['gap.add'] }),
  z.object({ ...opHead, kind: z.literal('expert-question.add'), data: opDataSchemas['expert-question.add'] }),
  z.object({ ...opHead, kind: z.literal('expert-question.answer'), data: opDataSchemas['expert-question.answer'] }),
  z.object({ ...opHead, kind: z.literal('expert-question.hand'), data: opDataSchemas['expert-question.hand'] }),
  z.object({ ...opHead, kind: z.literal('expert-question.withdraw'), data: opDataSchemas['expert-question.withdraw'] }),
  z.object({ ...opHead, kind: z.literal('notice.read'), data: opDataSchemas['notice.read'] }),
  z.object({ ...opHead, kind: z.literal('follow.add'), data: opDataSchemas['follow.add'] }),
  z.object({ ...opHead, kind: z.literal('follow.end'), data: opDataSchemas['follow.end'] }),
  z.object({ ...opHead, kind: z.literal('guide.judge'), data: opDataSchemas['guide.judge'] }),
  z.object({ ...opHead, kind: z.literal('message.add'), data: opDataSchemas['message.add'] }),
  z.object({ ...opHead, kind: z.literal('answer.judge'), data: opDataSchemas['answer.judge'] }),
  z.object({ ...opHead, kind: z.literal('opening.add'), data: opDataSchemas['opening.add'] }),
  z.object({ ...opHead, kind: z.literal('coaching.add'), data: opDataSchemas['coaching.add'] }),
  z.object({ ...opHead, kind: z.literal('coaching-line.add'), data: opDataSchemas['coaching-line.add'] }),
  z.object({ ...opHead, kind: z.literal('coaching.read'), data: opDataSchemas['coaching.read'] }),
]).superRefine((op, context) => {
  const path = pathOfNul(op);
  if (path !== null) context.addIssue({ code: 'custom', path: [...path], message: 'holds U+0000' });
}) as z.ZodType<Op>;

/** At most 100 ops, in outbox order. Each is parsed on its own, so a bad one is refused and the others are stored. */
export const pushRequestSchema = z.object({ proto: z.number().int(), schema: z.number().int(), ops: z.array(z.unknown()).min(1).max(100) });
export type PushRequest = z.infer<typeof pushRequestSchema>;

/** Why central would not do it; the screen words each, with `standing` telling what stands in the store. */
export const opRefusals = ['bad-op', 'not-found', 'not-allowed', 'already-claimed', 'already-closed', 'not-owner', 'conflict', 'too-late', 'erased'] as const;
export type OpRefusal = (typeof opRefusals)[number];

export const opResultSchema = z.object({
  id: z.string(),
  ok: z.boolean(),
  /** True when this op had been stored before: a repeat. */
  repeated: z.boolean(),
  refusal: z.enum(opRefusals).nullable(),
  /** Dotted path of the field at fault, '' for the op itself; null when nothing was refused. */
  field: z.string().nullable(),
  /** What stands in the store instead, e.g. the owner's name. */
  standing: z.string().nullable(),
  /** The mirrored rows as they now stand: the desktop writes them in the transaction that drops the op. */
  changes: z.array(changeSchema),
});
export type OpResult = z.infer<typeof opResultSchema>;

export const pushReplySchema = z.object({ results: z.array(opResultSchema) });
export type PushReply = z.infer<typeof pushReplySchema>;
