import { v7 as uuidv7 } from 'uuid';
import type { Callback } from '../../shared/callbacks/callback.ts';
import { type CallingHours, nextOpenTime } from '../../shared/callbacks/callingHours.ts';
import { mayRing, type RingRefusal } from '../../shared/callbacks/mayRing.ts';
import type { HouseholdFile } from '../../shared/customers/household.ts';
import { readPolicy } from '../store/agents.ts';
import { addCallback } from '../store/callbacks.ts';
import { type Asker, fileForGate, linkAnswer } from '../store/gaps.ts';
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

/** A family that asked, and who of it: whoever asked first is first. */
export interface AskingFamily<A extends Asker = Asker> { readonly householdId: string; readonly askers: readonly A[] }

/** Askings by family, in one order of the families, so that two who answer at once do not wait for each other's households. Of callers who are in no file there is none. */
export function askingFamilies<A extends Asker>(askers: readonly A[]): readonly AskingFamily<A>[] {
  const families = new Map<string, A[]>();
  for (const asker of [...askers].sort((a, b) => a.askedAtMs - b.askedAtMs)) if (asker.householdId !== null) families.set(asker.householdId, [...families.get(asker.householdId) ?? [], asker]);
  return [...families].map(([householdId, of]) => ({ householdId, askers: of })).sort((a, b) => a.householdId.localeCompare(b.householdId));
}

/** Each person of a family who asked, in the order in which they first did, by their last asking: what was said after that holds. */
function personsOf(askers: readonly Asker[]): readonly Asker[] {
  return [...new Set(askers.map((each) => each.customerId))].flatMap((customerId) => askers.findLast((each) => each.customerId === customerId) ?? []);
}

/** The call that would tell a family its answer: to whoever asked first of those who may be rung. @returns the refusal of the first, when nobody may. */
export function answerCall({ householdId, askers }: AskingFamily, file: HouseholdFile, title: string, nowMs: number, hours: CallingHours): { readonly ok: true; readonly callback: Callback } | { readonly ok: false; readonly why: RingRefusal } {
  const { zone } = file.household;
  let first: RingRefusal | null = null;
  for (const asker of personsOf(askers)) {
    const callback: Callback = {
      id: uuidv7(), householdId, customerId: asker.customerId, number: asker.number ?? '', dueAtMs: nextOpenTime(nowMs, hours, zone), zone, windowMinutes: WINDOW_MINUTES, purpose: title.slice(0, 120),
      permissionReason: 'answer-promised', ownerAgentId: asker.ownerAgentId ?? null, state: 'open', attempts: 0, maxAttempts: 3, agreedText: '', agreedInInteractionId: null, agreedByAgentId: asker.byAgentId,
      // What it rests on is the question: an opt-out said after it holds.
      agreedAtMs: asker.askedAtMs, closedReason: null,
    };
    const allowed = mayRing({ callback, file, reason: 'answer-promised', nowMs: callback.dueAtMs, policy: hours });
    if (allowed.ok || !NO_LEAVE.includes(allowed.why)) return { ok: true, callback };
    first ??= allowed.why;
  }
  return { ok: false, why: first ?? 'no-number' };
}

/**
 * Proposes to ring every family that asked a question that has its answer now: one callback for each, for whoever asked first, unclaimed unless the asker names who makes it, due in
 * their calling hours, for 'answer-promised'. Nothing is dialled. The gate that is asked at the dial is asked here: whoever said
 * after the question that they do not want to be rung is passed over. Not the last statement of its transaction: see `touched`.
 */
export async function proposeAnswers(on: Connection, askers: readonly Asker[], title: string, nowMs: number): Promise<Proposed> {
  const hours = await readPolicy(on, nowMs);
  const touched: (readonly Touched[])[] = [];
  let [proposed, withoutLeave] = [0, 0];
  for (const family of askingFamilies(askers)) {
    const { householdId } = family;
    await lockHousehold(on, householdId);
    const file = await fileForGate(on, householdId, nowMs);
    if (file === null) continue;
    const call = answerCall(family, file, title, nowMs, hours);
    if (!call.ok) {
      withoutLeave += 1;
      continue;
    }
    const { callback } = call;
    await addCallback(on, callback);
    await linkAnswer(on, family.askers.map((each) => each.gapId), { callbackId: callback.id, messageId: null });
    touched.push(await callbackTouched(on, callback.id, householdId, callback.ownerAgentId), await tellFollowers(on, { deed: 'callback-listed', households: [householdId], others: [], by: null }, nowMs));
    proposed += 1;
  }
  return { proposed, withoutLeave, touched: mergeTouched(touched) };
}
