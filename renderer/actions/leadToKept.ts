import type { HouseholdFile } from '../../shared/customers/household.ts';
import { withIds } from '../../shared/customers/withIds.ts';
import { familyName, familyOf } from '../language/familyNames.ts';
import { leadCalls } from '../localdb/callLog.ts';
import { useCallStore } from '../state/useCallStore.ts';
import { useDraftStore } from '../state/useDraftStore.ts';
import { usePanelStore } from '../state/usePanelStore.ts';
import { tellAgent } from '../state/useToastStore.ts';
import { editDraft } from './editDraft.ts';

/** What pops for calls that are on: the kept one in the place of those merged into it, once. */
function leadPops(ids: ReadonlyMap<string, string>, kept: HouseholdFile): void {
  useCallStore.setState(({ pops, chosen }) => ({
    pops: Object.fromEntries(Object.entries(pops).map(([callId, pop]) => {
      if (pop.state !== 'known' || !pop.households.some((file) => ids.has(file.household.id))) return [callId, pop];
      const led = pop.households.map((file) => ((ids.get(file.household.id) ?? file.household.id) === kept.household.id ? kept : file));
      return [callId, { ...pop, households: led.filter((file, at) => led.indexOf(file) === at) }];
    })),
    chosen: withIds(chosen, ids),
  }));
}

/**
 * A household was merged into another, by somebody else, while this desktop works with it: whoever was chosen in a call, what is
 * written of it and what is open on screen go on with the kept one.
 *
 * @param askedId the id of the one that is no more.
 * @param kept    the file central answered with; without `mergedFrom` nothing happens.
 */
export async function leadToKept(askedId: string, kept: HouseholdFile): Promise<void> {
  const { mergedFrom, household } = kept;
  if (mergedFrom === undefined) return;
  const ids = new Map(Object.entries(mergedFrom.ids));
  leadPops(ids, kept);
  for (const draft of Object.values(useDraftStore.getState().drafts)) {
    const led = withIds(draft, ids);
    if (JSON.stringify(led) === JSON.stringify(draft)) continue;
    const { callId: _callId, agentId: _agentId, interactionId: _interactionId, updatedAtMs: _updatedAtMs, ...change } = led;
    editDraft(draft.callId, { ...change, ...(draft.householdId === askedId ? { ledFrom: { householdId: household.id, name: mergedFrom.name } } : {}) });
  }
  await leadCalls(ids);
  const { householdId, customerId, screen } = usePanelStore.getState();
  if (householdId !== askedId) return;
  usePanelStore.setState({ householdId: household.id, customerId: customerId === null ? null : (ids.get(customerId) ?? customerId) });
  if (screen === 'customers') tellAgent('soon', 'shell.mergedInto', { shownMs: 20_000, params: { from: mergedFrom.name, kept: familyName(familyOf(kept)) } });
}
