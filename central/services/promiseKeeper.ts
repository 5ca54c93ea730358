import { chooseFallbacks } from '../../shared/callbacks/chooseFallbacks.ts';
import { lateSteps, type LatePolicy, nextLateStep } from '../../shared/callbacks/lateSteps.ts';
import { customerRoles } from '../../shared/agents/roleRights.ts';
import type { NoticeKind } from '../../shared/notices/notice.ts';
import { must } from '../../shared/language/must.ts';
import { SECOND_MS } from '../../shared/time/utcMs.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { fallbackCandidates, lockUnnamed, setFallbacks, shownPromise, type UnnamedPromise, withoutFallback } from '../store/fallbackBatch.ts';
import { addPromiseStep, chooseFallback, lateCallbacks, lockLate, readLatePolicy, settleLate, supervisorsOf } from '../store/lateCallbacks.ts';
import { addNotice } from '../store/notices.ts';
import type { Connection, Pool } from '../store/pool.ts';
import { mergeTouched, touch, type Touched } from '../store/touch.ts';
import { callbacksTouched, callbackTouched } from './applyCallbackOp.ts';
import type { Central } from './central.ts';
import { tellFollowers } from './tellFollowers.ts';
import { tellLateQuestions } from './expertQuestionOps.ts';
import { Ticker } from './ticker.ts';

const TICK_MS = 5 * SECOND_MS;
const BATCH = 200;
/** Fallback owners that are written down in one transaction: the families stay held until it ends, and whoever writes of one of them waits. */
const AT_ONCE = 40;

/** One promise, in a transaction of its own: its step, the owner it goes to and who is told of it are stored together or not at all. */
async function tellOnward(client: Connection, id: string, policy: LatePolicy, nowMs: number): Promise<boolean> {
  const late = await lockLate(client, id, nowMs);
  if (late === null) return false;
  const { callback, ownerIsHere, ownerIsTalking } = late;
  const { householdId, ownerAgentId, dueAtMs } = callback;
  const step = must(lateSteps[late.step], 'late step');
  const fallback = ownerAgentId === null ? null : await chooseFallback(client, { householdId, ownerAgentId, named: late.fallbackAgentId, atMs: nowMs, onlyHere: true, roles: customerRoles });
  const next = nextLateStep({ dueAtMs, windowMinutes: callback.windowMinutes, permissionReason: callback.permissionReason, ownerAgentId, step }, { ownerIsHere, ownerIsTalking, hasFallback: fallback !== null }, policy, nowMs);
  const owner = next.step === 'fallback' ? fallback : next.step === 'unclaimed' ? null : ownerAgentId;
  await settleLate(client, id, next.step === 'wait' ? late.step : lateSteps.indexOf(next.step), owner, next.nextMs);
  // Nobody's from the start and nothing anybody was promised: it stands where it stood.
  if (next.step === 'wait' || (next.step === 'unclaimed' && ownerAgentId === null)) return true;
  await addPromiseStep(client, { callbackId: id, dueAtMs, step: next.step, atMs: nowMs, fromAgentId: ownerAgentId, toAgentId: owner });

  const told: Touched[] = [];
  const tell = async (toAgentId: string | null, kind: NoticeKind): Promise<void> => {
    if (toAgentId !== null) told.push(await addNotice(client, { toAgentId, kind, householdId, detail: { callbackId: id, dueAtMs: String(dueAtMs), zone: callback.zone }, madeAtMs: nowMs }));
  };
  const tellSupervisors = async (kind: NoticeKind): Promise<void> => {
    for (const each of await supervisorsOf(client, ownerAgentId, householdId, nowMs)) await tell(each, kind);
  };
  switch (next.step) {
    case 'owner': await tell(ownerAgentId, 'promise-due'); break;
    case 'fallback':
      await tell(owner, 'promise-yours');
      await tell(ownerAgentId, 'promise-passed-on');
      break;
    case 'supervisor': await tellSupervisors('promise-late'); break;
    case 'unclaimed':
      await tell(ownerAgentId, 'promise-unclaimed');
      await tellSupervisors('promise-unclaimed');
      break;
  }
  if (next.step === 'fallback' || next.step === 'unclaimed') told.push(...await tellFollowers(client, { deed: next.step === 'fallback' ? 'callback-passed-on' : 'callback-unclaimed', households: [householdId], others: [id], by: null }, nowMs));
  await touch(client, mergeTouched([owner === ownerAgentId ? [] : await callbackTouched(client, id, householdId, owner), told]));
  return true;
}

/**
 * Tells every late promise whose next step is due onward, once. Safe to run in several centrals at a time and to break off
 * anywhere: what is stored is stored whole, and the rest is found again.
 *
 * @returns how many it was of.
 */
export async function tellLatePromises(pool: Pool, nowMs: number): Promise<number> {
  const policy = await readLatePolicy(pool);
  let count = 0;
  for (const id of await lateCallbacks(pool, nowMs, BATCH)) {
    if (await inTransaction(pool, async (client) => await tellOnward(client, id, policy, nowMs))) count += 1;
  }
  return count;
}

/**
 * Gives promises that have none a fallback owner; who has nobody behind them is asked about again when it is late.
 *
 * @returns of how many desktops are to hear.
 */
export async function nameFallbacks(pool: Pool): Promise<number> {
  const promises = await withoutFallback(pool, BATCH);
  if (promises.length === 0) return 0;
  const candidates = await fallbackCandidates(pool, customerRoles, promises.map(({ atMs }) => atMs));
  const chosen = await chooseFallbacks(promises, candidates, async (promise, agentIds) => await shownPromise(pool, promise, agentIds));
  const named = promises.map((promise, place) => ({ ...promise, fallback: chosen[place] ?? null }));
  let count = 0;
  for (let from = 0; from < named.length; from += AT_ONCE) {
    count += await inTransaction(pool, async (client) => await writeFallbacks(client, named.slice(from, from + AT_ONCE)));
  }
  return count;
}

/** @returns how many changed. What went to another or was closed meanwhile is left, and looked at again. */
async function writeFallbacks(client: Connection, of: readonly (UnnamedPromise & { readonly fallback: string | null })[]): Promise<number> {
  const held = await lockUnnamed(client, of);
  const standing = of.filter(({ id }) => held.has(id));
  await setFallbacks(client, standing);
  // Of one that stays as it was nothing is seen.
  const changed = standing.filter(({ fallback, named }) => fallback !== named);
  if (changed.length > 0) await touch(client, await callbacksTouched(client, changed));
  return changed.length;
}

/** Sees to it by central's own clock, every five seconds; what fell due while no central ran is found at once. */
export const keepPromises = ({ pool, clock, bell }: Pick<Central, 'pool' | 'clock' | 'bell'>): Ticker => new Ticker(TICK_MS, async () => {
  const late = [await nameFallbacks(pool), await tellLatePromises(pool, clock.now()), await tellLateQuestions(pool, clock.now())];
  if (late.some((count) => count > 0)) bell.ring();
}, 'telling late promises onward failed', true);
