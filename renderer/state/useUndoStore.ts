import { create } from 'zustand';
import { UNDO_MS } from '../../shared/calls/undoTime.ts';
import type { Op } from '../../shared/sync/pushMessages.ts';
import type { CallLogRow } from '../localdb/rows.ts';
import type { WrapUpDraft } from '../localdb/wrapUpDraft.ts';
import { takeBackToasts } from './useToastStore.ts';

/** A wrap-up finished a moment ago: all that is needed to open it again as it was. */
export interface UndoableFinish {
  readonly callId: string;
  readonly draft: WrapUpDraft;
  /** What finishing put into the outbox. */
  readonly ops: readonly Op[];
  /** The call's entry as finished; null when it had none. */
  readonly logged: CallLogRow | null;
  /** By this computer's own clock: the page's waits for central after a sleep, and a computer that slept has no ten seconds left. */
  readonly untilMs: number;
}

/** Finished wrap-ups that can still be taken back, newest last. Dies with the window: so does the chance. */
export const useUndoStore = create<{ readonly finished: readonly UndoableFinish[] }>(() => ({ finished: [] }));

const timers = new Map<string, ReturnType<typeof setTimeout>>();

export function withdrawUndo(callId: string): void {
  clearTimeout(timers.get(callId));
  timers.delete(callId);
  // The message is about the newest.
  if (useUndoStore.getState().finished.at(-1)?.callId === callId) takeBackToasts(['wrapUp.undo.done']);
  useUndoStore.setState((state) => ({ finished: state.finished.filter((each) => each.callId !== callId) }));
}

export function offerUndo(finish: UndoableFinish): void {
  withdrawUndo(finish.callId);
  useUndoStore.setState((state) => ({ finished: [...state.finished, finish] }));
  timers.set(finish.callId, setTimeout(() => { withdrawUndo(finish.callId); }, UNDO_MS));
}

/** The agent is gone. */
export function forgetUndo(): void {
  for (const { callId } of useUndoStore.getState().finished) withdrawUndo(callId);
}
