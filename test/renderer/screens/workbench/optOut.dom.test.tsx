import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { editDraft } from '../../../../renderer/actions/editDraft.ts';
import { must } from '../../../../shared/language/must.ts';
import { sampleCall } from '../../../support/deskSamples.ts';
import type { SampleDesk } from '../callbacks/sampleDesk.tsx';
import { closeWorkbench, draftOf, drawWorkbench, endCall, householdWithPromise, openWorkbench, pickUp, tellCalls, tellPop } from './sampleWorkbench.tsx';

let sample: SampleDesk;
beforeEach(async () => { sample = await openWorkbench(); });
afterEach(async () => { await closeWorkbench(sample); });

/** Talking with the grandmother, to whom a call was promised. */
async function talk(): Promise<{ readonly callId: string; readonly callbackId: string; readonly end: () => Promise<void> }> {
  const call = sampleCall();
  const file = householdWithPromise();
  drawWorkbench();
  tellCalls(call);
  await tellPop(call.id, [file]);
  const talking = await pickUp(call);
  fireEvent.keyDown(window, { key: '1', code: 'Digit1', altKey: true });
  await screen.findByTestId('overview');
  return { callId: call.id, callbackId: must(file.callbacks[0], 'no callback').id, end: async () => { await endCall(talking); } };
}

describe('a call in which the customer opts out', () => {
  it('asks for the words and says what finishing will cancel: not the callback this very call keeps', async () => {
    const { callId, callbackId } = await talk();
    act(() => { editDraft(callId, { outcome: 'opt-out' }); });
    expect(await screen.findByTestId('opt-out-ends')).toHaveTextContent('完成后：取消 1 个预约（今天 15:00 问转奶），以后不再用电话联系。');
    act(() => { editDraft(callId, { callbackId }); });
    expect(screen.getByTestId('opt-out-ends')).toHaveTextContent('完成后：以后不再用电话联系。');
    await userEvent.type(screen.getByTestId('opt-out-words'), '别再打来了');
    expect(screen.getByTestId('opt-out-words')).toHaveValue('别再打来了');
  });

  it('is not finished without the words, and the eye is led to them', async () => {
    const { callId, end } = await talk();
    act(() => { editDraft(callId, { outcome: 'opt-out' }); });
    await end();
    fireEvent.keyDown(window, { key: 'Enter', code: 'Enter', ctrlKey: true });
    expect(await screen.findByTestId('gap')).toHaveTextContent('客户怎么说的');
    await waitFor(() => { expect(screen.getByTestId('opt-out-words')).toHaveFocus(); });
  });

  it('cannot be rung back from its wrap-up, and the button says why', async () => {
    const { callId, end } = await talk();
    await end();
    await waitFor(() => { expect(screen.getByTestId('redial')).toBeEnabled(); });
    act(() => { editDraft(callId, { outcome: 'opt-out' }); });
    await waitFor(() => { expect(screen.getByTestId('redial')).toBeDisabled(); });
    expect(screen.getByText('客户刚说了不要再打，不能回拨。')).toBeVisible();
  });

  it('can be written down on the family’s file while talking', async () => {
    const { callId } = await talk();
    await userEvent.click(screen.getByRole('tab', { name: /档案/ }));
    await userEvent.click(await screen.findByTestId('opt-out-open'));
    expect(await screen.findByTestId('opt-out-ends')).toHaveTextContent('取消 1 个预约');
    await userEvent.type(screen.getByTestId('opt-out-words'), '别再打来了');
    await userEvent.click(screen.getByTestId('opt-out-store'));
    await waitFor(async () => { expect((await sample.database.outbox.toArray()).map((row) => row.op.kind)).toEqual(['opt-out.add']); });
    // It is this call's, and goes with it wherever the call is moved or taken back.
    expect((await sample.database.outbox.toArray())[0]?.op).toMatchObject({ data: { optOut: { interactionId: draftOf(callId).interactionId } } });
    expect(await screen.findByTestId('leave-told')).toHaveTextContent('退订已记下');
  });
});
