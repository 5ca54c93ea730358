import { v7 as uuidv7 } from 'uuid';
import { callAbandoned, type StandingCall } from '../store/calls.ts';
import { addInteraction } from '../store/contacts.ts';
import { likeliestHousehold } from '../store/householdFile.ts';
import type { Connection } from '../store/pool.ts';
import { householdTouched, type Touched } from '../store/touch.ts';

/**
 * The caller gave up. When the household is known the missed call stands in its history, for whoever rings back.
 *
 * @returns what to touch at the end of the transaction.
 */
export async function keepMissedCall(on: Connection, call: StandingCall, atMs: number): Promise<readonly Touched[]> {
  await callAbandoned(on, call.id, atMs);
  const householdId = call.storedNumber === null ? null : await likeliestHousehold(on, call.storedNumber);
  if (householdId === null) return [];
  await addInteraction(on, {
    id: uuidv7(), householdId, customerId: null, kind: 'call-missed', callId: call.id, number: call.storedNumber, dialled: call.dialled,
    queue: call.queueName, startedAtMs: call.arrivedAtMs, talkSeconds: null, endReason: 'cancelled', hungUpBy: 'customer', outcome: null, note: '',
    agentId: null, agentName: '', callbackId: null, articlesUsed: [], recordedAtMs: atMs,
  }, atMs);
  return await householdTouched(on, householdId, []);
}
