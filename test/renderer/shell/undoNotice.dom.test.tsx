import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CallColumn } from '../../../renderer/screens/workbench/CallColumn.tsx';
import WorkbenchScreen from '../../../renderer/screens/workbench/WorkbenchScreen.tsx';
import { Toasts } from '../../../renderer/shell/Toasts.tsx';
import { useFrameKeys } from '../../../renderer/shell/useFrameKeys.ts';
import { useSettingsStore } from '../../../renderer/state/useSettingsStore.ts';
import { useToastStore } from '../../../renderer/state/useToastStore.ts';
import { forgetUndo } from '../../../renderer/state/useUndoStore.ts';
import type { CallSnapshot } from '../../../shared/calls/callSnapshot.ts';
import { sampleCall, sampleSettings } from '../../support/deskSamples.ts';
import { draw, type SampleDesk } from '../screens/callbacks/sampleDesk.tsx';
import { closeWorkbench, draftOf, endCall, householdWithPromise, openWorkbench, pickUp, tellCalls, tellPop } from '../screens/workbench/sampleWorkbench.tsx';

let sample: SampleDesk;
beforeEach(async () => { sample = await openWorkbench(); });
afterEach(async () => {
  forgetUndo();
  useToastStore.setState({ toasts: [] });
  await closeWorkbench(sample);
});

function Desk() {
  useFrameKeys();
  return <><CallColumn /><WorkbenchScreen /><Toasts /><input aria-label="别处的输入框" /></>;
}
const pressUndo = (target: Element | Window = window, over: KeyboardEventInit = {}): boolean => fireEvent.keyDown(target, { key: 'z', code: 'KeyZ', ctrlKey: true, ...over });

async function finished(): Promise<CallSnapshot> {
  const call = sampleCall();
  draw(<Desk />);
  tellCalls(call);
  await tellPop(call.id, [householdWithPromise()]);
  const talking = await pickUp(call);
  fireEvent.keyDown(window, { key: '2', code: 'Digit2', altKey: true });
  await screen.findByTestId('overview');
  await userEvent.type(screen.getByTestId('note'), '转奶第五天');
  fireEvent.keyDown(window, { key: '1', code: 'Digit1', ctrlKey: true });
  await endCall(talking);
  fireEvent.keyDown(window, { key: 'Enter', code: 'Enter', ctrlKey: true });
  await waitFor(() => { expect(screen.queryByTestId('summary')).toBeNull(); });
  return call;
}

async function expectReopened(call: CallSnapshot): Promise<void> {
  expect(await screen.findByTestId('note')).toHaveValue('转奶第五天');
  expect(screen.getByTestId('outcome-answered')).toHaveAttribute('aria-pressed', 'true');
  expect(draftOf(call.id)).toMatchObject({ note: '转奶第五天', outcome: 'answered' });
  expect(screen.queryByText(/可撤销/)).toBeNull();
}

describe('a summary that was finished', () => {
  it('can be taken back by the button that says so, with its key beside it', async () => {
    const call = await finished();
    expect(screen.getByText(/小结已完成.*Ctrl\+Z/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: '撤销' }));
    await expectReopened(call);
  });

  it('is taken back by Ctrl+Z, and finished again as if nothing had been', async () => {
    const call = await finished();
    pressUndo();
    await expectReopened(call);
    fireEvent.keyDown(window, { key: 'Enter', code: 'Enter', ctrlKey: true });
    await waitFor(() => { expect(screen.queryByTestId('summary')).toBeNull(); });
    expect(await sample.database.callLog.get(call.id)).toMatchObject({ state: 'finished' });
  });

  it('is left alone by Ctrl+Z in a text field, whose own undo it is', async () => {
    await finished();
    pressUndo(screen.getByLabelText('别处的输入框'));
    await act(async () => { await sample.database.outbox.count(); });
    expect(screen.queryByTestId('summary')).toBeNull();
    expect(screen.getByText(/可撤销/)).toBeInTheDocument();
  });

  it('is left alone by Ctrl+Z that belongs to an input method', async () => {
    await finished();
    pressUndo(window, { isComposing: true });
    expect(screen.getByText(/可撤销/)).toBeInTheDocument();
  });

  it('is taken back by another key when the agent chose one', async () => {
    useSettingsStore.setState({ settings: sampleSettings({ keys: { 'wrapUp.undo': 'Ctrl+U' } }) });
    const call = await finished();
    expect(screen.getByText(/Ctrl\+U/)).toBeInTheDocument();
    fireEvent.keyDown(window, { key: 'u', code: 'KeyU', ctrlKey: true });
    await expectReopened(call);
  });

  it('waits among the unfinished, and says so, when a call has come meanwhile', async () => {
    await finished();
    tellCalls(sampleCall({ number: '02161234567', storedNumber: '+862161234567' }));
    const ringing = (await screen.findAllByTestId('workbench'))[0]?.dataset['phase'];
    pressUndo();
    expect(await screen.findByText('小结已撤回，放在「未完成小结」里。')).toBeInTheDocument();
    expect(screen.queryByTestId('summary')).toBeNull();
    expect(screen.getAllByTestId('workbench')[0]?.dataset['phase']).toBe(ringing);
  });
});
