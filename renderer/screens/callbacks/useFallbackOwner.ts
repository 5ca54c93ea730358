import { useEffect, useState } from 'react';
import { fallbackOf } from '../../actions/plans.ts';

/**
 * Who has a callback when its owner does not keep it: it changes with whoever is away and has how much to do, so central is asked.
 *
 * @param callbackId null: nothing is asked.
 * @param ownerAgentId another owner has another behind them.
 * @returns undefined: not known; null: nobody.
 */
export function useFallbackOwner(callbackId: string | null, ownerAgentId: string | null): string | null | undefined {
  const [name, setName] = useState<string | null | undefined>(undefined);
  useEffect(() => {
    setName(undefined);
    if (callbackId === null || ownerAgentId === null) return undefined;
    let isWanted = true;
    fallbackOf(callbackId).then((outcome) => {
      if (isWanted && outcome.ok) setName(outcome.value.name);
    }, (error: unknown) => { console.error('asking for the fallback owner failed', error); });
    return () => { isWanted = false; };
  }, [callbackId, ownerAgentId]);
  return name;
}
