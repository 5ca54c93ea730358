import type { Done, Refused } from '../../shared/ipc/answer.ts';
import { currentDatabase } from '../localdb/currentDatabase.ts';
import type { StoreRefusal } from '../localdb/storeOutcome.ts';
import { useDraftStore } from '../state/useDraftStore.ts';
import { chooseSpeaker } from './chooseSpeaker.ts';
import { moveInteraction } from './moveInteraction.ts';

export type CorrectOutcome = Done<null> | Refused<StoreRefusal | 'no-record'>;

/**
 * It was somebody else. While the wrap-up is open this is choosing again; after it was finished the interaction moves,
 * and the callback agreed in it with it.
 */
export async function correctSpeaker(callId: string, householdId: string, customerId: string | null): Promise<CorrectOutcome> {
  if (useDraftStore.getState().drafts[callId]) {
    chooseSpeaker(callId, householdId, customerId);
    return { ok: true, value: null };
  }
  const logged = await currentDatabase()?.callLog.get(callId);
  if (!logged?.interaction) return { ok: false, refusal: 'no-record', detail: null };
  return moveInteraction(logged.interaction.id, householdId, customerId);
}
