import { create } from 'zustand';
import type { Op } from '../../shared/sync/pushMessages.ts';

/** From this many faults in a row what waits is sent one by one. */
export const REPEATED_FAULTS = 2;

/** What central has failed at (not refused) since it last took everything. For Settings, and for the order of sending. */
export const usePushFaults = create<{
  readonly inARow: number;
  readonly sinceMs: number | null;
  /** How often each op was on its way alone when central failed. */
  readonly byOp: Readonly<Record<string, number>>;
}>(() => ({ inARow: 0, sinceMs: null, byOp: {} }));

/** @param alone the op that was sent, when it was sent alone. @returns true once central has failed repeatedly. */
export function noteFault(alone: string | null, nowMs: number): boolean {
  usePushFaults.setState(({ inARow, sinceMs, byOp }) => ({
    inARow: inARow + 1, sinceMs: sinceMs ?? nowMs, byOp: alone === null ? byOp : { ...byOp, [alone]: (byOp[alone] ?? 0) + 1 },
  }));
  return usePushFaults.getState().inARow >= REPEATED_FAULTS;
}

/** True for an op central has failed at by itself again and again: waiting may not help. */
export function isStuck(opId: string): boolean {
  return (usePushFaults.getState().byOp[opId] ?? 0) >= REPEATED_FAULTS;
}

/** Central has taken all there was, or a whole message of it. */
export function clearFaults(): void {
  if (usePushFaults.getState().inARow > 0) usePushFaults.setState({ inARow: 0, sinceMs: null, byOp: {} });
}

/** Keys under which an op names the records it makes or changes. Households and agents are named by nearly all. */
const recordKeys = new Set(['id', 'interactionId', 'callbackId', 'agreedInInteractionId']);

function recordsOf(value: unknown, into: Set<string>): Set<string> {
  if (typeof value !== 'object' || value === null) return into;
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'string') {
      if (recordKeys.has(key)) into.add(inner);
    } else recordsOf(inner, into);
  }
  return into;
}

/** True when `later` names a record that `earlier` makes or changes: it must not overtake it. */
function dependsOn(later: Op, earlier: Op): boolean {
  const made = recordsOf(earlier.data, new Set());
  const text = JSON.stringify(later.data);
  return [...made].some((id) => text.includes(id));
}

/**
 * The op to send alone next: the earliest of those central failed at least often, so that none holds up the others.
 *
 * @param passed  ops central failed at just now: they and what builds on them wait for the next time.
 */
export function nextAlone<R extends { readonly id: string; readonly op: Op }>(waiting: readonly R[], passed: ReadonlySet<string>): R | null {
  const { byOp } = usePushFaults.getState();
  const faults = (row: R): number => byOp[row.id] ?? 0;
  const free = waiting.filter((row, at) => !passed.has(row.id) && !waiting.slice(0, at).some((earlier) => dependsOn(row.op, earlier.op)));
  return free.reduce<R | null>((best, row) => (best === null || faults(row) < faults(best) ? row : best), null);
}
