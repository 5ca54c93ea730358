import { z } from 'zod';
import { utcMsSchema } from '../time/utcMs.ts';
import type { HouseholdFile } from './household.ts';

/** `POST /erasures`, for supervisors and administrators: somebody asked that what is kept of them be erased. */
export const erasureRequestSchema = z.object({
  householdId: z.uuid(),
  /** Null: everybody of the household. */
  customerId: z.uuid().nullable(),
  /** Why, e.g. the number of the written application. Kept for good, so it must not name the person: central refuses one that does. */
  reason: z.string().trim().min(4).max(200),
});
export type ErasureRequest = z.infer<typeof erasureRequestSchema>;

/** As every desktop hears of it (table name 'erasure', scope 'all'): ids alone. */
export const erasureSchema = z.object({
  id: z.uuid(),
  /** The household it was, or the one whose person it was. */
  householdId: z.uuid(),
  /** Households to forget, those merged into them before included; empty when only a person goes. */
  households: z.array(z.uuid()),
  /** People to forget. Of a household that goes altogether they are named too. */
  customers: z.array(z.uuid()),
  atMs: utcMsSchema,
});
export type Erasure = z.infer<typeof erasureSchema>;

/** Answer to `POST /erasures`. */
export const erasureReplySchema = z.object({
  id: z.uuid(),
  /** True when nobody of the household was left, so that all of it went. */
  household: z.boolean(),
  /** Callbacks that were still to be made. */
  cancelledCallbacks: z.number().int().min(0),
  /** Desktops that had a copy. */
  desktops: z.number().int().min(0),
});
export type ErasureReply = z.infer<typeof erasureReplySchema>;

/** One of `GET /erasures`, the last first. */
export const erasureLogSchema = z.object({
  id: z.uuid(),
  householdId: z.uuid(),
  customerId: z.uuid().nullable(),
  reason: z.string(),
  agentId: z.uuid(),
  agentName: z.string(),
  atMs: utcMsSchema,
  /** Desktops that had a copy, and those of them that have not said yet that it is gone. */
  desktops: z.number().int().min(0),
  waiting: z.number().int().min(0),
});
export type ErasureLog = z.infer<typeof erasureLogSchema>;

/** One of `GET /households/:id/receipts`: an erasure, opt-out or correction, and which desktops have it. Latest first. */
export const receiptSchema = z.object({
  eventId: z.uuid(),
  kind: z.enum(['erasure', 'opt-out', 'correction']),
  atMs: utcMsSchema,
  desktops: z.array(z.object({
    deviceId: z.uuid(),
    agentNumber: z.string(),
    agentName: z.string(),
    /** When it said that it has it on its disk; null: not yet, since `atMs`. */
    confirmedAtMs: utcMsSchema.nullable(),
    /** When central last heard how far it is; null: never. */
    seenAtMs: utcMsSchema.nullable(),
  })),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** Stands where a name stood that may be kept no longer. */
export const ERASED_WORD = '〔已删除〕';

/** What of a person is looked for in other people's texts: their name, unless it is so short that it is a common word, and their numbers. */
export function tracesOf(name: string, numbers: readonly string[]): readonly string[] {
  const spelled = numbers.flatMap((number) => [number, number.replace(/^\+86/, ''), number.replace(/^\+86(?!1)/, '0')]);
  return [...new Set([...(name.trim().length > 1 ? [name.trim()] : []), ...spelled.filter((each) => each.length >= 6)])].sort((a, b) => b.length - a.length);
}

function without(text: string, traces: readonly string[]): string {
  return traces.reduce((left, trace) => left.replaceAll(trace, ERASED_WORD), text);
}

/**
 * A household's file without some of its people: they, their numbers, what was said, agreed and opened with them; their
 * names also where others are spoken of. What nobody was named in stays.
 */
export function withoutPeople(file: HouseholdFile, customerIds: readonly string[]): HouseholdFile {
  const gone = file.customers.filter((each) => customerIds.includes(each.id));
  const isTheirs = (row: { readonly customerId: string | null }): boolean => row.customerId !== null && customerIds.includes(row.customerId);
  const left = <T extends { readonly customerId: string | null }>(rows: readonly T[]): T[] => rows.filter((row) => !isTheirs(row));
  const traces = gone.flatMap((person) => tracesOf(person.name, [...file.phones, ...(file.formerPhones ?? [])].filter((phone) => phone.customerId === person.id).map((phone) => phone.number)));
  const interactions = left(file.interactions);
  const lost = new Set(file.interactions.filter(isTheirs).map((each) => each.id));
  return {
    ...file,
    household: { ...file.household, name: without(file.household.name, traces) },
    customers: file.customers.filter((each) => !customerIds.includes(each.id)).map((each) => ({ ...each, remark: each.remark === null ? null : without(each.remark, traces) })),
    children: file.children.map((each) => ({ ...each, remark: each.remark === null ? null : without(each.remark, traces) })),
    ...(file.formerChildren === undefined ? {} : { formerChildren: file.formerChildren.map((each) => ({
      ...each, remark: each.remark === null ? null : without(each.remark, traces), cancelled: each.cancelled.map((one) => ({ ...one, purpose: without(one.purpose, traces) })),
    })) }),
    phones: left(file.phones),
    ...(file.messages === undefined ? {} : { messages: left(file.messages).map((each) => ({ ...each, subject: each.subject === null ? null : without(each.subject, traces), text: without(each.text, traces) })) }),
    ...(file.expertQuestions === undefined ? {} : { expertQuestions: left(file.expertQuestions).map((each) => ({ ...each, question: without(each.question, traces), answer: each.answer === null ? null : without(each.answer, traces) })) }),
    ...(file.formerPhones === undefined ? {} : { formerPhones: left(file.formerPhones) }),
    interactions: interactions.map((each) => ({ ...each, note: without(each.note, traces) })),
    interactionCount: Math.max(0, file.interactionCount - lost.size),
    questions: file.questions.filter((each) => !lost.has(each.interactionId)).map((each) => ({ ...each, text: without(each.text, traces) })),
    callbacks: left(file.callbacks).map((each) => ({ ...each, purpose: without(each.purpose, traces), agreedText: without(each.agreedText, traces) })),
    ...(file.closedCallbacks === undefined ? {} : { closedCallbacks: left(file.closedCallbacks).map((each) => ({ ...each, purpose: without(each.purpose, traces) })) }),
    commitments: left(file.commitments).map((each) => ({ ...each, what: without(each.what, traces) })),
    cases: left(file.cases).map((each) => ({ ...each, title: without(each.title, traces) })),
    ...(file.rivals === undefined ? {} : { rivals: file.rivals.filter((each) => !customerIds.includes(each.customerId)) }),
    ...(file.said === undefined ? {} : { said: file.said.filter((each) => !customerIds.includes(each.customerId)) }),
    ...(file.leave === undefined ? {} : { leave: { consents: left(file.leave.consents), optOuts: left(file.leave.optOuts) } }),
  };
}
