import { v7 as uuidv7 } from 'uuid';
import type { Agent } from '../../shared/agents/agent.ts';
import type { ErasureReply, ErasureRequest } from '../../shared/customers/erasure.ts';
import { addErasuresToList } from '../backup/erasureList.ts';
import {
  addErasure, blotOut, dropNoticesAbout, eraseRecords, type Going, householdPeople, lockCallbacksOf, type LostCallback, namesErased, numbersOfPeople, type Person, type StoredErasure, tracesOfPeople, withAbsorbed,
} from '../store/erasures.ts';
import { blotCoachings, coachingTouched, eraseCoachings } from '../store/coaching.ts';
import { articleTouched } from '../store/articles.ts';
import { questionsGoing } from '../store/expertQuestions.ts';
import { settleErasedQuestions } from '../store/gaps.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { lockHouseholds } from '../store/merges.ts';
import { desktopsExpected, dropHoldingsOf, expectReceipts } from '../store/mirrors.ts';
import { addNotice } from '../store/notices.ts';
import type { Connection } from '../store/pool.ts';
import { agentScope, callbackHolders, householdHolders, householdTouched, mergeTouched, openScope, touch, type Touched } from '../store/touch.ts';
import { tellFault } from '../tellFault.ts';
import type { Central } from './central.ts';
import { ALL } from './deskScopes.ts';
import { done, type Outcome, refuse, refused } from './refusals.ts';

/**
 * Erases what is kept of a household, or of one person of it, at their demand. Open callbacks are cancelled and their owners
 * told; every desktop hears of it; what is left is for counting. The last person of a household takes it along.
 *
 * @returns 404 for nobody there, 409 'already-erased', 400 when the reason, which stays, names the person or their number.
 */
export async function eraseCustomer(central: Pick<Central, 'pool' | 'clock' | 'bell' | 'config' | 'mirrors'>, request: ErasureRequest, agent: Agent): Promise<Outcome<ErasureReply>> {
  const { householdId, customerId, reason } = request;
  // Whatever was handed out a moment ago is to stand among the receipts.
  await central.mirrors.flush();
  let stored: StoredErasure | null = null;
  const outcome = await inTransaction<Outcome<ErasureReply>>(central.pool, async (client) => {
    stored = null;
    if (!(await lockHouseholds(client, [householdId])).has(householdId)) return refused(await namesErased(client, [householdId]) ? refuse(409, 'already-erased', 'householdId') : refuse(404, 'not-found', 'householdId'));
    const people = await householdPeople(client, [householdId]);
    const isTheirs = (person: Person): boolean => customerId === null || person.id === customerId;
    const gone = people.filter(isTheirs);
    if (customerId !== null && gone.length === 0) return refused(await namesErased(client, [customerId]) ? refuse(409, 'already-erased', 'customerId') : refuse(404, 'not-found', 'customerId'));
    const whole = customerId === null || people.length === gone.length;
    const numbers = await numbersOfPeople(client, householdId, whole ? null : gone.map((person) => person.id));
    const traces = await tracesOfPeople(client, gone, numbers);
    if (traces.some((trace) => reason.includes(trace))) return refused(refuse(400, 'bad-request', 'reason', 'names-the-person'));

    stored = {
      id: uuidv7(), householdId, customerId: whole ? null : customerId, reason, agentId: agent.id, agentName: agent.name, atMs: central.clock.now(),
      households: whole ? await withAbsorbed(client, [householdId]) : [], customers: await withAbsorbed(client, gone.map((person) => person.id)),
    };
    const going: Going = { householdId, whole, households: stored.households, customers: stored.customers };
    const cancelled = await erase(client, stored, going, { gone, left: people.filter((person) => !isTheirs(person)), numbers, traces });
    return done({ id: stored.id, household: whole, cancelledCallbacks: cancelled.length, desktops: await desktopsExpected(client, stored.id) });
  });
  central.bell.ring();
  // Kept beside the store too, so that a backup made before does not bring them back; it is completed at each start.
  if (stored !== null) await addErasuresToList(central.config.dataFolder, [stored]).catch((error: unknown) => { tellFault('the list of erasures could not be written', error); });
  return outcome;
}

interface Found { readonly gone: readonly Person[]; readonly left: readonly Person[]; readonly numbers: readonly string[]; readonly traces: readonly string[] }

/** All of it inside one transaction, of which the touch is the last statement. @returns the callbacks that were still to be made. */
async function erase(client: Connection, stored: StoredErasure, going: Going, { gone, left, numbers, traces }: Found): Promise<readonly LostCallback[]> {
  const { householdId, whole } = going;
  const callbacks = await lockCallbacksOf(client, going);
  const touched: Touched[] = [];
  for (const { id } of callbacks) for (const scope of await callbackHolders(client, id)) touched.push({ scope, tbl: 'callback', id, gone: true });
  touched.push(...await questionsGoing(client, going.households, going.customers));
  const holders = await householdHolders(client, householdId);
  const inHousehold = holders.map((scope) => ({ scope, tbl: 'household', id: householdId }) as const);
  const told = { scope: ALL, tbl: 'erasure', id: stored.id } as const;
  await expectReceipts(client, { eventId: stored.id, kind: 'erasure', householdId, atMs: stored.atMs }, [...inHousehold, ...touched], told);

  await addErasure(client, stored);
  for (const { id, agentId } of await dropNoticesAbout(client, going)) touched.push({ scope: agentScope(agentId), tbl: 'notice', id, gone: true });
  for (const one of await eraseCoachings(client, going.households, going.customers, stored.atMs)) touched.push(...coachingTouched(one, true));
  await eraseRecords(client, going, numbers, stored.id, stored.atMs);
  if (whole) await dropHoldingsOf(client, going.households);
  else {
    await blotOut(client, householdId, gone, left, traces);
    for (const one of await blotCoachings(client, householdId, traces)) touched.push(...coachingTouched(one));
  }
  for (const { id, gone: isGone } of await settleErasedQuestions(client)) touched.push({ ...articleTouched(id), gone: isGone });

  const cancelled = callbacks.filter((callback) => callback.wasOpen);
  for (const { ownerAgentId, dueAtMs, zone } of cancelled) {
    if (ownerAgentId !== null) touched.push(await addNotice(client, { toAgentId: ownerAgentId, kind: 'callback-erased', householdId: null, detail: { dueAtMs: String(dueAtMs), zone }, madeAtMs: stored.atMs }));
  }
  const household = whole
    ? [...inHousehold, { scope: openScope(householdId), tbl: 'household', id: householdId } as const].map((one) => ({ ...one, gone: true }))
    : await householdTouched(client, householdId, []);
  await touch(client, mergeTouched([household, touched, [told]]));
  return cancelled;
}

/**
 * Erases again what a restored backup has brought back.
 *
 * @param erasures as they were written down when they happened.
 * @returns how many of them this store had not heard of.
 */
export async function eraseAgain(client: Connection, erasures: readonly StoredErasure[]): Promise<number> {
  let again = 0;
  for (const stored of erasures) {
    if (!await addErasure(client, stored)) continue;
    again += 1;
    const people = await householdPeople(client, stored.households.length > 0 ? stored.households : [stored.householdId]);
    const gone = people.filter((person) => stored.households.length > 0 || stored.customers.includes(person.id));
    const customers = [...new Set([...stored.customers, ...gone.map((person) => person.id)])];
    const going: Going = { householdId: stored.householdId, whole: stored.households.length > 0, households: stored.households, customers };
    const numbers = (await Promise.all((going.whole ? stored.households : [stored.householdId]).map((id) => numbersOfPeople(client, id, going.whole ? null : customers)))).flat();
    const traces = await tracesOfPeople(client, gone, numbers);
    await dropNoticesAbout(client, going);
    await eraseCoachings(client, going.households, going.customers, stored.atMs);
    await eraseRecords(client, going, numbers, stored.id, stored.atMs);
    if (!going.whole) {
      await blotOut(client, stored.householdId, gone, people.filter((person) => !customers.includes(person.id)), traces);
      await blotCoachings(client, stored.householdId, traces);
    }
    await settleErasedQuestions(client);
  }
  return again;
}
