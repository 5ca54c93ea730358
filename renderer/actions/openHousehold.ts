import type { HouseholdFile } from '../../shared/customers/household.ts';
import type { CourierOutcome } from '../../shared/ipc/commands.ts';
import { askDesk } from '../bridge/desk.ts';
import { writeDesk } from '../localdb/currentDatabase.ts';
import { forgetKept, keepHouseholds } from '../localdb/keepHouseholds.ts';
import { leadToKept } from './leadToKept.ts';
import { deskClock } from '../time/deskClock.ts';

/**
 * Fetches a household's newest file into the local database and has central watch it, so that what others record in it
 * arrives within 2 s. One that was merged into another meanwhile: what is on screen is led there. The screen reads it with `useHouseholdFile`; until this answers, and when it cannot, that shows the cache.
 */
export async function openHousehold(householdId: string): Promise<CourierOutcome<HouseholdFile>> {
  const reply = await askDesk('household:open', { householdId });
  if (reply.ok) {
    await writeDesk((database) => keepHouseholds(database, [reply.value], deskClock.now()));
    if (reply.value.household.id !== householdId) {
      await writeDesk((database) => forgetKept(database, householdId));
      await leadToKept(householdId, reply.value);
    }
  }
  else if (reply.refusal === 'not-found') await writeDesk((database) => forgetKept(database, householdId));
  return reply;
}

/** It left the screen: central need not send its changes any more. */
export async function closeHousehold(householdId: string): Promise<void> {
  await askDesk('household:close', { householdId });
}
