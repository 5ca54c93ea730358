import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { must } from '../../../../shared/language/must.ts';
import { DAY_MS, MINUTE_MS } from '../../../../shared/time/utcMs.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { householdFile } from '../../../../renderer/localdb/queries.ts';
import type { CallLogRow } from '../../../../renderer/localdb/rows.ts';
import { NO_PROMISES } from '../../../../shared/reports/promiseReport.ts';
import { NO_CALLS } from '../../../../shared/reports/reportMessages.ts';
import MyCallsScreen from '../../../../renderer/screens/my-calls/MyCallsScreen.tsx';
import type { CallSnapshot } from '../../../../shared/calls/callSnapshot.ts';
import { usePresenceStore } from '../../../../renderer/state/usePresenceStore.ts';
import { useReadinessStore } from '../../../../renderer/state/useReadinessStore.ts';
import { useTalkStore } from '../../../../renderer/state/useTalkStore.ts';
import { useCentralStore } from '../../../../renderer/state/useCentralStore.ts';
import { useCallStore } from '../../../../renderer/state/useCallStore.ts';
import { usePanelStore } from '../../../../renderer/state/usePanelStore.ts';
import { SAMPLE_NOW_MS, sampleCall, sampleCallback, sampleHousehold, sampleInteraction } from '../../../support/deskSamples.ts';
import { draw, openSampleDesk, putHousehold, type SampleDesk } from '../callbacks/sampleDesk.tsx';

let sample: SampleDesk;
beforeEach(async () => {
  sample = await openSampleDesk();
  sample.desk.reply('reports:mine', { ok: false, refusal: 'unreachable', detail: null });
});
afterEach(async () => { await sample.close(); });

function logged(over: Partial<CallLogRow> = {}): CallLogRow {
  return {
    callId: v7(), direction: 'in', number: '+862085550143', withheld: false, queue: '母婴800', dialled: '8008201234', startedAtMs: SAMPLE_NOW_MS - 30 * MINUTE_MS,
    answeredAtMs: SAMPLE_NOW_MS - 29 * MINUTE_MS, endedAtMs: SAMPLE_NOW_MS - 23 * MINUTE_MS, endReason: 'hung-up', hungUpBy: 'customer', householdId: null, customerId: null, callbackId: null,
    outcome: 'answered', state: 'finished', interaction: null, agreedCallbackId: null, ...over,
  };
}
const missed = (over: Partial<CallLogRow> = {}): CallLogRow => logged({ state: 'missed', answeredAtMs: null, endedAtMs: SAMPLE_NOW_MS - 29 * MINUTE_MS, endReason: 'cancelled', outcome: null, ...over });

describe('my calls', () => {
  it('show one’s own figures of today and this week, and none while the centre is away', async () => {
    const calls = { answered: 12, meanTalkSeconds: 245, dialled: 5, reached: 4, meanDialledTalkSeconds: 60, contacts: 16, meanWrapUpSeconds: 42 };
    sample.desk.reply('reports:mine', { ok: true, value: { today: { calls, promises: { ...NO_PROMISES, due: 9, kept: 6, late: 1, ahead: 2, keptPercent: 85.7 }, quality: { scored: 2, meanPercent: 81.4 } }, week: { calls: NO_CALLS, promises: NO_PROMISES } } });
    useCentralStore.setState({ up: true });
    draw(<MyCallsScreen />);
    const rows = within(await screen.findByTestId('own-figures')).getAllByRole('row').map((row) => [...row.children].map((cell) => cell.textContent).join('|'));
    expect(rows).toEqual(['|接通|平均通话|外呼|外呼接通|联系记录|平均话后|预约按时|质检', '今天|12|4:05|5|4|16|0:42|6/7|81.4（2 通）', '本周|0|–|0|0|0|–|–|–']);
    act(() => { useCentralStore.setState({ up: false }); });
    expect(screen.queryByTestId('own-figures')).toBeNull();
  });

  it('say who, which city, how long and how it ended, newest first', async () => {
    const household = sampleHousehold();
    await putHousehold(sample.database, household);
    await sample.database.callLog.bulkPut([
      logged({ startedAtMs: SAMPLE_NOW_MS - DAY_MS, answeredAtMs: null, direction: 'out', endReason: 'busy', hungUpBy: null, outcome: 'busy', endedAtMs: SAMPLE_NOW_MS - DAY_MS + 9000, number: '+8613800138000' }),
      logged({ householdId: household.household.id, customerId: household.customers[0]?.id ?? null }),
      missed({ startedAtMs: SAMPLE_NOW_MS - 10 * MINUTE_MS, endedAtMs: SAMPLE_NOW_MS - 10 * MINUTE_MS + 14_000 }),
    ]);
    draw(<MyCallsScreen />);
    await waitFor(() => { expect(screen.getAllByTestId('call-row')[1]).toHaveTextContent('陈女士家 · 妈妈 陈晓雯'); });
    const cells = screen.getAllByTestId('call-row').map((row) => [...row.querySelectorAll('[role="gridcell"]')].map((cell) => cell.textContent.trim()));
    expect(cells).toEqual([
      ['今天 14:28', '未接', '陈女士家', '020-8555 0143 广州', '响 14 秒', '对方没等到就挂了', '—'],
      ['今天 14:08', '来电', '陈女士家 · 妈妈 陈晓雯', '020-8555 0143 广州', '6:00', '客户挂机', '已答复'],
      ['昨天 14:38', '呼出', '没有客户资料', '138 0013 8000', '响 9 秒', '占线', '占线'],
    ]);
  });

  it('leave a wrong number nobody’s, also when its number is a household’s by now', async () => {
    await putHousehold(sample.database, sampleHousehold());
    const nobodys = logged({ outcome: 'wrong-number', interaction: sampleInteraction({ householdId: null, outcome: 'wrong-number', note: '找修空调的' }) });
    const rung = missed();
    await sample.database.callLog.bulkPut([nobodys, rung]);
    draw(<MyCallsScreen />);
    const rowOf = (row: CallLogRow): HTMLElement | undefined => screen.getAllByTestId('call-row').find((each) => each.dataset['callId'] === row.callId);
    await waitFor(() => { expect(rowOf(rung)).toHaveTextContent('陈女士家'); });
    expect(rowOf(nobodys)).toHaveTextContent('没有客户资料');
    await userEvent.setup().click(must(rowOf(nobodys), 'the wrong number is not listed'));
    expect(screen.getByTestId('call-detail')).toHaveTextContent('没有客户资料');
    expect(screen.getByTestId('call-detail')).toHaveTextContent('找修空调的');
  });

  it('say of a household that is not on this desktop that it is not here, not that there is none', async () => {
    const household = sampleHousehold();
    const theirs = logged({ householdId: household.household.id });
    const rung = missed({ number: '+861087654321' });
    await sample.database.callLog.bulkPut([theirs, rung]);
    draw(<MyCallsScreen />);
    const rowOf = (row: CallLogRow): HTMLElement | undefined => screen.getAllByTestId('call-row').find((each) => each.dataset['callId'] === row.callId);
    await waitFor(() => { expect(rowOf(theirs)).toHaveTextContent('资料不在本机'); });
    expect(rowOf(rung)).toHaveTextContent('资料不在本机');
    await act(async () => { await putHousehold(sample.database, household); });
    await waitFor(() => { expect(rowOf(theirs)).toHaveTextContent('陈女士家'); });
  });

  it('flag a call whose summary is not finished and bring it back onto the strip', async () => {
    const row = logged({ state: 'unfinished', outcome: null });
    await sample.database.callLog.put(row);
    draw(<MyCallsScreen />);
    expect(await screen.findByTestId('call-row')).toHaveTextContent('没写完');
    await userEvent.setup().click(screen.getByTestId('continue-summary'));
    expect(useCallStore.getState().activeCallId).toBe(row.callId);
    expect(usePanelStore.getState().screen).toBe('workbench');
  });

  it('return a missed call for the reason that we missed it, once the household’s file says so', async () => {
    const household = sampleHousehold({ interactions: [sampleInteraction({ kind: 'call-missed', startedAtMs: SAMPLE_NOW_MS - 30 * MINUTE_MS, talkSeconds: null, outcome: null })], interactionCount: 1 });
    await putHousehold(sample.database, household);
    sample.desk.reply('customers:search', { ok: true, value: [{ householdId: household.household.id, householdName: '陈女士家', customerId: household.customers[0]?.id ?? v7(), customerName: '陈晓雯', relation: 'mother', tier: 'A', city: '广州', number: '+862085550143' }] });
    sample.desk.reply('call:dial', { ok: true, value: sampleCall({ direction: 'out', state: 'dialling' }) });
    await sample.database.callLog.put(missed());
    draw(<MyCallsScreen />);
    const redial = await screen.findByTestId('redial');
    await waitFor(() => { expect(redial).toBeEnabled(); });
    expect(redial).toHaveTextContent('回拨 020-8555 0143');
    await userEvent.setup().click(redial);
    await waitFor(() => { expect(sample.desk.asked('call:dial')).toEqual([{ number: '+862085550143', permissionReason: 'missed-call-return', callbackId: null, householdId: household.household.id, customerId: null }]); });
  });

  it('return a missed call of a number that nobody knows', async () => {
    sample.desk.reply('call:dial', { ok: true, value: sampleCall({ direction: 'out', state: 'dialling' }) });
    await sample.database.callLog.put(missed({ number: '+862161234567' }));
    draw(<MyCallsScreen />);
    const redial = await screen.findByTestId('redial');
    await waitFor(() => { expect(redial).toBeEnabled(); });
    await userEvent.setup().click(redial);
    await waitFor(() => { expect(sample.desk.asked('call:dial')[0]).toMatchObject({ permissionReason: 'missed-call-return', householdId: null }); });
  });

  it('do not ring where no reason holds, and say so', async () => {
    await sample.database.callLog.put(logged({ number: '+862161234567' }));
    draw(<MyCallsScreen />);
    expect(await screen.findByText('没有允许回拨的理由，不能拨出。')).toBeVisible();
    expect(screen.getByTestId('redial')).toBeDisabled();
  });

  it('cannot ring a number that was not shown', async () => {
    await sample.database.callLog.put(missed({ number: null, withheld: true }));
    draw(<MyCallsScreen />);
    expect(await screen.findByText('号码隐藏，不能回拨。')).toBeVisible();
    expect(screen.getByTestId('redial')).toBeDisabled();
  });

  it('begin a redial with a reason that holds, never with one the gate refuses', async () => {
    // No missed call stands in the file, but they consented on a form.
    const household = sampleHousehold();
    await putHousehold(sample.database, household);
    await sample.database.callLog.put(logged({ householdId: household.household.id, customerId: household.customers[0]?.id ?? null }));
    draw(<MyCallsScreen />);
    const redial = await screen.findByTestId('redial');
    await waitFor(() => { expect(redial).toBeEnabled(); });
    expect(redial).toHaveAttribute('data-reason', 'form-consent');
    expect(screen.getByText('可以拨：同意回访')).toBeVisible();
  });

  it('choose no reason where none holds, and say why', async () => {
    const household = sampleHousehold();
    const optedOut = { ...household, interactions: [sampleInteraction({ householdId: household.household.id, outcome: 'opt-out' })], interactionCount: 1 };
    await putHousehold(sample.database, optedOut);
    await sample.database.callLog.put(logged({ householdId: household.household.id, customerId: household.customers[0]?.id ?? null }));
    draw(<MyCallsScreen />);
    expect(await screen.findByText('不能拨：客户已退订电话')).toBeVisible();
    const redial = screen.getByTestId('redial');
    expect(redial).toBeDisabled();
    expect(redial).not.toHaveAttribute('data-reason');
  });
});

describe('while nobody can be dialled at all', () => {
  afterEach(() => {
    useTalkStore.setState({ talks: [] });
    usePresenceStore.setState({ presence: null });
    useReadinessStore.setState(useReadinessStore.getInitialState());
  });
  const during = (call: CallSnapshot): void => { useCallStore.setState({ calls: { [call.id]: call }, activeCallId: call.id }); };
  const registration = (cause: string): void => { useReadinessStore.setState(({ readiness }) => ({ readiness: { ...readiness, registration: { state: 'down', sinceMs: 1, cause } } })); };

  it.each<[string, () => void, string]>([
    ['a customer is talked with', () => { during(sampleCall({ state: 'held' })); }, '您正在通话，挂机后再拨'],
    ['a call rings', () => { during(sampleCall({ state: 'ringing' })); }, '有来电在振铃，先接来电'],
    ['a call is about to ring', () => { usePresenceStore.setState({ presence: { state: { kind: 'ringing' }, sinceMs: 1, next: null, seq: 1 } }); }, '有来电在振铃，先接来电'],
    ['a colleague is talked with', () => { useTalkStore.setState({ talks: [sampleCall({ state: 'talking' })] }); }, '您正在和同事通话，说完再拨'],
    ['the telephone has no line', () => { registration('line-away'); }, '线路没连上，现在拨不出去'],
  ])('ringing back is off when %s, says why, and is on again afterwards', async (_when, begin, sentence) => {
    await sample.database.callLog.put(missed({ number: '+862161234567' }));
    draw(<MyCallsScreen />);
    const redial = await screen.findByTestId('redial');
    await waitFor(() => { expect(redial).toBeEnabled(); });
    act(begin);
    expect(redial).toBeDisabled();
    expect(redial).toHaveAccessibleDescription(sentence);
    expect(redial).toHaveAttribute('title', sentence);
    act(() => {
      useCallStore.setState({ calls: {}, activeCallId: null });
      useTalkStore.setState({ talks: [] });
      usePresenceStore.setState({ presence: null });
      useReadinessStore.setState(useReadinessStore.getInitialState());
    });
    expect(redial).toBeEnabled();
  });

  it('is not said of a centre that is away: the line rings out without it', async () => {
    await sample.database.callLog.put(missed({ number: '+862161234567' }));
    draw(<MyCallsScreen />);
    const redial = await screen.findByTestId('redial');
    await waitFor(() => { expect(redial).toBeEnabled(); });
    act(() => { registration('central-away'); });
    expect(redial).toBeEnabled();
  });
});

describe('a finished call written to the wrong person', () => {
  async function finishedCall(household: HouseholdFile): Promise<CallLogRow> {
    const person = household.customers[0]?.id ?? null;
    const interaction = sampleInteraction({ householdId: household.household.id, customerId: person, agentId: sample.session.agent.id, note: '问转奶' });
    const row = logged({ householdId: household.household.id, customerId: person, interaction });
    await putHousehold(sample.database, { ...household, interactions: [interaction], interactionCount: 1 });
    await sample.database.callLog.put({ ...row, callId: interaction.callId ?? row.callId });
    return row;
  }
  const lastOp = async () => (await sample.database.outbox.orderBy('seq').last())?.op;

  it('goes to another of the household by keyboard alone, read back first', async () => {
    const household = sampleHousehold();
    await finishedCall(household);
    draw(<MyCallsScreen />);
    const user = userEvent.setup();
    (await screen.findByTestId('move-open')).focus();
    await user.keyboard('{Enter}');
    expect(await screen.findByTestId('move-field')).toHaveFocus();
    expect(screen.getAllByTestId('move-target').map((each) => each.textContent)).toEqual(['外婆 黄玉兰A 级', '家里人，没问是谁']);
    await user.keyboard('{Enter}');
    expect(screen.getByTestId('move-sentence')).toHaveTextContent('备注、结果「已答复」从「陈女士家 · 妈妈 陈晓雯」改到「陈女士家 · 外婆 黄玉兰」。');
    expect(await lastOp()).toBeUndefined();
    await user.keyboard('{Enter}');
    await waitFor(async () => { expect(await lastOp()).toMatchObject({ kind: 'interaction.move', data: { householdId: household.household.id, customerId: household.customers[1]?.id } }); });
    await waitFor(() => { expect(screen.getByTestId('call-row')).toHaveTextContent('外婆 黄玉兰'); });
    expect(screen.getByTestId('move-open')).toHaveFocus();
  });

  it('goes to another household that is looked up, with the callback agreed in it', async () => {
    const household = sampleHousehold();
    const right = sampleHousehold();
    const [father] = right.customers;
    await putHousehold(sample.database, { ...right, household: { ...right.household, name: '李女士家' } });
    const row = await finishedCall(household);
    const callback = sampleCallback({ householdId: household.household.id, agreedInInteractionId: row.interaction?.id ?? null, ownerAgentId: sample.session.agent.id });
    await putHousehold(sample.database, { ...household, interactions: [row.interaction ?? sampleInteraction()], interactionCount: 1, callbacks: [callback] });
    sample.desk.reply('customers:search', { ok: true, value: [{ householdId: right.household.id, householdName: '李女士家', customerId: father?.id ?? '', customerName: '李强', relation: 'father', tier: 'B', city: '广州', number: null }] });
    draw(<MyCallsScreen />);
    const user = userEvent.setup();
    await user.click(await screen.findByTestId('move-open'));
    await user.type(await screen.findByTestId('move-field'), '李强');
    await screen.findByText('李女士家 · 爸爸 李强');
    await user.keyboard('{Enter}');
    expect(screen.getByTestId('move-sentence')).toHaveTextContent('备注、结果「已答复」、预约「今天 15:00 问转奶」从「陈女士家 · 妈妈 陈晓雯」改到「李女士家 · 爸爸 李强」。');
    await user.click(screen.getByTestId('move-send'));
    await waitFor(async () => { expect(await lastOp()).toMatchObject({ kind: 'interaction.move', data: { interactionId: row.interaction?.id, householdId: right.household.id, customerId: father?.id } }); });
    expect((await householdFile(sample.database, right.household.id))).toMatchObject({ interactions: [{ note: '问转奶', customerId: father?.id }] });
    expect((await householdFile(sample.database, household.household.id))?.interactions).toEqual([]);
  });

  it('stays where it is when one goes back with Esc', async () => {
    await finishedCall(sampleHousehold());
    draw(<MyCallsScreen />);
    const user = userEvent.setup();
    await user.click(await screen.findByTestId('move-open'));
    await user.keyboard('{Enter}');
    await screen.findByTestId('move-sentence');
    await user.keyboard('{Escape}');
    expect(await screen.findByTestId('move-field')).toHaveFocus();
    await user.keyboard('{Escape}');
    expect(screen.queryByTestId('move-contact')).toBeNull();
    expect(await lastOp()).toBeUndefined();
  });
});
