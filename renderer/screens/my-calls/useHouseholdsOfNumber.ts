import { useEffect, useState } from 'react';
import type { CustomerHit } from '../../../shared/sync/sessionMessages.ts';
import { searchCustomers, searchCustomersHere } from '../../actions/searchCustomers.ts';
import { useForgotten } from '../../state/useForgotten.ts';

export interface NumberOwner {
  readonly householdId: string;
  readonly householdName: string;
}

function ownersOf(hits: readonly CustomerHit[]): readonly NumberOwner[] {
  return [...new Map(hits.map(({ householdId, householdName }): [string, NumberOwner] => [householdId, { householdId, householdName }])).values()];
}

/**
 * The households behind a number, for a call that was never answered and so belongs to nobody's record.
 * @param number  as stored; null: nothing is looked up.
 * @param where   'here': only what this desktop holds (a list of rows); 'everywhere': central too (the one that is open).
 * @returns undefined until the first answer.
 */
export function useHouseholdsOfNumber(number: string | null, where: 'here' | 'everywhere'): readonly NumberOwner[] | undefined {
  const [found, setFound] = useState<{ readonly number: string; readonly owners: readonly NumberOwner[] } | null>(null);
  useForgotten(({ households }) => { setFound((before) => (before === null ? null : { ...before, owners: before.owners.filter((owner) => !households.includes(owner.householdId)) })); });
  useEffect(() => {
    if (number === null) return;
    let stale = false;
    const digits = number.replace(/\D/g, '');
    (where === 'here' ? searchCustomersHere(digits) : searchCustomers(digits)).then(
      ({ hits }) => { if (!stale) setFound({ number, owners: ownersOf(hits) }); },
      (error: unknown) => { console.error('looking a number up failed', error); },
    );
    return () => { stale = true; };
  }, [number, where]);
  if (number === null) return [];
  return found?.number === number ? found.owners : undefined;
}
