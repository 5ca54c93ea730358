import { writeDesk } from '../localdb/currentDatabase.ts';
import { enqueueOps, makeOp } from '../localdb/outbox.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import { deskClock } from '../time/deskClock.ts';
import { courier } from './openDesk.ts';

/**
 * A finished contact was with somebody else: it moves, and with it its questions and the callback agreed in it. Here at
 * once, in the call log too, and in the central store when the op arrives.
 */
export async function moveInteraction(interactionId: string, householdId: string, customerId: string | null): Promise<StoreOutcome> {
  const stored = await writeDesk((database) => database.transaction('rw', database.outbox, database.callLog, async () => {
    await enqueueOps(database, [makeOp('interaction.move', { interactionId, householdId, customerId }, deskClock.now())]);
    const logged = await database.callLog.filter((row) => row.interaction?.id === interactionId).first();
    if (logged?.interaction) await database.callLog.put({ ...logged, householdId, customerId, interaction: { ...logged.interaction, householdId, customerId } });
    return null;
  }));
  if (stored.ok) courier()?.push();
  return stored;
}
