import { useEffect, useState } from 'react';
import type { CallbackLoad } from '../../../shared/callbacks/callbackLoad.ts';
import { readCallbackLoad } from '../../actions/readCallbackLoad.ts';
import { useCentralStore } from '../../state/useCentralStore.ts';

/**
 * What the team has promised in a stretch of time; null: not known (yet).
 * @param askedAgain changes whenever it is to be asked anew.
 */
export function useCallbackLoad(fromMs: number, toMs: number, askedAgain: unknown): CallbackLoad | null {
  const up = useCentralStore((state) => state.up);
  const [load, setLoad] = useState<CallbackLoad | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew when central comes back and when something was moved
  useEffect(() => {
    let isWanted = true;
    readCallbackLoad(fromMs, toMs).then((found) => { if (isWanted) setLoad(found); }, (error: unknown) => { console.error('reading the load failed', error); });
    return () => { isWanted = false; };
  }, [fromMs, toMs, up, askedAgain]);
  return load;
}
