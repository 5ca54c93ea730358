import { act, screen, waitFor } from '@testing-library/react';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseSpeaker } from '../../../../renderer/actions/chooseSpeaker.ts';
import { editDraft } from '../../../../renderer/actions/editDraft.ts';
import { keepHouseholds } from '../../../../renderer/localdb/keepHouseholds.ts';
import { useCallStore } from '../../../../renderer/state/useCallStore.ts';
import { useDraftStore } from '../../../../renderer/state/useDraftStore.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { must } from '../../../../shared/language/must.ts';
import { SAMPLE_NOW_MS, sampleCall, sampleHousehold } from '../../../support/deskSamples.ts';
import type { SampleDesk } from '../callbacks/sampleDesk.tsx';
import { closeWorkbench, drawWorkbench, openWorkbench, pickUp, tellCalls, tellPop } from './sampleWorkbench.tsx';

let sample: SampleDesk;
beforeEach(async () => { sample = await openWorkbench(); });
afterEach(async () => { await closeWorkbench(sample); });

/** The kept one as central answers for the absorbed one's id. */
function mergedInto(kept: HouseholdFile, absorbed: HouseholdFile): HouseholdFile {
  const [person, other] = [must(kept.customers[0], 'person'), must(absorbed.customers[0], 'person')];
  return { ...kept, revision: (kept.revision ?? 0) + 1, mergedFrom: { name: absorbed.household.name, ids: { [absorbed.household.id]: kept.household.id, [other.id]: person.id } } };
}

describe('a family that a colleague merges into another during the call', () => {
  it('leads who was chosen, what was written and what popped to the family kept, and says so in a line', async () => {
    const kept = { ...sampleHousehold(), phones: [{ id: v7(), number: '+8613812345678', extension: null, kind: 'mobile' as const, customerId: null }] };
    const absorbed = sampleHousehold();
    const person = must(absorbed.customers[0], 'person').id;
    const files = new Map([[kept.household.id, kept], [absorbed.household.id, absorbed]]);
    sample.desk.reply('household:open', ({ householdId }) => ({ ok: true, value: must(files.get(householdId), 'file') }));
    const call = sampleCall();
    drawWorkbench();
    tellCalls(call);
    await tellPop(call.id, [absorbed, kept]);
    await pickUp(call);
    act(() => { chooseSpeaker(call.id, absorbed.household.id, person); });
    await screen.findByTestId('overview');
    const draft = () => must(useDraftStore.getState().drafts[call.id], 'draft');
    expect(draft().customerId).toBe(person);
    act(() => { editDraft(call.id, { note: '夜里咳嗽', outcome: 'answered' }); });

    files.set(absorbed.household.id, mergedInto(kept, absorbed));
    await act(async () => {
      await keepHouseholds(sample.database, [kept], SAMPLE_NOW_MS);
      await sample.database.households.delete(absorbed.household.id);
    });

    const chosen = { householdId: kept.household.id, customerId: kept.customers[0]?.id };
    await waitFor(() => { expect(draft()).toMatchObject({ ...chosen, note: '夜里咳嗽', outcome: 'answered' }); });
    expect(await screen.findByTestId('overview')).toBeVisible();
    expect(screen.queryByTestId('speaker-chooser')).toBeNull();
    expect(await screen.findByTestId('led-bar')).toHaveTextContent('「陈女士家」已并入「陈女士家（尾号 5678）」');
    expect(useCallStore.getState().pops[call.id]).toMatchObject({ state: 'known', households: [{ household: { id: kept.household.id } }] });
    expect(useCallStore.getState().chosen[call.id]).toMatchObject(chosen);
    // Kept as a file like any other: what the answer said of the merge is no part of it.
    expect((await sample.database.households.get(kept.household.id))?.file.mergedFrom).toBeUndefined();
  });
});
