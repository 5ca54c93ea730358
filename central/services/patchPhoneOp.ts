import type { Agent } from '../../shared/agents/agent.ts';
import { storePhone } from '../../shared/customers/phoneNumber.ts';
import type { Op } from '../../shared/sync/pushMessages.ts';
import { type Changed, endNumber, formerById, lockOpenCallbacks, lockPhone, phonesOf, returnNumber, setCallbackNumber, setPhone } from '../store/formerPhones.ts';
import { customerIsOf, lockHousehold } from '../store/households.ts';
import type { Connection } from '../store/pool.ts';
import { saidOfRecord } from '../store/recordValues.ts';
import { householdTouched, mergeTouched, type Touched } from '../store/touch.ts';
import { type Applied, refusedOp, type Subjects } from './applied.ts';
import { callbackTouched } from './applyCallbackOp.ts';
import { badPatch, fieldsApplied, judgeFields } from './judgeFields.ts';

type PatchPhone = Extract<Op, { kind: 'phone.patch' }>;

/** A number corrected: whose it is and its extension, three-way; or that it is not the household's any more, or is after all. */
export async function patchPhoneOp(client: Connection, op: PatchPhone, me: Agent, nowMs: number): Promise<Applied> {
  const bad = badPatch(op.data);
  if (bad !== null) return bad;
  const { householdId, phoneId, set } = op.data;
  if (set.isTheirs !== undefined && (set.customerId !== undefined || set.extension !== undefined)) return refusedOp('bad-op', 'set');
  if (!await lockHousehold(client, householdId)) return refusedOp('not-found', 'householdId');
  const standing = await lockPhone(client, phoneId, householdId);
  const former = standing === null ? await formerById(client, householdId, phoneId) : null;
  if (standing === null && former === null) return refusedOp('not-found', 'phoneId');
  const subjects = [{ table: 'household', id: householdId }] as const;

  if (set.isTheirs !== undefined) {
    // Said before by somebody else, or by this desktop in an op of its own: it stands so.
    if (set.isTheirs === (standing !== null)) return { ok: true, touched: [], subjects };
    const changed = standing === null
      ? await returnNumber(client, householdId, former?.number ?? '', true, nowMs, me.name)
      : await endOf(client, op, standing.number, me, nowMs);
    return { ok: true, touched: await numberTouched(client, householdId, changed), subjects: subjectsOf(householdId, changed) };
  }

  // Nothing is corrected of a number that is not theirs: whoever wants it back says so.
  if (standing === null) return refusedOp('conflict', 'phoneId', 'not-theirs', subjects);
  if (set.customerId != null && !await customerIsOf(client, set.customerId, householdId)) return refusedOp('not-found', 'set.customerId');
  const patch = { ...op.data, atMs: op.atMs };
  await judgeFields(saidOfRecord(client, 'phone', phoneId, householdId), patch, standing, [], me, nowMs);
  await setPhone(client, { ...standing, ...fieldsApplied(patch, standing, []) });
  return { ok: true, touched: await householdTouched(client, householdId, []), subjects };
}

/** @returns the open callbacks that would have rung it: they ring the number chosen for them, or none until one is chosen. */
async function endOf(client: Connection, { data, atMs }: PatchPhone, number: string, me: Agent, nowMs: number): Promise<readonly Changed[]> {
  const { householdId, source } = data;
  const theirs = new Map((await phonesOf(client, householdId)).filter((each) => each.number !== number).map((each) => [each.id, each.number]));
  const chosen = new Map((data.callbacks ?? []).map((each) => [each.callbackId, each.phoneId === null ? '' : (theirs.get(each.phoneId) ?? '')]));
  const ringing = (await lockOpenCallbacks(client, householdId)).filter((each) => (storePhone(each.number).number ?? each.number) === number);
  for (const { id } of ringing) await setCallbackNumber(client, id, chosen.get(id) ?? '');
  const left = ringing.filter((each) => (chosen.get(each.id) ?? '') === '').map((each) => each.id);
  await endNumber(client, householdId, number, { source, saidAtMs: Math.min(atMs, nowMs), endedAtMs: nowMs, agentId: me.id, agentName: me.name, left });
  return ringing;
}

/** The household where it is shown, and the callbacks whose number changed with it. */
export async function numberTouched(client: Connection, householdId: string, changed: readonly Changed[]): Promise<readonly Touched[]> {
  const lists: (readonly Touched[])[] = [await householdTouched(client, householdId, [])];
  for (const { id, ownerAgentId } of changed) lists.push(await callbackTouched(client, id, householdId, ownerAgentId));
  return mergeTouched(lists);
}

function subjectsOf(householdId: string, changed: readonly Changed[]): Subjects {
  return [{ table: 'household', id: householdId }, ...changed.map(({ id }) => ({ table: 'callback', id }) as const)];
}
