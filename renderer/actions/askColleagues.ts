import type { ColleagueState } from '../../shared/agents/colleagueState.ts';
import { askDesk } from '../bridge/desk.ts';

/** Colleagues who are signed in, as central knows them now; null when it cannot be asked. */
export async function askColleagues(): Promise<readonly ColleagueState[] | null> {
  const reply = await askDesk('colleagues:ask', null);
  return reply.ok ? reply.value : null;
}
