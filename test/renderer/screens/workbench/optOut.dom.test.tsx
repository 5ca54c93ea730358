import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dialCustomer } from '../../../../renderer/actions/dialCustomer.ts';
import { editDraft } from '../../../../renderer/actions/editDraft.ts';
import { must } from '../../../../shared/language/must.ts';
import { SAMPLE_NOW_MS, sampleCall } from '../../../support/deskSamples.ts';
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

  it('and a next call agreed in the same breath are not stored together unasked: the call is dropped, or the customer asked for it', async () => {
    const { callId, end } = await talk();
    const { customerId } = draftOf(callId);
    const next = { callbackId: v7(), dueAtMs: SAMPLE_NOW_MS + 86_400_000, zone: 'Asia/Shanghai', windowMinutes: 30, customerId, number: '+862161234567', purpose: '问铁锈罐', permissionReason: 'agreed' as const, ownerAgentId: null, picked: true };
    act(() => { editDraft(callId, { outcome: 'opt-out', optOut: { channel: 'phone', wholeFamily: false, words: '别再打了' }, callbackLine: '明天下午3点 问铁锈罐', callbackChoice: next }); });
    await end();
    fireEvent.keyDown(window, { key: 'Enter', code: 'Enter', ctrlKey: true });
    expect(await screen.findByTestId('opt-out-call')).toHaveTextContent('退订之后还打这一次吗');
    await waitFor(() => { expect(screen.getByTestId('opt-out-drop-call')).toHaveFocus(); });
    expect(await sample.database.outbox.count()).toBe(0);
    await userEvent.click(screen.getByTestId('opt-out-drop-call'));
    expect(draftOf(callId)).toMatchObject({ callbackLine: '', callbackChoice: null });
    expect(screen.queryByTestId('opt-out-call')).toBeNull();
    act(() => { editDraft(callId, { callbackLine: '明天下午3点 问铁锈罐', callbackChoice: next }); });
    await userEvent.click(await screen.findByTestId('opt-out-keep-call'));
    fireEvent.keyDown(window, { key: 'Enter', code: 'Enter', ctrlKey: true });
    await waitFor(async () => { expect((await sample.database.outbox.toArray()).map((row) => row.op.kind)).toEqual(['interaction.add', 'callback.add', 'opt-out.add']); });
  });

  it('and who complained before keeps the complaint: it is shown beside the opt-out, and opened with it', async () => {
    const { callId, end } = await talk();
    act(() => { editDraft(callId, { outcome: 'complaint', caseTitle: '罐底有铁锈' }); });
    act(() => { editDraft(callId, { outcome: 'opt-out', optOut: { channel: 'phone', wholeFamily: false, words: '别再打了' } }); });
    expect(await screen.findByTestId('case-title')).toHaveValue('罐底有铁锈');
    expect(screen.getByTestId('case-beside')).toHaveTextContent('另建这件投诉');
    await end();
    fireEvent.keyDown(window, { key: 'Enter', code: 'Enter', ctrlKey: true });
    await waitFor(async () => { expect((await sample.database.outbox.toArray()).map((row) => row.op.kind)).toEqual(['interaction.add', 'case.add', 'opt-out.add']); });
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

  it('says in the summary what it ends once another person of the family was chosen', async () => {
    const { callId } = await talk();
    const { householdId, customerId } = draftOf(callId);
    act(() => { editDraft(callId, { saidOptOuts: [{ id: v7(), householdId: householdId ?? '', customerId: v7(), channel: 'phone', saidAtMs: SAMPLE_NOW_MS, words: '别再打来了', interactionId: draftOf(callId).interactionId, ofSpeaker: true }] }); });
    expect(customerId).not.toBeNull();
    expect(await screen.findByTestId('opt-out-moved')).toHaveTextContent(/退订「别再打来了」完成后改记到 .*：取消 1 个预约（今天 15:00 问转奶），以后不再用电话联系/);
  });
});

describe('a caller nobody knows who wants no more calls', () => {
  const NUMBER = '+862161234567';
  async function talkWithStranger(): Promise<{ readonly callId: string; readonly end: () => Promise<void> }> {
    const call = sampleCall({ number: NUMBER, storedNumber: NUMBER });
    drawWorkbench();
    tellCalls(call);
    await tellPop(call.id, []);
    const talking = await pickUp(call);
    return { callId: call.id, end: async () => { await endCall(talking); } };
  }

  it('opts out by the number alone: it is stored with the words, and this desktop refuses the number from then on', async () => {
    const { callId, end } = await talkWithStranger();
    fireEvent.keyDown(window, { key: '0', code: 'Digit0', ctrlKey: true });
    expect(draftOf(callId).outcome).toBe('opt-out');
    expect(await screen.findByTestId('opt-out-ends')).toHaveTextContent('谁都不能再拨 021-6123 4567');
    await userEvent.type(screen.getByTestId('opt-out-words'), '别再打来了');
    await end();
    fireEvent.keyDown(window, { key: 'Enter', code: 'Enter', ctrlKey: true });
    await waitFor(async () => { expect(await sample.database.outbox.count()).toBe(3); });
    const ops = (await sample.database.outbox.orderBy('seq').toArray()).map((row) => row.op);
    const added = must(ops.find((op) => op.kind === 'household.add'), 'no household');
    const householdId = added.data.household.id;
    expect(ops).toMatchObject([
      { kind: 'household.add', data: { household: { name: '021-6123 4567', city: null, source: 'call-800' }, phones: [{ number: NUMBER }] } },
      { kind: 'interaction.add', data: { interaction: { householdId, customerId: null, outcome: 'opt-out' } } },
      { kind: 'opt-out.add', data: { optOut: { householdId, customerId: null, channel: 'phone', words: '别再打来了' } } },
    ]);
    sample.desk.reply('customers:search', { ok: true, value: [] });
    expect(await dialCustomer({ number: NUMBER, permissionReason: 'agreed', callbackId: null, householdId: null, customerId: null })).toMatchObject({ ok: false, detail: 'opted-out' });
  });

  it('is not finished without the words', async () => {
    const { callId, end } = await talkWithStranger();
    act(() => { editDraft(callId, { outcome: 'opt-out' }); });
    await end();
    fireEvent.keyDown(window, { key: 'Enter', code: 'Enter', ctrlKey: true });
    expect(await screen.findByTestId('gap')).toHaveTextContent('客户怎么说的');
    expect(await sample.database.outbox.count()).toBe(0);
  });

  it('is chosen first where the number is somebody’s', async () => {
    const { callId, end } = await talk();
    act(() => { editDraft(callId, { householdId: null, customerId: null, newHousehold: null, outcome: 'opt-out', note: '别再打' }); });
    await end();
    fireEvent.keyDown(window, { key: 'Enter', code: 'Enter', ctrlKey: true });
    await waitFor(() => { expect(screen.getAllByTestId('gap').length + screen.queryAllByRole('alert').length).toBeGreaterThan(0); });
    expect(await sample.database.outbox.count()).toBe(0);
  });
});
