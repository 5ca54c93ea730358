import { useUndoStore } from '../state/useUndoStore.ts';
import { tellAgent } from '../state/useToastStore.ts';
import { undoFinish } from './undoFinish.ts';

/**
 * The agent takes a finished wrap-up back, by key or on the message: its summary opens, or they are told where it is.
 *
 * @param callId  whose; the last one finished when it is left out.
 * @returns false when there is nothing to take back: the key belongs to somebody else.
 */
export function undoAndTell(callId?: string): boolean {
  const { finished } = useUndoStore.getState();
  if (!finished.some((each) => callId === undefined || each.callId === callId)) return false;
  void undoFinish(callId).then((outcome) => {
    if (outcome.ok && outcome.value === 'put-by') tellAgent('soon', 'wrapUp.undo.putBy');
    if (outcome.ok) return;
    tellAgent('overdue', outcome.refusal === 'nothing-to-undo' ? 'wrapUp.undo.refused.too-late' : outcome.refusal === 'store-full' ? 'words.store.full' : 'words.store.failed');
  });
  return true;
}
