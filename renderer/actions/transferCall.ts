import type { CallOutcome } from '../../shared/ipc/commands.ts';
import { askDesk } from '../bridge/desk.ts';

/** Hands the call over at once (直接转接) to an extension or a stored number. */
export function transferCall(callId: string, to: string): Promise<CallOutcome> {
  return askDesk('call:transfer', { callId, to });
}
