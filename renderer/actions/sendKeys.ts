import type { CallOutcome } from '../../shared/ipc/commands.ts';
import { askDesk } from '../bridge/desk.ts';

/** Sends keys of the telephone into the call: digits, * and #. */
export function sendKeys(callId: string, keys: string): Promise<CallOutcome> {
  return askDesk('call:keys', { callId, keys });
}
