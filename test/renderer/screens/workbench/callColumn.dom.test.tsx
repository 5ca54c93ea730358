import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useCentralStore } from '../../../../renderer/state/useCentralStore.ts';
import { usePresenceStore } from '../../../../renderer/state/usePresenceStore.ts';
import { useReadinessStore } from '../../../../renderer/state/useReadinessStore.ts';
import { useSessionStore } from '../../../../renderer/state/useSessionStore.ts';
import { useToastStore } from '../../../../renderer/state/useToastStore.ts';
import { v7 } from 'uuid';
import type { CallOutcome } from '../../../../shared/ipc/commands.ts';
import { must } from '../../../../shared/language/must.ts';
import { SAMPLE_NOW_MS, sampleCall, sampleHousehold } from '../../../support/deskSamples.ts';
import { putAgents, type SampleDesk } from '../callbacks/sampleDesk.tsx';
import { closeWorkbench, draftOf, drawWorkbench, householdWithPromise, motherOf, openWorkbench, pickUp, tellCalls, tellPop } from './sampleWorkbench.tsx';

let sample: SampleDesk;
beforeEach(async () => {
  sample = await openWorkbench();
  usePresenceStore.setState({ presence: { state: { kind: 'available' }, sinceMs: SAMPLE_NOW_MS - 192_000, next: null, seq: 1 } });
  useCentralStore.setState({ queues: [], queuesAtMs: null });
});
afterEach(async () => { await closeWorkbench(sample); });

async function talk(answeredAtMs?: number) {
  const file = householdWithPromise();
  const call = sampleCall();
  drawWorkbench();
  tellCalls(call);
  await tellPop(call.id, [file]);
  const talking = await pickUp(call, answeredAtMs);
  fireEvent.keyDown(window, { key: '2', code: 'Digit2', altKey: true });
  await screen.findByTestId('overview');
  return { call: talking, file };
}

describe('the call column', () => {
  it('does not say that there was no call today while the calls of this desk are being read', async () => {
    drawWorkbench();
    expect(screen.getByTestId('call-strip')).not.toHaveTextContent('今天还没有通话');
    await waitFor(() => { expect(screen.getByTestId('call-strip')).toHaveTextContent('今天还没有通话'); });
  });

  it('goes on by keys where 接听 was pressed and is gone: the next Tab is on the controls of the call', async () => {
    const call = sampleCall();
    drawWorkbench();
    tellCalls(call);
    await tellPop(call.id, [householdWithPromise()]);
    expect(screen.getByTestId('answer')).toHaveFocus();
    await pickUp(call);
    expect(screen.getByTestId('call-strip')).toHaveFocus();
    await userEvent.tab();
    expect(screen.getByTestId('hold')).toHaveFocus();
  });

  it('leaves the focus in a field when a call is answered, held or over', async () => {
    const { call } = await talk();
    act(() => { screen.getByTestId('note').focus(); });
    tellCalls({ ...call, state: 'held', heldByUs: true });
    expect(screen.getByTestId('note')).toHaveFocus();
    tellCalls({ ...call, state: 'ended', endedAtMs: SAMPLE_NOW_MS, endReason: 'hung-up', hungUpBy: 'customer' });
    expect(screen.getByTestId('note')).toHaveFocus();
  });

  it('holds with F3, takes back, and mutes with F4', async () => {
    const { call } = await talk();
    fireEvent.keyDown(window, { key: 'F3', code: 'F3' });
    await waitFor(() => { expect(sample.desk.asked('call:hold')).toEqual([{ callId: call.id, on: true }]); });
    tellCalls({ ...call, state: 'held', heldByUs: true });
    expect(screen.getByTestId('call-strip')).toHaveAttribute('data-state', 'held');
    expect(screen.getByTestId('call-state')).toHaveTextContent('保持中');
    // Nobody hears anybody: that both sides were clear would not be so.
    expect(screen.getByTestId('quality')).toHaveTextContent('保持中，不测声音');
    fireEvent.keyDown(window, { key: 'F3', code: 'F3' });
    await waitFor(() => { expect(sample.desk.asked('call:hold')).toHaveLength(2); });
    fireEvent.keyDown(window, { key: 'F4', code: 'F4' });
    await waitFor(() => { expect(sample.desk.asked('call:mute')).toEqual([{ callId: call.id, on: true }]); });
  });

  it('hangs up at once when the call is older than 5 s', async () => {
    const { call } = await talk(SAMPLE_NOW_MS - 60_000);
    fireEvent.pointerDown(screen.getByTestId('hang-up'), { button: 0 });
    fireEvent.pointerUp(screen.getByTestId('hang-up'));
    await waitFor(() => { expect(sample.desk.asked('call:hangUp')).toEqual([{ callId: call.id }]); });
  });

  it('in the first 5 s hangs up only when the button is held, so that a slip ends nothing', async () => {
    const { call } = await talk(SAMPLE_NOW_MS + 3_600_000);
    const button = screen.getByTestId('hang-up');
    fireEvent.pointerDown(button, { button: 0 });
    fireEvent.pointerUp(button);
    expect(screen.getByText(/按住 0.4 秒/)).toBeInTheDocument();
    expect(sample.desk.asked('call:hangUp')).toEqual([]);
    fireEvent.pointerDown(button, { button: 0 });
    await waitFor(() => { expect(sample.desk.asked('call:hangUp')).toEqual([{ callId: call.id }]); });
    fireEvent.pointerUp(button);
  });

  it('never ends a call with Esc', async () => {
    await talk();
    for (const target of [window, screen.getByTestId('note'), screen.getByTestId('hang-up')]) fireEvent.keyDown(target, { key: 'Escape', code: 'Escape' });
    expect(sample.desk.asked('call:hangUp')).toEqual([]);
    expect(screen.getByTestId('talk-controls')).toBeInTheDocument();
  });

  it('sends keys of the telephone one by one', async () => {
    const { call } = await talk();
    await userEvent.click(screen.getByTestId('keypad-open'));
    await userEvent.click(screen.getByRole('button', { name: '5' }));
    await userEvent.keyboard('#');
    expect(sample.desk.asked('call:keys')).toEqual([{ callId: call.id, keys: '5' }, { callId: call.id, keys: '#' }]);
  });

  it('holds the customer while a colleague is looked for, and transfers by name', async () => {
    const li = { ...sample.session.agent, id: v7(), number: '1041', name: '李娜', extension: '8041' };
    await putAgents(sample.database, [sample.session.agent, li]);
    const { call } = await talk();
    await userEvent.click(screen.getByTestId('transfer'));
    expect(sample.desk.asked('call:hold')).toEqual([{ callId: call.id, on: true }]);
    expect(await screen.findAllByTestId('transfer-agent')).toHaveLength(1);
    // A bare Enter names nobody: the customer must not go to whoever stands first.
    await userEvent.keyboard('{Enter}');
    expect(sample.desk.asked('call:transfer')).toEqual([]);
    await userEvent.keyboard('李{Enter}');
    expect(sample.desk.asked('call:transfer')).toEqual([{ callId: call.id, to: '8041' }]);
  });

  it('lists free colleagues first and those who are not there last, says who rings, and that they did not answer', async () => {
    const { agent } = sample.session;
    const colleague = (name: string, extension: string) => ({ ...agent, id: v7(), name, number: extension, extension });
    const [gone, busy, free] = [colleague('李娜', '8041'), colleague('赵敏', '8042'), colleague('孙丽', '8043')];
    await putAgents(sample.database, [gone, busy, free]);
    sample.desk.reply('colleagues:ask', { ok: true, value: [{ agentId: busy.id, state: { kind: 'talking' } }, { agentId: free.id, state: { kind: 'available' } }] });
    const { call } = await talk();
    await userEvent.click(screen.getByTestId('transfer'));
    await waitFor(() => { expect(screen.getAllByTestId('transfer-agent').map((row) => row.textContent)).toEqual(['孙丽空闲 · 8043', '赵敏通话 · 8042', '李娜未登录 · 8041']); });
    let answer: (outcome: CallOutcome) => void = () => {};
    sample.desk.reply('call:transfer', () => new Promise((resolve) => { answer = resolve; }));
    await userEvent.click(must(screen.getAllByTestId('transfer-agent')[0], 'a colleague is listed'));
    expect(sample.desk.asked('call:transfer')).toEqual([{ callId: call.id, to: '8043' }]);
    expect(screen.getByTestId('transfer-panel')).toHaveTextContent('正在转给 孙丽…');
    expect(screen.getByTestId('call-state')).toHaveTextContent('正在转给 孙丽…');
    await act(async () => { answer({ ok: false, refusal: 'line-refused', detail: '487' }); });
    expect(await screen.findByText('孙丽没有接，客户还在您这里。')).toBeInTheDocument();
    expect(screen.getByTestId('call-state')).not.toHaveTextContent('正在转给');
  });

  it('says nothing of who is there while central does not tell', async () => {
    await putAgents(sample.database, [{ ...sample.session.agent, id: v7(), name: '李娜', extension: '8041' }]);
    await talk();
    await userEvent.click(screen.getByTestId('transfer'));
    expect(await screen.findByTestId('transfer-agent')).toHaveTextContent(/^李娜8041$/);
  });

  it('says who passed a call on', async () => {
    await putAgents(sample.database, [{ ...sample.session.agent, id: v7(), name: '李娜', extension: '8041' }]);
    drawWorkbench();
    const call = sampleCall({ transferredBy: '8041' });
    tellCalls(call);
    await waitFor(() => { expect(screen.getByTestId('call-strip')).toHaveTextContent('李娜 转来'); });
    const talking = await pickUp(call);
    expect(screen.getByTestId('call-strip')).toHaveTextContent('李娜 转来');
    tellCalls(talking, sampleCall({ transferredBy: '8099' }));
    expect(screen.getByTestId('second-call')).toHaveTextContent('分机 8099 转来');
  });

  it('opens its panels, and says what did not work, below the button that hangs up', async () => {
    await talk();
    sample.desk.reply('call:mute', { ok: false, refusal: 'line-refused', detail: null });
    fireEvent.keyDown(window, { key: 'F4', code: 'F4' });
    const problem = await screen.findByText('线路没有接受');
    const isBelow = (part: Element): boolean => (screen.getByTestId('hang-up').compareDocumentPosition(part) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    expect(isBelow(problem)).toBe(true);
    for (const [open, panel] of [['keypad-open', 'keypad'], ['transfer', 'transfer-panel']] as const) {
      await userEvent.click(screen.getByTestId(open));
      expect(isBelow(await screen.findByTestId(panel))).toBe(true);
    }
  });

  it('shows a second call’s keys, and refuses it with them', async () => {
    const { call } = await talk();
    const second = sampleCall({ number: '02161239999', storedNumber: '+862161239999' });
    tellCalls(call, second);
    expect(screen.getByTestId('second-take')).toHaveTextContent('F2');
    expect(screen.getByTestId('second-reject')).toHaveTextContent('Shift+F2');
    fireEvent.keyDown(window, { key: 'F2', code: 'F2', shiftKey: true });
    await userEvent.click(await screen.findByText('手上有事，转给别人'));
    await waitFor(() => { expect(sample.desk.asked('call:reject')).toEqual([{ callId: second.id, reason: 'busy' }]); });
  });

  it('goes to and fro between two calls with one key', async () => {
    const { call } = await talk();
    const second = sampleCall({ state: 'held', heldByUs: true, ringUntilMs: null, answeredAtMs: SAMPLE_NOW_MS, number: '02161239999', storedNumber: '+862161239999' });
    tellCalls(call, second);
    expect(screen.getByTestId('second-take')).toHaveTextContent('Shift+F3');
    fireEvent.keyDown(window, { key: 'F3', code: 'F3', shiftKey: true });
    await waitFor(() => { expect(sample.desk.asked('call:hold')).toEqual([{ callId: call.id, on: true }, { callId: second.id, on: false }]); });
    tellCalls({ ...call, state: 'held', heldByUs: true }, { ...second, state: 'talking', heldByUs: false });
    expect(screen.getByTestId('second-call')).toHaveAttribute('data-call', call.id);
    fireEvent.keyDown(window, { key: 'F3', code: 'F3', shiftKey: true });
    await waitFor(() => { expect(sample.desk.asked('call:hold').slice(2)).toEqual([{ callId: second.id, on: true }, { callId: call.id, on: false }]); });
  });

  it('shows a second call as a card of its own that reaches neither strip, note nor record of the first', async () => {
    const { call, file } = await talk();
    await userEvent.type(screen.getByTestId('note'), '第一通');
    const second = sampleCall({ number: '02161239999', storedNumber: '+862161239999', startedAtMs: SAMPLE_NOW_MS });
    tellCalls(call, second);
    const other = sampleHousehold();
    await tellPop(second.id, [{ ...other, household: { ...other.household, name: '李先生家' } }]);
    const card = screen.getByTestId('second-call');
    expect(card).toHaveTextContent('李先生家');
    expect(card.querySelectorAll('input, textarea, select')).toHaveLength(0);
    expect(screen.getByTestId('call-who')).toHaveTextContent(motherOf(file).name);
    fireEvent.keyDown(window, { key: '1', code: 'Digit1', ctrlKey: true });
    await userEvent.type(screen.getByTestId('note'), '接着写');
    expect(draftOf(call.id)).toMatchObject({ note: '第一通接着写', outcome: 'answered', householdId: file.household.id });
    tellCalls(call, { ...second, state: 'ended', endedAtMs: SAMPLE_NOW_MS + 1000, endReason: 'cancelled', hungUpBy: 'customer' });
    await waitFor(() => { expect(screen.queryByTestId('second-call')).toBeNull(); });
    expect(screen.getByTestId('call-who')).toHaveTextContent(motherOf(file).name);
    expect(screen.getByTestId('note')).toHaveValue('第一通接着写');
  });

  it('holds the first call before it takes the second', async () => {
    const { call } = await talk();
    const second = sampleCall({ number: '02161239999', storedNumber: '+862161239999' });
    tellCalls(call, second);
    await userEvent.click(screen.getByTestId('second-take'));
    await waitFor(() => { expect(sample.desk.asked('call:answer').at(-1)).toEqual({ callId: second.id }); });
    expect(sample.desk.asked('call:hold')).toEqual([{ callId: call.id, on: true }]);
  });

  it('does not take the second call when the first could not be held', async () => {
    const { call } = await talk();
    sample.desk.reply('call:hold', { ok: false, refusal: 'line-refused', detail: null });
    const second = sampleCall({ number: '02161239999', storedNumber: '+862161239999' });
    tellCalls(call, second);
    await userEvent.click(screen.getByTestId('second-take'));
    expect(await screen.findByText('线路没有接受')).toBeInTheDocument();
    expect(sample.desk.asked('call:answer').filter((asked) => asked.callId === second.id)).toEqual([]);
  });

  it('idle, offers the practice call in demo mode only', async () => {
    sample.desk.reply('practice:ring', { ok: true, value: null });
    drawWorkbench();
    await userEvent.click(await screen.findByTestId('practice-call'));
    expect(sample.desk.asked('practice:ring')).toEqual([{ from: '02161234567', dialled: '8008201234', persona: 'talker' }]);
    act(() => { useSessionStore.setState({ session: { ...sample.session, demo: false } }); });
    expect(screen.queryByTestId('practice-call')).toBeNull();
  });

  it('dials a bare number only with a reason why we may', async () => {
    drawWorkbench();
    await userEvent.type(screen.getByLabelText('号码、姓名或拼音'), '02161239999');
    const dial = await screen.findByText('拨出');
    expect(dial).toBeDisabled();
    fireEvent.mouseDown(screen.getByLabelText('为什么可以拨？'));
    // What rests on a family's record is no reason for a number that is nobody's.
    expect(await screen.findByText('断线回拨')).toBeInTheDocument();
    for (const word of ['同意回访', '产前关怀', '投诉回访']) expect(screen.queryByText(word)).toBeNull();
    await userEvent.click(await screen.findByText('未接回拨'));
    sample.desk.reply('call:dial', { ok: false, refusal: 'not-allowed-now', detail: null });
    await userEvent.click(dial);
    // The store is asked first, whether the number is a family's.
    await waitFor(() => { expect(sample.desk.asked('call:dial')).toEqual([{ number: '+862161239999', permissionReason: 'missed-call-return', callbackId: null, householdId: null, customerId: null }]); });
    expect(await screen.findByText('现在不在可拨时间')).toBeInTheDocument();
  });

  it('never shows an old queue figure as a live one', async () => {
    useCentralStore.setState({ up: true, queues: [{ queue: 'mb', name: '母婴800', waiting: 7, longestWaitSeconds: 48, available: 2, onDuty: 9 }], queuesAtMs: SAMPLE_NOW_MS });
    drawWorkbench();
    expect(screen.getByTestId('queue-figures')).toHaveTextContent('7');
    act(() => { useCentralStore.setState({ queuesAtMs: SAMPLE_NOW_MS - 60_000 }); });
    expect(screen.getByTestId('queue-figures')).not.toHaveTextContent('7');
    expect(screen.getByTestId('queue-figures')).toHaveTextContent('队列未知');
  });

  it('not ready, names the link at fault with its cure, and offers what can be done meanwhile', async () => {
    const up = { state: 'up', checkedAtMs: SAMPLE_NOW_MS, detail: null } as const;
    useReadinessStore.setState({ readiness: { network: up, registration: up, microphone: { state: 'down', sinceMs: SAMPLE_NOW_MS, cause: 'device-silent' }, ringer: up, pop: up, store: up }, toldAtMs: SAMPLE_NOW_MS });
    usePresenceStore.setState({ presence: { state: { kind: 'not-ready', reason: 'microphone' }, sinceMs: SAMPLE_NOW_MS - 5000, next: null, seq: 2 } });
    drawWorkbench();
    expect(screen.getByTestId('call-strip')).toHaveAttribute('data-state', 'not-ready');
    const links = screen.getByTestId('readiness-links');
    expect(links.querySelector('[data-link="microphone"]')).toHaveAttribute('data-state', 'down');
    expect(links).toHaveTextContent('没听到声音');
    expect(screen.getByTestId('not-ready-why')).toHaveTextContent('麦克风不通：没听到声音。看耳机线上的静音开关，再对着话筒说「一二三」。再检查一次');
    act(() => {
      useReadinessStore.setState({ readiness: { network: up, registration: up, microphone: up, ringer: up, pop: up, store: up } });
      usePresenceStore.setState({ presence: { state: { kind: 'not-ready', reason: 'no-answer' }, sinceMs: SAMPLE_NOW_MS, next: null, seq: 3 } });
    });
    expect(screen.getByTestId('not-ready-why')).toHaveTextContent('上一通来电没有接，已暂停派话给您。准备好了，按「示闲」继续接听。示闲，开始接听');
    expect(screen.getByText('打完补录')).toBeInTheDocument();
  });

  it('not ready because this computer’s database does not answer, offers a new start, which waits for a call', async () => {
    const up = { state: 'up', checkedAtMs: SAMPLE_NOW_MS, detail: null } as const;
    useReadinessStore.setState({ readiness: { network: up, registration: up, microphone: up, ringer: up, pop: up, store: { state: 'down', sinceMs: SAMPLE_NOW_MS, cause: 'database-silent' } }, toldAtMs: SAMPLE_NOW_MS });
    usePresenceStore.setState({ presence: { state: { kind: 'not-ready', reason: 'store' }, sinceMs: SAMPLE_NOW_MS - 5000, next: null, seq: 2 } });
    sample.desk.reply('desk:restart', { ok: false, refusal: 'in-call', detail: null });
    drawWorkbench();
    expect(screen.getByTestId('not-ready-why')).toHaveTextContent('存储不通：本机数据库没有应答。写的都另存好了。');
    fireEvent.click(screen.getByTestId('restart-desk'));
    await waitFor(() => { expect(useToastStore.getState().toasts.map((toast) => toast.key)).toContain('link.restartInCall'); });
    expect(sample.desk.asked('desk:restart')).toHaveLength(1);
  });

  it('says that a call is on elsewhere, when central knows of one that is not here', () => {
    usePresenceStore.setState({ presence: { state: { kind: 'talking' }, sinceMs: SAMPLE_NOW_MS - 60_000, next: null, seq: 2 } });
    useCentralStore.setState({ up: true });
    drawWorkbench();
    expect(screen.getByTestId('call-strip')).toHaveTextContent('不在这台电脑上；打完后才派来电');
  });

  it('signed in and not yet available, offers to go available once all six links hold', async () => {
    const up = { state: 'up', checkedAtMs: SAMPLE_NOW_MS, detail: null } as const;
    const readiness = { network: up, registration: up, microphone: up, ringer: up, pop: up, store: up };
    useReadinessStore.setState({ readiness: { ...readiness, pop: { state: 'checking' } }, toldAtMs: SAMPLE_NOW_MS });
    usePresenceStore.setState({ presence: { state: { kind: 'not-ready', reason: 'starting' }, sinceMs: SAMPLE_NOW_MS - 5000, next: null, seq: 2 } });
    drawWorkbench();
    expect(screen.queryByTestId('go-available')).toBeNull();
    act(() => { useReadinessStore.setState({ readiness }); });
    fireEvent.click(screen.getByTestId('go-available'));
    await waitFor(() => { expect(sample.desk.asked('agent:choose')).toEqual([{ state: { kind: 'available' }, next: false }]); });
  });

  it('names every button for those who do not see it', async () => {
    const { call } = await talk();
    tellCalls(call, sampleCall({ number: '02161239999', storedNumber: '+862161239999' }));
    for (const button of screen.getAllByRole('button')) expect(button, button.outerHTML).toHaveAccessibleName();
  });
});
