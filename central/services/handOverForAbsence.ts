import { v7 as uuidv7 } from 'uuid';
import type { Agent } from '../../shared/agents/agent.ts';
import { customerRoles } from '../../shared/agents/roleRights.ts';
import type { AbsenceReply, AbsenceRequest, AgentPromises } from '../../shared/sync/absenceMessages.ts';
import { addAbsence, dueMeanwhile, dropAbsence, type DuePromise, isAway, lockDueMeanwhile } from '../store/absences.ts';
import { agentById, holdAgent } from '../store/agents.ts';
import { setCallbackOwner } from '../store/callbacks.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { setFallbacks } from '../store/fallbackBatch.ts';
import { chooseFallback } from '../store/lateCallbacks.ts';
import { addNotice } from '../store/notices.ts';
import { beginOp, finishOp } from '../store/opLog.ts';
import type { Connection } from '../store/pool.ts';
import { isVisible } from '../store/remits.ts';
import { mergeTouched, touch, type Touched } from '../store/touch.ts';
import { callbackTouched, mayOwn } from './applyCallbackOp.ts';
import type { Central } from './central.ts';
import { tellFollowers } from './tellFollowers.ts';
import { done, type Outcome, refuse, refused } from './refusals.ts';

/** Why central handed a callback over: a code in the log of ops. */
const ABSENCE = 'absence';

const fallbackOf = async (client: Connection, agentId: string, { householdId, dueAtMs, fallbackAgentId }: Pick<DuePromise, 'householdId' | 'dueAtMs' | 'fallbackAgentId'>): Promise<string | null> =>
  await chooseFallback(client, { householdId, ownerAgentId: agentId, named: fallbackAgentId, atMs: dueAtMs, onlyHere: false, roles: customerRoles });

/** What an agent has to keep within a time, and who would have it instead; null: there is no such agent. */
export async function promisesMeanwhile(central: Central, agentId: string, fromMs: number, untilMs: number, by: Agent): Promise<AgentPromises | null> {
  const { pool, clock } = central;
  if (await agentById(pool, agentId) === null) return null;
  const due = await dueMeanwhile(pool, agentId, fromMs, untilMs, clock.now(), by.id);
  const names = new Map<string, string>();
  const promises = [];
  for (const { visible, fallbackAgentId, ...promise } of due) {
    if (!visible) continue;
    const id = await fallbackOf(pool, agentId, { ...promise, fallbackAgentId });
    if (id !== null && !names.has(id)) names.set(id, (await agentById(pool, id))?.name ?? '');
    promises.push({ ...promise, fallback: id === null ? null : { id, name: names.get(id) ?? '' } });
  }
  return { promises, hidden: due.length - promises.length };
}

/**
 * Writes down that an agent is away and gives everything that is due meanwhile a new owner, or nobody: then it stands under
 * 无人认领. All in one transaction: what a desktop agrees at this moment comes before it or after it, and after it is found by
 * whoever tells late promises onward.
 *
 * @returns how many there were, and what became of them: the one is the sum of the others.
 */
export async function handOverForAbsence(central: Central, agentId: string, request: AbsenceRequest, by: Agent): Promise<Outcome<AbsenceReply>> {
  const nowMs = central.clock.now();
  const outcome = await inTransaction<Outcome<AbsenceReply>>(central.pool, async (client) => {
    if (await holdAgent(client, agentId) === null) return refused(refuse(404, 'not-found', 'id'));
    const due = await lockDueMeanwhile(client, agentId, request.fromMs, request.untilMs, nowMs);
    const wanted = new Map(request.to.map(({ callbackId, toAgentId }, place) => [callbackId, { toAgentId, place }]));
    for (const [callbackId, { toAgentId, place }] of wanted) {
      const promise = due.find((each) => each.id === callbackId);
      if (promise === undefined || !await isVisible(client, promise.householdId, by.id, nowMs)) return refused(refuse(404, 'not-found', `to.${place}.callbackId`));
      if (toAgentId !== null && (!await mayOwn(client, toAgentId, promise.householdId, nowMs) || await isAway(client, toAgentId, promise.dueAtMs))) return refused(refuse(404, 'not-found', `to.${place}.toAgentId`));
    }
    const id = uuidv7();
    await addAbsence(client, { id, agentId, fromMs: request.fromMs, untilMs: request.untilMs, byAgentId: by.id, nowMs });
    const touched: Touched[] = [];
    const owners = new Map<string, string>();
    for (const promise of due) {
      const named = wanted.get(promise.id);
      const owner = named === undefined ? await fallbackOf(client, agentId, promise) : named.toAgentId;
      touched.push(...await handOver(client, promise, agentId, owner, by, nowMs));
      if (owner !== null) owners.set(promise.id, owner);
    }
    for (const owner of new Set(owners.values())) {
      if (owner !== by.id) touched.push(await addNotice(client, { toAgentId: owner, kind: 'promises-handed', householdId: null, detail: {}, madeAtMs: nowMs }));
    }
    // Two of one household: the second still finds the first where it stood. That it is gone from there is the last word.
    await touch(client, mergeTouched([touched, touched.filter((one) => one.gone === true)]));
    return done({ id, before: due.length, handedOver: owners.size, unclaimed: due.length - owners.size });
  });
  central.bell.ring();
  return outcome;
}

async function handOver(client: Connection, { id, householdId, dueAtMs, fallbackAgentId }: DuePromise, fromAgentId: string, owner: string | null, by: Agent, nowMs: number): Promise<readonly Touched[]> {
  const op = { id: uuidv7(), kind: 'callback.handover', atMs: nowMs };
  await beginOp(client, op, by.id, nowMs, { callbackId: id, toAgentId: owner, reason: ABSENCE, fromAgentId }, []);
  await setCallbackOwner(client, id, owner);
  if (owner !== null && (fallbackAgentId === owner || fallbackAgentId === null)) {
    await setFallbacks(client, [{ id, fallback: await chooseFallback(client, { householdId, ownerAgentId: owner, named: null, atMs: dueAtMs, onlyHere: false, roles: customerRoles }) }]);
  }
  await finishOp(client, op.id, { ok: true, refusal: null, field: null, standing: null, subjects: [{ table: 'callback', id }, { table: 'household', id: householdId }] });
  return [...await callbackTouched(client, id, householdId, owner), ...await tellFollowers(client, { deed: owner === null ? 'callback-unclaimed' : 'callback-handed', households: [householdId], others: [id], by }, nowMs)];
}

/** They are back, or never went: what was handed over stays where it is. @returns false when there is no such absence. */
export async function endAbsence(central: Central, id: string): Promise<boolean> {
  return await dropAbsence(central.pool, id);
}
