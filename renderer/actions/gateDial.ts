import type { Callback } from '../../shared/callbacks/callback.ts';
import { diallerOf, judgeDial } from '../../shared/callbacks/judgeDial.ts';
import type { RingRefusal } from '../../shared/callbacks/mayRing.ts';
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

/** Whether somebody rang us from that number and this desktop knows of it: a call missed, or a talk that broke off. */
async function hasRung(database: DeskDatabase, request: DialRequest): Promise<boolean> {
  const stored = storePhone(request.number).number ?? request.number;
  if (await lastCutOff(database, request) !== null) return true;
  return (await database.callLog.toArray()).some((each) => each.state === 'missed' && each.number === stored);
}

/**
 * @returns the households behind a bare number, this desktop's own and central's. Null: central knows one whose file cannot be had, or
 *          cannot be asked about a number that nobody here knows and that has not rung here: whoever has it may have opted out elsewhere.
 */
async function householdsBehind(database: DeskDatabase, request: DialRequest): Promise<readonly HouseholdFile[] | null> {
  const { number } = request;
  const stored = storePhone(number).number;
  if (stored === null) return [];
  const here = await householdsByNumber(database, stored);
  const { hits, from } = await searchCustomers(stored.replace(/\D/g, ''));
  if (from === 'cache') return here.length > 0 || await hasRung(database, request) ? here : null;
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

/** The household's own callback that is to be kept, as it stands here; null: none, or not theirs. */
async function promisedBy(database: DeskDatabase, { household, callbacks }: HouseholdFile, callbackId: string | null): Promise<Callback | null> {
  if (callbackId === null) return null;
  return callbacks.find((each) => each.id === callbackId) ?? (await callbackRows(database, household.id)).find((each) => each.callback.id === callbackId)?.callback ?? null;
}

/**
 * The gate at the very moment of dialling, whichever button was pressed: by the household's file as it stands on this
 * desktop, with what still waits to be sent. A bare number is looked up first, here and at central: one that is somebody's
 * is judged as theirs (judgeDial). The line asks central the same before it takes the call.
 *
 * @returns why not, when something is against it. A household whose file is not here cannot be judged and is not rung. Of
 *          several behind one number it is enough that one may be rung, unless one of them opted out.
 */
export async function gateDial(request: DialRequest): Promise<DialVerdict> {
  const { householdId, customerId, callbackId, number, permissionReason: reason } = request;
  const { session } = useSessionStore.getState();
  const database = currentDatabase();
  if (!session || !database) return { ok: false, why: 'not-judged' };
  const judged = await unlessClosed(database, async (): Promise<DialVerdict> => {
    const known = householdId === null ? await householdsBehind(database, request) : [await householdFile(database, householdId)].filter((file) => file !== null);
    if (known === null || (householdId !== null && known.length === 0)) return { ok: false, why: 'not-judged' };
    const [chosen = null] = householdId === null ? [] : known;
    // Who is behind this very number is heard too, whichever family was chosen: theirs rings, not the chosen one's.
    const others = householdId === null ? known : (await householdsByNumber(database, storePhone(number).number ?? number)).filter((file) => file.household.id !== householdId);
    const promised = await Promise.all(known.map((file) => promisedBy(database, file, callbackId)));
    const why = judgeDial({
      number, reason, chosen, others, callback: promised.find((each) => each !== null) ?? null, customerId, cutOff: await lastCutOff(database, request),
      dialler: diallerOf(session.agent), overrule: request.overrule ?? null, nowMs: deskClock.now(), policy: session.policy,
    });
    return why === null ? { ok: true, householdId: known.length === 1 ? (known[0]?.household.id ?? null) : null } : { ok: false, why };
  });
  return judged ?? { ok: false, why: 'not-judged' };
}
