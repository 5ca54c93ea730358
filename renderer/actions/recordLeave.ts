import type { OpData } from '../../shared/sync/pushMessages.ts';
import { newId } from '../localdb/newId.ts';
import { makeOp } from '../localdb/outbox.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import type { WrapUpDraft } from '../localdb/wrapUpDraft.ts';
import { useCallStore } from '../state/useCallStore.ts';
import { useDraftStore } from '../state/useDraftStore.ts';
import { deskClock } from '../time/deskClock.ts';
import { editDraft } from './editDraft.ts';
import { storeOps } from './storeOps.ts';

export type ConsentWords = Omit<OpData<'consent.add'>['consent'], 'id' | 'givenAtMs'>;
export type OptOutWords = Omit<OpData<'opt-out.add'>['optOut'], 'id' | 'saidAtMs' | 'interactionId'>;

/** Writes down that somebody may be contacted by a channel from now on. */
export function recordConsent(consent: ConsentWords): Promise<StoreOutcome> {
  const nowMs = deskClock.now();
  return storeOps([makeOp('consent.add', { consent: { ...consent, id: newId(), givenAtMs: nowMs } }, nowMs)]);
}

/** The call of this family that is on screen, whose draft stands; null: none. */
function callOf(householdId: string): WrapUpDraft | null {
  const { activeCallId } = useCallStore.getState();
  const draft = activeCallId === null ? undefined : useDraftStore.getState().drafts[activeCallId];
  return draft?.householdId === householdId ? draft : null;
}

/**
 * Writes down that somebody does not want to be contacted any more: it holds at once, here and everywhere. Said in a call of
 * the family that is on or being written up, it is that call's: moved or taken back with it.
 */
export async function recordOptOut(words: OptOutWords): Promise<StoreOutcome> {
  const nowMs = deskClock.now();
  const draft = callOf(words.householdId);
  const optOut = { ...words, id: newId(), saidAtMs: nowMs, interactionId: draft?.interactionId ?? null };
  // With the draft first: an opt-out that is stored and unknown to its draft would be lost should the summary be taken back.
  if (draft !== null) editDraft(draft.callId, { saidOptOuts: [...draft.saidOptOuts ?? [], { ...optOut, ofSpeaker: optOut.customerId !== null && optOut.customerId === draft.customerId }] });
  const stored = await storeOps([makeOp('opt-out.add', { optOut }, nowMs)]);
  if (!stored.ok && draft !== null) {
    const standing = useDraftStore.getState().drafts[draft.callId];
    if (standing) editDraft(draft.callId, { saidOptOuts: (standing.saidOptOuts ?? []).filter((each) => each.id !== optOut.id) });
  }
  return stored;
}
