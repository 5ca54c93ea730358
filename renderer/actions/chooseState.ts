import type { ChosenState } from '../../shared/agents/agentState.ts';
import { askDesk } from '../bridge/desk.ts';

/**
 * Asks central for a state; the answer comes as presence.
 * @param next  true: not now but when the present call and its wrap-up are over.
 */
export async function chooseState(state: ChosenState, next: boolean): Promise<void> {
  await askDesk('agent:choose', { state, next });
}
