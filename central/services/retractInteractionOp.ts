import type { Agent } from '../../shared/agents/agent.ts';
import { channels } from '../../shared/customers/customer.ts';
import { type OpData, RETRACT_WITHIN_MS } from '../../shared/sync/pushMessages.ts';
import type { Connection } from '../store/pool.ts';
import { takeBackOptOuts } from '../store/leave.ts';
import { colleaguesDeed, dealtWith, lockAffectedCallbacks, lockRetractable, retractInteraction } from '../store/retractions.ts';
import { householdTouched, mergeTouched, type Touched } from '../store/touch.ts';
import { type Applied, refusedOp, type Subjects } from './applied.ts';
import { callbackTouched } from './applyCallbackOp.ts';
import type { Refused } from './callbackRules.ts';

/*
 *   stored ──its author, within RETRACT_WITHIN_MS, nobody else has acted on it──▶ retracted      retracted again: no fault
 *
 * All of it or nothing: a callback a colleague has claimed or kept meanwhile stands, and so does everything beside it.
 */

/** A finished wrap-up is taken back: interaction, questions, what was promised or opened in it, what it did to a callback, an opt-out said in it. */
export async function retractInteractionOp(client: Connection, data: OpData<'interaction.retract'>, me: Agent, nowMs: number): Promise<Applied> {
  const { interactionId } = data;
  const standing = await lockRetractable(client, interactionId);
  if (standing === null) return refusedOp('not-found', 'interactionId');
  if (standing.agentId !== me.id) return refusedOp('not-allowed', 'interactionId');
  const callbacks = await lockAffectedCallbacks(client, interactionId);
  const households = [...new Set([...(standing.householdId === null ? [] : [standing.householdId]), ...callbacks.map((each) => each.householdId)])];
  const subjects: Subjects = [
    ...households.map((id) => ({ table: 'household', id }) as const), ...callbacks.map(({ id }) => ({ table: 'callback', id }) as const),
  ];
  if (standing.isRetracted) return { ok: true, touched: [], subjects };
  if (standing.storedAtMs === null || nowMs - standing.storedAtMs > RETRACT_WITHIN_MS) return refusedOp('too-late', 'interactionId', null, subjects);
  const deed = await colleaguesDeed(client, callbacks.map((each) => each.id), standing.storedAtMs, me.id);
  if (deed !== null) return { ok: false, refused: refuseAfter(deed), subjects };
  const dealt = await dealtWith(client, interactionId);
  if (dealt !== null) return refusedOp('already-closed', dealt, null, subjects);

  const reopened = (await takeBackOptOuts(client, interactionId, channels)).flatMap((each) => each.callbacks);
  await retractInteraction(client, interactionId, me.id, nowMs);
  const touched: (readonly Touched[])[] = standing.householdId === null ? [] : [await householdTouched(client, standing.householdId, [])];
  for (const { id, householdId, ownerAgentId } of callbacks) touched.push(await callbackTouched(client, id, householdId, ownerAgentId));
  if (standing.householdId !== null) for (const { id, ownerAgentId } of reopened) touched.push(await callbackTouched(client, id, standing.householdId, ownerAgentId));
  return { ok: true, touched: mergeTouched(touched), subjects: [...subjects, ...reopened.map(({ id }) => ({ table: 'callback', id }) as const)] };
}

/** What stands instead: the colleague who was quicker. */
function refuseAfter(deed: { readonly kind: string; readonly name: string }): Refused {
  const refusal = deed.kind === 'callback.claim' ? 'already-claimed' : deed.kind === 'callback.done' || deed.kind === 'callback.cancel' ? 'already-closed' : 'conflict';
  return { refusal, field: 'callbackId', standing: deed.name };
}
