import type { CallbackChoice, DraftChange, WrapUpDraft } from '../localdb/wrapUpDraft.ts';
import { newId } from '../localdb/newId.ts';
import { useCallStore } from '../state/useCallStore.ts';
import { useDraftStore } from '../state/useDraftStore.ts';
import { editDraft } from './editDraft.ts';
import { numberToKeep } from './numberToKeep.ts';
import { newHouseholdForm } from './newHouseholdForm.ts';

function choose(callId: string, householdId: string | null, customerId: string | null): void {
  useCallStore.setState((state) => ({ chosen: { ...state.chosen, [callId]: { householdId, customerId } } }));
}

/** Lays open forms aside in the draft itself, so that what was typed is there again when they are opened again. */
function layFormsAside(draft: WrapUpDraft): DraftChange {
  const heldCustomers = draft.newCustomer === null || draft.householdId === null ? draft.heldCustomers : { ...draft.heldCustomers, [draft.householdId]: draft.newCustomer };
  return {
    newHousehold: null, newCustomer: null, heldHousehold: draft.newHousehold ?? draft.heldHousehold ?? null,
    ...(heldCustomers === undefined ? {} : { heldCustomers }),
  };
}

/** A number nobody had is kept with the household that is chosen for it, unless the agent has said otherwise. */
function keepNumber(draft: WrapUpDraft): DraftChange {
  const isKnown = useCallStore.getState().pops[draft.callId]?.state === 'known';
  return draft.keepNumber || isKnown || numberToKeep(draft) === null ? {} : { keepNumber: 'yes' };
}

/**
 * The next call, now that somebody else is chosen. In another family nobody of the first is asked for, nor rung at their own
 * number: who the line names there is read once its people are known, which may be after the summary was finished.
 */
function nextCallWith(draft: WrapUpDraft, householdId: string | null, customerId: string | null): CallbackChoice | null {
  const { callbackChoice: choice } = draft;
  if (choice === null) return null;
  if (householdId !== draft.householdId) return { ...choice, customerId, number: draft.number ?? '' };
  return customerId === null || choice.customerId === draft.customerId ? { ...choice, customerId } : choice;
}

/**
 * Says who is speaking (Alt+1…6). While ringing the choice waits for the answer; afterwards note, outcome and next call
 * move to that person with it, since all of them live in the call's one draft.
 */
export function chooseSpeaker(callId: string, householdId: string, customerId: string | null): void {
  choose(callId, householdId, customerId);
  const draft = useDraftStore.getState().drafts[callId];
  if (!draft) return;
  editDraft(callId, { ...layFormsAside(draft), ...keepNumber(draft), householdId, customerId, callbackChoice: nextCallWith(draft, householdId, customerId) });
}

/** Nobody of these (Alt+0): a form for a new household, the one left before if there was one. Before the answer the choice waits. */
export function startNewHousehold(callId: string): void {
  choose(callId, null, null);
  const draft = useDraftStore.getState().drafts[callId];
  if (!draft || draft.newHousehold) return;
  editDraft(callId, { ...layFormsAside(draft), householdId: null, customerId: null, newHousehold: draft.heldHousehold ?? newHouseholdForm(draft.number, draft.direction), heldHousehold: null, callbackChoice: nextCallWith(draft, null, null) });
}

/** Somebody of this household who is not in its file yet (card 6); opened again, the form is as it was left. */
export function startNewCustomer(callId: string, householdId: string): void {
  choose(callId, householdId, null);
  const draft = useDraftStore.getState().drafts[callId];
  if (!draft || (draft.newCustomer !== null && draft.householdId === householdId)) return;
  editDraft(callId, {
    ...layFormsAside(draft), ...keepNumber(draft), householdId, customerId: null, callbackChoice: nextCallWith(draft, householdId, null),
    newCustomer: draft.heldCustomers?.[householdId] ?? { customerId: newId(), name: '', relation: 'other', language: 'putonghua' },
  });
}
