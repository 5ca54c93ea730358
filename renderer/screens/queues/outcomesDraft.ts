import { isOwnOutcome, MOST_OUTCOMES_IN_USE, type CallDirection, inboundCodesSchema, type OutcomeCode, outboundCodesSchema } from '../../../shared/calls/outcomeCode.ts';
import type { Outcome } from '../../../shared/calls/outcome.ts';
import type { Fault } from './draftFaults.ts';

const MOST_LETTERS = 20;

/** The outcomes of a direction as they are typed. */
export interface OutcomesDraft {
  readonly codes: readonly OutcomeCode[];
}

/** What is wrong with the whole: too many in use, or none that means what a call has to be able to end with. */
export type OutcomesFault = { readonly key: 'tooManyInUse'; readonly most: number } | { readonly key: 'missing'; readonly outcome: Outcome };

export type ReadOutcomes =
  | { readonly ok: true; readonly value: OutcomeCode[] }
  /** `at`: of a word, by `place.field`. */
  | { readonly ok: false; readonly list: OutcomesFault | null; readonly at: ReadonlyMap<string, Fault> };

/** The list that was typed, or what is wrong with which word. */
export function readOutcomesDraft({ codes }: OutcomesDraft, direction: CallDirection): ReadOutcomes {
  const read = (direction === 'in' ? inboundCodesSchema : outboundCodesSchema).safeParse(codes);
  if (read.success) return { ok: true, value: read.data };
  const at = new Map<string, Fault>();
  let list: OutcomesFault | null = null;
  for (const { path, code, message } of read.error.issues) {
    if (path.length < 2) {
      const [, outcome = ''] = message.split('missing:');
      list ??= isOwnOutcome(outcome) ? { key: 'missing', outcome } : { key: 'tooManyInUse', most: MOST_OUTCOMES_IN_USE };
    } else if (!at.has(path.join('.'))) at.set(path.join('.'), code === 'too_big' ? { key: 'tooLong', values: { most: MOST_LETTERS } } : { key: code === 'custom' ? 'outcomeTwice' : 'required' });
  }
  return { ok: false, list, at };
}
