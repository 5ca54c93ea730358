import type { CallOutcome } from '../../shared/ipc/commands.ts';
import { askDesk } from '../bridge/desk.ts';

/** Brings customer, colleague and agent together (三方). @param callId the customer's call. */
export function joinConsult(callId: string): Promise<CallOutcome> {
  return askDesk('call:consult-join', { callId });
}
