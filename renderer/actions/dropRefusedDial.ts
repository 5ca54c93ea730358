import type { CallSnapshot } from '../../shared/calls/callSnapshot.ts';
import { writeDesk } from '../localdb/currentDatabase.ts';
import { dropDraft, useDraftStore } from '../state/useDraftStore.ts';
import { cancelDraftSave, dropLateSave } from './editDraft.ts';

/** A call that the line did not take: it never rang, and there is nothing to write about it. */
export const isRefusedDial = (call: Pick<CallSnapshot, 'direction' | 'answeredAtMs' | 'endReason' | 'hungUpBy'>): boolean =>
  call.direction === 'out' && call.answeredAtMs === null && call.endReason === 'refused' && call.hungUpBy === 'line';

/** The summary that was begun with the dialling goes. */
export async function dropRefusedDial(callId: string): Promise<void> {
  if (!useDraftStore.getState().drafts[callId]) return;
  cancelDraftSave(callId);
  dropDraft(callId);
  await dropLateSave(callId);
  await writeDesk(async (database) => { await database.drafts.delete(callId); return null; });
}
