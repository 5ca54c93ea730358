import { z } from 'zod';
import { codeSchema } from '../agents/remit.ts';
import { assertNever } from '../language/assertNever.ts';
import { inboundOutcomes, type Outcome, outboundOutcomes, outcomes } from './outcome.ts';

export const MOST_OUTCOME_CODES = 60;
/** As many as there are keys (Ctrl+1…9, Ctrl+0). */
export const MOST_OUTCOMES_IN_USE = 10;
const wordSchema = z.string().trim().min(1).max(20);

export const callDirections = ['in', 'out'] as const;
export type CallDirection = (typeof callDirections)[number];

/** Outcomes of our own that calls of a direction may end with. */
export function outcomesOf(direction: CallDirection): readonly Outcome[] {
  switch (direction) {
    case 'in': return inboundOutcomes;
    case 'out': return outboundOutcomes;
    default: return assertNever(direction, 'direction');
  }
}

/** What the desktop cannot do without: a complaint, a refusal, a caller who was nobody, and what is said when nothing of that was. */
const needed: Readonly<Record<CallDirection, readonly Outcome[]>> = {
  in: ['answered', 'complaint', 'wrong-number', 'opt-out'],
  out: ['reached', 'no-answer', 'wrong-number', 'complaint', 'opt-out'],
};

/**
 * A chip under a call. `means`: what it counts as, wherever rules ask what came of a call; for ever, once it was stored. One that is not active is
 * offered no more; contacts that ended with it are shown by its words.
 */
export const outcomeCodeSchema = z.object({ id: codeSchema, zh: wordSchema, en: wordSchema, means: z.enum(outcomes), active: z.boolean() });
export type OutcomeCode = z.infer<typeof outcomeCodeSchema>;

/**
 * All codes of a direction in the order of their keys, those no longer in use among them. Issues: 'twice' at an id or a word, 'means' at one that
 * means what calls of this direction cannot end with, 'too-many-active', 'missing:<outcome>' for one of which nothing in use means it.
 */
function outcomeCodesSchema(direction: CallDirection) {
  return z.array(outcomeCodeSchema).min(1).max(MOST_OUTCOME_CODES).superRefine((codes, context) => {
    const refuse = (path: (string | number)[], message: string): void => { context.addIssue({ code: 'custom', path, message }); };
    const isTaken = (at: number, same: (other: OutcomeCode) => boolean): boolean => codes.some((other, place) => place < at && same(other));
    for (const [at, { id, zh, en, means, active }] of codes.entries()) {
      if (isTaken(at, (other) => other.id === id)) refuse([at, 'id'], 'twice');
      if (active && isTaken(at, (other) => other.active && other.zh === zh)) refuse([at, 'zh'], 'twice');
      if (active && isTaken(at, (other) => other.active && other.en.toLowerCase() === en.toLowerCase())) refuse([at, 'en'], 'twice');
      if (!outcomesOf(direction).includes(means) || (isOwnOutcome(id) && id !== means)) refuse([at, 'means'], 'means');
    }
    const inUse = codes.filter(({ active }) => active);
    if (inUse.length > MOST_OUTCOMES_IN_USE) refuse([], 'too-many-active');
    for (const outcome of needed[direction]) if (!inUse.some(({ means }) => means === outcome)) refuse([], `missing:${outcome}`);
  });
}

/** What is stored of a chosen code. */
export const chosenOutcome = ({ id, means }: OutcomeCode): { readonly outcome: Outcome; readonly outcomeCode: string | null } => ({ outcome: means, outcomeCode: id === means ? null : id });

/** Whether a code is one that every centre has, and not of this centre's making. */
export const isOwnOutcome = (code: string): code is Outcome => outcomes.some((each) => each === code);

export const inboundCodesSchema = outcomeCodesSchema('in');
export const outboundCodesSchema = outcomeCodesSchema('out');

/** The codes of both directions. */
export const outcomeBookSchema = z.object({ in: z.array(outcomeCodeSchema), out: z.array(outcomeCodeSchema) });
export interface OutcomeBook {
  readonly in: readonly OutcomeCode[];
  readonly out: readonly OutcomeCode[];
}

const usualWords: Readonly<Record<Outcome, readonly [zh: string, en: string]>> = {
  answered: ['已答复', 'Answered'], 'callback-agreed': ['约下次', 'Next call'], 'to-expert': ['转专家', 'To expert'], complaint: ['建投诉', 'Complaint'], material: ['寄资料', 'Mail it'],
  event: ['报名活动', 'Event'], 'data-corrected': ['更正资料', 'Data fixed'], 'wrong-number': ['打错', 'Wrong no.'], silent: ['无声', 'Silent'], reached: ['已接通', 'Reached'], 'no-answer': ['无人接', 'No answer'],
  busy: ['占线', 'Busy'], 'not-available': ['不方便', 'Bad time'], refused: ['拒绝', 'Refused'], 'opt-out': ['退订', 'Opt-out'],
};
const usual = (list: readonly Outcome[]): readonly OutcomeCode[] => list.map((means) => ({ id: means, zh: usualWords[means][0], en: usualWords[means][1], means, active: true }));

/** What a centre begins with, and what a central goes by that does not tell its own. */
export const usualOutcomes: OutcomeBook = { in: usual(inboundOutcomes), out: usual(outboundOutcomes) };

/** By which list a contact is read: a caller's by the one, whatever we began by the other. */
export const directionOf = (kind: string): CallDirection => (kind === 'call-in' || kind === 'call-missed' ? 'in' : 'out');

/** A code in a book, of the other direction too: words are shown wherever a contact is. Null: no such code is known. */
export function codeIn(book: OutcomeBook, direction: CallDirection, id: string): OutcomeCode | null {
  return book[direction].find((each) => each.id === id) ?? book[direction === 'in' ? 'out' : 'in'].find((each) => each.id === id) ?? null;
}
