import { useCallback, useEffect, useState } from 'react';
import type { AgentPromises } from '../../../shared/sync/absenceMessages.ts';
import { promisesMeanwhile } from '../../actions/plans.ts';
import { useCentralStore } from '../../state/useCentralStore.ts';

/** 'asking' while it is not known; null: nothing to ask about, or central cannot be asked. */
export type PromisesNow = AgentPromises | 'asking' | null;

/** Everything a colleague has to keep within a time, asked when colleague or time change, and again by `again`. */
export function usePromises(agentId: string | null, fromMs: number | null, untilMs: number | null): { readonly promises: PromisesNow; readonly again: () => void } {
  const up = useCentralStore((state) => state.up);
  const [promises, setPromises] = useState<PromisesNow>(null);
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks anew
  useEffect(() => {
    if (agentId === null || fromMs === null || untilMs === null || !up) { setPromises(null); return undefined; }
    let isWanted = true;
    setPromises('asking');
    promisesMeanwhile(agentId, fromMs, untilMs).then((outcome) => {
      if (isWanted) setPromises(outcome.ok ? outcome.value : null);
    }, (error: unknown) => { console.error('reading the promises failed', error); });
    return () => { isWanted = false; };
  }, [agentId, fromMs, untilMs, up, round]);
  return { promises, again: useCallback(() => { setRound((last) => last + 1); }, []) };
}
