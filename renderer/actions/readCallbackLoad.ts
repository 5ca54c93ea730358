import type { CallbackLoad } from '../../shared/callbacks/callbackLoad.ts';
import { askDesk } from '../bridge/desk.ts';

/** What the agent's team has promised between two instants, as central knows it now; null when it cannot be asked. */
export async function readCallbackLoad(fromMs: number, toMs: number): Promise<CallbackLoad | null> {
  const reply = await askDesk('callbacks:load', { fromMs, toMs });
  return reply.ok ? reply.value : null;
}
