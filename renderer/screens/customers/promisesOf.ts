import type { Callback } from '../../../shared/callbacks/callback.ts';
import type { Commitment, HouseholdFile } from '../../../shared/customers/household.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';

/** Something promised to a household: a call at a time, or anything else. */
export type Promised = { readonly kind: 'callback'; readonly dueAtMs: UtcMs; readonly callback: Callback } | { readonly kind: 'commitment'; readonly dueAtMs: UtcMs; readonly commitment: Commitment };

export const isOpenPromise = (each: Promised): boolean => each.kind === 'callback' || each.commitment.state === 'open';

/** Open promises soonest first, then what was lately kept or broken. */
export function promisesOf(file: HouseholdFile): readonly Promised[] {
  const all: readonly Promised[] = [
    ...file.callbacks.filter((callback) => callback.state === 'open').map((callback): Promised => ({ kind: 'callback', dueAtMs: callback.dueAtMs, callback })),
    ...file.commitments.map((commitment): Promised => ({ kind: 'commitment', dueAtMs: commitment.dueAtMs, commitment })),
  ];
  return [...all].sort((a, b) => Number(isOpenPromise(b)) - Number(isOpenPromise(a)) || (isOpenPromise(a) ? a.dueAtMs - b.dueAtMs : b.dueAtMs - a.dueAtMs));
}
