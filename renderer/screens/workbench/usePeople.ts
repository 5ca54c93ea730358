import { useMemo } from 'react';
import type { CallSnapshot } from '../../../shared/calls/callSnapshot.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { lookUpNumber } from '../../actions/trackCalls.ts';
import { usePop } from '../../state/useOtherCalls.ts';
import { numberPeople, type PeopleGroup } from './ringing/numberPeople.ts';

const nobody: readonly HouseholdFile[] = [];

/**
 * The people behind a call's number, numbered. A household that was chosen without a pop (a dialled callback, a wrap-up
 * taken up again) stands for itself.
 */
export function usePeople(call: CallSnapshot | null, chosen: HouseholdFile | null): readonly PeopleGroup[] {
  const pop = usePop(call?.id ?? null);
  const popped = pop?.state === 'known' ? pop.households : nobody;
  const number = call === null ? null : lookUpNumber(call);
  const startedAtMs = call?.startedAtMs ?? 0;
  return useMemo(() => {
    const extra = chosen !== null && !popped.some((file) => file.household.id === chosen.household.id) ? [chosen] : [];
    // A household asked for by name comes before others that share the number.
    return [...extra, ...popped].length === 0 ? [] : numberPeople([...extra, ...popped], number, startedAtMs);
  }, [popped, chosen, number, startedAtMs]);
}
