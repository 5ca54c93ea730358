import type { HouseholdFile } from '../../shared/customers/household.ts';
import { withoutPeople } from '../../shared/customers/erasure.ts';
import { type Forgotten, isForgotten } from '../localdb/forgetErased.ts';
import { forgetCall, isLive, setPop, useCallStore } from '../state/useCallStore.ts';
import { dropDraft, useDraftStore } from '../state/useDraftStore.ts';
import { usePanelStore } from '../state/usePanelStore.ts';
import { tellAgent } from '../state/useToastStore.ts';
import { cancelDraftSave, dropLateSave, editDraft } from './editDraft.ts';

function left(files: readonly HouseholdFile[], { households, customers }: Forgotten): readonly HouseholdFile[] {
  return files.filter((file) => !households.includes(file.household.id))
    .map((file) => (file.customers.some((person) => customers.includes(person.id)) ? withoutPeople(file, customers) : file));
}

/** What pops for calls that are on, without them. @returns whether anything was shown. */
function forgetPops(forgotten: Forgotten): boolean {
  let shown = false;
  for (const [callId, pop] of Object.entries(useCallStore.getState().pops)) {
    if (pop.state !== 'known') continue;
    const households = left(pop.households, forgotten);
    if (households.length === pop.households.length && households.every((file, at) => file === pop.households[at])) continue;
    shown = true;
    setPop(callId, households.length === 0 ? { state: 'unknown' } : { ...pop, households });
  }
  useCallStore.setState(({ chosen }) => ({
    chosen: Object.fromEntries(Object.entries(chosen).filter(([, speaker]) => !isForgotten(forgotten, speaker))),
  }));
  return shown;
}

/** Summaries: one whose call is over went with them; one of a call that is on goes on, bound to nobody. @returns whether there was one. */
function forgetDrafts(forgotten: Forgotten): boolean {
  const { drafts } = useDraftStore.getState();
  let shown = false;
  for (const draft of Object.values(drafts)) {
    if (!isForgotten(forgotten, draft) && !forgotten.drafts.includes(draft.callId) && !forgotten.unbound.includes(draft.callId)) continue;
    shown = true;
    const call = useCallStore.getState().calls[draft.callId];
    if (call !== undefined && isLive(call)) {
      editDraft(draft.callId, { householdId: null, customerId: null, newCustomer: null, heldCustomers: {}, keepNumber: null, callbackId: null, callbackChoice: null, callbackLine: '', lastTry: null });
      continue;
    }
    cancelDraftSave(draft.callId);
    dropDraft(draft.callId);
    void dropLateSave(draft.callId);
    forgetCall(draft.callId);
  }
  return shown;
}

/** Somebody who is erased leaves the screen as they left the disk; where they were shown the agent is told why. */
export function forgetOnScreen(forgotten: Forgotten): void {
  const pops = forgetPops(forgotten);
  const drafts = forgetDrafts(forgotten);
  if (pops || drafts || isForgotten(forgotten, usePanelStore.getState())) tellAgent('soon', 'shell.erased', { shownMs: 20_000 });
}
