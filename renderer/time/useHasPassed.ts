import { useSyncExternalStore } from 'react';
import { deskClock } from './deskClock.ts';
import { onTick } from './useNow.ts';

/**
 * Whether an instant is over. Unlike `useNow` it draws anew once, when it passes, and not at every tick before and after.
 * @param atMs  null: no instant, never over.
 */
export function useHasPassed(atMs: number | null): boolean {
  return useSyncExternalStore(onEverySecond, () => atMs !== null && deskClock.now() > atMs);
}

const onEverySecond = (listener: () => void): (() => void) => onTick(1000, listener);
