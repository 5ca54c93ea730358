import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveAllDrafts } from '../../../../renderer/actions/editDraft.ts';
import { storedDrafts } from '../../../../renderer/localdb/keepDraft.ts';
import { useCallStore } from '../../../../renderer/state/useCallStore.ts';
import { useDraftStore } from '../../../../renderer/state/useDraftStore.ts';
import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { sampleCall } from '../../../support/deskSamples.ts';
import type { SampleDesk } from '../callbacks/sampleDesk.tsx';
import { closeWorkbench, draftOf, drawWorkbench, endCall, householdWithPromise, motherOf, openWorkbench, pickUp, tellCalls, tellPop } from './sampleWorkbench.tsx';

let sample: SampleDesk;
beforeEach(async () => { sample = await openWorkbench(); });
afterEach(async () => { await closeWorkbench(sample); });

async function talk(): Promise<{ readonly call: CallSnapshot; readonly file: HouseholdFile }> {
  const [file, call] = [householdWithPromise(), sampleCall()];
  drawWorkbench();
  tellCalls(call);
  await tellPop(call.id, [file]);
  return { file, call: await pickUp(call) };
}
const alt = (digit: number): void => { fireEvent.keyDown(document.activeElement ?? window, { key: String(digit), code: `Digit${digit}`, altKey: true }); };

/** The page is loaded again: what stood in memory is gone, what stood on disk is read, the line tells its call. */
async function loadAgain(call: CallSnapshot): Promise<void> {
  await act(async () => { await saveAllDrafts(); });
  cleanup();
  act(() => {
    useDraftStore.setState({ drafts: {}, saves: {} });
    useCallStore.setState({ calls: {}, activeCallId: null, pops: {}, chosen: {} });
  });
  const stored = await storedDrafts();
  const drafts = stored.ok ? stored.value : [];
  act(() => { useDraftStore.setState({ drafts: Object.fromEntries(drafts.map((draft) => [draft.callId, draft])), saves: {} }); });
  drawWorkbench();
  tellCalls(call);
}

describe('a new-household form half filled in', () => {
  it('comes back as it was when somebody was chosen meanwhile, half a date included', async () => {
    const { call, file } = await talk();
    alt(0);
    await userEvent.type(await screen.findByTestId('new-name'), '周敏华');
    await userEvent.type(screen.getByTestId('new-child-date'), '2026-0');
    await userEvent.type(screen.getByLabelText('地址'), '棠下东路 3 号');
    alt(2);
    await screen.findByTestId('overview');
    expect(draftOf(call.id)).toMatchObject({ customerId: motherOf(file).id, newHousehold: null });
    expect(screen.getByTestId('speaker-0')).toHaveTextContent('没填完：周敏华');
    alt(0);
    expect(await screen.findByTestId('new-name')).toHaveValue('周敏华');
    expect(screen.getByTestId('new-child-date')).toHaveValue('2026-0');
    expect(screen.getByLabelText('地址')).toHaveValue('棠下东路 3 号');
  });

  it('with a very long name leaves the strip its two lines: cut there and at the head of the summary, whole when pointed at', async () => {
    const { call } = await talk();
    alt(0);
    const name = '欧阳诸葛'.repeat(15);
    fireEvent.change(await screen.findByTestId('new-name'), { target: { value: name } });
    await waitFor(() => { expect(screen.getByTestId('call-who')).toHaveAttribute('title', name); });
    expect(screen.getByTestId('call-who')).toHaveClass('wb-long');
    await endCall(call);
    expect(await screen.findByTitle(`写给 ${name}`)).toBeVisible();
  });

  it('comes back after the page was loaded again, too', async () => {
    const { call } = await talk();
    alt(0);
    await userEvent.type(await screen.findByTestId('new-name'), '周敏华');
    alt(2);
    await screen.findByTestId('overview');
    await loadAgain(call);
    await screen.findByTestId('summary');
    alt(0);
    expect(await screen.findByTestId('new-name')).toHaveValue('周敏华');
  });

  it('is not stored when the call is finished for the person chosen', async () => {
    const { call } = await talk();
    alt(0);
    await userEvent.type(await screen.findByTestId('new-name'), '周敏华');
    alt(2);
    await screen.findByTestId('overview');
    fireEvent.keyDown(window, { key: '1', code: 'Digit1', ctrlKey: true });
    tellCalls({ ...call, state: 'ended', endedAtMs: call.startedAtMs + 9000, endReason: 'hung-up', hungUpBy: 'customer' });
    fireEvent.keyDown(window, { key: 'Enter', code: 'Enter', ctrlKey: true });
    await waitFor(async () => { expect((await sample.database.outbox.toArray()).map((row) => row.op.kind)).toEqual(['interaction.add']); });
  });
});

describe('a new-person form half filled in', () => {
  it('comes back with Alt+6 after another was chosen, after Alt+0, and after the page was loaded again', async () => {
    const { call, file } = await talk();
    alt(6);
    await userEvent.type(await screen.findByTestId('new-person-name'), '林美');
    alt(1);
    await waitFor(() => { expect(screen.queryByTestId('new-person-form')).toBeNull(); });
    expect(draftOf(call.id)).toMatchObject({ newCustomer: null, householdId: file.household.id });
    expect(screen.getByTestId('speaker-6')).toHaveTextContent('没填完：林美');
    alt(6);
    expect(await screen.findByTestId('new-person-name')).toHaveValue('林美');
    alt(0);
    await screen.findByTestId('new-household-form');
    await loadAgain(call);
    await screen.findByTestId('new-household-form');
    // The number is looked up again after loading; its family is numbered as before.
    await tellPop(call.id, [file]);
    alt(6);
    expect(await screen.findByTestId('new-person-name')).toHaveValue('林美');
    alt(6);
    expect(screen.getByTestId('new-person-name')).toHaveValue('林美');
  });
});
