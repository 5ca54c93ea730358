import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inboundOutcomes } from '../../../../shared/calls/outcome.ts';
import { type Obstacle, usualObstacles } from '../../../../shared/calls/obstacle.ts';
import { type OutcomeBook, usualOutcomes } from '../../../../shared/calls/outcomeCode.ts';
import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { editDraft } from '../../../../renderer/actions/editDraft.ts';
import { undoFinish } from '../../../../renderer/actions/undoFinish.ts';
import { takeCalls, whenCallsFollowed } from '../../../../renderer/actions/trackCalls.ts';
import { useSessionStore } from '../../../../renderer/state/useSessionStore.ts';
import { setFinishing, useDraftStore } from '../../../../renderer/state/useDraftStore.ts';
import { setClockSkew } from '../../../../renderer/time/deskClock.ts';
import { must } from '../../../../shared/language/must.ts';
import { SAMPLE_NOW_MS, sampleCall, sampleCallbackRow } from '../../../support/deskSamples.ts';
import { putAgents, type SampleDesk } from '../callbacks/sampleDesk.tsx';
import { closeWorkbench, draftOf, drawWorkbench, endCall, householdWithPromise, motherOf, openWorkbench, pickUp, tellCalls, tellPop } from './sampleWorkbench.tsx';

let sample: SampleDesk;
beforeEach(async () => { sample = await openWorkbench(); });
afterEach(async () => { await closeWorkbench(sample); });

async function talk(file: HouseholdFile = householdWithPromise()): Promise<{ readonly call: CallSnapshot; readonly file: HouseholdFile }> {
  const call = sampleCall();
  drawWorkbench();
  tellCalls(call);
  await tellPop(call.id, [file]);
  const talking = await pickUp(call);
  fireEvent.keyDown(window, { key: '2', code: 'Digit2', altKey: true });
  await screen.findByTestId('overview');
  return { call: talking, file };
}
const pressFinish = (): void => { fireEvent.keyDown(window, { key: 'Enter', code: 'Enter', ctrlKey: true }); };
const storedOps = async (): Promise<readonly string[]> => (await sample.database.outbox.orderBy('seq').toArray()).map((row) => row.op.kind);

/** A promise whose callback was tried before, dialled once more; its summary is open. */
async function dialKept(attempts: number): Promise<CallSnapshot> {
  const file = householdWithPromise();
  const kept = must(file.callbacks[0], 'no promise');
  const row = { ...sampleCallbackRow(), callback: { ...kept, attempts, maxAttempts: 3, ownerAgentId: sample.session.agent.id } };
  await sample.database.callbacks.put({ id: kept.id, state: 'open', householdId: kept.householdId, row, scopes: ['all'], versions: { all: 1 } });
  const call = sampleCall({ direction: 'out', state: 'dialling', ringUntilMs: null, householdId: file.household.id, customerId: motherOf(file).id, callbackId: kept.id });
  drawWorkbench();
  await act(async () => {
    takeCalls([call]);
    await whenCallsFollowed();
  });
  await screen.findByTestId('summary');
  return call;
}

describe('the summary', () => {
  it.each(inboundOutcomes.map((outcome, at) => [(at + 1) % 10, outcome] as const))('takes outcome %i (%s) by Ctrl and its digit', async (digit, outcome) => {
    const { call } = await talk();
    fireEvent.keyDown(screen.getByTestId('note'), { key: String(digit), code: `Digit${digit}`, ctrlKey: true });
    expect(draftOf(call.id).outcome).toBe(outcome);
    expect(screen.getByTestId(`outcome-${outcome}`)).toHaveAttribute('aria-pressed', 'true');
  });

  it('has the centre’s own outcomes, at once when they change, and keeps one that was chosen before it was taken out of use', async () => {
    const { call } = await talk();
    const told = (codes: OutcomeBook): void => { act(() => { useSessionStore.setState({ session: { ...sample.session, policy: { ...sample.session.policy, outcomeCodes: { in: [...codes.in], out: [...codes.out] } } } }); }); };
    const own = { id: 'o-1', zh: '寄试用装', en: 'Sample', means: 'material', active: true } as const;
    told({ ...usualOutcomes, in: [own, ...usualOutcomes.in.filter(({ id }) => id !== 'material')] });
    await screen.findByTestId('outcome-o-1');
    fireEvent.keyDown(screen.getByTestId('note'), { key: '1', code: 'Digit1', ctrlKey: true });
    expect(draftOf(call.id)).toMatchObject({ outcome: 'material', outcomeCode: 'o-1' });
    expect(screen.getByTestId('outcome-o-1')).toHaveTextContent('1寄试用装');
    told({ ...usualOutcomes, in: [...usualOutcomes.in, { ...own, active: false }] });
    await waitFor(() => { expect(screen.getByTestId('outcome-answered')).toHaveTextContent('1'); });
    expect(screen.getByTestId('outcome-o-1')).toHaveAttribute('aria-pressed', 'true');
    fireEvent.keyDown(screen.getByTestId('note'), { key: '1', code: 'Digit1', ctrlKey: true });
    expect(draftOf(call.id)).toMatchObject({ outcome: 'answered', outcomeCode: null });
    expect(screen.queryByTestId('outcome-o-1')).toBeNull();
  });

  it('reads the next call back with weekday, the customer’s local time and the owner', async () => {
    const { call, file } = await talk();
    await userEvent.type(screen.getByTestId('next-line'), '下周四下午3点 找妈妈 问辅食');
    expect(screen.getByTestId('next-readback')).toHaveTextContent('周四 11-26 15:00（客户当地）· 找妈妈 · 问辅食 · 归王倩，没打由同组同事打');
    expect(draftOf(call.id).callbackChoice).toMatchObject({ dueAtMs: Date.UTC(2026, 10, 26, 7), customerId: motherOf(file).id, purpose: '问辅食', ownerAgentId: sample.session.agent.id, number: '+862085550143', permissionReason: 'agreed' });
  });

  it('stores with the call the second of the talk at which its time was read back, whatever is written beside it later', async () => {
    const { call } = await talk();
    const agreed = (): number => must(draftOf(call.id).callbackChoice?.agreedAtMs, 'agreed');
    await userEvent.type(screen.getByTestId('next-line'), '下周四下午3点');
    const said = agreed() - 5_000;
    editDraft(call.id, { callbackChoice: { ...must(draftOf(call.id).callbackChoice, 'choice'), agreedAtMs: said } });
    await userEvent.type(screen.getByTestId('next-line'), ' 找妈妈 问辅食');
    expect(agreed()).toBe(said);
    fireEvent.keyDown(screen.getByTestId('note'), { key: '2', code: 'Digit2', ctrlKey: true });
    await endCall(call);
    editDraft(call.id, { answeredAtMs: said - 133_400, endedAtMs: said + 60_000 });
    pressFinish();
    await waitFor(async () => { expect(await storedOps()).toContain('callback.add'); });
    expect((await sample.database.outbox.toArray()).find((row) => row.op.kind === 'callback.add')?.op.data).toMatchObject({ callback: { agreedSecond: 133 } });
  });

  it('lets another be named who rings when the owner does not, says so, and stores it with the call', async () => {
    const li = { ...sample.session.agent, id: v7(), number: '1041', name: '李娜', extension: '8041' };
    await putAgents(sample.database, [sample.session.agent, li]);
    const { call } = await talk();
    await userEvent.type(screen.getByTestId('next-line'), '下周四下午3点 找妈妈 问辅食');
    await userEvent.click(screen.getByTestId('next-pick'));
    fireEvent.mouseDown(await screen.findByRole('combobox', { name: '到时没打由谁打' }));
    await userEvent.click(await screen.findByTitle(/李娜 1041/));
    expect(screen.getByTestId('next-readback')).toHaveTextContent('归王倩，没打由李娜打');
    fireEvent.keyDown(screen.getByTestId('note'), { key: '2', code: 'Digit2', ctrlKey: true });
    await endCall(call);
    pressFinish();
    await waitFor(async () => { expect(await storedOps()).toContain('callback.add'); });
    expect((await sample.database.outbox.toArray()).find((row) => row.op.kind === 'callback.add')?.op.data).toMatchObject({ fallbackAgentId: li.id });
  });

  it('asks back what the line leaves open and takes the answer with one press', async () => {
    const { call } = await talk();
    await userEvent.type(screen.getByTestId('next-line'), '明天 找妈妈');
    expect(screen.getByTestId('next-readback')).toHaveTextContent('几点');
    expect(draftOf(call.id).callbackChoice).toBeNull();
    await userEvent.click(screen.getByText('明天 15:00'));
    expect(draftOf(call.id).callbackChoice?.dueAtMs).toBe(Date.UTC(2026, 10, 20, 7));
    expect(screen.getByTestId('next-readback')).toHaveTextContent('周五 11-20 15:00');
    await userEvent.type(screen.getByTestId('next-line'), ' 上午10点');
    expect(draftOf(call.id).callbackChoice?.dueAtMs).toBe(Date.UTC(2026, 10, 20, 2));
  });

  it('keeps a picked time while the line is typed on, until the line names one or it is dropped', async () => {
    const { call } = await talk();
    const line = screen.getByTestId('next-line');
    const dueAtMs = (): number | undefined => draftOf(call.id).callbackChoice?.dueAtMs;
    await userEvent.type(line, '明天');
    await userEvent.click(screen.getByText('明天 15:00'));
    await userEvent.type(line, ' 找妈妈 问辅食');
    expect(draftOf(call.id).callbackChoice).toMatchObject({ dueAtMs: Date.UTC(2026, 10, 20, 7), purpose: '问辅食' });
    await userEvent.type(line, ' 下午4点');
    expect(dueAtMs()).toBe(Date.UTC(2026, 10, 20, 8));
    await userEvent.type(line, '，带病历');
    expect(dueAtMs()).toBe(Date.UTC(2026, 10, 20, 8));
    await userEvent.clear(line);
    expect(dueAtMs()).toBeUndefined();
    await userEvent.type(line, '明天');
    await userEvent.click(screen.getByText('明天 15:00'));
    await userEvent.clear(line);
    expect(dueAtMs()).toBe(Date.UTC(2026, 10, 20, 7));
    await userEvent.click(screen.getByTestId('drop-picked'));
    expect(draftOf(call.id).callbackChoice).toBeNull();
  });

  it('offers the nearest allowed times for one that may not be promised', async () => {
    const { call } = await talk();
    await userEvent.type(screen.getByTestId('next-line'), '明天晚上11点 找妈妈');
    expect(screen.getByTestId('next-readback')).toHaveTextContent('不在可拨时间');
    expect(draftOf(call.id).callbackChoice).toBeNull();
    expect(screen.getAllByTestId('next-candidate').length).toBeGreaterThan(0);
  });

  it('asks nobody to choose where there is nothing to choose from', async () => {
    await talk();
    await userEvent.type(screen.getByTestId('next-line'), '2月30日上午10点');
    expect(screen.queryByTestId('next-candidate')).toBeNull();
    expect(screen.getByTestId('next-readback')).toHaveTextContent('没看懂是哪一天。');
    expect(screen.getByTestId('next-readback')).not.toHaveTextContent('请选');
  });

  it('asks when a call that was talked on is written down as one nobody took, and takes either answer', async () => {
    const { call } = await talk();
    await endCall(call);
    act(() => { editDraft(call.id, { direction: 'out', answeredAtMs: SAMPLE_NOW_MS - 90_000, endedAtMs: SAMPLE_NOW_MS - 10_000 }); });
    await userEvent.click(screen.getByTestId('outcome-no-answer'));
    expect(screen.getByTestId('answered-talk')).toHaveTextContent('接通了 1:20，记「无人接」对吗？');
    pressFinish();
    await waitFor(() => { expect(screen.getByTestId('answered-reached')).toHaveFocus(); });
    expect(await storedOps()).toEqual([]);
    await userEvent.click(screen.getByTestId('answered-reached'));
    expect(draftOf(call.id).outcome).toBe('reached');
    expect(screen.queryByTestId('answered-talk')).toBeNull();
    await userEvent.click(screen.getByTestId('outcome-busy'));
    await userEvent.click(screen.getByTestId('answered-sure'));
    expect(screen.queryByTestId('answered-talk')).toBeNull();
    pressFinish();
    await waitFor(async () => { expect(await storedOps()).toEqual(['interaction.add']); });
  });

  it('does not ask when it was so short that a mailbox may have spoken', async () => {
    const { call } = await talk();
    await endCall(call);
    act(() => { editDraft(call.id, { direction: 'out', answeredAtMs: SAMPLE_NOW_MS - 39_000, endedAtMs: SAMPLE_NOW_MS - 10_000, outcome: 'no-answer' }); });
    expect(screen.queryByTestId('answered-talk')).toBeNull();
  });

  it('jumps to the next-call line and to the note by their keys', async () => {
    await talk();
    fireEvent.keyDown(window, { key: 'j', code: 'KeyJ', ctrlKey: true });
    expect(screen.getByTestId('next-line')).toHaveFocus();
    fireEvent.keyDown(window, { key: 'n', code: 'KeyN', ctrlKey: true });
    expect(screen.getByTestId('note')).toHaveFocus();
  });

  it('says when it reached the disk', async () => {
    const { call } = await talk();
    await userEvent.type(screen.getByTestId('note'), '精神好');
    await waitFor(() => { expect(screen.getByTestId('save-mark')).toHaveAttribute('data-state', 'saved'); });
    expect((await sample.database.drafts.get(call.id))?.note).toBe('精神好');
    expect(screen.getByTestId('save-mark')).toHaveTextContent('已存盘');
  });

  it('says in words when the disk did not take it, and keeps the text on screen', async () => {
    const { call } = await talk();
    act(() => { useDraftStore.setState((state) => ({ saves: { ...state.saves, [call.id]: { state: 'failed', refusal: 'store-full' } } })); });
    expect(screen.getByTestId('save-mark')).toHaveTextContent('磁盘满了');
    expect(screen.getByTestId('note')).toBeEnabled();
  });

  it('moves nothing under the agent’s hands when the call ends, and can still be edited', async () => {
    const { call } = await talk();
    const [note, line] = [screen.getByTestId('note'), screen.getByTestId('next-line')];
    await userEvent.type(note, '说到一半');
    await endCall(call);
    expect(screen.getByTestId('note')).toBe(note);
    expect(screen.getByTestId('next-line')).toBe(line);
    expect(note).toHaveFocus();
    await userEvent.type(note, '，挂了');
    expect(draftOf(call.id).note).toBe('说到一半，挂了');
    expect(screen.getByTestId('call-strip')).toHaveAttribute('data-state', 'wrap-up');
    expect(screen.getByTestId('end-reason')).toHaveTextContent('客户挂机');
  });

  it('is not finished by a key that belongs to an input method', async () => {
    const { call } = await talk();
    fireEvent.keyDown(window, { key: '1', code: 'Digit1', ctrlKey: true });
    await endCall(call);
    const note = screen.getByTestId('note');
    fireEvent.keyDown(note, { key: 'Enter', code: 'Enter', ctrlKey: true, isComposing: true });
    fireEvent.keyDown(note, { key: 'Enter', code: 'Enter', ctrlKey: true, keyCode: 229 });
    fireEvent.keyDown(note, { key: 'Enter', code: 'Enter' });
    expect(screen.getByTestId('summary')).toBeInTheDocument();
    expect(await storedOps()).toEqual([]);
    pressFinish();
    await waitFor(async () => { expect(await storedOps()).toEqual(['interaction.add']); });
  });

  it('takes nothing while it is being stored, and keeps the focus where it is', async () => {
    const { call } = await talk();
    await userEvent.type(screen.getByTestId('note'), '精神好');
    fireEvent.keyDown(window, { key: '1', code: 'Digit1', ctrlKey: true });
    await endCall(call);
    const [note, line] = [screen.getByTestId('note'), screen.getByTestId('next-line')];
    note.focus();
    act(() => { setFinishing(call.id, true); });
    expect(note).toHaveAttribute('readonly');
    expect(line).toHaveAttribute('readonly');
    await userEvent.type(note, '，再说');
    expect(note).toHaveValue('精神好');
    expect(note).toHaveFocus();
    act(() => { setFinishing(call.id, false); });
    expect(note).not.toHaveAttribute('readonly');
  });

  it('asks what the complaint is about and leads there', async () => {
    const { call } = await talk();
    fireEvent.click(screen.getByTestId('outcome-complaint'));
    await endCall(call);
    pressFinish();
    expect(await screen.findByTestId('gap')).toHaveTextContent('投诉什么？写一句再完成');
    await waitFor(() => { expect(screen.getByTestId('case-title')).toHaveFocus(); });
    await userEvent.type(screen.getByTestId('case-title'), '漏粉');
    expect(screen.queryByTestId('gap')).toBeNull();
    pressFinish();
    await waitFor(async () => { expect(await storedOps()).toEqual(['interaction.add', 'case.add']); });
  });

  it('stores interaction and callback when it is finished, and leaves the desk free', async () => {
    const { call, file } = await talk();
    await userEvent.type(screen.getByTestId('note'), '转奶第五天');
    fireEvent.keyDown(window, { key: '2', code: 'Digit2', ctrlKey: true });
    await userEvent.type(screen.getByTestId('next-line'), '明天下午3点 找妈妈 问转奶');
    await endCall(call);
    await userEvent.click(screen.getByTestId('finish'));
    await waitFor(() => { expect(screen.queryByTestId('summary')).toBeNull(); });
    const ops = (await sample.database.outbox.orderBy('seq').toArray()).map((row) => row.op);
    expect(ops.map((op) => op.kind)).toEqual(['interaction.add', 'callback.add']);
    expect(ops[0]?.data).toMatchObject({ interaction: { callId: call.id, customerId: motherOf(file).id, householdId: file.household.id, note: '转奶第五天', outcome: 'callback-agreed', hungUpBy: 'customer' } });
    expect(ops[1]?.data).toMatchObject({ callback: { customerId: motherOf(file).id, purpose: '问转奶', agreedText: '明天下午3点 找妈妈 问转奶' } });
    expect(sample.desk.asked('agent:finished')).toEqual([{ callId: call.id }]);
  });

  it('says at the field what is missing, and stops saying it once it is there', async () => {
    const { call } = await talk();
    await endCall(call);
    pressFinish();
    expect(await screen.findByTestId('gap')).toHaveTextContent('还差结果');
    expect(screen.getByTestId('outcome-answered')).toHaveFocus();
    await userEvent.click(screen.getByTestId('outcome-answered'));
    expect(screen.queryByTestId('gap')).toBeNull();
    expect(await storedOps()).toEqual([]);
  });

  it('leads to the next-call line when its time is still open', async () => {
    const { call } = await talk();
    fireEvent.keyDown(window, { key: '2', code: 'Digit2', ctrlKey: true });
    await userEvent.type(screen.getByTestId('next-line'), '改天吧');
    await endCall(call);
    pressFinish();
    expect(await screen.findByText('下次的时间还没定下来')).toBeInTheDocument();
    expect(screen.getByTestId('next-line')).toHaveFocus();
  });

  it('asks who it was before it can be finished', async () => {
    const call = sampleCall();
    drawWorkbench();
    tellCalls(call);
    const file = householdWithPromise();
    const other = householdWithPromise();
    await tellPop(call.id, [file, other]);
    const talking = await pickUp(call);
    fireEvent.keyDown(window, { key: '1', code: 'Digit1', ctrlKey: true });
    await endCall(talking);
    pressFinish();
    expect(await screen.findByTestId('gap')).toHaveTextContent('还没选是谁在说话');
    expect(within(screen.getByTestId('speaker-chooser')).getByRole('alert')).toBeInTheDocument();
  });

  it('says that a call must be over first, without losing a word', async () => {
    const { call } = await talk();
    fireEvent.keyDown(window, { key: '1', code: 'Digit1', ctrlKey: true });
    pressFinish();
    expect(await screen.findByText(/还在通话/)).toBeInTheDocument();
    expect(draftOf(call.id).outcome).toBe('answered');
    await endCall(call);
    expect(screen.queryByText(/还在通话/)).toBeNull();
  });

  it('only changes colour when the time for it runs out', async () => {
    const { call } = await talk();
    await userEvent.type(screen.getByTestId('note'), '还没写完');
    await endCall(call, SAMPLE_NOW_MS - 50_000);
    await waitFor(() => { expect(screen.getByTestId('call-strip').querySelector('.wb-strip-timer-soon')).not.toBeNull(); });
    setClockSkew(SAMPLE_NOW_MS + 30_000 - Date.now());
    await waitFor(() => { expect(screen.getByTestId('call-strip').querySelector('.wb-strip-timer-over')).not.toBeNull(); }, { timeout: 4000 });
    expect(screen.getByTestId('note')).toHaveValue('还没写完');
  });

  it('put off, waits under 未完成小结 and comes back as it was', async () => {
    const { call } = await talk();
    await userEvent.type(screen.getByTestId('note'), '稍后再写');
    await endCall(call);
    await userEvent.click(screen.getByTestId('postpone'));
    const waiting = await screen.findByTestId('unfinished');
    expect(waiting).toHaveTextContent('1 条');
    expect(waiting).toHaveTextContent('稍后再写');
    await userEvent.click(within(waiting).getByText('继续'));
    expect(await screen.findByTestId('note')).toHaveValue('稍后再写');
    expect(screen.getByTestId('call-strip')).toHaveAttribute('data-state', 'wrap-up');
  });

  it('offers the outbound outcomes for a call we placed', async () => {
    const file = householdWithPromise();
    const call = sampleCall({ direction: 'out', state: 'dialling', ringUntilMs: null, householdId: file.household.id, customerId: motherOf(file).id, callbackId: file.callbacks[0]?.id ?? null });
    drawWorkbench();
    await act(async () => {
      takeCalls([call]);
      await whenCallsFollowed();
    });
    await screen.findByTestId('summary');
    fireEvent.keyDown(window, { key: '3', code: 'Digit3', ctrlKey: true });
    expect(draftOf(call.id).outcome).toBe('no-answer');
    expect(screen.getByTestId('retry-words')).toHaveTextContent('再拨');
    expect(screen.getByTestId('hang-up')).toHaveTextContent('取消呼叫');
  });

  it('asks what becomes of a callback whose tries are used up, and finishes when that is decided', async () => {
    const call = await dialKept(2);
    fireEvent.keyDown(window, { key: '3', code: 'Digit3', ctrlKey: true });
    expect(await screen.findByTestId('last-try')).toHaveTextContent('打了 3 次没找到人，由您决定');
    expect(screen.queryByTestId('retry-words')).toBeNull();
    await endCall(call);
    pressFinish();
    expect(await screen.findByTestId('gap')).toHaveTextContent('次数用完了');
    await userEvent.click(screen.getByTestId('last-try-close'));
    await userEvent.click(screen.getByRole('button', { name: '打了 3 次没找到人' }));
    expect(screen.queryByTestId('gap')).toBeNull();
    pressFinish();
    await waitFor(async () => { expect(await storedOps()).toEqual(['interaction.add', 'callback.retry', 'callback.cancel']); });
  });
});

describe('a next call written beside a try in vain', () => {
  async function tryInVain(attempts: number, digit: string): Promise<void> {
    const call = await dialKept(attempts);
    fireEvent.keyDown(window, { key: digit, code: `Digit${digit}`, ctrlKey: true });
    if (attempts === 2) await screen.findByTestId('last-try');
    await endCall(call);
    fireEvent.change(screen.getByTestId('next-line'), { target: { value: '明天下午3点 找爸爸' } });
  }

  it('is when nobody was there: the same callback is tried again then, for the same person, also after its last try', async () => {
    await tryInVain(2, '3');
    await waitFor(() => { expect(screen.queryByTestId('last-try')).toBeNull(); });
    expect(screen.getByTestId('next-readback')).toHaveTextContent('15:00');
    expect(screen.getByTestId('next-readback')).not.toHaveTextContent('爸爸');
    expect(screen.queryByTestId('retry-words')).toBeNull();
    pressFinish();
    await waitFor(async () => { expect(await storedOps()).toEqual(['interaction.add', 'callback.retry']); });
  });

  it('stands for the tried one when somebody answered and agreed to it', async () => {
    await tryInVain(0, '5');
    await waitFor(() => { expect(screen.queryByTestId('retry-words')).toBeNull(); });
    expect(screen.getByTestId('next-readback')).toHaveTextContent('找爸爸');
    pressFinish();
    await waitFor(async () => { expect(await storedOps()).toEqual(['interaction.add', 'callback.done', 'callback.add']); });
  });
});

describe('what mainly is in their way', () => {
  const told = (obstacles: readonly Obstacle[]): void => { act(() => { useSessionStore.setState({ session: { ...sample.session, policy: { ...sample.session.policy, obstacles: [...obstacles] } } }); }); };
  const press = (at: Element, key: string, code: string, over: object = {}): void => { fireEvent.keyDown(at, { key, code, ...over }); };
  const oneKey = (at: Element): void => { press(at, 'b', 'KeyB', { altKey: true }); };
  const stored = async (): Promise<readonly (string | null)[]> => (await sample.database.outbox.toArray()).flatMap(({ op }) => (op.kind === 'interaction.add' ? [op.data.interaction.obstacle] : []));
  async function over(): Promise<{ readonly call: CallSnapshot; readonly note: HTMLElement }> {
    const { call } = await talk();
    await endCall(call);
    told(usualObstacles);
    press(window.document.body, '1', 'Digit1', { ctrlKey: true });
    await screen.findByTestId('obstacle-open');
    return { call, note: screen.getByTestId('note') };
  }

  it('is named with a key and a digit while the note is written, reaches the disk, is stored with the contact and comes back when that is undone', async () => {
    const { call, note } = await over();
    act(() => { note.focus(); });
    oneKey(note);
    const list = await screen.findByTestId('obstacles');
    await waitFor(() => { expect(within(list).getByTestId('obstacle-price')).toHaveFocus(); });
    press(within(list).getByTestId('obstacle-price'), '3', 'Digit3');
    expect(draftOf(call.id).obstacle).toBe('taste');
    await waitFor(() => { expect(note).toHaveFocus(); });
    expect(screen.queryByTestId('obstacles')).toBeNull();
    expect(screen.getByTestId('obstacle-open')).toHaveTextContent('障碍：口味');
    await waitFor(async () => { expect((await sample.database.drafts.get(call.id))?.obstacle).toBe('taste'); });
    pressFinish();
    await waitFor(async () => { expect(await stored()).toEqual(['taste']); });
    await act(async () => { await undoFinish(); });
    expect(draftOf(call.id).obstacle).toBe('taste');
    expect(await stored()).toEqual([]);
  });

  it('is named with one press of the mouse once the list is open, taken back with the same, and left alone with Escape', async () => {
    const { call } = await over();
    await userEvent.click(screen.getByTestId('obstacle-open'));
    await userEvent.click(screen.getByTestId('obstacle-none'));
    expect(draftOf(call.id).obstacle).toBe('none');
    await waitFor(() => { expect(screen.getByTestId('obstacle-open')).toHaveFocus(); });
    oneKey(screen.getByTestId('obstacle-open'));
    await waitFor(() => { expect(screen.getByTestId('obstacle-none')).toHaveFocus(); });
    press(screen.getByTestId('obstacle-none'), 'Escape', 'Escape');
    expect(draftOf(call.id).obstacle).toBe('none');
    await userEvent.click(screen.getByTestId('obstacle-open'));
    await userEvent.click(screen.getByTestId('obstacle-none'));
    expect(draftOf(call.id).obstacle).toBeNull();
  });

  it('need not be said: nothing is missing without it, and a digit typed into the note names nothing', async () => {
    const { call, note } = await over();
    press(note, '3', 'Digit3');
    expect(draftOf(call.id).obstacle ?? null).toBeNull();
    pressFinish();
    await waitFor(async () => { expect(await stored()).toEqual([null]); });
  });

  it('is not asked where the centre has none in use, but what was named stands until it is taken back', async () => {
    const { call } = await over();
    told(usualObstacles.map((each) => ({ ...each, active: false })));
    await waitFor(() => { expect(screen.queryByTestId('obstacle-open')).toBeNull(); });
    act(() => { editDraft(call.id, { obstacle: 'price' }); });
    expect(await screen.findByTestId('obstacle-open')).toHaveTextContent('障碍：价格');
    await userEvent.click(screen.getByTestId('obstacle-open'));
    expect(draftOf(call.id).obstacle).toBeNull();
  });
});

describe('what they think of a product', () => {
  async function over(): Promise<{ readonly call: CallSnapshot; readonly file: HouseholdFile }> {
    const { call, file } = await talk();
    await endCall(call);
    fireEvent.keyDown(window, { key: '1', code: 'Digit1', ctrlKey: true });
    return { call, file };
  }
  const oneKey = (): void => { fireEvent.keyDown(window, { key: 'o', code: 'KeyO', altKey: true }); };

  it('is begun with one key, typed with keys alone, and stored with the contact', async () => {
    const { call } = await over();
    oneKey();
    const row = await screen.findByTestId('opinion');
    await waitFor(() => { expect(within(row).getByRole('combobox', { name: '哪个产品' })).toHaveFocus(); });
    await userEvent.type(within(row).getByRole('combobox', { name: '哪个产品' }), '优安2段');
    await userEvent.click(within(row).getByRole('button', { name: '差评' }));
    await userEvent.type(within(row).getByTestId('opinion-words'), '结块');
    expect(draftOf(call.id).opinions).toEqual([{ product: '优安2段', sentiment: 'bad', words: '结块' }]);
    pressFinish();
    await waitFor(async () => { expect((await sample.database.outbox.toArray()).flatMap(({ op }) => (op.kind === 'interaction.add' ? [op.data.interaction.opinions] : []))).toEqual([[{ product: '优安2段', sentiment: 'bad', words: '结块' }]]); });
  });

  it('is not stored half: what is missing is said, a blank line is left out', async () => {
    const { call } = await over();
    oneKey();
    oneKey();
    await waitFor(() => { expect(screen.getAllByTestId('opinion')).toHaveLength(2); });
    await userEvent.type(screen.getAllByTestId('opinion-words')[0] as HTMLElement, '甜');
    pressFinish();
    expect(await screen.findByText(/产品看法还差产品名/)).toBeVisible();
    expect(await storedOps()).toEqual([]);
    act(() => { editDraft(call.id, { opinions: [{ product: '', sentiment: null, words: ' ' }] }); });
    pressFinish();
    await waitFor(async () => { expect((await sample.database.outbox.toArray()).flatMap(({ op }) => (op.kind === 'interaction.add' ? [op.data.interaction.opinions] : []))).toEqual([null]); });
  });
});
