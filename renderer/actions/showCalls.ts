import type { CallSnapshot } from '../../shared/calls/callSnapshot.ts';
import type { HouseholdFile } from '../../shared/customers/household.ts';
import { isRinging, useCallStore } from '../state/useCallStore.ts';
import { useTalkStore } from '../state/useTalkStore.ts';
import { lookUpNumber, popFromCache, takeCalls, takePop } from './trackCalls.ts';

/**
 * How long the first drawing of a ringing call may wait for the people behind its number, from this computer's own
 * database or from central, whichever answers first. Drawing it without them and again with them takes far longer than
 * the look-up (docs/benchmarks.md); two that are slower than this hold nobody up.
 */
const FIRST_LOOK_MS = 40;

interface Waiting {
  /** Main's newest list: each is whole, so it is all that is needed. */
  calls: readonly CallSnapshot[];
  readonly beside: (() => void)[];
  readonly draw: () => void;
}

/** There while a first look-up is under way. */
let waiting: Waiting | null = null;

/** Takes main's whole list of calls; one that has just begun to ring is drawn together with who it is. */
export function showCalls(told: readonly CallSnapshot[]): void {
  if (waiting !== null) {
    waiting.calls = told;
    return;
  }
  const [{ calls }, { talks }] = [useCallStore.getState(), useTalkStore.getState()];
  const isNew = ({ id }: CallSnapshot): boolean => calls[id] === undefined && !talks.some((talk) => talk.id === id);
  const rings = told.filter((call) => isRinging(call) && isNew(call) && lookUpNumber(call) !== null);
  if (rings.length === 0) {
    takeCalls(told);
    return;
  }
  void new Promise<void>((resolve) => {
    waiting = { calls: told, beside: [], draw: resolve };
    setTimeout(resolve, FIRST_LOOK_MS);
    void Promise.allSettled(rings.map((call) => popFromCache(call))).then(() => { resolve(); });
  }).then(() => {
    const due = waiting;
    waiting = null;
    takeCalls(due?.calls ?? told);
    for (const deed of due?.beside ?? []) deed();
  });
}

/** Takes central's answer for a number. A call whose people were still being looked up is drawn with it. */
export function showPop(callId: string, households: readonly HouseholdFile[] | null): void {
  takePop(callId, households, waiting !== null);
  if (households !== null) waiting?.draw();
}

/**
 * Changes on screen what goes with a call: its agent's state, its queue. While a call waits to be drawn, in the same
 * drawing: a drawing of its own would put off who is calling.
 */
export function showBeside(deed: () => void): void {
  if (waiting === null) deed();
  else waiting.beside.push(deed);
}
