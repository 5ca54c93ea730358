import { type CallDirection, codeIn, directionOf, isOwnOutcome, type OutcomeBook, type OutcomeCode, usualOutcomes } from '../../shared/calls/outcomeCode.ts';
import type { Outcome } from '../../shared/calls/outcome.ts';
import { i18next } from '../language/i18n.ts';
import { useSessionStore } from './useSessionStore.ts';

const bookNow = (): OutcomeBook => useSessionStore.getState().session?.policy.outcomeCodes ?? usualOutcomes;

/** The codes one may choose for a call, in the order of their keys, as the centre has them now. */
export function useOutcomeCodes(direction: CallDirection): readonly OutcomeCode[] {
  const book = useSessionStore((state) => state.session?.policy.outcomeCodes) ?? usualOutcomes;
  return book[direction].filter(({ active }) => active);
}

/** A code in the language of the screen, also one that is not in use any more. */
export function outcomeCodeWord(id: string, direction: CallDirection): string {
  const code = codeIn(bookNow(), direction, id);
  if (code !== null) return i18next.language.startsWith('zh') ? code.zh : code.en;
  return isOwnOutcome(id) ? i18next.t(`words.outcome.${id}`) : i18next.t('words.unknown');
}

/** What came of a contact, in words: 「已答复」. Null: nothing was said. A code this desktop has not heard of yet is told by what it means. */
export function outcomeWord({ outcome, outcomeCode, kind }: { readonly outcome: Outcome | null; readonly outcomeCode?: string | null; readonly kind: string }): string | null {
  if (outcome === null) return null;
  const direction = directionOf(kind);
  const isKnown = outcomeCode !== null && outcomeCode !== undefined && codeIn(bookNow(), direction, outcomeCode) !== null;
  return outcomeCodeWord(isKnown ? outcomeCode : outcome, direction);
}
