import type { CallOutcome } from '../../shared/ipc/commands.ts';
import { askDesk } from '../bridge/desk.ts';

/** Closes or opens our microphone towards the customer. */
export function muteCall(callId: string, on: boolean): Promise<CallOutcome> {
  return askDesk('call:mute', { callId, on });
}
