import type { CallOutcome } from '../../shared/ipc/commands.ts';
import { askDesk } from '../bridge/desk.ts';

/** Puts the customer on hold, or takes them back. */
export function holdCall(callId: string, on: boolean): Promise<CallOutcome> {
  return askDesk('call:hold', { callId, on });
}
