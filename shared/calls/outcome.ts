/** How an interaction ended, said by the agent. The order is the order of the chips (Ctrl+1…9, Ctrl+0). */
export const inboundOutcomes = [
  'answered', 'callback-agreed', 'to-expert', 'complaint', 'material', 'event', 'data-corrected', 'wrong-number', 'silent', 'opt-out',
] as const;
export const outboundOutcomes = [
  'reached', 'callback-agreed', 'no-answer', 'busy', 'not-available', 'refused', 'wrong-number', 'complaint', 'opt-out',
] as const;

export const outcomes = [...new Set([...inboundOutcomes, ...outboundOutcomes])] as [Outcome, ...Outcome[]];
export type Outcome = (typeof inboundOutcomes)[number] | (typeof outboundOutcomes)[number];

/**
 * Outcomes a call may be finished with when nobody was chosen: there was nobody to write about. Such an interaction has
 * no household and no customer; what follows from a talk (questions, a next call, a complaint) it cannot have.
 */
export const nobodyOutcomes: readonly Outcome[] = ['wrong-number', 'silent'];

/** Outcomes after which the customer was not spoken to, so the callback's promise still stands. */
export const notReachedOutcomes: readonly Outcome[] = ['no-answer', 'busy', 'not-available'];
