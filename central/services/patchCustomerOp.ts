import type { Agent } from '../../shared/agents/agent.ts';
import { identityFields, type PatchFields } from '../../shared/customers/customerPatch.ts';
import type { Op } from '../../shared/sync/pushMessages.ts';
import { lockCustomer, saidOfCustomer, setCustomerFields } from '../store/customerFields.ts';
import { turnRecordLeave } from '../store/leave.ts';
import type { Connection } from '../store/pool.ts';
import { householdTouched } from '../store/touch.ts';
import { type Applied, refusedOp } from './applied.ts';
import { badPatch, fieldsApplied, judgeFields } from './judgeFields.ts';

/** Fields of a person corrected, three-way (`judgeFields`). */
export async function patchCustomerOp(client: Connection, op: Extract<Op, { kind: 'customer.patch' }>, me: Agent, nowMs: number): Promise<Applied> {
  const { customerId } = op.data;
  const bad = badPatch(op.data);
  if (bad !== null) return bad;
  const customer = await lockCustomer(client, customerId);
  if (customer === null) return refusedOp('not-found', 'customerId');

  const patch = { ...op.data, atMs: op.atMs };
  const standing = { ...customer };
  await judgeFields(saidOfCustomer(client, customer), patch, standing, identityFields, me, nowMs);
  const applied = fieldsApplied(patch, standing, identityFields) as PatchFields;
  await setCustomerFields(client, customerId, applied);
  if (applied.channelAttitude !== undefined) await turnRecordLeave(client, customer, applied.channelAttitude, me, Math.min(op.atMs, nowMs));
  const { householdId } = customer;
  return { ok: true, touched: await householdTouched(client, householdId, []), subjects: [{ table: 'household', id: householdId }] };
}
