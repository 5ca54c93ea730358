import type { Agent } from '../../shared/agents/agent.ts';
import { channels } from '../../shared/customers/customer.ts';
import type { OpData } from '../../shared/sync/pushMessages.ts';
import { customerIsOf, lockHousehold } from '../store/households.ts';
import { addConsent, addOptOut, grantLeave, optedOutSince } from '../store/leave.ts';
import { addNotice } from '../store/notices.ts';
import type { Connection } from '../store/pool.ts';
import { agentScope, householdTouched, mergeTouched, POOL, type Touched } from '../store/touch.ts';
import { type Applied, refusedOp } from './applied.ts';

/** Leave to contact somebody, with its proof. One that was overtaken by a later opt-out is refused: it says nothing any more. */
export async function addConsentOp(client: Connection, data: OpData<'consent.add'>, me: Agent): Promise<Applied> {
  const { consent } = data;
  const { householdId, customerId, channel, givenAtMs } = consent;
  if (consent.untilMs !== null && consent.untilMs <= givenAtMs) return refusedOp('bad-op', 'consent.untilMs');
  if (consent.proofKind !== 'unknown' && consent.proof === null) return refusedOp('bad-op', 'consent.proof');
  if (!await lockHousehold(client, householdId)) return refusedOp('not-found', 'consent.householdId');
  if (customerId !== null && !await customerIsOf(client, customerId, householdId)) return refusedOp('not-found', 'consent.customerId');
  const subjects = [{ table: 'household', id: householdId }] as const;
  if (await optedOutSince(client, householdId, customerId, channel, givenAtMs) !== null) return refusedOp('conflict', 'consent.givenAtMs', 'opted-out', subjects);
  if (!await addConsent(client, consent, me.id, me.name)) return refusedOp('conflict', 'consent.id', null, subjects);
  await grantLeave(client, consent);
  return { ok: true, touched: await householdTouched(client, householdId, []), subjects };
}

/**
 * An opt-out holds from the moment it is stored: queued callbacks of the channel are cancelled, consent is withdrawn, and
 * a colleague who loses a callback by it is sent a notice. What an offline desktop agreed before and pushes later is
 * refused (see addCallbackOp).
 */
export async function addOptOutOp(client: Connection, data: OpData<'opt-out.add'>, me: Agent, nowMs: number): Promise<Applied> {
  const { optOut } = data;
  const { householdId, customerId } = optOut;
  if (!await lockHousehold(client, householdId)) return refusedOp('not-found', 'optOut.householdId');
  if (customerId !== null && !await customerIsOf(client, customerId, householdId)) return refusedOp('not-found', 'optOut.customerId');
  const subjects = [{ table: 'household', id: householdId }] as const;
  const said = { ...optOut, saidAtMs: Math.min(optOut.saidAtMs, nowMs) };
  // Read before they close: householdTouched tells of open callbacks only.
  const cancelled = await addOptOut(client, said, optOut.channel === 'all' ? channels : [optOut.channel], me, nowMs);
  if (cancelled === null) return refusedOp('conflict', 'optOut.id', null, subjects);
  const touched: Touched[] = cancelled.map(({ id, ownerAgentId }) => ({ scope: ownerAgentId === null ? POOL : agentScope(ownerAgentId), tbl: 'callback', id }));
  for (const { id, ownerAgentId } of cancelled) {
    if (ownerAgentId !== null && ownerAgentId !== me.id) touched.push(await addNotice(client, { toAgentId: ownerAgentId, kind: 'callback-opted-out', householdId, detail: { callbackId: id }, madeAtMs: nowMs }));
  }
  return {
    ok: true, touched: mergeTouched([await householdTouched(client, householdId, []), touched]),
    subjects: [...subjects, ...cancelled.map(({ id }) => ({ table: 'callback', id }) as const)],
  };
}
