import { newId } from '../localdb/newId.ts';
import { useCallStore } from '../state/useCallStore.ts';
import { useDraftStore } from '../state/useDraftStore.ts';
import { editDraft } from './editDraft.ts';
import { newHouseholdForm } from './newHouseholdForm.ts';

function choose(callId: string, householdId: string | null, customerId: string | null): void {
  useCallStore.setState((state) => ({ chosen: { ...state.chosen, [callId]: { householdId, customerId } } }));
}

/**
 * Says who is speaking (Alt+1…6). While ringing the choice waits for the answer; afterwards note, outcome and next call
 * move to that person with it, since all of them live in the call's one draft.
 */
export function chooseSpeaker(callId: string, householdId: string, customerId: string | null): void {
  choose(callId, householdId, customerId);
  const draft = useDraftStore.getState().drafts[callId];
  if (!draft) return;
  const callbackChoice = draft.callbackChoice && draft.callbackChoice.customerId === draft.customerId
    ? { ...draft.callbackChoice, customerId }
    : draft.callbackChoice;
  editDraft(callId, { householdId, customerId, newHousehold: null, newCustomer: null, callbackChoice });
}

/** Nobody of these (Alt+0): a form for a new household. Before the answer the choice waits. */
export function startNewHousehold(callId: string): void {
  choose(callId, null, null);
  const draft = useDraftStore.getState().drafts[callId];
  if (!draft || draft.newHousehold) return;
  const callbackChoice = draft.callbackChoice && { ...draft.callbackChoice, customerId: null };
  editDraft(callId, { householdId: null, customerId: null, newCustomer: null, newHousehold: newHouseholdForm(draft.number), callbackChoice });
}

/** Somebody of this household who is not in its file yet (card 6). */
export function startNewCustomer(callId: string, householdId: string): void {
  choose(callId, householdId, null);
  const draft = useDraftStore.getState().drafts[callId];
  if (!draft) return;
  const callbackChoice = draft.callbackChoice && { ...draft.callbackChoice, customerId: null };
  editDraft(callId, {
    householdId, customerId: null, newHousehold: null, callbackChoice,
    newCustomer: { customerId: newId(), name: '', relation: 'other', language: 'putonghua' },
  });
}
