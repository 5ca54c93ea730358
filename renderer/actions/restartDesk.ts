import { askDesk } from '../bridge/desk.ts';
import { tellAgent } from '../state/useToastStore.ts';
import { saveAllDrafts } from './editDraft.ts';

/** Ends the program and starts it again: what is typed goes to the disk first. Not while a call is up, which it would cut off. */
export async function restartDesk(): Promise<void> {
  await saveAllDrafts();
  const answer = await askDesk('desk:restart', null);
  if (!answer.ok) tellAgent('soon', 'link.restartInCall');
}
