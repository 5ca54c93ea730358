import { putCall } from '../localdb/callLog.ts';
import { currentDatabase, unlessClosed, writeDesk } from '../localdb/currentDatabase.ts';
import type { OutboxRow, UndoneFinish } from '../localdb/rows.ts';
import type { WrapUpDraft } from '../localdb/wrapUpDraft.ts';
import { forgetCall } from '../state/useCallStore.ts';
import { dropDraft, useDraftStore } from '../state/useDraftStore.ts';
import { tellAgent } from '../state/useToastStore.ts';
import { cancelDraftSave, saveDraft } from './editDraft.ts';

const words = (draft: WrapUpDraft): string => JSON.stringify({ ...draft, updatedAtMs: 0 });

/** Says why the summary stands as it was finished, and where what was written since is. */
function tell({ refusal, standing }: OutboxRow, isKept: boolean): void {
  if (refusal === 'too-late') tellAgent('overdue', 'wrapUp.undo.refused.too-late');
  else if (standing === null) tellAgent('overdue', refusal === 'already-closed' ? 'wrapUp.undo.refused.dealtWith' : 'wrapUp.undo.refused.other');
  else tellAgent('overdue', refusal === 'already-claimed' ? 'wrapUp.undo.refused.claimed' : refusal === 'already-closed' ? 'wrapUp.undo.refused.closed' : 'wrapUp.undo.refused.changed', { params: { who: standing } });
  if (isKept) tellAgent('soon', 'wrapUp.undo.kept');
}

/** Central has no such interaction, so there is nothing to take back: the draft goes on, and what was refused of the first try goes. */
async function nothingStored(row: OutboxRow, interactionId: string): Promise<void> {
  await writeDesk((database) => database.outbox.filter(({ id, op, state }) => id === row.id
    || (state === 'refused' && op.kind === 'interaction.add' && op.data.interaction.id === interactionId)
    || (state === 'refused' && op.kind === 'opt-out.add' && op.data.optOut.interactionId === interactionId)
    || (state === 'refused' && op.kind === 'callback.add' && op.data.callback.agreedInInteractionId === interactionId)).delete());
}

async function settle(row: OutboxRow, { draft, logged }: UndoneFinish): Promise<void> {
  const { callId } = draft;
  const before = useDraftStore.getState().drafts[callId];
  const isUntouched = before !== undefined && words(before) === words(draft);
  const stored = await writeDesk((database) => database.transaction('rw', database.outbox, database.drafts, database.callLog, async () => {
    const { undone: _settled, ...rest } = row;
    await database.outbox.put(rest);
    if (!isUntouched) return null;
    await database.drafts.delete(callId);
    if (logged) await putCall(database, logged);
    return null;
  }));
  if (!stored.ok) return;
  // Typed while the disk was waited for: it is a draft of its own.
  const isStill = isUntouched && useDraftStore.getState().drafts[callId] === before;
  if (isStill) {
    cancelDraftSave(callId);
    dropDraft(callId);
    forgetCall(callId);
  } else if (isUntouched) await saveDraft(callId);
  tell(row, useDraftStore.getState().drafts[callId] !== undefined);
}

async function settleAll(): Promise<void> {
  const database = currentDatabase();
  if (!database) return;
  const rows = (await unlessClosed(database, () => database.outbox.where('state').equals('refused').toArray())) ?? [];
  for (const row of rows) {
    if (row.undone === undefined || row.op.kind !== 'interaction.retract') continue;
    if (row.refusal === 'not-found') await nothingStored(row, row.op.data.interactionId);
    else await settle(row, row.undone);
  }
}

let running: Promise<void> = Promise.resolve();

/**
 * Central would not take a finished wrap-up back: the agent is told what stands. The reopened draft goes, and the call is
 * finished again; one in which something was written since stays among the unfinished ones, so that no word is lost.
 */
export function settleRefusedUndos(): Promise<void> {
  running = running.catch(() => undefined).then(settleAll);
  return running;
}
