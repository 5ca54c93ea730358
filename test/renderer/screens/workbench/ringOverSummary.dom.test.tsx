import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { postponeWrapUp } from '../../../../renderer/actions/finishWrapUp.ts';
import { showCall } from '../../../../renderer/actions/trackCalls.ts';
import { usePresenceStore } from '../../../../renderer/state/usePresenceStore.ts';
import type { AgentState } from '../../../../shared/agents/agentState.ts';
import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import { SAMPLE_NOW_MS, sampleCall, sampleHousehold } from '../../../support/deskSamples.ts';
import type { SampleDesk } from '../callbacks/sampleDesk.tsx';
import { closeWorkbench, draftOf, drawWorkbench, endCall, householdWithPromise, openWorkbench, pickUp, tellCalls, tellPop } from './sampleWorkbench.tsx';

let sample: SampleDesk;
let seq = 0;
const stand = (state: AgentState): void => { act(() => { usePresenceStore.setState({ presence: { state, sinceMs: SAMPLE_NOW_MS, next: null, seq: ++seq } }); }); };
beforeEach(async () => {
  sample = await openWorkbench();
  stand({ kind: 'available' });
});
afterEach(async () => {
  await closeWorkbench(sample);
  usePresenceStore.setState({ presence: null });
});

async function endedCall(): Promise<CallSnapshot> {
  const call = sampleCall();
  drawWorkbench();
  tellCalls(call);
  await tellPop(call.id, [householdWithPromise()]);
  const talking = await pickUp(call);
  await userEvent.type(screen.getByTestId('note'), '说到转奶');
  stand({ kind: 'wrap-up' });
  await endCall(talking);
  return talking;
}

/** A summary put off and taken up again while the agent is available. */
async function postponedOnScreen(): Promise<CallSnapshot> {
  const call = await endedCall();
  await act(async () => { await postponeWrapUp(call.id); });
  stand({ kind: 'available' });
  act(() => { showCall(call.id); });
  expect(await screen.findByTestId('note')).toHaveValue('说到转奶');
  return call;
}
const second = (): CallSnapshot => sampleCall({ number: '02161239999', storedNumber: '+862161239999' });

describe('a call that rings while a summary that was put off is open', () => {
  it('gets the whole ringing panel, and the summary waits among the unfinished ones', async () => {
    const first = await postponedOnScreen();
    await userEvent.type(screen.getByTestId('note'), '，夜里醒');
    const ringing = second();
    const other = sampleHousehold();
    tellCalls(ringing);
    await tellPop(ringing.id, [{ ...other, household: { ...other.household, name: '李先生家' } }]);
    expect(screen.getByTestId('call-strip')).toHaveAttribute('data-state', 'ringing');
    expect(screen.getByTestId('workbench')).toHaveAttribute('data-phase', 'ringing');
    expect(screen.getByTestId('call-who')).toHaveTextContent('李先生家');
    expect(await screen.findByTestId('opening-line')).toBeInTheDocument();
    expect(screen.getByTestId('answer')).toBeInTheDocument();
    expect(screen.queryByTestId('second-call')).toBeNull();

    const talking = await pickUp(ringing);
    expect(draftOf(first.id).note).toBe('说到转奶，夜里醒');
    await waitFor(async () => { expect((await sample.database.drafts.get(first.id))?.note).toBe('说到转奶，夜里醒'); });
    await endCall(talking);
    const unfinished = screen.getByTestId('unfinished');
    expect(unfinished).toHaveTextContent('说到转奶');
    await userEvent.click(within(unfinished).getByText('继续'));
    expect(await screen.findByTestId('note')).toHaveValue('说到转奶，夜里醒');
  });

  it('gives the screen back when nobody answered it', async () => {
    await postponedOnScreen();
    const ringing = second();
    tellCalls(ringing);
    await endCall(ringing);
    expect(await screen.findByTestId('note')).toHaveValue('说到转奶');
    expect(screen.getByTestId('call-strip')).toHaveAttribute('data-state', 'wrap-up');
  });

  it('gives the cursor back to the word that was being written, not to the button that finishes', async () => {
    await postponedOnScreen();
    fireEvent.keyDown(window, { key: '1', code: 'Digit1', ctrlKey: true });
    const note = screen.getByTestId<HTMLTextAreaElement>('note');
    await userEvent.click(note);
    note.setSelectionRange(2, 2);
    const ringing = second();
    tellCalls(ringing);
    expect(screen.queryByTestId('note')).toBeNull();
    await endCall(ringing);
    const again = await screen.findByTestId<HTMLTextAreaElement>('note');
    expect(again).toHaveFocus();
    expect([again.selectionStart, again.selectionEnd]).toEqual([2, 2]);
    await userEvent.keyboard('，');
    expect(again).toHaveValue('说到，转奶');
  });

  it('finds the cursor where it was also when the page crashed in between, which tells nobody', async () => {
    const call = await postponedOnScreen();
    const note = screen.getByTestId<HTMLTextAreaElement>('note');
    await userEvent.click(note);
    note.setSelectionRange(2, 2);
    fireEvent.keyUp(note, { key: 'ArrowLeft' });
    // Nothing of the page that crashed is told that it goes.
    document.body.replaceChildren();
    drawWorkbench();
    act(() => { showCall(call.id); });
    const again = await screen.findByTestId<HTMLTextAreaElement>('note');
    expect(again).not.toBe(note);
    expect(again).toHaveFocus();
    expect([again.selectionStart, again.selectionEnd]).toEqual([2, 2]);
  });

  it('is not answered by a space or an Enter that was meant for the note it covers', async () => {
    await postponedOnScreen();
    await userEvent.type(screen.getByTestId('note'), '，');
    tellCalls(second());
    expect(screen.getByTestId('answer')).not.toHaveFocus();
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Enter', code: 'Enter' });
    expect(sample.desk.asked('call:answer').length).toBe(1);
    await waitFor(() => { expect(screen.getByTestId('answer')).toHaveFocus(); }, { timeout: 4000 });
  });

  it('gets it too when the time to write ran out and the agent is available again', async () => {
    await endedCall();
    stand({ kind: 'available' });
    tellCalls(second());
    expect(screen.getByTestId('call-strip')).toHaveAttribute('data-state', 'ringing');
  });
});

describe('a call that rings while another one is on', () => {
  it('stays a card of its own, and so it does while the summary is being written', async () => {
    const call = sampleCall();
    drawWorkbench();
    tellCalls(call);
    await tellPop(call.id, [householdWithPromise()]);
    const talking = await pickUp(call);
    tellCalls(talking, second());
    expect(screen.getByTestId('second-call')).toBeInTheDocument();
    expect(screen.getByTestId('call-strip')).toHaveAttribute('data-state', 'talking');
  });

  it('does not take the summary of a wrap-up away', async () => {
    await endedCall();
    tellCalls(second());
    expect(screen.getByTestId('second-call')).toBeInTheDocument();
    expect(screen.getByTestId('note')).toHaveValue('说到转奶');
  });
});
