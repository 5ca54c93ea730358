import { v7 as uuidv7 } from 'uuid';
import type { Callback } from '../../shared/callbacks/callback.ts';
import { nextOpenTime } from '../../shared/callbacks/callingHours.ts';
import { mayRing, type RingRefusal } from '../../shared/callbacks/mayRing.ts';
import { readPolicy } from '../store/agents.ts';
import { addCallback } from '../store/callbacks.ts';
import { type Asker, fileForGate } from '../store/gaps.ts';
import { lockHousehold } from '../store/households.ts';
import type { Connection } from '../store/pool.ts';
import { mergeTouched, type Touched } from '../store/touch.ts';
import { callbackTouched } from './applyCallbackOp.ts';
import { tellFollowers } from './tellFollowers.ts';

/** A proposal is no agreed minute: it is good for these hours. */
const WINDOW_MINUTES = 240;
/** What waiting does not mend. */
const NO_LEAVE: readonly RingRefusal[] = ['opted-out', 'phone-refused', 'no-number', 'number-not-theirs'];

export interface Proposed {
  readonly proposed: number;
  /** Askers who may not be rung, or whose number is not known. */
  readonly withoutLeave: number;
  readonly touched: readonly Touched[];
}

/**
 * Proposes to ring everybody who asked a question that has its answer now: one callback for each person, unclaimed unless the asker names who makes it, due in
 * their calling hours, for 'answer-promised'. Nothing is dialled. The gate that is asked at the dial is asked here: whoever said
 * after the question that they do not want to be rung is passed over. Not the last statement of its transaction: see `touched`.
 */
export async function proposeAnswers(on: Connection, askers: readonly Asker[], title: string, nowMs: number): Promise<Proposed> {
  const hours = await readPolicy(on, nowMs);
  const seen = new Set<string>();
  const touched: (readonly Touched[])[] = [];
  let [proposed, withoutLeave] = [0, 0];
  // In one order, so that two who publish at once do not wait for each other's households.
  for (const asker of [...askers].sort((a, b) => (a.householdId ?? '').localeCompare(b.householdId ?? '') || b.askedAtMs - a.askedAtMs)) {
    const { householdId, customerId } = asker;
    if (householdId === null || seen.has(`${householdId} ${customerId ?? ''}`)) continue;
    seen.add(`${householdId} ${customerId ?? ''}`);
    await lockHousehold(on, householdId);
    const file = await fileForGate(on, householdId, nowMs);
    if (file === null) continue;
    const { zone } = file.household;
    const callback: Callback = {
      id: uuidv7(), householdId, customerId, number: asker.number ?? '', dueAtMs: nextOpenTime(nowMs, hours, zone), zone, windowMinutes: WINDOW_MINUTES, purpose: title.slice(0, 120),
      permissionReason: 'answer-promised', ownerAgentId: asker.ownerAgentId ?? null, state: 'open', attempts: 0, maxAttempts: 3, agreedText: '', agreedInInteractionId: null, agreedByAgentId: asker.byAgentId,
      // What it rests on is the question: an opt-out said after it holds.
      agreedAtMs: asker.askedAtMs, closedReason: null,
    };
    const allowed = mayRing({ callback, file, reason: 'answer-promised', nowMs: callback.dueAtMs, policy: hours });
    if (!allowed.ok && NO_LEAVE.includes(allowed.why)) {
      withoutLeave += 1;
      continue;
    }
    await addCallback(on, callback);
    touched.push(await callbackTouched(on, callback.id, householdId, callback.ownerAgentId), await tellFollowers(on, { deed: 'callback-listed', households: [householdId], others: [], by: null }, nowMs));
    proposed += 1;
  }
  return { proposed, withoutLeave, touched: mergeTouched(touched) };
}
