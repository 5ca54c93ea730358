import type { CallOutcome } from '../../shared/ipc/commands.ts';
import { askDesk } from '../bridge/desk.ts';

/** Hangs up. The wrap-up stays open. */
export function hangUpCall(callId: string): Promise<CallOutcome> {
  return askDesk('call:hangUp', { callId });
}
