import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { speak } from '../../../../renderer/language/i18n.ts';
import { makeOp } from '../../../../renderer/localdb/outbox.ts';
import { storeOps } from '../../../../renderer/actions/storeOps.ts';
import { useCallStore } from '../../../../renderer/state/useCallStore.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../shared/time/utcMs.ts';
import { SAMPLE_NOW_MS, sampleCall, sampleCallback, sampleCallbackRow, sampleHousehold, sampleInteraction } from '../../../support/deskSamples.ts';
import { putCallbacks, putHousehold, type SampleDesk } from '../callbacks/sampleDesk.tsx';
import { closeWorkbench, drawWorkbench, grandmotherOf, householdWithPromise, motherOf, openWorkbench, pickUp, draftOf, tellCalls, tellPop } from './sampleWorkbench.tsx';

let sample: SampleDesk;
beforeEach(async () => { sample = await openWorkbench(); });
afterEach(async () => { await closeWorkbench(sample); });

async function ringWith(households: readonly HouseholdFile[] | null, over: Parameters<typeof sampleCall>[0] = {}) {
  const call = sampleCall(over);
  drawWorkbench();
  tellCalls(call);
  if (!call.withheld) await tellPop(call.id, households);
  return call;
}

describe('while a call rings', () => {
  it('offers nothing that can be edited', async () => {
    await ringWith([householdWithPromise()]);
    const workbench = screen.getByTestId('workbench');
    const editable = workbench.querySelectorAll('input:not(:disabled), textarea:not(:disabled), select:not(:disabled), [contenteditable="true"]');
    expect(editable).toHaveLength(0);
    expect(screen.getByRole('alertdialog').querySelectorAll('input, textarea, select')).toHaveLength(0);
  });

  it('shows numbered cards, the likeliest first with the reason, then 家里其他人 and 不是这一家', async () => {
    const file = householdWithPromise();
    await ringWith([file]);
    const first = screen.getByTestId('pop-card-1');
    expect(first).toHaveTextContent(`外婆 ${grandmotherOf(file).name}`);
    expect(within(first).getByTestId('likeliest')).toHaveTextContent('最可能');
    expect(within(first).getByTestId('reason')).toHaveTextContent('今天 15:00 约好找这位');
    expect(screen.getByTestId('pop-card-2')).toHaveTextContent(`妈妈 ${motherOf(file).name}`);
    expect(within(screen.getByTestId('pop-card-2')).queryByTestId('likeliest')).toBeNull();
    expect(screen.getByTestId('pop-card-6')).toHaveTextContent('家里其他人');
    expect(screen.getByTestId('pop-card-0')).toHaveTextContent('不是这一家');
    expect(screen.getByTestId('call-who')).toHaveTextContent('陈女士家');
  });

  it('tells nothing of the children, the notes or the address before somebody is chosen', async () => {
    const file = householdWithPromise();
    await ringWith([file]);
    await screen.findByText(/来电 6:12/);
    const shown = screen.getByTestId('workbench').textContent ?? '';
    for (const secret of ['小满', '夜里醒三次', '棠下涌', '2026-06-08', '早教音乐']) expect(shown).not.toContain(secret);
  });

  it('says complaint, promise and "we rang you" before the cards', async () => {
    const file = householdWithPromise();
    const complaint = { id: v7(), householdId: file.household.id, customerId: null, kind: 'complaint', title: '凹罐待换', openedAtMs: SAMPLE_NOW_MS - 24 * HOUR_MS, dueAtMs: SAMPLE_NOW_MS + 21 * HOUR_MS, handlerName: '周敏', state: 'open' } as const;
    await ringWith([{ ...file, cases: [complaint] }]);
    const lines = within(screen.getByTestId('pop-lines'));
    expect(lines.getByText('投诉未结')).toBeInTheDocument();
    expect(lines.getByText(/凹罐待换/)).toBeInTheDocument();
    expect(lines.getByText('今天 15:00 约定')).toBeInTheDocument();
  });

  it('says that we rang yesterday and for what to any number of theirs, from this desktop’s own records, also when it closed that callback offline', async () => {
    const file = householdWithPromise();
    const tried = sampleCallback({ householdId: file.household.id, purpose: '产前关怀', permissionReason: 'prenatal' });
    const mobile = { id: v7(), number: '+8613800138000', extension: null, kind: 'mobile', customerId: null } as const;
    await putHousehold(sample.database, { ...file, phones: [...file.phones, mobile], callbacks: [tried] });
    const interaction = sampleInteraction({ householdId: file.household.id, kind: 'call-out', outcome: 'no-answer', talkSeconds: null, agentName: '李婷', callbackId: tried.id });
    await storeOps([makeOp('interaction.add', { interaction, questions: [] }, SAMPLE_NOW_MS), makeOp('callback.cancel', { callbackId: tried.id, reason: 'tries-used-up', interactionId: interaction.id }, SAMPLE_NOW_MS)]);
    await ringWith(null, { number: '13800138000', storedNumber: mobile.number });
    const line = (await screen.findByText(/我们昨天 14:38 找过您/)).closest('p');
    expect(line).toHaveTextContent('李婷呼出，没接通 · 产前关怀');
  });

  it('says in words which of the promises left to the agent is late', async () => {
    await putCallbacks(sample.database, [sampleCallbackRow({ ownerAgentId: sample.session.agent.id, dueAtMs: SAMPLE_NOW_MS - 63 * MINUTE_MS, purpose: '问喂水' })]);
    await ringWith([householdWithPromise()]);
    expect((await screen.findByText(/问喂水/)).closest('p')).toHaveTextContent('逾期 63分钟');
  });

  it('chooses with Alt and a digit, and the choice stands after the answer', async () => {
    const file = householdWithPromise();
    const call = await ringWith([file]);
    fireEvent.keyDown(window, { key: '2', code: 'Digit2', altKey: true });
    expect(screen.getByTestId('pop-card-2')).toHaveAttribute('aria-pressed', 'true');
    await pickUp(call);
    expect(draftOf(call.id)).toMatchObject({ householdId: file.household.id, customerId: motherOf(file).id });
  });

  it('with Alt+0 begins a new household on answering', async () => {
    const call = await ringWith([householdWithPromise()]);
    fireEvent.keyDown(window, { key: '0', code: 'Digit0', altKey: true });
    await pickUp(call);
    expect(draftOf(call.id)).toMatchObject({ householdId: null, customerId: null });
    expect(screen.getByTestId('new-household-form')).toBeInTheDocument();
  });

  it('groups the people of several households behind one number', async () => {
    const other = sampleHousehold();
    await ringWith([householdWithPromise(), { ...other, household: { ...other.household, name: '李先生家' } }]);
    expect(screen.getAllByTestId('pop-household')).toHaveLength(2);
    expect(screen.getByTestId('call-who')).toHaveTextContent('2 户人家');
    expect(within(screen.getAllByTestId('pop-household')[1] ?? document.body).getByText('李先生家')).toBeInTheDocument();
    expect(screen.getByTestId('pop-card-3')).toBeInTheDocument();
    expect(screen.getByTestId('pop-card-0')).toHaveTextContent('都不是');
  });

  it('says of whom nothing speaks when they were last talked with, and that it never happened only when that is known', async () => {
    const file = householdWithPromise();
    const father = { ...motherOf(file), id: v7(), name: '陈伟', relation: 'father' as const };
    const aunt = { ...motherOf(file), id: v7(), name: '陈玲', relation: 'aunt' as const };
    const talk = sampleInteraction({ householdId: file.household.id, customerId: father.id, startedAtMs: Date.UTC(2026, 10, 2, 2) });
    const known = { ...file, customers: [...file.customers, father, aunt], interactions: [...file.interactions, talk], interactionCount: 2 };
    const call = await ringWith([known]);
    const reasonOf = (name: string): string => within(screen.getByText(new RegExp(name)).closest('button') ?? document.body).getByTestId('reason').textContent;
    expect(reasonOf('陈伟')).toBe('上次 11-02 通话');
    expect(reasonOf('陈玲')).toBe('还没有通过话');
    await tellPop(call.id, [{ ...known, interactionCount: 60 }]);
    expect(reasonOf('陈玲')).toBe('近期没有通过话');
  });

  it('walks the cards by the arrows, so that a person without a digit is chosen without a mouse', async () => {
    const file = householdWithPromise();
    const more = Array.from({ length: 5 }, (_none, at) => ({ ...motherOf(file), id: v7(), name: `亲戚${String(at)}`, relation: 'other' as const }));
    const call = await ringWith([{ ...file, customers: [...file.customers, ...more] }]);
    const sixth = screen.getAllByTestId('pop-card')[0] as HTMLElement;
    expect(sixth).toHaveTextContent('·');
    screen.getByTestId('pop-card-5').focus();
    const user = userEvent.setup();
    await user.keyboard('{ArrowDown}');
    expect(sixth).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(useCallStore.getState().chosen[call.id]).toMatchObject({ customerId: sixth.dataset['customer'] });
  });

  it('shows an unknown number once, with its city and the source', async () => {
    await ringWith([], { number: '02161239999', storedNumber: '+862161239999' });
    const card = screen.getByTestId('unknown-card');
    expect(card).toHaveTextContent('021-6123 9999');
    expect(card).toHaveTextContent('上海固话');
    expect(card).toHaveTextContent('800来电');
    expect(screen.getByTestId('call-who')).toHaveTextContent('号码未知 · 上海固话');
    expect(screen.queryByTestId('pop-card-1')).toBeNull();
  });

  it('says which queue it comes from, how long they waited and which keys they pressed before', () => {
    drawWorkbench();
    tellCalls(sampleCall());
    for (const words of ['母婴800', '等待 18 秒', '按键 2']) expect(screen.getByTestId('call-strip')).toHaveTextContent(words);
    tellCalls(sampleCall({ waitedSeconds: 891 }));
    expect(screen.getByTestId('call-strip')).toHaveTextContent('等待 14:51');
  });

  it('says that a number was withheld', async () => {
    await ringWith(null, { number: null, storedNumber: null, withheld: true });
    expect(screen.getByTestId('call-who')).toHaveTextContent('号码隐藏');
    expect(screen.getByTestId('unknown-card')).toHaveTextContent('号码隐藏');
    expect(screen.getByTestId('pop-source')).toHaveTextContent(/^振铃时只看不填$/);
    expect(screen.getByTestId('ringing-view')).not.toHaveTextContent('没有登记过这个号码');
    expect(screen.getByTestId('answer')).toBeEnabled();
  });

  it('pops from this machine at once, says how old that is, and then takes central’s word', async () => {
    const file = householdWithPromise();
    const call = sampleCall();
    await putHousehold(sample.database, { ...file, asOfMs: SAMPLE_NOW_MS - 36 * 60_000 });
    drawWorkbench();
    tellCalls(call);
    await waitFor(() => { expect(screen.getByTestId('call-who')).toHaveTextContent('陈女士家'); });
    expect(screen.getByTestId('pop-source')).toHaveTextContent('截至 14:02');
    await tellPop(call.id, [{ ...file, household: { ...file.household, name: '陈小姐家' } }]);
    expect(screen.getByTestId('call-who')).toHaveTextContent('陈小姐家');
    expect(screen.getByTestId('pop-source')).toHaveTextContent('来自中心');
  });

  it('gives 接听 the focus, but not while something is being typed', async () => {
    const field = document.createElement('textarea');
    document.body.append(field);
    await ringWith([householdWithPromise()]);
    expect(screen.getByTestId('answer')).toHaveFocus();
    field.focus();
    act(() => { useCallStore.setState({ calls: {}, activeCallId: null }); });
    tellCalls(sampleCall());
    expect(field).toHaveFocus();
    field.remove();
  });

  it('answers with F2 and refuses with a reason', async () => {
    const call = await ringWith([householdWithPromise()]);
    fireEvent.keyDown(window, { key: 'F2', code: 'F2', shiftKey: true });
    await userEvent.click(await screen.findByText('不归我接'));
    expect(sample.desk.asked('call:reject')).toEqual([{ callId: call.id, reason: 'not-mine' }]);
    fireEvent.keyDown(window, { key: 'F2', code: 'F2' });
    await waitFor(() => { expect(sample.desk.asked('call:answer')).toEqual([{ callId: call.id }]); });
  });

  it('says in words when the answer did not work, and lets it be tried again', async () => {
    sample.desk.reply('call:answer', { ok: false, refusal: 'media-failed', detail: null });
    await ringWith([householdWithPromise()]);
    await userEvent.click(screen.getByTestId('answer'));
    expect(await screen.findByText('麦克风或声音没打开')).toBeInTheDocument();
    await waitFor(() => { expect(screen.getByTestId('answer')).toBeEnabled(); });
  });

  it('opens with a line in the customer’s dialect whatever the screen speaks', async () => {
    await ringWith([householdWithPromise()]);
    expect(await screen.findByTestId('opening-line')).toHaveTextContent('我系王倩。请问系咪黄女士？');
    act(() => { speak('en'); });
    expect(screen.getByTestId('opening-line')).toHaveTextContent('我系王倩');
    expect(screen.getByTestId('answer')).toHaveTextContent('Answer');
  });
});
