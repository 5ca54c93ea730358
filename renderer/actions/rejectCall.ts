import type { CallOutcome } from '../../shared/ipc/commands.ts';
import { askDesk } from '../bridge/desk.ts';

export type RejectReason = 'busy' | 'not-mine' | 'language' | 'other';

/** Refuses a ringing call and says why; it goes to the next agent. */
export function rejectCall(callId: string, reason: RejectReason): Promise<CallOutcome> {
  return askDesk('call:reject', { callId, reason });
}
