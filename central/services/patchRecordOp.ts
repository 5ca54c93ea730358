import type { Agent } from '../../shared/agents/agent.ts';
import { childIdentity, householdIdentity } from '../../shared/customers/recordPatch.ts';
import type { Op } from '../../shared/sync/pushMessages.ts';
import { lockFormerChild } from '../store/formerChildren.ts';
import type { Connection } from '../store/pool.ts';
import { lockChild, readLockedHousehold, saidOfRecord, setChild, setHousehold } from '../store/recordValues.ts';
import { householdTouched } from '../store/touch.ts';
import { type Applied, refusedOp } from './applied.ts';
import { badPatch, fieldsApplied, judgeFields } from './judgeFields.ts';
import { standChildOp } from './standChildOp.ts';

/** Fields of a child corrected, three-way: born, named, fed otherwise. A child keeps at least one of its days. */
export async function patchChildOp(client: Connection, op: Extract<Op, { kind: 'child.patch' }>, me: Agent, nowMs: number): Promise<Applied> {
  const bad = badPatch(op.data);
  if (bad !== null) return bad;
  if (op.data.set.standing !== undefined) return await standChildOp(client, op, me, nowMs);
  const { householdId } = op.data;
  const child = await lockChild(client, op.data.childId);
  const former = child === null ? await lockFormerChild(client, op.data.childId) : null;
  // Nothing is corrected of a child that is not in the file: whoever wants it back says so.
  if (former?.householdId === householdId) return refusedOp('conflict', 'childId', former.reason, [{ table: 'household', id: householdId }]);
  if (child === null || child.householdId !== householdId) return refusedOp('not-found', 'childId');
  const subjects = [{ table: 'household', id: householdId }] as const;

  const patch = { ...op.data, atMs: op.atMs };
  const after = { ...child, ...fieldsApplied(patch, child, childIdentity) };
  if (after.birthDate === null && after.dueDate === null) return refusedOp('conflict', 'set.birthDate', null, subjects);
  await judgeFields(saidOfRecord(client, 'child', child.id, householdId), patch, child, childIdentity, me, nowMs);
  await setChild(client, after);
  return { ok: true, touched: await householdTouched(client, householdId, []), subjects };
}

/** A household's name, city, address or brand corrected, three-way. Who is shown it follows its city. */
export async function patchHouseholdOp(client: Connection, op: Extract<Op, { kind: 'household.patch' }>, me: Agent, nowMs: number): Promise<Applied> {
  const bad = badPatch(op.data);
  if (bad !== null) return bad;
  const household = await readLockedHousehold(client, op.data.householdId);
  if (household === null) return refusedOp('not-found', 'householdId');
  const { id } = household;

  const patch = { ...op.data, atMs: op.atMs };
  await judgeFields(saidOfRecord(client, 'household', id, id), patch, household, householdIdentity, me, nowMs);
  await setHousehold(client, { ...household, ...fieldsApplied(patch, household, householdIdentity) });
  return { ok: true, touched: await householdTouched(client, id, []), subjects: [{ table: 'household', id }] };
}
