import type { Connection } from '../store/pool.ts';
import type { Agent } from '../../shared/agents/agent.ts';
import { seesCustomers } from '../../shared/agents/roleRights.ts';
import type { Callback } from '../../shared/callbacks/callback.ts';
import { hangsOnChild } from '../../shared/customers/formerChild.ts';
import { assertNever } from '../../shared/language/assertNever.ts';
import { storePhone } from '../../shared/customers/phoneNumber.ts';
import type { Op, OpData } from '../../shared/sync/pushMessages.ts';
import { holdAgent } from '../store/agents.ts';
import {
  addCallback, closeCallback, lockCallback, rescheduleCallback, retryCallback, type StandingCallback, setCallbackOwner,
} from '../store/callbacks.ts';
import { childrenIn, lostIn } from '../store/formerChildren.ts';
import { formerByNumber, lockPhone, setCallbackNumber } from '../store/formerPhones.ts';
import { nameFallback } from '../store/lateCallbacks.ts';
import { lockInteraction } from '../store/contacts.ts';
import { customerIsOf, householdExists, lockHousehold } from '../store/households.ts';
import { optedOutSince } from '../store/leave.ts';
import { isVisible } from '../store/remits.ts';
import { agentScope, holdersOf, householdsTouched, mergeTouched, POOL, type Touched } from '../store/touch.ts';
import { type Applied, refusedOp } from './applied.ts';
import { type Refused, refuseChange, refuseClaim, refuseDone } from './callbackRules.ts';

type ChangeKind = 'callback.claim' | 'callback.done' | 'callback.retry' | 'callback.reschedule' | 'callback.handover' | 'callback.cancel';
type ChangeOp = Extract<Op, { kind: ChangeKind }>;

/** A new promise. Its owner may be a colleague, or nobody yet; who is behind its owner is named here, or chosen within seconds (promiseKeeper.ts). */
export async function addCallbackOp(client: Connection, data: OpData<'callback.add'>, me: Agent, nowMs: number): Promise<Applied> {
  const { callback } = data;
  if (callback.state !== 'open') return refusedOp('bad-op', 'callback.state');
  // A promise without a number could never be kept.
  const { number } = storePhone(callback.number);
  if (number === null) return refusedOp('bad-op', 'callback.number');
  if (!await householdExists(client, callback.householdId)) return refusedOp('not-found', 'callback.householdId');
  if (callback.customerId !== null && !await customerIsOf(client, callback.customerId, callback.householdId)) {
    return refusedOp('not-found', 'callback.customerId');
  }
  const owner = callback.ownerAgentId;
  if (owner !== null && !await mayOwn(client, owner, callback.householdId, nowMs)) return refusedOp('not-found', 'callback.ownerAgentId');
  const subjects = [{ table: 'callback', id: callback.id }, { table: 'household', id: callback.householdId }] as const;
  // Agreed on a desktop that had not heard of it: whoever opts out is not rung by what was agreed before.
  await lockHousehold(client, callback.householdId);
  const out = await optedOutSince(client, callback.householdId, callback.customerId, 'phone', callback.agreedAtMs);
  if (out !== null) return refusedOp('not-allowed', 'callback.agreedAtMs', 'opted-out', subjects);
  // Nor about a child they have lost, by what was agreed before that was said.
  if (await isOfLostChild(client, callback)) return refusedOp('not-allowed', 'callback.agreedAtMs', 'child-lost', subjects);
  // Agreed for a number that is not theirs any more, as nobody there knew: somebody chooses another. As it is stored, the store sees that it is the same.
  const isFormer = await formerByNumber(client, callback.householdId, number) !== null;
  if (!await addCallback(client, { ...callback, number: isFormer ? number : callback.number, agreedByAgentId: me.id })) return refusedOp('conflict', 'callback.id', null, subjects);
  // Who is named and may not have it is nobody: central chooses, as it does where nobody is named.
  if (data.fallbackAgentId !== undefined && await mayOwn(client, data.fallbackAgentId, callback.householdId, nowMs)) await nameFallback(client, callback.id, data.fallbackAgentId);
  return { ok: true, touched: await callbackTouched(client, callback.id, callback.householdId, owner), subjects };
}

/** Claims, closes, puts off or hands over a callback that is there. */
export async function changeCallbackOp(client: Connection, op: ChangeOp, me: Agent, nowMs: number): Promise<Applied> {
  const id = op.data.callbackId;
  const standing = await lockCallback(client, id);
  if (standing === null) return refusedOp('not-found', 'callbackId');
  const { householdId, ownerAgentId } = standing.callback;
  const subjects = [{ table: 'callback', id }, { table: 'household', id: householdId }] as const;
  const refused = await refuse(client, op, standing, me, nowMs);
  if (refused === 'already') return { ok: true, touched: [], subjects };
  if (refused !== null) return { ok: false, refused, subjects };
  const owner = await change(client, op, householdId, me, nowMs);
  return { ok: true, touched: await callbackTouched(client, id, householdId, owner === 'same' ? ownerAgentId : owner), subjects };
}

async function isOfLostChild(client: Connection, callback: Callback): Promise<boolean> {
  const lost = (await lostIn(client, callback.householdId)).filter((each) => each.saidAtMs >= callback.agreedAtMs);
  if (lost.length === 0) return false;
  const children = await childrenIn(client, callback.householdId);
  return lost.some((each) => hangsOnChild(callback, each.child, children));
}

async function refuse(client: Connection, op: ChangeOp, standing: StandingCallback, me: Agent, nowMs: number): Promise<Refused | 'already' | null> {
  if (op.kind === 'callback.claim') {
    const refused = refuseClaim(standing, me);
    if (refused !== null) return refused;
    return await mayOwn(client, me.id, standing.callback.householdId, nowMs) ? null : { refusal: 'not-allowed', field: 'callbackId', standing: null };
  }
  if (op.kind === 'callback.done' || op.kind === 'callback.retry') {
    if (await lockInteraction(client, op.data.interactionId) === null) return { refusal: 'not-found', field: 'interactionId', standing: null };
  }
  if (op.kind === 'callback.reschedule' && op.data.phoneId !== undefined && await lockPhone(client, op.data.phoneId, standing.callback.householdId) === null) {
    return { refusal: 'conflict', field: 'phoneId', standing: 'not-theirs' };
  }
  if (op.kind === 'callback.done') return refuseDone(standing, me, op.data.interactionId);
  const refused = refuseChange(standing, me);
  const named = namedIn(op);
  if (refused === null && named !== null && !await mayOwn(client, named.agentId, standing.callback.householdId, nowMs)) return { refusal: 'not-found', field: named.field, standing: null };
  return refused;
}

/** The colleague who is to have the callback, now or when its owner does not keep it; null: none is named. */
function namedIn(op: ChangeOp): { readonly field: string; readonly agentId: string } | null {
  const [field, agentId] = op.kind === 'callback.handover' ? ['toAgentId', op.data.toAgentId] : op.kind === 'callback.reschedule' ? ['fallbackAgentId', op.data.fallbackAgentId] : [];
  return field === undefined || agentId == null ? null : { field, agentId };
}

/** @returns the owner from now on. */
async function change(client: Connection, op: ChangeOp, householdId: string, me: Agent, nowMs: number): Promise<string | null | 'same'> {
  const id = op.data.callbackId;
  switch (op.kind) {
    case 'callback.claim':
      await setCallbackOwner(client, id, me.id);
      return me.id;
    case 'callback.handover':
      await setCallbackOwner(client, id, op.data.toAgentId, op.data.interactionId ?? null);
      return op.data.toAgentId;
    case 'callback.done':
      await closeCallback(client, id, { state: 'done', reason: null, atMs: nowMs, interactionId: op.data.interactionId });
      return 'same';
    case 'callback.cancel':
      await closeCallback(client, id, { state: 'cancelled', reason: op.data.reason, atMs: nowMs, interactionId: op.data.interactionId ?? null });
      return 'same';
    case 'callback.retry':
      await retryCallback(client, id, op.data.nextDueAtMs, op.data.interactionId);
      return 'same';
    case 'callback.reschedule':
      await rescheduleCallback(client, id, op.data.dueAtMs, op.data.agreedText);
      if (op.data.phoneId !== undefined) await setCallbackNumber(client, id, (await lockPhone(client, op.data.phoneId, householdId))?.number ?? '');
      if (op.data.fallbackAgentId !== undefined) await nameFallback(client, id, op.data.fallbackAgentId);
      return 'same';
    default: return assertNever(op, 'callback op');
  }
}

/**
 * Callbacks are owned by people who still work here, whose role is shown customers and who are shown this household. Their
 * account is held until the transaction ends: one that is closed at this moment releases this callback too.
 */
export async function mayOwn(client: Connection, agentId: string, householdId: string, nowMs: number): Promise<boolean> {
  const agent = await holdAgent(client, agentId);
  return agent?.active === true && seesCustomers(agent.role) && await isVisible(client, householdId, agentId, nowMs);
}

/** The callback in its owner's scope (or the pool) and gone from where it stood before; its household where it is shown. */
export async function callbackTouched(client: Connection, id: string, householdId: string, owner: string | null): Promise<readonly Touched[]> {
  return await callbacksTouched(client, [{ id, householdId, ownerAgentId: owner }]);
}

/** The same of several callbacks. */
export async function callbacksTouched(client: Connection, callbacks: readonly { readonly id: string; readonly householdId: string; readonly ownerAgentId: string | null }[]): Promise<readonly Touched[]> {
  const stood = await holdersOf(client, 'callback', callbacks.map(({ id }) => id));
  const homes = new Map<string, string[]>();
  const own: Touched[] = [];
  for (const { id, householdId, ownerAgentId } of callbacks) {
    const home = ownerAgentId === null ? POOL : agentScope(ownerAgentId);
    homes.set(householdId, [...homes.get(householdId) ?? [], ...(ownerAgentId === null ? [] : [home])]);
    own.push({ scope: home, tbl: 'callback', id });
    for (const before of stood) if (before.id === id && before.scope !== home) own.push({ scope: before.scope, tbl: 'callback', id, gone: true });
  }
  return mergeTouched([await householdsTouched(client, homes), own]);
}
