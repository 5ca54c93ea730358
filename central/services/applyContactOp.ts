import type { Connection } from '../store/pool.ts';
import type { Agent } from '../../shared/agents/agent.ts';
import { nobodyOutcomes } from '../../shared/calls/outcome.ts';
import type { OptOut } from '../../shared/customers/consent.ts';
import { whoseAfterMove } from '../../shared/customers/movedOptOut.ts';
import { channels } from '../../shared/customers/customer.ts';
import type { OpData } from '../../shared/sync/pushMessages.ts';
import { moveCallbacksOf } from '../store/callbacks.ts';
import { coachingsOf, coachingTouched } from '../store/coaching.ts';
import { addCase, addCommitment, addInteraction, addQuestions, lockInteraction, moveInteraction } from '../store/contacts.ts';
import { customerIsOf, householdExists, lockHousehold, movePhonesOf } from '../store/households.ts';
import { addOptOut, type CancelledCallback, takeBackOptOuts } from '../store/leave.ts';
import { moveExpertQuestions } from '../store/expertQuestions.ts';
import { isObstacleCode } from '../store/obstacles.ts';
import { meansOutcome } from '../store/outcomeCodes.ts';
import { addNotice } from '../store/notices.ts';
import { agentScope, callbackHolders, householdTouched, mergeTouched, POOL, type Touched } from '../store/touch.ts';
import { type Applied, refusedOp } from './applied.ts';
import { refuseMove } from './callbackRules.ts';

/**
 * A contact and the questions asked in it. Central says whose it is: an outbox can carry nobody else's.
 * With no household it is the trace of a call in which nobody was chosen: it touches no household's file.
 */
export async function addInteractionOp(client: Connection, data: OpData<'interaction.add'>, me: Agent, nowMs: number): Promise<Applied> {
  const { interaction, questions } = data;
  const { householdId, customerId } = interaction;
  if (interaction.agentId !== null && interaction.agentId !== me.id) return refusedOp('not-allowed', 'interaction.agentId');
  const stray = questions.findIndex((question) => question.interactionId !== interaction.id);
  if (stray >= 0) return refusedOp('bad-op', `questions.${stray}.interactionId`);
  const { outcomeCode, outcome, obstacle } = interaction;
  if (outcomeCode !== null && !await meansOutcome(client, outcomeCode, outcome)) return refusedOp('bad-op', 'interaction.outcomeCode');
  if (obstacle !== null && !await isObstacleCode(client, obstacle)) return refusedOp('bad-op', 'interaction.obstacle');
  if (householdId === null) {
    const stray = strayOfNobody(data);
    if (stray !== null) return refusedOp('bad-op', stray);
    if (!await addInteraction(client, { ...interaction, agentId: me.id, agentName: me.name }, nowMs)) return refusedOp('conflict', 'interaction.id');
    return { ok: true, touched: [], subjects: [] };
  }
  if (!await householdExists(client, householdId)) return refusedOp('not-found', 'interaction.householdId');
  if (customerId !== null && !await customerIsOf(client, customerId, householdId)) return refusedOp('not-found', 'interaction.customerId');
  const subjects = [{ table: 'household', id: householdId }] as const;
  if (!await addInteraction(client, { ...interaction, agentId: me.id, agentName: me.name }, nowMs)) return refusedOp('conflict', 'interaction.id', null, subjects);
  await addQuestions(client, householdId, questions);
  return { ok: true, touched: await householdTouched(client, householdId, [agentScope(me.id)]), subjects };
}

/** @returns the field of an interaction without household that only one with a household may have; null when there is none. */
function strayOfNobody({ interaction, questions }: OpData<'interaction.add'>): string | null {
  if (interaction.outcome === null || !nobodyOutcomes.includes(interaction.outcome)) return 'interaction.householdId';
  if (interaction.customerId !== null) return 'interaction.customerId';
  if (interaction.callbackId !== null) return 'interaction.callbackId';
  if (interaction.obstacle !== null) return 'interaction.obstacle';
  return questions.length === 0 ? null : 'questions';
}

/** The wrong person was chosen: the interaction, what was asked, agreed, promised and opened in it, and the number kept of it go to the right one. */
export async function moveInteractionOp(client: Connection, data: OpData<'interaction.move'>, me: Agent, nowMs: number): Promise<Applied> {
  const standing = await lockInteraction(client, data.interactionId);
  if (standing === null) return refusedOp('not-found', 'interactionId');
  const refused = refuseMove(standing.agentId, me);
  if (refused !== null) return { ok: false, refused, subjects: [] };
  if (!await lockHousehold(client, data.householdId)) return refusedOp('not-found', 'householdId');
  if (data.customerId !== null && !await customerIsOf(client, data.customerId, data.householdId)) return refusedOp('not-found', 'customerId');

  for (const [at, { customerId }] of (data.optOuts ?? []).entries()) {
    if (customerId !== null && !await customerIsOf(client, customerId, data.householdId)) return refusedOp('not-found', `optOuts.${at}.customerId`);
  }

  // What was opted out of was said by the right one: the wrong one's leave is as it was, the right one's ends.
  const whose = (optOut: OptOut): string | null => whoseAfterMove(optOut, standing.customerId, data);
  const optOuts = await takeBackOptOuts(client, data.interactionId, channels, (optOut) => optOut.householdId !== data.householdId || whose(optOut) !== optOut.customerId);
  await moveInteraction(client, data.interactionId, data.householdId, data.customerId);
  const questions = await moveExpertQuestions(client, data.interactionId, data.householdId, data.customerId, nowMs);
  await movePhonesOf(client, data.interactionId, data.householdId, data.customerId);
  const moved = await moveCallbacksOf(client, data.interactionId, data.householdId, data.customerId);
  const reopened = optOuts.flatMap(({ callbacks }) => callbacks);
  const cancelled: CancelledCallback[] = [];
  for (const { optOut, by } of optOuts) {
    const ofHim = { ...optOut, householdId: data.householdId, customerId: whose(optOut) };
    cancelled.push(...(await addOptOut(client, ofHim, optOut.channel === 'all' ? channels : [optOut.channel], by, nowMs)) ?? []);
  }
  const holders = standing.agentId === null ? [] : [agentScope(standing.agentId)];
  const ofCallbacks: Touched[] = [];
  for (const id of moved) {
    const scopes = await callbackHolders(client, id);
    ofCallbacks.push(...scopes.map((scope) => ({ scope, tbl: 'callback', id }) as const));
    // Whoever owns the callback works with its household.
    ofCallbacks.push(...scopes.filter((scope) => scope.startsWith('agent:')).map((scope) => ({ scope, tbl: 'household', id: data.householdId }) as const));
  }
  for (const { id, ownerAgentId } of cancelled) {
    if (ownerAgentId !== null && ownerAgentId !== me.id) ofCallbacks.push(await addNotice(client, { toAgentId: ownerAgentId, kind: 'callback-opted-out', householdId: data.householdId, detail: { callbackId: id }, madeAtMs: nowMs }));
  }
  for (const { id, ownerAgentId } of [...reopened, ...cancelled]) {
    const scope = ownerAgentId === null ? POOL : agentScope(ownerAgentId);
    ofCallbacks.push({ scope, tbl: 'callback', id });
    if (ownerAgentId !== null && standing.householdId !== null) ofCallbacks.push({ scope, tbl: 'household', id: standing.householdId });
  }
  const touched = mergeTouched([
    standing.householdId === null ? [] : await householdTouched(client, standing.householdId, []), await householdTouched(client, data.householdId, holders), ofCallbacks, questions,
    (await coachingsOf(client, data.interactionId)).flatMap((one) => coachingTouched(one)),
  ]);
  const subjects = [
    ...new Set([standing.householdId ?? data.householdId, data.householdId])].map((id) => ({ table: 'household', id }) as const);
  return { ok: true, touched, subjects: [...subjects, ...[...moved, ...reopened.map((each) => each.id), ...cancelled.map((each) => each.id)].map((id) => ({ table: 'callback', id }) as const)] };
}

export async function addCommitmentOp(client: Connection, data: OpData<'commitment.add'>, me: Agent): Promise<Applied> {
  const { householdId, customerId } = data.commitment;
  if (!await householdExists(client, householdId)) return refusedOp('not-found', 'commitment.householdId');
  if (customerId !== null && !await customerIsOf(client, customerId, householdId)) return refusedOp('not-found', 'commitment.customerId');
  const subjects = [{ table: 'household', id: householdId }] as const;
  const isNew = await addCommitment(client, { ...data.commitment, promisedByAgentId: me.id, promisedByName: me.name }, data.interactionId ?? null);
  if (!isNew) return refusedOp('conflict', 'commitment.id', null, subjects);
  return { ok: true, touched: await householdTouched(client, householdId, []), subjects };
}

export async function addCaseOp(client: Connection, data: OpData<'case.add'>): Promise<Applied> {
  const { householdId, customerId } = data.case;
  if (!await householdExists(client, householdId)) return refusedOp('not-found', 'case.householdId');
  if (customerId !== null && !await customerIsOf(client, customerId, householdId)) return refusedOp('not-found', 'case.customerId');
  const subjects = [{ table: 'household', id: householdId }] as const;
  if (!await addCase(client, data.case, data.interactionId ?? null)) return refusedOp('conflict', 'case.id', null, subjects);
  return { ok: true, touched: await householdTouched(client, householdId, []), subjects };
}
