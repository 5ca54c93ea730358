import { v7 as uuidv7 } from 'uuid';
import type { Callback } from '../../shared/callbacks/callback.ts';
import { nextOpenTime } from '../../shared/callbacks/callingHours.ts';
import { mayRing } from '../../shared/callbacks/mayRing.ts';
import { becauseOf, type WorkList, type WorkListPreview } from '../../shared/callbacks/workList.ts';
import type { HouseholdFile } from '../../shared/customers/household.ts';
import type { Policy } from '../../shared/sync/sessionMessages.ts';
import { localClock } from '../../shared/time/localClock.ts';
import { MINUTE_MS } from '../../shared/time/utcMs.ts';
import { readPolicy } from '../store/agents.ts';
import { addCallback, closeCallback, lockCallback } from '../store/callbacks.ts';
import { readHouseholdFile } from '../store/householdFile.ts';
import { lockHousehold } from '../store/households.ts';
import { inTransaction } from '../store/inTransaction.ts';
import type { Connection, Pool } from '../store/pool.ts';
import { mergeTouched, touch } from '../store/touch.ts';
import { isVisible } from '../store/remits.ts';
import { type Candidate, candidatesOf, countMatching, dueWorkLists, enterWorkList, leaveWorkList, type Standing, standingIn, takeWorkList, workList } from '../store/workLists.ts';
import { callbackTouched } from './applyCallbackOp.ts';
import { tellFollowers } from './tellFollowers.ts';
import type { Central } from './central.ts';
import { Ticker } from './ticker.ts';

const TICK_MS = MINUTE_MS;
/** A row holds for the day, minutes each way. */
const WINDOW_MINUTES = 720;
const TRIES = 3;
/** Of those the gate refuses, so many more are looked at than there is room for. */
const LOOKED_AT = 4;
/** Code of why a callback was closed. */
export const LEFT_LIST = 'left-work-list';

/** Whom to ask for and where: the mother, who else is not against it, whoever answers. Null: there is no number to ring. */
function reach(file: HouseholdFile): { readonly customerId: string | null; readonly number: string } | null {
  const open = file.customers.filter((each) => each.channelAttitude.phone !== 'refuse');
  const person = open.find((each) => each.relation === 'mother') ?? open[0] ?? null;
  const phone = file.phones.find((each) => person !== null && each.customerId === person.id) ?? file.phones.find((each) => each.customerId === null) ?? file.phones[0];
  return phone === undefined ? null : { customerId: person?.id ?? null, number: phone.number };
}

/** The same judge as at the moment of dialling; that it is night is no reason not to stand in a list. */
function mayStand(callback: Callback, file: HouseholdFile, policy: Policy, nowMs: number): boolean {
  const { checks } = mayRing({ callback, file, reason: callback.permissionReason, nowMs, policy });
  return checks.every((check) => check.ok || check.key === 'hours');
}

/** The callback that somebody the rule names would be rung by; null: the gate is against it, or there is no number. */
async function callbackOf(on: Connection, list: WorkList, candidate: Candidate, policy: Policy, nowMs: number): Promise<Callback | null> {
  const file = await readHouseholdFile(on, candidate.household, nowMs);
  const to = file === null ? null : reach(file);
  if (file === null || to === null) return null;
  const { zone } = file.household;
  const callback: Callback = {
    id: uuidv7(), householdId: candidate.household, ...to, dueAtMs: nextOpenTime(nowMs, policy, zone), zone, windowMinutes: WINDOW_MINUTES,
    purpose: `${list.name}：${becauseOf(list.because, candidate.found)}`.slice(0, 120), permissionReason: list.permissionReason, ownerAgentId: null, state: 'open', attempts: 0, maxAttempts: TRIES,
    // What is owed was asked for then: an opt-out since ends it.
    agreedText: '', agreedInInteractionId: null, agreedByAgentId: null, agreedAtMs: candidate.basis ?? nowMs, closedReason: null,
  };
  return mayStand(callback, file, policy, nowMs) ? callback : null;
}

async function enter(client: Connection, list: WorkList, candidate: Candidate, policy: Policy, nowMs: number): Promise<boolean> {
  // An opt-out of this moment comes before it or finds the callback.
  if (!await lockHousehold(client, candidate.household)) return false;
  const callback = await callbackOf(client, list, candidate, policy, nowMs);
  if (callback === null) return false;
  await addCallback(client, callback);
  if (!await enterWorkList(client, { listId: list.id, candidate, callbackId: callback.id, nowMs })) throw new EnteredBefore();
  const followed = await tellFollowers(client, { deed: 'callback-listed', households: [callback.householdId], others: [], by: null }, nowMs);
  await touch(client, mergeTouched([await callbackTouched(client, callback.id, callback.householdId, null), followed]));
  return true;
}

/** Another central was first: what was written is undone. */
class EnteredBefore extends Error {}

/** Takes one out whom the conditions or the gate no longer name. @returns whether it did. */
async function leave(client: Connection, list: WorkList, standing: Standing, policy: Policy, nowMs: number): Promise<boolean> {
  if (!await lockHousehold(client, standing.householdId)) return false;
  const callback = (await lockCallback(client, standing.callbackId))?.callback;
  if (callback === undefined || callback.state !== 'open') return false;
  // Somebody agreed on something with them meanwhile: it is a promise now.
  if (callback.permissionReason !== list.permissionReason) return false;
  const file = await readHouseholdFile(client, callback.householdId, nowMs);
  if (list.active && standing.meets && file !== null && mayStandOn(callback, file, policy, nowMs)) return false;
  await closeCallback(client, callback.id, { state: 'cancelled', reason: LEFT_LIST, atMs: nowMs, interactionId: null });
  await leaveWorkList(client, list.id, standing, nowMs);
  const followed = await tellFollowers(client, { deed: 'callback-cancelled', households: [callback.householdId], others: [callback.id], by: null }, nowMs);
  await touch(client, mergeTouched([await callbackTouched(client, callback.id, callback.householdId, callback.ownerAgentId), followed]));
  return true;
}

/** Of one that stands already, tries in vain are not counted against it: its own ladder does that. */
function mayStandOn(callback: Callback, file: HouseholdFile, policy: Policy, nowMs: number): boolean {
  const { checks } = mayRing({ callback, file, reason: callback.permissionReason, nowMs, policy });
  return checks.every((check) => check.ok || check.key === 'hours' || check.key === 'frequency' || check.key === 'number');
}

/**
 * Runs one list: who no longer meets its conditions leaves, then the most urgent who do enter, as long as there is room.
 * Each comes and goes in a transaction of its own.
 *
 * @returns how many entered and left.
 */
export async function runWorkList(pool: Pool, id: string, nowMs: number): Promise<{ readonly entered: number; readonly left: number }> {
  const list = await workList(pool, id);
  if (list === null || !await takeWorkList(pool, id, nowMs)) return { entered: 0, left: 0 };
  const policy = await readPolicy(pool, nowMs);
  const today = localClock(nowMs, policy.zone).date;
  const standing = await standingIn(pool, list, nowMs, today);
  let [entered, left] = [0, 0];
  for (const each of standing) if (await inTransaction(pool, async (client) => await leave(client, list, each, policy, nowMs))) left += 1;
  const room = list.mostOpen - (standing.length - left);
  if (!list.active || room <= 0) return { entered, left };
  const taken = new Set<string>();
  for (const candidate of await candidatesOf(pool, list, nowMs, today, room * LOOKED_AT)) {
    if (entered >= room) break;
    // Two of one household: one row for them is enough at a time.
    if (taken.has(candidate.household)) continue;
    const isIn = await inTransaction(pool, async (client) => await enter(client, list, candidate, policy, nowMs)).catch((error: unknown) => {
      if (error instanceof EnteredBefore) return false;
      throw error;
    });
    if (!isIn) continue;
    taken.add(candidate.household);
    entered += 1;
  }
  return { entered, left };
}

/** Sentences a preview shows. */
const MOST_EXAMPLES = 3;

/**
 * What a list would do now with other figures, switched on. Nothing is written, and nobody is held: what a run does a moment
 * later may differ by whoever changed meanwhile.
 *
 * @param list with the figures that are asked about.
 * @param byAgentId whose eyes the examples are for.
 */
export async function previewWorkList(pool: Pool, list: WorkList, nowMs: number, byAgentId: string): Promise<WorkListPreview> {
  const policy = await readPolicy(pool, nowMs);
  const today = localClock(nowMs, policy.zone).date;
  const standing = await standingIn(pool, list, nowMs, today);
  const leaving = standing.filter((each) => !each.meets).length;
  const room = Math.max(0, list.mostOpen - (standing.length - leaving));
  const examples: string[] = [];
  const taken = new Set<string>();
  let heldBack = 0;
  for (const candidate of await candidatesOf(pool, list, nowMs, today, room * LOOKED_AT)) {
    if (taken.size >= room) break;
    if (taken.has(candidate.household)) continue;
    if (await callbackOf(pool, list, candidate, policy, nowMs) === null) {
      heldBack += 1;
      continue;
    }
    taken.add(candidate.household);
    if (examples.length < MOST_EXAMPLES && await isVisible(pool, candidate.household, byAgentId, nowMs)) examples.push(becauseOf(list.because, candidate.found));
  }
  return { matching: await countMatching(pool, list, nowMs, today), entering: taken.size, heldBack, leaving, examples };
}

/** Runs the lists that are due, once an hour each, by central's own clock. */
export const keepWorkLists = ({ pool, clock, bell }: Pick<Central, 'pool' | 'clock' | 'bell'>): Ticker => new Ticker(TICK_MS, async () => {
  for (const id of await dueWorkLists(pool, clock.now())) {
    const { entered, left } = await runWorkList(pool, id, clock.now());
    if (entered + left > 0) bell.ring();
  }
}, 'running the work lists failed');
