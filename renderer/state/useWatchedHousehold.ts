import { useEffect, useRef, useState } from 'react';
import type { HouseholdFile } from '../../shared/customers/household.ts';
import { closeHousehold, openHousehold } from '../actions/openHousehold.ts';
import { useHouseholdFile } from '../localdb/useQuery.ts';
import { useCentralStore } from './useCentralStore.ts';

export interface WatchedHousehold {
  /** undefined: still reading the local database. null: nothing known here (yet). */
  readonly file: HouseholdFile | null | undefined;
  /** 'away': central cannot be asked, what is shown is from the cache (`file.asOfMs` says since when). */
  readonly fetch: 'asking' | 'fresh' | 'away' | 'gone';
}

// Two parts of the screen may show the same household: it is watched until the last lets go.
const watchers = new Map<string, number>();

function letGo(householdId: string): void {
  const left = (watchers.get(householdId) ?? 1) - 1;
  if (left > 0) {
    watchers.set(householdId, left);
    return;
  }
  watchers.delete(householdId);
  // Central forgets the watch with the connection anyway.
  closeHousehold(householdId).catch((error: unknown) => { console.warn('a household could not be let go', error); });
}

/** A household on screen: its cached file at once, the newest as soon as central answers, others' changes within 2 s. */
export function useWatchedHousehold(householdId: string | null): WatchedHousehold {
  const file = useHouseholdFile(householdId);
  const up = useCentralStore((state) => state.up);
  const [fetched, setFetched] = useState<{ readonly of: string; readonly end: 'fresh' | 'away' | 'gone' } | null>(null);

  useEffect(() => {
    if (householdId === null) return undefined;
    watchers.set(householdId, (watchers.get(householdId) ?? 0) + 1);
    return () => { letGo(householdId); };
  }, [householdId]);

  // It was here and is not any more: central says where it went.
  const held = useRef<string | null>(null);
  const [losses, setLosses] = useState(0);
  useEffect(() => {
    if (file) held.current = file.household.id;
    else if (file === null && held.current !== null && held.current === householdId) {
      held.current = null;
      setLosses((before) => before + 1);
    }
  }, [file, householdId]);

  // Asked anew when central comes or goes: the file may have changed meanwhile.
  const ask = householdId === null ? null : `${householdId} ${String(up)} ${losses}`;
  useEffect(() => {
    const wanted = ask?.split(' ')[0];
    if (wanted === undefined) return undefined;
    let shown = true;
    const tell = (end: 'fresh' | 'away' | 'gone'): void => { if (shown) setFetched({ of: wanted, end }); };
    openHousehold(wanted).then(
      (reply) => { tell(reply.ok ? (reply.value.household.id === wanted ? 'fresh' : 'gone') : reply.refusal === 'not-found' ? 'gone' : 'away'); },
      () => { tell('away'); },
    );
    return () => { shown = false; };
  }, [ask]);

  return { file, fetch: fetched !== null && fetched.of === householdId ? fetched.end : 'asking' };
}
