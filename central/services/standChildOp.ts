import type { Agent } from '../../shared/agents/agent.ts';
import type { ChildLeaveReason } from '../../shared/customers/child.ts';
import { cancelledWithChild, hangsOnChild, standingTaken } from '../../shared/customers/formerChild.ts';
import type { Op } from '../../shared/sync/pushMessages.ts';
import { cancelledWithFormer, childrenIn, endChild, lockFormerChild, lockOpenCallbacksOf, lostIn, type OwnedCallback, reopenCallbacks, returnChild } from '../store/formerChildren.ts';
import { lockHousehold } from '../store/households.ts';
import { addNotice } from '../store/notices.ts';
import type { Connection } from '../store/pool.ts';
import { lockChild } from '../store/recordValues.ts';
import { householdTouched, mergeTouched, type Touched } from '../store/touch.ts';
import { type Applied, refusedOp } from './applied.ts';
import { callbackTouched } from './applyCallbackOp.ts';

type PatchChild = Extract<Op, { kind: 'child.patch' }>;

/**
 * A child is not in its family's file any more, written down by mistake or lost, or is in it after all. What was agreed about a
 * lost child alone is cancelled with it, and its owners are told; put back, what nothing else has become of is open again.
 */
export async function standChildOp(client: Connection, op: PatchChild, me: Agent, nowMs: number): Promise<Applied> {
  const { householdId, childId, base, set } = op.data;
  const to = set.standing;
  // Nothing is corrected of a child in the breath in which it goes.
  if (to === undefined || Object.values(set).filter((value) => value !== undefined).length > 1) return refusedOp('bad-op', 'set');
  const child = await lockChild(client, childId);
  if (!await lockHousehold(client, householdId)) return refusedOp('not-found', 'householdId');
  const former = child === null ? await lockFormerChild(client, childId) : null;
  if ((child ?? former)?.householdId !== householdId) return refusedOp('not-found', 'childId');
  const subjects = [{ table: 'household', id: householdId }] as const;
  const stands = former?.reason ?? 'theirs';
  // Said before by somebody else, or by this desktop in an op of its own: it stands so.
  if (to === stands) return { ok: true, touched: [], subjects };
  if (!standingTaken(base.standing, to, stands)) return refusedOp('conflict', 'set.standing', stands, subjects);

  const changed: OwnedCallback[] = former === null ? [] : [...await putBack(client, householdId, former.id, me, nowMs)];
  const notices: Touched[] = [];
  if (to !== 'theirs') {
    const left = await leave(client, op, to, me, nowMs);
    changed.push(...left.cancelled);
    notices.push(...left.notices);
  }
  const lists: (readonly Touched[])[] = [await householdTouched(client, householdId, []), notices];
  for (const { id, ownerAgentId } of changed) lists.push(await callbackTouched(client, id, householdId, ownerAgentId));
  return { ok: true, touched: mergeTouched(lists), subjects: [...subjects, ...[...new Set(changed.map((each) => each.id))].map((id) => ({ table: 'callback', id }) as const)] };
}

async function leave(client: Connection, { data, atMs }: PatchChild, reason: ChildLeaveReason, me: Agent, nowMs: number): Promise<{ readonly cancelled: readonly OwnedCallback[]; readonly notices: readonly Touched[] }> {
  const { householdId, childId, source } = data;
  const saidAtMs = Math.min(atMs, nowMs);
  const children = await childrenIn(client, householdId);
  const child = children.find((each) => each.id === childId);
  const others = children.filter((each) => each.id !== childId);
  const cancelled = reason === 'lost' && child !== undefined ? cancelledWithChild(await lockOpenCallbacksOf(client, householdId), child, others, data.callbacks, saidAtMs) : [];
  await endChild(client, childId, { reason, source, saidAtMs, endedAtMs: nowMs, agentId: me.id, agentName: me.name, cancelled: cancelled.map((each) => each.id) });
  const notices: Touched[] = [];
  for (const { id, ownerAgentId } of cancelled) {
    if (ownerAgentId !== null && ownerAgentId !== me.id) notices.push(await addNotice(client, { toAgentId: ownerAgentId, kind: 'callback-child-lost', householdId, detail: { callbackId: id }, madeAtMs: nowMs }));
  }
  return { cancelled, notices };
}

/** @returns the callbacks that are open again; those that another loss of the family forbids are not. */
async function putBack(client: Connection, householdId: string, formerId: string, me: Agent, nowMs: number): Promise<readonly OwnedCallback[]> {
  const cancelled = await cancelledWithFormer(client, formerId);
  await returnChild(client, formerId, nowMs, me.name);
  const [children, lost] = [await childrenIn(client, householdId), await lostIn(client, householdId)];
  const open = cancelled.filter((callback) => !lost.some((each) => hangsOnChild(callback, each.child, children)));
  return await reopenCallbacks(client, open.map((each) => each.id));
}
