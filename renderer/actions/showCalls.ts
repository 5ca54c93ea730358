import type { CallSnapshot } from '../../shared/calls/callSnapshot.ts';
import { isRinging, useCallStore } from '../state/useCallStore.ts';
import { popFromCache, lookUpNumber, takeCalls } from './trackCalls.ts';

/**
 * How long the first drawing of a ringing call may wait for the people behind its number, from this computer's own
 * database. Drawing it without them and again with them takes far longer than the look-up (docs/benchmarks.md); a
 * database that is slower than this holds nobody up.
 */
const FIRST_LOOK_MS = 40;

/** Main's newest list while a first look-up is under way. */
let waiting: readonly CallSnapshot[] | null = null;

/** Takes main's whole list of calls; one that has just begun to ring is drawn together with who it is. */
export function showCalls(told: readonly CallSnapshot[]): void {
  if (waiting !== null) {
    // Each list is whole: the newest is all that is needed.
    waiting = told;
    return;
  }
  const { calls } = useCallStore.getState();
  const rings = told.filter((call) => isRinging(call) && calls[call.id] === undefined && lookUpNumber(call) !== null);
  if (rings.length === 0) {
    takeCalls(told);
    return;
  }
  waiting = told;
  const looked = Promise.allSettled(rings.map((call) => popFromCache(call)));
  void Promise.race([looked, new Promise((resolve) => { setTimeout(resolve, FIRST_LOOK_MS); })]).then(() => {
    const newest = waiting ?? told;
    waiting = null;
    takeCalls(newest);
  });
}
