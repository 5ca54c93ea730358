import type { CallOutcome } from '../../shared/ipc/commands.ts';
import { askDesk } from '../bridge/desk.ts';

/** Gives the customer to the colleague who was asked (完成转接). @param callId the customer's call. */
export function completeConsult(callId: string): Promise<CallOutcome> {
  return askDesk('call:consult-complete', { callId });
}
