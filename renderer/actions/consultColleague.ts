import type { ConsultOutcome } from '../../shared/ipc/commands.ts';
import { askDesk } from '../bridge/desk.ts';

/** Holds the customer and rings a colleague about them (咨询). @param to the colleague's extension. */
export function consultColleague(callId: string, to: string): Promise<ConsultOutcome> {
  return askDesk('call:consult', { callId, to });
}
