import { mayRing, type RingRefusal } from '../../shared/callbacks/mayRing.ts';
import { currentDatabase, unlessClosed } from '../localdb/currentDatabase.ts';
import { callbackRows, householdFile } from '../localdb/queries.ts';
import { useSessionStore } from '../state/useSessionStore.ts';
import { deskClock } from '../time/deskClock.ts';
import type { DialRequest } from './dialCustomer.ts';

/**
 * The gate at the very moment of dialling, whichever button was pressed: by the household's file as it stands on this
 * desktop, with what still waits to be sent.
 *
 * @returns null: nothing is against it, or no household is known; else why not. A household whose file is not here cannot
 *          be judged and is not rung.
 */
export async function gateDial({ householdId, customerId, callbackId, permissionReason }: DialRequest): Promise<RingRefusal | 'not-judged' | null> {
  if (householdId === null) return null;
  const policy = useSessionStore.getState().session?.policy;
  const database = currentDatabase();
  if (!policy || !database) return 'not-judged';
  const judged = await unlessClosed(database, async () => {
    const file = await householdFile(database, householdId);
    if (file === null) return null;
    const callback = callbackId === null ? null
      : (file.callbacks.find((each) => each.id === callbackId) ?? (await callbackRows(database)).find((each) => each.callback.id === callbackId)?.callback ?? null);
    return mayRing({ callback, file, reason: permissionReason, customerId, nowMs: deskClock.now(), policy });
  });
  if (judged === null || judged === undefined) return 'not-judged';
  return judged.ok ? null : judged.why;
}
