import type { CallOutcome } from '../../shared/ipc/commands.ts';
import { askDesk } from '../bridge/desk.ts';
import { setActiveCall, useCallStore } from '../state/useCallStore.ts';
import { saveAllDrafts } from './editDraft.ts';

/** Picks up. The call takes the strip; what was being written of another is put on disk first and stays its own. */
export async function answerCall(callId: string): Promise<CallOutcome> {
  void saveAllDrafts();
  const answered = await askDesk('call:answer', { callId });
  if (answered.ok && useCallStore.getState().calls[callId]) setActiveCall(callId);
  return answered;
}
