import type { CallSnapshot } from '../../shared/calls/callSnapshot.ts';
import { newId } from '../localdb/newId.ts';
import type { WrapUpDraft } from '../localdb/wrapUpDraft.ts';
import { useCallStore } from '../state/useCallStore.ts';
import { useDraftStore } from '../state/useDraftStore.ts';
import { useSessionStore } from '../state/useSessionStore.ts';
import { withdrawUndo } from '../state/useUndoStore.ts';
import { deskClock } from '../time/deskClock.ts';
import { editDraft, saveDraft } from './editDraft.ts';
import { newHouseholdForm } from './newHouseholdForm.ts';

/**
 * Begins the wrap-up of a call that was answered or placed. One that is there already is left as it is; but when the same
 * call was offered and answered anew, it goes on with that answer's figures.
 */
export async function beginDraft(call: CallSnapshot): Promise<void> {
  const agentId = useSessionStore.getState().session?.agent.id;
  if (agentId === undefined) return;
  const standing = useDraftStore.getState().drafts[call.id];
  if (standing) {
    if (standing.endedAtMs === null || standing.startedAtMs === call.startedAtMs) return;
    editDraft(call.id, { startedAtMs: call.startedAtMs, answeredAtMs: call.answeredAtMs, endedAtMs: call.endedAtMs, endReason: call.endReason, hungUpBy: call.hungUpBy, queue: call.queue });
    await saveDraft(call.id);
    return;
  }
  // Taking back what was finished of an earlier answer would come over this one.
  withdrawUndo(call.id);
  const { chosen, pops } = useCallStore.getState();
  const pop = pops[call.id];
  const choice = chosen[call.id];
  const only = pop?.state === 'known' && pop.households.length === 1 ? pop.households[0] : undefined;
  const number = call.storedNumber ?? call.number;
  const householdId = call.householdId ?? (choice ? choice.householdId : (only?.household.id ?? null));
  const isNobody = call.direction === 'in' && householdId === null && (call.withheld || pop?.state === 'unknown' || pop?.state === 'away' || (choice !== undefined && choice.householdId === null));
  const draft: WrapUpDraft = {
    callId: call.id, agentId, interactionId: newId(),
    householdId, customerId: call.customerId ?? choice?.customerId ?? null,
    newHousehold: isNobody ? newHouseholdForm(number, call.direction) : null, newCustomer: null,
    outcome: null, note: '', callbackLine: '', callbackChoice: null, caseTitle: '', articlesUsed: [], questions: [],
    direction: call.direction, number, withheld: call.withheld, dialled: call.dialled, queue: call.queue,
    startedAtMs: call.startedAtMs, answeredAtMs: call.answeredAtMs, endedAtMs: call.endedAtMs, endReason: call.endReason, hungUpBy: call.hungUpBy,
    callbackId: call.callbackId, lastTry: null, updatedAtMs: deskClock.now(),
  };
  useDraftStore.setState((state) => ({ drafts: { ...state.drafts, [call.id]: draft }, saves: { ...state.saves, [call.id]: { state: 'saving' } } }));
  await saveDraft(call.id);
}
