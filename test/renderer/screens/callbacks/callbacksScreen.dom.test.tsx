import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Callback, CallbackRow } from '../../../../shared/callbacks/callback.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { localClock } from '../../../../shared/time/localClock.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/time/utcMs.ts';
import CallbacksScreen from '../../../../renderer/screens/callbacks/CallbacksScreen.tsx';
import { claimCallback } from '../../../../renderer/actions/claimCallback.ts';
import { makeOp } from '../../../../renderer/localdb/outbox.ts';
import { useCallStore } from '../../../../renderer/state/useCallStore.ts';
import { usePanelStore } from '../../../../renderer/state/usePanelStore.ts';
import { useSessionStore } from '../../../../renderer/state/useSessionStore.ts';
import { SAMPLE_NOW_MS, sampleCall, sampleCallbackRow, sampleHousehold, sampleInteraction, sampleSession } from '../../../support/deskSamples.ts';
import { draw, openSampleDesk, putAgents, putCallbacks, putHousehold, type SampleDesk } from './sampleDesk.tsx';

let sample: SampleDesk;
beforeEach(async () => { sample = await openSampleDesk(); });
afterEach(async () => { await sample.close(); });

const mine = (over: Partial<Callback>, row: Partial<CallbackRow> = {}): CallbackRow => ({ ...sampleCallbackRow({ ownerAgentId: sample.session.agent.id, ...over }), ownerName: '王倩', ...row });

/** A callback of a household that this desktop holds, so that the gate can be judged. */
async function heldCallback(over: Partial<Callback> = {}, file: Partial<HouseholdFile> = {}): Promise<CallbackRow> {
  const household = sampleHousehold(file);
  const row = mine({ householdId: household.household.id, customerId: household.customers[0]?.id ?? null, ...over });
  await putHousehold(sample.database, household);
  await putCallbacks(sample.database, [row]);
  return row;
}

async function shownList(): Promise<HTMLElement> {
  await screen.findAllByTestId('callback-row');
  await screen.findByTestId('callback-preview');
  const list = screen.getByTestId('callback-list');
  list.focus();
  return list;
}

const rowTexts = (): string[] => [...screen.getByTestId('callback-list').querySelectorAll('[data-testid^="callback-group-"], [data-testid="callback-row"]')].map((each) => {
  const group = each.getAttribute('data-testid') ?? '';
  return group === 'callback-row' ? (each.querySelector('[role="gridcell"]:nth-child(2)')?.textContent ?? '') : group.replace('callback-group-', '# ');
});

describe('the callback list', () => {
  it('groups by lateness and sorts each group by due time, far-off ones folded and unclaimed ones last', async () => {
    await putCallbacks(sample.database, [
      mine({ dueAtMs: SAMPLE_NOW_MS + 20 * DAY_MS }, { householdName: '远方家' }),
      mine({ dueAtMs: SAMPLE_NOW_MS + DAY_MS }, { householdName: '明天家' }),
      mine({ dueAtMs: SAMPLE_NOW_MS + 3 * HOUR_MS }, { householdName: '晚些家' }),
      mine({ dueAtMs: SAMPLE_NOW_MS + 2 * HOUR_MS }, { householdName: '今天家' }),
      mine({ dueAtMs: SAMPLE_NOW_MS + 22 * MINUTE_MS }, { householdName: '马上家' }),
      mine({ dueAtMs: SAMPLE_NOW_MS - 38 * MINUTE_MS }, { householdName: '迟了家' }),
      sampleCallbackRow({ ownerAgentId: null, dueAtMs: SAMPLE_NOW_MS - 2 * DAY_MS }),
    ]);
    draw(<CallbacksScreen />);
    await shownList();
    expect(rowTexts()).toEqual([
      '# overdue', '迟了家 · 妈妈', '# now', '马上家 · 妈妈', '# today', '今天家 · 妈妈', '晚些家 · 妈妈', '# thisWeek', '明天家 · 妈妈', '# later', '# unowned', '陈女士家 · 妈妈',
    ]);
    expect(screen.getByTestId('callback-group-later')).toHaveAttribute('data-count', '1');
  });

  it('shows lateness, stage, tier, language, reason, tries and owner in the words of the trade', async () => {
    await putCallbacks(sample.database, [mine({ dueAtMs: SAMPLE_NOW_MS - 38 * MINUTE_MS, attempts: 1 }, { last: { atMs: SAMPLE_NOW_MS - 2 * DAY_MS, outcome: 'answered', agentName: '张敏', note: '退了再反复要回，这一句太长要切掉后面的字才放得下' } })]);
    draw(<CallbacksScreen />);
    const row = (await screen.findAllByTestId('callback-row'))[0];
    const cells = [...(row?.querySelectorAll('[role="gridcell"]') ?? [])].map((cell) => cell.textContent.trim());
    expect(cells).toEqual(['14:00−38分钟', '陈女士家 · 妈妈', '5月龄 · A · 粤', '约定 · 问转奶', '11-17 已答复 · 张敏：退了再反复要回，这一句太长要切掉后面的字…', '1/3', '我', '预览']);
  });

  it('shows under "now" the stretch that has begun, not its middle hours away, and says what stands there', async () => {
    await putCallbacks(sample.database, [
      mine({ dueAtMs: SAMPLE_NOW_MS + 62 * MINUTE_MS, windowMinutes: 120 }, { householdName: '这时段家' }),
      mine({ dueAtMs: SAMPLE_NOW_MS + 42 * MINUTE_MS, windowMinutes: 15 }, { householdName: '稍后家' }),
      mine({ dueAtMs: SAMPLE_NOW_MS + 4 * HOUR_MS, windowMinutes: 120 }, { householdName: '傍晚家' }),
    ]);
    draw(<CallbacksScreen />);
    await shownList();
    expect(rowTexts()).toEqual(['# now', '这时段家 · 妈妈', '# today', '稍后家 · 妈妈', '傍晚家 · 妈妈']);
    expect(screen.getAllByTestId('callback-row').map((row) => row.querySelector('b')?.textContent)).toEqual(['13:40–17:40', '15:20', '约 18:38']);
    expect(screen.getByTestId('callback-group-now')).toHaveTextContent('约好的时段已开始，或半小时内到期');
  });

  it('opens the customer with Enter and rings with the next, carrying the reason why we may', async () => {
    const row = await heldCallback();
    sample.desk.reply('call:dial', { ok: true, value: sampleCall({ direction: 'out', state: 'dialling', callbackId: row.callback.id }) });
    draw(<CallbacksScreen />);
    await shownList();
    const user = userEvent.setup();
    await user.keyboard('{Enter}');
    await screen.findByTestId('dial');
    expect(await screen.findByTestId('gate')).toHaveTextContent(/可以拨：.*约定今天 15:00/);
    expect(sample.desk.asked('household:open')).toEqual([{ householdId: row.callback.householdId }]);
    expect(sample.desk.asked('call:dial')).toEqual([]);
    await user.keyboard('{Enter}');
    await waitFor(() => { expect(sample.desk.asked('call:dial')).toHaveLength(1); });
    expect(sample.desk.asked('call:dial')).toEqual([{
      number: '+862085550143', permissionReason: 'agreed', callbackId: row.callback.id, householdId: row.callback.householdId, customerId: row.callback.customerId,
    }]);
    await waitFor(() => { expect(usePanelStore.getState().screen).toBe('workbench'); });
  });

  it('rings once when Enter is held down or pressed again while it dials', async () => {
    await heldCallback();
    let answer: (() => void) | undefined;
    sample.desk.reply('call:dial', () => new Promise((resolve) => { answer = () => { resolve({ ok: false, refusal: 'busy', detail: null }); }; }));
    draw(<CallbacksScreen />);
    const list = await shownList();
    const user = userEvent.setup();
    await user.keyboard('{Enter}');
    await waitFor(() => { expect(screen.getByTestId('dial')).toBeEnabled(); });
    fireEvent.keyDown(list, { key: 'Enter', repeat: true });
    expect(sample.desk.asked('call:dial')).toHaveLength(0);
    await user.keyboard('{Enter}{Enter}{Enter}');
    await waitFor(() => { expect(sample.desk.asked('call:dial')).toHaveLength(1); });
    answer?.();
    expect(await within(screen.getByTestId('callback-preview')).findByRole('alert')).toHaveTextContent('您还在通话');
    expect(sample.desk.asked('call:dial')).toHaveLength(1);
  });

  it('says why a row may not be rung, and does not ring it', async () => {
    const calls = [1, 2, 3].map((days) => sampleInteraction({ kind: 'call-out', startedAtMs: SAMPLE_NOW_MS - days * DAY_MS, talkSeconds: null, outcome: 'no-answer' }));
    await heldCallback({ permissionReason: 'form-consent' }, { interactions: calls, interactionCount: 3 });
    draw(<CallbacksScreen />);
    await shownList();
    const row = screen.getByTestId('callback-row');
    await waitFor(() => { expect(row).toHaveAttribute('data-locked', 'too-often'); });
    expect(row).toHaveTextContent('现在不可拨：30 天内联系次数已满');
    const user = userEvent.setup();
    await user.keyboard('{Enter}');
    expect(await screen.findByTestId('dial')).toBeDisabled();
    expect(await screen.findByTestId('gate')).toHaveTextContent('不能拨：30 天内联系次数已满');
    await user.keyboard('{Enter}');
    expect(sample.desk.asked('call:dial')).toEqual([]);
  });

  it('says of one that is opened whose it is and who has it when they do not ring', async () => {
    const row = await heldCallback();
    sample.desk.reply('callbacks:fallback', { ok: true, value: { name: '周敏' } });
    draw(<CallbacksScreen />);
    await shownList();
    expect(sample.desk.asked('callbacks:fallback')).toEqual([]);
    await userEvent.setup().keyboard('{Enter}');
    expect(await screen.findByTestId('fallback')).toHaveTextContent('归属 王倩，到时没打归 周敏');
    expect(sample.desk.asked('callbacks:fallback')).toEqual([{ id: row.callback.id }]);
  });

  it('lets another be named who rings when the owner does not, and asks central anew once it has that', async () => {
    const row = await heldCallback();
    await putAgents(sample.database, [sample.session.agent, sampleSession({ id: v7(), name: '周敏', number: '1009' }).agent]);
    const user = userEvent.setup();
    draw(<CallbacksScreen />);
    await shownList();
    sample.desk.reply('callbacks:fallback', { ok: true, value: { name: '白波' } });
    await user.keyboard('{Enter}');
    await user.click(await screen.findByTestId('fallback-change'));
    fireEvent.mouseDown(screen.getByRole('combobox', { name: '到时没打由谁打' }));
    await user.click(await screen.findByText(/^周敏 1009/, { selector: '.ant-select-item-option-content' }));
    await waitFor(() => { expect(screen.getByTestId('fallback')).toHaveTextContent('归属 王倩，到时没打归 周敏'); });
    const [op] = (await sample.database.outbox.toArray()).map((each) => each.op);
    expect(op).toMatchObject({ kind: 'callback.reschedule', data: { callbackId: row.callback.id, dueAtMs: row.callback.dueAtMs, agreedText: row.callback.agreedText, fallbackAgentId: expect.any(String) } });
    sample.desk.reply('callbacks:fallback', { ok: true, value: { name: '林峰' } });
    await sample.database.outbox.clear();
    await waitFor(() => { expect(screen.getByTestId('fallback')).toHaveTextContent('到时没打归 林峰'); });
  });

  it('says of a row that a work list put there why this customer, and of one that was agreed what it is about', async () => {
    await heldCallback({ permissionReason: 'prenatal', purpose: '产前关怀：孕 33 周，预产期 2027-01-10', agreedByAgentId: null, agreedInInteractionId: null, agreedText: '', dueAtMs: SAMPLE_NOW_MS });
    await heldCallback({ purpose: '问转奶', dueAtMs: SAMPLE_NOW_MS + HOUR_MS });
    draw(<CallbacksScreen />);
    await shownList();
    expect(screen.getByTestId('callback-preview')).toHaveTextContent('为什么是他家：产前关怀：孕 33 周，预产期 2027-01-10');
    await userEvent.setup().keyboard('{ArrowDown}');
    await waitFor(() => { expect(screen.getByTestId('callback-preview')).toHaveTextContent('事由：问转奶'); });
  });

  it('says which holiday keeps a row from being rung, and from when it may be', async () => {
    const { session } = sample;
    const today = localClock(SAMPLE_NOW_MS, session.policy.zone).date;
    useSessionStore.setState({ session: { ...session, policy: { ...session.policy, holidays: [{ name: '盘点', fromDay: today, toDay: today, worked: false }] } } });
    await heldCallback({ permissionReason: 'form-consent' });
    draw(<CallbacksScreen />);
    const list = await shownList();
    await waitFor(() => { expect(within(list).getByTestId('callback-row')).toHaveAttribute('data-locked', 'closed-day'); });
    await userEvent.setup().keyboard('{Enter}');
    expect(await screen.findByTestId('gate')).toHaveTextContent(/^不能拨：盘点放假，没有人值班，明天 09:00 起可拨$/);
  });

  it('goes over a cap for a named reason, by keys alone, and says so in one sentence', async () => {
    const calls = [1, 2, 3].map((days) => sampleInteraction({ kind: 'call-out', startedAtMs: SAMPLE_NOW_MS - days * DAY_MS, talkSeconds: null, outcome: 'no-answer' }));
    await heldCallback({ permissionReason: 'form-consent' }, { interactions: calls, interactionCount: 3 });
    sample.desk.reply('call:dial', { ok: true, value: sampleCall({ direction: 'out', state: 'dialling' }) });
    draw(<CallbacksScreen />);
    await shownList();
    const user = userEvent.setup();
    await user.keyboard('{Enter}');
    const choices = await screen.findByTestId('overrule');
    expect(screen.getByTestId('dial')).toBeDisabled();
    await user.keyboard('o');
    expect(choices).toContainElement(document.activeElement as HTMLElement);
    await user.keyboard(' ');
    expect(screen.getByTestId('gate')).toHaveTextContent('可以拨：30 天内联系次数已满，理由「产品安全」，班长看得到');
    expect(screen.getByTestId('dial')).toBeEnabled();
    await user.keyboard('{Enter}');
    await waitFor(() => { expect(sample.desk.asked('call:dial')).toMatchObject([{ permissionReason: 'form-consent', overrule: 'safety' }]); });
  });

  it('offers no reason to go over an opt-out', async () => {
    await heldCallback({ permissionReason: 'form-consent' }, { interactions: [sampleInteraction({ outcome: 'opt-out', startedAtMs: SAMPLE_NOW_MS - HOUR_MS })], interactionCount: 1 });
    draw(<CallbacksScreen />);
    await shownList();
    await userEvent.setup().keyboard('{Enter}');
    expect(await screen.findByTestId('gate')).toHaveTextContent('不能拨：客户已退订电话');
    expect(screen.queryByTestId('overrule')).toBeNull();
  });

  it('does not dial before the agreed time, names it, and dials at once when it was moved', async () => {
    const row = await heldCallback({ dueAtMs: SAMPLE_NOW_MS + 24 * HOUR_MS });
    sample.desk.reply('call:dial', { ok: true, value: sampleCall({ direction: 'out', state: 'dialling', callbackId: row.callback.id }) });
    draw(<CallbacksScreen />);
    await shownList();
    expect(screen.getByTestId('callback-row')).not.toHaveAttribute('data-locked');
    const user = userEvent.setup();
    await user.keyboard('{Enter}');
    expect(await screen.findByTestId('gate')).toHaveTextContent(/^不能拨：约的是明天 14:38，还没到，明天 14:08 起可拨$/);
    expect(screen.getByTestId('gate-earlier')).toHaveTextContent('客户要求提前的，先改期再拨。');
    expect(screen.getByTestId('dial')).toBeDisabled();
    await user.keyboard('{Enter}');
    expect(sample.desk.asked('call:dial')).toEqual([]);
    await user.click(screen.getByTestId('reschedule'));
    await user.keyboard('10分钟后{Enter}');
    await waitFor(() => { expect(screen.getByTestId('dial')).toBeEnabled(); });
    await user.click(screen.getByTestId('dial'));
    await waitFor(() => { expect(sample.desk.asked('call:dial')).toHaveLength(1); });
  });

  it('dials nobody during a call, neither by the button nor by Enter, and says why beside the button', async () => {
    await heldCallback();
    draw(<CallbacksScreen />);
    await shownList();
    const user = userEvent.setup();
    await user.keyboard('{Enter}');
    await waitFor(() => { expect(screen.getByTestId('dial')).toBeEnabled(); });
    const call = sampleCall({ state: 'talking' });
    act(() => { useCallStore.setState({ calls: { [call.id]: call }, activeCallId: call.id }); });
    expect(screen.getByTestId('dial')).toBeDisabled();
    expect(screen.getByTestId('dial')).toHaveTextContent('现在不能拨');
    expect(screen.getByTestId('dial')).toHaveAccessibleDescription('您正在通话，挂机后再拨');
    expect(screen.getByTestId('dial-stop')).toBeVisible();
    await user.keyboard('{Enter}');
    expect(sample.desk.asked('call:dial')).toEqual([]);
  });

  it('says when ringing opens again while it is too late for all, and never that all is done', async () => {
    await sample.close();
    sample = await openSampleDesk({ nowMs: SAMPLE_NOW_MS + 8 * HOUR_MS });
    await putCallbacks(sample.database, [mine({ dueAtMs: SAMPLE_NOW_MS })]);
    draw(<CallbacksScreen />);
    expect(await screen.findByTestId('all-blocked')).toHaveTextContent('现在都不在可拨时间 – 最早 明天 09:00');
    expect(screen.queryByText('今天的都兑现了')).toBeNull();
  });

  it('counts, and says to be kept, the whole list and not what the filter leaves of it', async () => {
    await putCallbacks(sample.database, [
      mine({ dueAtMs: SAMPLE_NOW_MS - 38 * MINUTE_MS }, { householdName: '迟了家' }),
      mine({ dueAtMs: SAMPLE_NOW_MS + 2 * HOUR_MS }, { householdName: '今天家' }),
      mine({ dueAtMs: SAMPLE_NOW_MS + DAY_MS }, { householdName: '明天家' }),
    ]);
    draw(<CallbacksScreen />);
    await shownList();
    const user = userEvent.setup();
    await user.type(screen.getByTestId('callback-filter'), '明天家');
    await waitFor(() => { expect(screen.getAllByTestId('callback-row')).toHaveLength(1); });
    expect(screen.queryByText('今天的都兑现了')).toBeNull();
    expect(screen.getByText('逾期 1')).toBeVisible();
    expect(screen.getByText('今天要打 2')).toBeVisible();
    await user.clear(screen.getByTestId('callback-filter'));
    await user.click(screen.getByText('无人认领 0'));
    expect(await screen.findByText('这里没有预约')).toBeVisible();
    expect(screen.queryByText('今天的都兑现了')).toBeNull();
    await user.click(screen.getByRole('button', { name: '看全部' }));
    expect(await screen.findAllByTestId('callback-row')).toHaveLength(3);
  });

  it('says that today’s are kept when there is truly nothing', async () => {
    draw(<CallbacksScreen />);
    expect(await screen.findByText('今天的都兑现了')).toBeVisible();
  });

  it('shows the central refusal of a dial where the button is', async () => {
    await heldCallback();
    sample.desk.reply('call:dial', { ok: false, refusal: 'line-away', detail: null });
    draw(<CallbacksScreen />);
    await shownList();
    const user = userEvent.setup();
    await user.keyboard('{Enter}');
    await waitFor(() => { expect(screen.getByTestId('dial')).toBeEnabled(); });
    await user.click(screen.getByTestId('dial'));
    expect(await within(screen.getByTestId('callback-preview')).findByRole('alert')).toHaveTextContent('线路不通');
  });
});

describe('the letters of the callback list', () => {
  it('open their forms from the list', async () => {
    await heldCallback();
    draw(<CallbacksScreen />);
    const user = userEvent.setup();
    for (const [key, form] of [['r', 'reschedule-form'], ['t', 'hand-over-form'], ['d', 'not-needed-form']] as const) {
      await shownList();
      await user.keyboard(key);
      expect(await screen.findByTestId(form)).toBeVisible();
      await user.click(within(screen.getByTestId(form)).getByRole('button', { name: '取消' }));
      expect(screen.queryByTestId(form)).toBeNull();
    }
  });

  it('do nothing while text is typed into the filter', async () => {
    await heldCallback();
    draw(<CallbacksScreen />);
    await shownList();
    const user = userEvent.setup();
    await user.click(screen.getByTestId('callback-filter'));
    await user.keyboard('rtd');
    expect(screen.getByTestId('callback-filter')).toHaveValue('rtd');
    for (const form of ['reschedule-form', 'hand-over-form', 'not-needed-form']) expect(screen.queryByTestId(form)).toBeNull();
  });

  it('do nothing while an input method chooses a candidate, and neither does its Enter', async () => {
    await heldCallback();
    draw(<CallbacksScreen />);
    const list = await shownList();
    for (const key of ['r', 't', 'd']) fireEvent.keyDown(list, { key, code: `Key${key.toUpperCase()}`, isComposing: true });
    for (const form of ['reschedule-form', 'hand-over-form', 'not-needed-form']) expect(screen.queryByTestId(form)).toBeNull();
    fireEvent.keyDown(list, { key: 'Enter', keyCode: 229 });
    expect(await screen.findByTestId('callback-preview')).toHaveAttribute('data-step', 'closed');
  });

  it('move a callback by a line that is read back, after a refused hour offered its nearest', async () => {
    const row = await heldCallback();
    draw(<CallbacksScreen />);
    await shownList();
    const user = userEvent.setup();
    await user.keyboard('r');
    const form = await screen.findByTestId('reschedule-form');
    const line = within(form).getByTestId('next-call-line');
    expect(line).toHaveFocus();
    await user.type(line, '今天晚上11点');
    expect(within(form).getByText(/这个钟点客户那边不便接电话/)).toBeVisible();
    expect(screen.getByTestId('reschedule-form-send')).toBeDisabled();
    expect(within(form).getByRole('button', { name: '今天 19:45' })).toBeVisible();
    await user.clear(line);
    await user.type(line, '明天下午3点');
    expect(within(form).getByText(/周五 11-20 15:00（客户当地）/)).toBeVisible();
    await user.keyboard('{Enter}');
    await waitFor(async () => { expect(await sample.database.outbox.count()).toBe(1); });
    expect((await sample.database.outbox.toArray())[0]?.op).toMatchObject({
      kind: 'callback.reschedule', data: { callbackId: row.callback.id, dueAtMs: Date.UTC(2026, 10, 20, 7, 0), agreedText: '明天下午3点' },
    });
    await waitFor(() => { expect(screen.queryByTestId('reschedule-form')).toBeNull(); });
    expect(screen.getByTestId('callback-list')).toHaveFocus();
  });

  it('keep a proposed time while the line is typed on', async () => {
    await heldCallback();
    draw(<CallbacksScreen />);
    await shownList();
    const user = userEvent.setup();
    await user.keyboard('r');
    const form = await screen.findByTestId('reschedule-form');
    await user.type(within(form).getByTestId('next-call-line'), '明天');
    await user.click(within(form).getByRole('button', { name: '明天 15:00' }));
    await user.type(within(form).getByTestId('next-call-line'), ' 问辅食');
    expect(within(form).getByText(/周五 11-20 15:00/)).toBeVisible();
    await user.click(within(form).getByTestId('drop-picked'));
    expect(screen.getByTestId('reschedule-form-send')).toBeDisabled();
  });

  it('take a callback off the list only with a reason', async () => {
    const row = await heldCallback();
    draw(<CallbacksScreen />);
    await shownList();
    const user = userEvent.setup();
    await user.keyboard('d');
    expect(await screen.findByTestId('not-needed-form-send')).toBeDisabled();
    await user.click(screen.getByRole('button', { name: '客户已来电' }));
    await user.click(screen.getByTestId('not-needed-form-send'));
    await waitFor(async () => { expect((await sample.database.outbox.toArray())[0]?.op).toMatchObject({ kind: 'callback.cancel', data: { callbackId: row.callback.id, reason: '客户已来电' } }); });
    await waitFor(() => { expect(screen.queryByTestId('callback-row')).toBeNull(); });
  });

  it('hand a callback to a colleague with a reason', async () => {
    const row = await heldCallback();
    const colleague = { ...sample.session.agent, id: v7(), number: '1040', name: '李娜' };
    await putAgents(sample.database, [sample.session.agent, colleague, { ...colleague, id: v7(), number: '1041', name: '编辑小周', role: 'editor' }]);
    draw(<CallbacksScreen />);
    await shownList();
    const user = userEvent.setup();
    await user.keyboard('t');
    const form = await screen.findByTestId('hand-over-form');
    fireEvent.mouseDown(within(form).getByRole('combobox'));
    await screen.findByText(/李娜 1040/);
    expect(screen.queryByText(/编辑小周/)).toBeNull();
    await user.click(screen.getByText(/李娜 1040/));
    await user.click(within(form).getByRole('button', { name: '到点下班' }));
    await user.click(screen.getByTestId('hand-over-form-send'));
    await waitFor(async () => { expect((await sample.database.outbox.toArray())[0]?.op).toMatchObject({ kind: 'callback.handover', data: { callbackId: row.callback.id, toAgentId: colleague.id, reason: '到点下班' } }); });
  });
});

describe('an unclaimed callback', () => {
  it('is claimed from its row and cannot be rung until central has said yes', async () => {
    const row = await heldCallback({ ownerAgentId: null });
    draw(<CallbacksScreen />);
    const user = userEvent.setup();
    await user.click(await screen.findByTestId('claim'));
    await waitFor(async () => { expect((await sample.database.outbox.toArray())[0]?.op).toMatchObject({ kind: 'callback.claim', data: { callbackId: row.callback.id } }); });
    await waitFor(() => { expect(screen.getByTestId('callback-preview')).toHaveAttribute('data-step', 'claiming'); });
    screen.getByTestId('callback-list').focus();
    await user.keyboard('{Enter}{Enter}');
    expect(sample.desk.asked('call:dial')).toEqual([]);
  });

  it.each([['all', '全部'], ['the unclaimed alone', '无人认领']])('stays selected when claiming takes it to a folded group, seen among %s', async (_title, tab) => {
    const far = await heldCallback({ ownerAgentId: null, dueAtMs: SAMPLE_NOW_MS + 20 * DAY_MS });
    await putCallbacks(sample.database, [
      mine({ dueAtMs: SAMPLE_NOW_MS + HOUR_MS }, { householdName: '近处家' }), mine({ dueAtMs: SAMPLE_NOW_MS + 25 * DAY_MS }, { householdName: '远方家' }),
      sampleCallbackRow({ ownerAgentId: null, dueAtMs: SAMPLE_NOW_MS + 21 * DAY_MS }),
    ]);
    draw(<CallbacksScreen />);
    await shownList();
    const user = userEvent.setup();
    await user.click(screen.getByText(new RegExp(`^${tab} \\d`)));
    const row = (await screen.findAllByTestId('callback-row')).find((each) => each.dataset['callbackId'] === far.callback.id);
    await user.click(within(row ?? document.body).getByTestId('claim'));
    await waitFor(() => { expect(screen.getByTestId('callback-preview')).toHaveAttribute('data-step', 'claiming'); });
    expect(screen.getByRole('row', { selected: true }).dataset['callbackId']).toBe(far.callback.id);
    expect(rowTexts()).toContain('远方家 · 妈妈');
  });

  it('says of a promise when it was agreed, at which second of the talk and in which words', async () => {
    const agreedInInteractionId = v7();
    const row = await heldCallback({ agreedInInteractionId, agreedSecond: 133, agreedText: '明天下午3点 找妈妈 问转奶' });
    draw(<CallbacksScreen />);
    await screen.findByTestId('callback-preview');
    expect(await screen.findByTestId('agreed-where')).toHaveTextContent(/ 通话 02:13 处 约定：「明天下午3点 找妈妈 问转奶」$/);
    await putCallbacks(sample.database, [{ ...row, callback: { ...row.callback, agreedSecond: null } }]);
    await waitFor(() => { expect(screen.getByTestId('agreed-where')).not.toHaveTextContent('通话'); });
  });

  it('names the family of a claim that a colleague was quicker with, though the callback is theirs by now and gone from here', async () => {
    const row = await heldCallback({ ownerAgentId: null });
    draw(<CallbacksScreen />);
    await screen.findAllByTestId('callback-row');
    await claimCallback(row.callback.id);
    const [waiting] = await sample.database.outbox.toArray();
    await sample.database.outbox.update(waiting?.seq ?? 0, { state: 'refused', refusal: 'already-claimed', standing: '李娜' });
    await sample.database.callbacks.clear();
    await waitFor(() => { expect(screen.getByTestId('refused-op')).toHaveTextContent('陈女士家：李娜 已先认领'); });
    expect(screen.queryAllByTestId('callback-row')).toHaveLength(0);
  });

  it('tells who was quicker when central refuses the claim, until the agent has seen it', async () => {
    const row = await heldCallback({ ownerAgentId: null });
    const op = makeOp('callback.claim', { callbackId: row.callback.id }, SAMPLE_NOW_MS);
    await sample.database.outbox.add({ id: op.id, op, state: 'refused', addedAtMs: SAMPLE_NOW_MS, refusal: 'already-claimed', field: null, standing: '李娜' });
    draw(<CallbacksScreen />);
    const told = await screen.findByTestId('refused-op');
    expect(told).toHaveTextContent('陈女士家：李娜 已先认领');
    await userEvent.setup().click(within(told).getByRole('button', { name: '知道了' }));
    await waitFor(() => { expect(screen.queryByTestId('refused-op')).toBeNull(); });
    expect(await sample.database.outbox.count()).toBe(0);
  });
});

describe('a very long list', () => {
  it('draws a bounded number of rows of 10,000 and still walks to its end by keyboard', async () => {
    await putCallbacks(sample.database, Array.from({ length: 10_000 }, (_none, place) => mine({ dueAtMs: SAMPLE_NOW_MS + (60 + place % 300) * MINUTE_MS }, { householdName: `${String(place)}号家` })));
    draw(<CallbacksScreen />);
    const list = await shownList();
    expect(screen.getAllByTestId('callback-row').length).toBeLessThan(60);
    expect(list).toHaveAttribute('aria-rowcount', '10002');
    await userEvent.setup().keyboard('{End}');
    await waitFor(() => { expect(screen.getAllByTestId('callback-row').some((row) => row.getAttribute('aria-rowindex') === '10002' && row.getAttribute('aria-selected') === 'true')).toBe(true); });
    expect(screen.getAllByTestId('callback-row').length).toBeLessThan(60);
  });

  it('finds one family among them by its name', async () => {
    await putCallbacks(sample.database, Array.from({ length: 500 }, (_none, place) => mine({ dueAtMs: SAMPLE_NOW_MS + 20 * DAY_MS }, { householdName: place === 321 ? '欧阳女士家' : `${String(place)}号家` })));
    draw(<CallbacksScreen />);
    const user = userEvent.setup();
    await user.type(await screen.findByTestId('callback-filter'), '欧阳');
    await waitFor(() => { expect(screen.getAllByTestId('callback-row')).toHaveLength(1); });
    expect(screen.getByTestId('callback-row')).toHaveTextContent('欧阳女士家');
  });
});
