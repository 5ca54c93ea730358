import { mayRing, type RingRefusal } from '../../shared/callbacks/mayRing.ts';
import { mayRingUnknown } from '../../shared/callbacks/mayRingUnknown.ts';
import { cutOffOf, type CutOff } from '../../shared/calls/cutOff.ts';
import type { HouseholdFile } from '../../shared/customers/household.ts';
import { storePhone } from '../../shared/customers/phoneNumber.ts';
import { currentDatabase, unlessClosed } from '../localdb/currentDatabase.ts';
import type { DeskDatabase } from '../localdb/deskDatabase.ts';
import { callbackRows, householdFile, householdsByNumber } from '../localdb/queries.ts';
import { useDraftStore } from '../state/useDraftStore.ts';
import { useSessionStore } from '../state/useSessionStore.ts';
import { deskClock } from '../time/deskClock.ts';
import type { DialRequest } from './dialCustomer.ts';
import { closeHousehold, openHousehold } from './openHousehold.ts';
import { searchCustomers } from './searchCustomers.ts';

/** `householdId`: whose number it is, when that is one household. */
export type DialVerdict = { readonly ok: true; readonly householdId: string | null } | { readonly ok: false; readonly why: RingRefusal | 'not-judged' };

/** The newest of this desktop's own calls with them that a fault ended, written up or not. */
async function lastCutOff(database: DeskDatabase, { number, householdId }: Pick<DialRequest, 'number' | 'householdId'>): Promise<CutOff | null> {
  const stored = storePhone(number).number ?? number;
  const calls = [...Object.values(useDraftStore.getState().drafts), ...await database.callLog.toArray()];
  const found = calls.filter((each) => each.number === stored || (householdId !== null && each.householdId === householdId)).map(cutOffOf).filter((each) => each !== null);
  return found.sort((a, b) => b.endedAtMs - a.endedAtMs)[0] ?? null;
}

/** @returns the households behind a bare number, this desktop's own and central's; null when central knows one whose file cannot be had. */
async function householdsBehind(database: DeskDatabase, number: string): Promise<readonly HouseholdFile[] | null> {
  const stored = storePhone(number).number;
  if (stored === null) return [];
  const here = await householdsByNumber(database, stored);
  const { hits, from } = await searchCustomers(stored.replace(/\D/g, ''));
  if (from === 'cache') return here;
  const elsewhere = new Set(hits.filter((hit) => hit.number === null || storePhone(hit.number).number === stored).map((hit) => hit.householdId));
  for (const file of here) elsewhere.delete(file.household.id);
  const files = [...here];
  for (const id of elsewhere) {
    const opened = await openHousehold(id);
    await closeHousehold(id);
    if (!opened.ok) return null;
    files.push(await householdFile(database, id) ?? opened.value);
  }
  return files;
}

const isOptedOut = ({ checks }: ReturnType<typeof mayRing>): boolean => checks.some((check) => check.key === 'opt-out' && !check.ok);

/**
 * The gate at the very moment of dialling, whichever button was pressed: by the household's file as it stands on this
 * desktop, with what still waits to be sent. A bare number is looked up first, here and at central: one that is somebody's
 * is judged as theirs, one that is nobody's wants a reason that does not rest on a record.
 *
 * @returns why not, when something is against it. A household whose file is not here cannot be judged and is not rung. Of
 *          several behind one number it is enough that one may be rung, unless one of them opted out.
 */
export async function gateDial(request: DialRequest): Promise<DialVerdict> {
  const { householdId, customerId, callbackId, number, permissionReason: reason } = request;
  const policy = useSessionStore.getState().session?.policy;
  const database = currentDatabase();
  if (!policy || !database) return { ok: false, why: 'not-judged' };
  const judged = await unlessClosed(database, async (): Promise<DialVerdict> => {
    const known = householdId === null ? await householdsBehind(database, number) : [await householdFile(database, householdId)].filter((file) => file !== null);
    if (known === null || (householdId !== null && known.length === 0)) return { ok: false, why: 'not-judged' };
    if (known.length === 0) {
      const why = mayRingUnknown(reason, await lastCutOff(database, request), deskClock.now(), policy, policy.zone);
      return why === null ? { ok: true, householdId: null } : { ok: false, why };
    }
    const cutOff = await lastCutOff(database, request);
    const rows = callbackId === null ? [] : await callbackRows(database);
    const permissions = known.map((file) => {
      const callback = callbackId === null ? null : (file.callbacks.find((each) => each.id === callbackId) ?? rows.find((each) => each.callback.id === callbackId)?.callback ?? null);
      return mayRing({ callback, file, reason, number, customerId, cutOff, nowMs: deskClock.now(), policy });
    });
    // Who is behind this very number is heard too, whichever family was chosen: theirs rings, not the chosen one's.
    const others = householdId === null ? [] : (await householdsByNumber(database, storePhone(number).number ?? number)).filter((file) => file.household.id !== householdId);
    if (others.some((file) => isOptedOut(mayRing({ callback: null, file, reason, customerId: null, cutOff, nowMs: deskClock.now(), policy })))) return { ok: false, why: 'opted-out' };
    const refusals = permissions.flatMap((each) => (each.ok ? [] : [each.why]));
    // Dialled without looking at a family: that they said no is what the agent should read, whatever else is against it.
    const isOut = householdId === null && permissions.some(isOptedOut);
    const [why] = isOut ? ['opted-out' as const] : refusals.length < permissions.length ? [] : refusals;
    return why === undefined ? { ok: true, householdId: known.length === 1 ? (known[0]?.household.id ?? null) : null } : { ok: false, why };
  });
  return judged ?? { ok: false, why: 'not-judged' };
}
