import { askDesk } from '../bridge/desk.ts';
import { takePresence } from '../state/usePresenceStore.ts';
import { tellAgent } from '../state/useToastStore.ts';

/** The agent asks for a supervisor, or does not any more. Central away, nobody would see it: that is said. */
export async function raiseHand(up: boolean): Promise<void> {
  const done = await askDesk('agent:hand', { up });
  if (!done.ok) tellAgent('soon', 'shell.hand.failed');
  else if (done.value.presence !== null) takePresence(done.value.presence);
}
