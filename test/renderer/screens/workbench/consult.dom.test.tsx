import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { v7 } from 'uuid';
import { useCallStore } from '../../../../renderer/state/useCallStore.ts';
import { usePresenceStore } from '../../../../renderer/state/usePresenceStore.ts';
import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import { SAMPLE_NOW_MS, sampleCall } from '../../../support/deskSamples.ts';
import { putAgents, type SampleDesk } from '../callbacks/sampleDesk.tsx';
import { closeWorkbench, draftOf, drawWorkbench, householdWithPromise, openWorkbench, pickUp, tellCalls, tellPop } from './sampleWorkbench.tsx';

let sample: SampleDesk;
beforeEach(async () => { sample = await openWorkbench(); });
afterEach(async () => { await closeWorkbench(sample); });

const press = (key: string, more: object = {}): void => { fireEvent.keyDown(window, { key, code: key, ...more }); };

async function talking(): Promise<CallSnapshot> {
  const li = { ...sample.session.agent, id: v7(), number: '1041', name: '李娜', extension: '8041' };
  await putAgents(sample.database, [sample.session.agent, li]);
  const call = sampleCall();
  drawWorkbench();
  tellCalls(call);
  await tellPop(call.id, [householdWithPromise()]);
  return await pickUp(call, SAMPLE_NOW_MS - 60_000);
}
const talkAbout = (call: CallSnapshot, over: Partial<CallSnapshot> = {}): CallSnapshot => sampleCall({
  direction: 'out', state: 'alerting', number: '8041', storedNumber: null, queue: null, keys: null, consultFor: call.id, ringUntilMs: null, ...over,
});
const held = (call: CallSnapshot): CallSnapshot => ({ ...call, state: 'held', heldByUs: true });

describe('asking a colleague about a call', () => {
  it('holds the customer with F6 and rings the colleague who is named', async () => {
    const call = await talking();
    press('F6');
    expect(sample.desk.asked('call:hold')).toEqual([{ callId: call.id, on: true }]);
    await screen.findAllByTestId('transfer-agent');
    await userEvent.keyboard('李{Enter}');
    expect(sample.desk.asked('call:consult')).toEqual([{ callId: call.id, to: '8041' }]);
    expect(sample.desk.asked('call:transfer')).toEqual([]);
    expect(screen.queryByTestId('transfer-panel')).toBeNull();
  });

  it('shows the colleague beside the customer, who keeps the strip and the summary', async () => {
    const call = await talking();
    tellCalls(held(call), talkAbout(call));
    expect(await screen.findByTestId('consult')).toHaveTextContent('正在呼叫 李娜…');
    expect(screen.getByTestId('call-state')).toHaveTextContent('咨询 李娜');
    expect(screen.queryByTestId('second-call')).toBeNull();
    expect(screen.getByTestId('join')).toBeDisabled();
    expect(screen.getByTestId('hang-up')).toHaveTextContent('结束咨询，回到客户');
  });

  it('gives the customer away with F6, joins with F7, swaps with F3, and mutes towards the colleague with F4', async () => {
    const call = await talking();
    const talk = talkAbout(call, { state: 'talking', answeredAtMs: SAMPLE_NOW_MS });
    tellCalls(held(call), talk);
    await screen.findByTestId('consult');
    press('F4');
    await waitFor(() => { expect(sample.desk.asked('call:mute')).toEqual([{ callId: talk.id, on: true }]); });
    press('F3');
    await waitFor(() => { expect(sample.desk.asked('call:hold')).toEqual([{ callId: call.id, on: false }]); });
    press('F7');
    await waitFor(() => { expect(sample.desk.asked('call:consult-join')).toEqual([{ callId: call.id }]); });
    press('F6');
    await waitFor(() => { expect(sample.desk.asked('call:consult-complete')).toEqual([{ callId: call.id }]); });
  });

  it('hanging up with a colleague there gives the customer back and never ends their call', async () => {
    const call = await talking();
    tellCalls(held(call), talkAbout(call, { state: 'talking', answeredAtMs: SAMPLE_NOW_MS }));
    await screen.findByTestId('consult');
    press('F8');
    await waitFor(() => { expect(sample.desk.asked('call:consult-cancel')).toEqual([{ callId: call.id }]); });
    expect(sample.desk.asked('call:hangUp')).toEqual([]);
  });

  it('ends both in a three-way conversation, or lets either go', async () => {
    const call = await talking();
    const talk = talkAbout(call, { state: 'talking', answeredAtMs: SAMPLE_NOW_MS, joined: true });
    tellCalls({ ...call, joined: true }, talk);
    expect(await screen.findByTestId('consult')).toHaveAttribute('data-state', 'joined');
    await userEvent.click(screen.getByTestId('consult-remove'));
    expect(sample.desk.asked('call:consult-cancel')).toEqual([{ callId: call.id }]);
    fireEvent.pointerDown(screen.getByTestId('hang-up'), { button: 0 });
    await waitFor(() => { expect(sample.desk.asked('call:hangUp')).toEqual([{ callId: talk.id }, { callId: call.id }]); });
  });

  it('says in words what became of a colleague who was asked, while the customer waits', async () => {
    const call = await talking();
    const talk = talkAbout(call);
    tellCalls(held(call), talk);
    tellCalls(held(call), { ...talk, state: 'ended', endReason: 'busy', hungUpBy: 'customer', endedAtMs: SAMPLE_NOW_MS });
    expect(await screen.findByTestId('consult-lost')).toHaveTextContent('李娜正忙，客户还在保持。');
    expect(screen.getByTestId('hang-up')).toHaveTextContent('挂机');
    tellCalls(call, { ...talk, state: 'ended', endReason: 'busy', hungUpBy: 'customer', endedAtMs: SAMPLE_NOW_MS });
    expect(screen.queryByTestId('consult-lost')).toBeNull();
  });

  it('says that nobody was lost when the colleague could not take the customer', async () => {
    const call = await talking();
    tellCalls(held(call), talkAbout(call, { state: 'talking', answeredAtMs: SAMPLE_NOW_MS }));
    sample.desk.reply('call:consult-complete', { ok: false, refusal: 'line-refused', detail: '480' });
    await userEvent.click(await screen.findByTestId('consult-complete'));
    expect(await screen.findByText('没转成，客户和 李娜 都还在。')).toBeInTheDocument();
  });

  it('keeps the colleague on screen when the customer hangs up', async () => {
    const call = await talking();
    const talk = talkAbout(call, { state: 'talking', answeredAtMs: SAMPLE_NOW_MS });
    tellCalls(held(call), talk);
    tellCalls({ ...call, state: 'ended', endReason: 'hung-up', hungUpBy: 'customer', endedAtMs: SAMPLE_NOW_MS }, talk);
    await userEvent.click(await screen.findByTestId('talk-end'));
    expect(sample.desk.asked('call:hangUp')).toEqual([{ callId: talk.id }]);
    expect(screen.getByTestId('call-strip')).toHaveAttribute('data-state', 'wrap-up');
  });
});

describe('being asked by a colleague', () => {
  const asked = (over: Partial<CallSnapshot> = {}): CallSnapshot => sampleCall({
    number: '8041', storedNumber: null, queue: null, keys: null, consultFor: 'their-call', consultAbout: '+862085550143', ...over,
  });

  it('rings with who asks and about whom, takes the focus, and is answered with F2', async () => {
    await putAgents(sample.database, [{ ...sample.session.agent, id: v7(), number: '1041', name: '李娜', extension: '8041' }]);
    drawWorkbench();
    const talk = asked();
    tellCalls(talk);
    const card = await screen.findByRole('alertdialog');
    await waitFor(() => { expect(card).toHaveTextContent('李娜 咨询您'); });
    expect(card).toHaveTextContent('020-8555 0143');
    await waitFor(() => { expect(screen.getByTestId('talk-answer')).toHaveFocus(); });
    press('F2');
    await waitFor(() => { expect(sample.desk.asked('call:answer')).toEqual([{ callId: talk.id }]); });
  });

  it('shows while it rings who the customer is, to read only, and no more when the talk is over', async () => {
    const file = householdWithPromise();
    drawWorkbench();
    const talk = asked();
    tellCalls(talk);
    await tellPop(talk.id, [file]);
    const view = await screen.findByTestId('asked-view');
    expect(screen.getByTestId('workbench')).toHaveAttribute('data-phase', 'asked');
    expect(view).toHaveTextContent(file.household.name);
    for (const person of file.customers) expect(view).toHaveTextContent(person.name);
    expect(screen.getByTestId('pop-lines')).toHaveTextContent('问转奶');
    expect(view.querySelectorAll('button, input, textarea')).toHaveLength(0);
    expect(screen.getByTestId('talk-about')).toHaveTextContent(file.household.name);
    tellCalls({ ...talk, state: 'talking', answeredAtMs: SAMPLE_NOW_MS });
    expect(screen.getByTestId('asked-view')).toBeInTheDocument();
    tellCalls({ ...talk, state: 'ended', endReason: 'hung-up', hungUpBy: 'customer', endedAtMs: SAMPLE_NOW_MS });
    await waitFor(() => { expect(screen.queryByTestId('asked-view')).toBeNull(); });
    expect(useCallStore.getState().pops).toEqual({});
  });

  it('says so when central shows nobody behind the number', async () => {
    drawWorkbench();
    const talk = asked();
    tellCalls(talk);
    await tellPop(talk.id, []);
    expect(await screen.findByTestId('asked-unknown')).toHaveTextContent('这个号码没有您可以查看的客户资料');
    expect(screen.queryByTestId('talk-about')).toBeNull();
  });

  it('names the family beside one’s own customer, who keeps the screen', async () => {
    const call = await talking();
    const talk = asked();
    tellCalls(call, talk);
    await tellPop(talk.id, [householdWithPromise()]);
    expect(await screen.findByTestId('talk-about')).toHaveTextContent('陈女士家');
    expect(screen.getByTestId('workbench')).toHaveAttribute('data-phase', 'talking');
    expect(draftOf(call.id).callId).toBe(call.id);
  });

  it('says whether the customer hears, is muted with F4, and offers nobody to dial meanwhile', async () => {
    usePresenceStore.setState({ presence: { state: { kind: 'available' }, sinceMs: SAMPLE_NOW_MS, next: null, seq: 1 } });
    drawWorkbench();
    const talk = asked({ state: 'talking', answeredAtMs: SAMPLE_NOW_MS });
    tellCalls(talk);
    const card = await screen.findByTestId('colleague-talk');
    expect(card).toHaveTextContent('客户现在听不到');
    expect(screen.queryByTestId('call-strip')).toBeNull();
    expect(screen.queryByLabelText('号码、姓名或拼音')).toBeNull();
    expect(screen.queryByTestId('practice-call')).toBeNull();
    tellCalls({ ...talk, customerHears: true });
    await waitFor(() => { expect(card).toHaveTextContent('三方通话：客户、'); });
    expect(card).not.toHaveTextContent('客户现在听不到');
    press('F4');
    await waitFor(() => { expect(sample.desk.asked('call:mute')).toEqual([{ callId: talk.id, on: true }]); });
    tellCalls({ ...talk, muted: true });
    expect(await screen.findByTestId('talk-mute')).toHaveTextContent('取消静音');
    tellCalls({ ...talk, state: 'ended', endReason: 'hung-up', hungUpBy: 'customer', endedAtMs: SAMPLE_NOW_MS });
    expect(await screen.findByLabelText('号码、姓名或拼音')).toBeInTheDocument();
  });

  it('leaves no draft, no missed call and no second card behind', async () => {
    drawWorkbench();
    const talk = asked();
    tellCalls(talk);
    tellCalls({ ...talk, state: 'talking', answeredAtMs: SAMPLE_NOW_MS });
    expect(await screen.findByTestId('colleague-talk')).toHaveAttribute('data-state', 'talking');
    press('F8');
    await waitFor(() => { expect(sample.desk.asked('call:hangUp')).toEqual([{ callId: talk.id }]); });
    tellCalls({ ...talk, state: 'ended', endReason: 'hung-up', hungUpBy: 'agent', endedAtMs: SAMPLE_NOW_MS });
    await waitFor(() => { expect(screen.queryByTestId('colleague-talk')).toBeNull(); });
    expect(await sample.database.callLog.count()).toBe(0);
    expect(await sample.database.drafts.count()).toBe(0);
  });

  it('holds one’s own customer before it is answered', async () => {
    const call = await talking();
    const talk = asked();
    tellCalls(call, talk);
    await userEvent.click(await screen.findByTestId('talk-answer'));
    expect(sample.desk.asked('call:hold')).toEqual([{ callId: call.id, on: true }]);
    expect(sample.desk.asked('call:answer')).toContainEqual({ callId: talk.id });
  });
});
