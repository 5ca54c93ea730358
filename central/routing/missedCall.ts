import { v7 as uuidv7 } from 'uuid';
import type { Callback } from '../../shared/callbacks/callback.ts';
import { nextOpenTime } from '../../shared/callbacks/callingHours.ts';
import { noFamilyKinds } from '../../shared/customers/phoneKind.ts';
import { cityOfNumber, formatPhone, storePhone } from '../../shared/customers/phoneNumber.ts';
import { DEFAULT_ZONE } from '../../shared/time/zone.ts';
import { callbackTouched } from '../services/applyCallbackOp.ts';
import { tellFollowers } from '../services/tellFollowers.ts';
import { readPolicy } from '../store/agents.ts';
import { addCallback, closeCallback } from '../store/callbacks.ts';
import { callbackMadeOf, type StandingCall } from '../store/calls.ts';
import { addInteraction } from '../store/contacts.ts';
import { likeliestHousehold } from '../store/householdFile.ts';
import { addHousehold, addPhones, lockNewHouseholds } from '../store/households.ts';
import { openReturnOf, unreturnedOf, zoneOf } from '../store/missedCalls.ts';
import type { Connection } from '../store/pool.ts';
import { householdTouched, mergeTouched, type Touched } from '../store/touch.ts';

/** The promise to ring back holds for so long after it is due. */
const WINDOW_MINUTES = 60;
const TRIES = 3;

/** Why an open callback was closed, as a code beside the words that agents write. */
const RANG_AGAIN = 'rang-again';

/** What a caller who was not answered leaves behind. */
export interface Left {
  readonly touched: readonly Touched[];
  readonly callbackId: string | null;
}

/**
 * A caller was not answered. The missed call stands in the history of their household, for whoever rings back.
 *
 * @param backFromMs they are to be rung from then on; null: not at all.
 */
export async function keepMissedCall(on: Connection, call: StandingCall, atMs: number, backFromMs: number | null): Promise<Left> {
  const known = call.storedNumber === null ? null : await likeliestHousehold(on, call.storedNumber);
  const householdId = known ?? (backFromMs === null ? null : await openForNumber(on, call, atMs));
  if (householdId === null) return { touched: [], callbackId: null };
  const interactionId = uuidv7();
  await addInteraction(on, {
    id: interactionId, householdId, customerId: null, kind: 'call-missed', callId: call.id, number: call.storedNumber, dialled: call.dialled,
    queue: call.queueName, startedAtMs: call.arrivedAtMs, talkSeconds: null, endReason: 'cancelled', hungUpBy: call.told === null ? 'customer' : 'line', outcome: null, note: '',
    agentId: null, agentName: '', callbackId: null, articlesUsed: [], outcomeCode: null, obstacle: null, opinions: null, recordedAtMs: atMs,
  }, atMs);
  const callbackId = backFromMs === null ? null : await promiseReturn(on, call, householdId, interactionId, atMs, backFromMs);
  const touched = callbackId === null ? [] : await callbackTouched(on, callbackId, householdId, null);
  const followed = await tellFollowers(on, { deed: 'call-missed', households: [householdId], others: [], by: null }, atMs);
  return { touched: mergeTouched([await householdTouched(on, householdId, []), touched, followed]), callbackId };
}

/** Nobody knows this number. So that the promise is somebody's, a household is opened for it, named by the number until an agent asks. */
async function openForNumber(on: Connection, call: StandingCall, atMs: number): Promise<string | null> {
  const phone = storePhone(call.number ?? '');
  // A short code or a company's 400 number is nobody one can ring back.
  if (phone.number === null || noFamilyKinds.includes(phone.kind)) return null;
  await lockNewHouseholds(on);
  // Two calls of one number, given up at the same moment: the second finds what the first has opened.
  const opened = await likeliestHousehold(on, phone.number);
  if (opened !== null) return opened;
  const id = uuidv7();
  await addHousehold(on, {
    id, name: formatPhone(phone.number), city: cityOfNumber(phone.number), address: null, zone: DEFAULT_ZONE, tier: 'C', relationClass: 'potential', brand: null,
    source: 'call-800', sourceDetail: call.queueName, phoneConsentUntilMs: null, createdAtMs: atMs,
  });
  await addPhones(on, id, [{ id: uuidv7(), number: phone.number, extension: phone.extension, kind: phone.kind, customerId: null }]);
  return id;
}

/** One open promise for each number is enough, however often it rang. */
async function promiseReturn(on: Connection, call: StandingCall, householdId: string, interactionId: string, atMs: number, backFromMs: number): Promise<string | null> {
  if (call.storedNumber === null) return null;
  const there = await openReturnOf(on, householdId, call.storedNumber);
  if (there !== null) {
    await callbackMadeOf(on, call.id, there);
    return there;
  }
  const zone = await zoneOf(on, householdId) ?? DEFAULT_ZONE;
  const callback: Callback = {
    id: uuidv7(), householdId, customerId: null, number: call.storedNumber, dueAtMs: nextOpenTime(backFromMs, await readPolicy(on, atMs), zone), zone, windowMinutes: WINDOW_MINUTES,
    purpose: '', permissionReason: 'missed-call-return', ownerAgentId: null, state: 'open', attempts: 0, maxAttempts: TRIES, agreedText: '',
    agreedInInteractionId: interactionId, agreedByAgentId: null, agreedAtMs: atMs, closedReason: null,
  };
  await addCallback(on, callback);
  await callbackMadeOf(on, call.id, callback.id);
  return callback.id;
}

/** They rang again and were answered: nobody needs to ring them back any more. @returns what to touch at the end of the transaction. */
export async function settleMissedCalls(on: Connection, storedNumber: string, nowMs: number): Promise<readonly Touched[]> {
  const touched: (readonly Touched[])[] = [];
  for (const { id, householdId, ownerAgentId } of await unreturnedOf(on, storedNumber)) {
    await closeCallback(on, id, { state: 'done', reason: RANG_AGAIN, atMs: nowMs, interactionId: null });
    touched.push(await callbackTouched(on, id, householdId, ownerAgentId), await tellFollowers(on, { deed: 'callback-done', households: [], others: [id], by: null }, nowMs));
  }
  return mergeTouched(touched);
}
