import { makeOp } from '../localdb/outbox.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import type { CallbackChoice } from '../localdb/wrapUpDraft.ts';
import { useSessionStore } from '../state/useSessionStore.ts';
import { deskClock } from '../time/deskClock.ts';
import { storeOps } from './storeOps.ts';
import { callbackFrom } from './wrapUpOps.ts';

/** Books a callback outside a wrap-up (from the list, or for a household on screen). */
export function agreeCallback(choice: CallbackChoice, householdId: string, agreedText: string): Promise<StoreOutcome> {
  const now = deskClock.now();
  const agentId = useSessionStore.getState().session?.agent.id;
  if (agentId === undefined) return Promise.resolve({ ok: false, refusal: 'store-failed', detail: 'signed-out' });
  return storeOps([makeOp('callback.add', { callback: callbackFrom(choice, householdId, choice.customerId, agreedText, null, agentId, now) }, now)]);
}
