import { useSyncExternalStore } from 'react';
import { isLongPull, onLongPull } from './longPull.ts';

/** True while the mirror is being filled: what is not there may still come. */
export function useLongPull(): boolean {
  return useSyncExternalStore(onLongPull, isLongPull);
}
