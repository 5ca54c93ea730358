import type { CallOutcome } from '../../shared/ipc/commands.ts';
import { askDesk } from '../bridge/desk.ts';

/** Lets the colleague go and takes the customer back. @param callId the customer's call. */
export function cancelConsult(callId: string): Promise<CallOutcome> {
  return askDesk('call:consult-cancel', { callId });
}
