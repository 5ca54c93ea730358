import { askDesk } from '../bridge/desk.ts';
import { currentDatabase } from '../localdb/currentDatabase.ts';
import { outboxCounts } from '../localdb/queries.ts';
import { isLive, useCallStore } from '../state/useCallStore.ts';
import { useDraftStore } from '../state/useDraftStore.ts';
import { usePanelStore } from '../state/usePanelStore.ts';
import { usePresenceStore } from '../state/usePresenceStore.ts';
import { useSessionStore } from '../state/useSessionStore.ts';
import { saveAllDrafts } from './editDraft.ts';
import { closeDesk } from './openDesk.ts';

export type SignOutOutcome =
  | { readonly ok: true; readonly value: null }
  /** Nothing was done: the agent is asked first. Drafts and waiting ops stay on this computer either way. */
  | { readonly ok: false; readonly refusal: 'on-a-call' | 'unfinished'; readonly unfinished: number; readonly waiting: number };

/**
 * Signs out.
 * @param anyway  the agent has seen what is unfinished and wants to go. A live call is never left.
 */
export async function signOut(anyway: boolean): Promise<SignOutOutcome> {
  await saveAllDrafts();
  const database = currentDatabase();
  const waiting = database ? (await outboxCounts(database)).waiting : 0;
  const unfinished = Object.keys(useDraftStore.getState().drafts).length;
  if (Object.values(useCallStore.getState().calls).some(isLive)) return { ok: false, refusal: 'on-a-call', unfinished, waiting };
  if (!anyway && (unfinished > 0 || waiting > 0)) return { ok: false, refusal: 'unfinished', unfinished, waiting };
  await askDesk('session:signOut', null);
  leaveSession();
  return { ok: true, value: null };
}

/** What is left to do on the page when a session is over, whoever ended it. */
export function leaveSession(): void {
  closeDesk();
  usePresenceStore.setState({ presence: null });
  usePanelStore.setState({ screen: 'workbench', householdId: null, customerId: null, callbackId: null, articleId: null, paletteOpen: false, keySheetOpen: false, stateMenuOpen: false });
  useSessionStore.setState({ phase: 'signed-out', session: null });
}
