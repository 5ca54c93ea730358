import { askDesk } from '../bridge/desk.ts';
import { currentDatabase } from '../localdb/currentDatabase.ts';
import { outboxCounts } from '../localdb/queries.ts';
import { isLive, useCallStore } from '../state/useCallStore.ts';
import { useTalkStore } from '../state/useTalkStore.ts';
import { useDraftStore } from '../state/useDraftStore.ts';
import { useFloorStore } from '../state/useFloorStore.ts';
import { usePanelStore } from '../state/usePanelStore.ts';
import { usePresenceStore } from '../state/usePresenceStore.ts';
import { useSupervisionStore } from '../state/useSupervisionStore.ts';
import { emptyPlan, usePlansStore } from '../state/usePlansStore.ts';
import { useSetUpEdits } from '../state/useSetUpEdits.ts';
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
  if ([...Object.values(useCallStore.getState().calls), ...useTalkStore.getState().talks].some(isLive)) return { ok: false, refusal: 'on-a-call', unfinished, waiting };
  if (!anyway && (unfinished > 0 || waiting > 0)) return { ok: false, refusal: 'unfinished', unfinished, waiting };
  await askDesk('session:signOut', null);
  leaveSession();
  return { ok: true, value: null };
}

/** What is left to do on the page when a session is over, whoever ended it. */
export function leaveSession(): void {
  closeDesk();
  useSetUpEdits.setState({ edits: {}, at: null });
  usePlansStore.setState({ at: null, plan: emptyPlan });
  usePresenceStore.setState({ presence: null });
  useFloorStore.setState({ floor: null, atMs: null });
  useSupervisionStore.setState({ own: null });
  usePanelStore.setState({ screen: 'workbench', householdId: null, customerId: null, callbackId: null, articleId: null, focusOn: null, paletteOpen: false, keySheetOpen: false, stateMenuOpen: false });
  useSessionStore.setState({ phase: 'signed-out', session: null });
}
