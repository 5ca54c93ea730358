import type { Done, Refused } from '../../shared/ipc/answer.ts';
import { writeDesk } from '../localdb/currentDatabase.ts';
import { enqueueOps, makeOp } from '../localdb/outbox.ts';
import type { StoreRefusal } from '../localdb/storeOutcome.ts';
import { useDraftStore } from '../state/useDraftStore.ts';
import { deskClock } from '../time/deskClock.ts';
import { chooseSpeaker } from './chooseSpeaker.ts';
import { courier } from './openDesk.ts';

export type CorrectOutcome = Done<null> | Refused<StoreRefusal | 'no-record'>;

/**
 * It was somebody else. While the wrap-up is open this is choosing again; after it was finished the interaction moves,
 * and the callback agreed in it with it, here at once and in the central store when the op arrives.
 */
export async function correctSpeaker(callId: string, householdId: string, customerId: string | null): Promise<CorrectOutcome> {
  if (useDraftStore.getState().drafts[callId]) {
    chooseSpeaker(callId, householdId, customerId);
    return { ok: true, value: null };
  }
  const stored = await writeDesk((database) => database.transaction('rw', database.outbox, database.callLog, async () => {
    const logged = await database.callLog.get(callId);
    if (!logged?.interaction) return false;
    await enqueueOps(database, [makeOp('interaction.move', { interactionId: logged.interaction.id, householdId, customerId }, deskClock.now())]);
    await database.callLog.put({ ...logged, householdId, customerId, interaction: { ...logged.interaction, householdId, customerId } });
    return true;
  }));
  if (!stored.ok) return stored;
  if (!stored.value) return { ok: false, refusal: 'no-record', detail: null };
  courier()?.push();
  return { ok: true, value: null };
}
