import type { Region } from '../../shared/sync/organisationMessages.ts';
import { lockHousehold } from '../store/households.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { deleteBusinessLine, deleteRegion, householdLines, setHouseholdLines, setRegion } from '../store/organisation.ts';
import { isVisible, unknownCode } from '../store/remits.ts';
import { householdTouched, touch } from '../store/touch.ts';
import type { Central } from './central.ts';
import { done, type Outcome, refuse, refused } from './refusals.ts';
import type { Desk } from './sessions.ts';

type Changing = Pick<Central, 'pool' | 'bell'>;

/** Makes a region, or makes it another. Callbacks of the pool follow their cities to other colleagues. */
export async function changeRegion(central: Changing, id: string, region: Region): Promise<void> {
  await inTransaction(central.pool, async (client) => { await touch(client, await setRegion(client, id, region)); });
  central.bell.ring();
}

/** @returns 404, or 409 'region-in-use' while somebody works for it: they would be shown everything without it. */
export async function removeRegion(central: Changing, id: string): Promise<Outcome<null>> {
  const outcome = await inTransaction<Outcome<null>>(central.pool, async (client) => {
    const touched = await deleteRegion(client, id);
    if (touched === 'not-found') return refused(refuse(404, 'not-found', 'id'));
    if (touched === 'in-use') return refused(refuse(409, 'region-in-use', 'id'));
    await touch(client, touched);
    return done(null);
  });
  central.bell.ring();
  return outcome;
}

/** @returns 404, or 409 'line-in-use'. */
export async function removeBusinessLine(central: Changing, id: string): Promise<Outcome<null>> {
  const removed = await inTransaction(central.pool, (client) => deleteBusinessLine(client, id));
  if (removed === 'done') return done(null);
  return refused(removed === 'in-use' ? refuse(409, 'line-in-use', 'id') : refuse(404, 'not-found', 'id'));
}

/** Says which lines a household has to do with; its callbacks follow. @returns the lines, or 404. */
export async function changeHouseholdLines(central: Central, desk: Desk, householdId: string, lineIds: readonly string[]): Promise<Outcome<readonly string[]>> {
  const outcome = await inTransaction<Outcome<readonly string[]>>(central.pool, async (client) => {
    const isThere = await lockHousehold(client, householdId) && await isVisible(client, householdId, desk.agent.id, central.clock.now());
    if (!isThere) return refused(refuse(404, 'not-found', 'id'));
    const unknown = await unknownCode(client, 'line', lineIds);
    if (unknown !== null) return refused(refuse(404, 'not-found', `lineIds.${unknown}`));
    await setHouseholdLines(client, householdId, lineIds);
    await touch(client, await householdTouched(client, householdId, []));
    return done(await householdLines(client, householdId));
  });
  central.bell.ring();
  return outcome;
}
