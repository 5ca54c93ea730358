import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeskSettings, SettingsChange } from '../../../../shared/settings/deskSettings.ts';
import { must } from '../../../../shared/language/must.ts';
import { usualQualitySheet } from '../../../../shared/coaching/qualitySheet.ts';
import { usualFloorTargets } from '../../../../shared/routing/floorTargets.ts';
import type { SetUp } from '../../../../shared/sync/setUpMessages.ts';
import { clearFaults, noteFault } from '../../../../renderer/localdb/pushFaults.ts';
import { makeOp } from '../../../../renderer/localdb/outbox.ts';
import SettingsScreen from '../../../../renderer/screens/settings/SettingsScreen.tsx';
import { registerKey } from '../../../../renderer/keys/keyBoard.ts';
import { useSessionStore } from '../../../../renderer/state/useSessionStore.ts';
import { useSettingsStore } from '../../../../renderer/state/useSettingsStore.ts';
import { SAMPLE_NOW_MS, sampleCallbackRow, sampleSettings } from '../../../support/deskSamples.ts';
import { draw, openSampleDesk, type SampleDesk } from '../callbacks/sampleDesk.tsx';

let sample: SampleDesk;
let stored: DeskSettings;
beforeEach(async () => {
  stored = sampleSettings();
  sample = await openSampleDesk({ settings: stored });
  sample.desk.reply('settings:change', (change: SettingsChange) => {
    stored = { ...stored, ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) };
    return stored;
  });
});
afterEach(async () => { await sample.close(); });

async function openSection(name: string): Promise<void> {
  draw(<SettingsScreen />);
  await userEvent.setup().click(await screen.findByTestId(`settings-section-${name}`));
}

describe('language and display', () => {
  it('speaks the other language at once, and back', async () => {
    await openSection('look');
    const user = userEvent.setup();
    await user.click(within(screen.getByTestId('settings-language')).getByText('English'));
    expect(await screen.findByRole('heading', { name: 'Language and display' })).toBeVisible();
    expect(document.documentElement.lang).toBe('en');
    await user.click(within(screen.getByTestId('settings-language')).getByText('简体中文'));
    expect(await screen.findByRole('heading', { name: '语言与显示' })).toBeVisible();
  });

  it('keeps theme and text size', async () => {
    await openSection('look');
    const user = userEvent.setup();
    await user.click(within(screen.getByTestId('settings-theme')).getByText('深色'));
    await user.click(within(screen.getByTestId('settings-text-size')).getByText('125%'));
    await waitFor(() => { expect(useSettingsStore.getState().settings).toMatchObject({ theme: 'dark', textSize: 125 }); });
  });
});

describe('keys', () => {
  it('that another program has taken are named where they are switched on', async () => {
    sample.desk.reply('settings:takenKeys', () => stored.globalKeys.filter((key) => key === 'F4'));
    await openSection('keys');
    expect(screen.queryByTestId('keys-taken')).toBeNull();
    const user = userEvent.setup();
    await user.click(screen.getByTestId('global-F2'));
    await user.click(screen.getByTestId('global-F4'));
    expect(await screen.findByTestId('keys-taken')).toHaveTextContent('F4 被别的程序占用');
    await user.click(screen.getByTestId('global-F4'));
    await waitFor(() => { expect(screen.queryByTestId('keys-taken')).toBeNull(); });
  });

  const rowOf = (action: string): HTMLElement => must(screen.getAllByTestId('key-row').find((row) => row.dataset['action'] === action), `no row for ${action}`);
  const keyButton = (action: string): HTMLElement => within(rowOf(action)).getByRole('button', { name: /^改「/ });

  it('take a new key with the next press, and say beside both actions when two share one', async () => {
    await openSection('keys');
    const user = userEvent.setup();
    await user.click(keyButton('call.mute'));
    fireEvent.keyDown(window, { key: 'F3', code: 'F3' });
    await waitFor(() => { expect(stored.keys).toEqual({ 'call.mute': 'F3' }); });
    expect(rowOf('call.mute')).toHaveTextContent('和「保持 / 取回」用了同一个键');
    expect(rowOf('call.hold')).toHaveTextContent('和「静音」用了同一个键');
    expect(screen.getByTestId('key-conflicts')).toBeVisible();
    await user.click(within(rowOf('call.mute')).getByRole('button', { name: '恢复成 F4' }));
    await waitFor(() => { expect(stored.keys).toEqual({}); });
    expect(screen.queryByTestId('key-conflicts')).toBeNull();
  });

  it('do nothing of their own while a new key is being pressed', async () => {
    let hungUp = 0;
    const undo = registerKey('call.hangUp', () => { hungUp += 1; });
    await openSection('keys');
    await userEvent.setup().click(keyButton('call.mute'));
    fireEvent.keyDown(window, { key: 'F8', code: 'F8' });
    await waitFor(() => { expect(stored.keys).toEqual({ 'call.mute': 'F8' }); });
    expect(hungUp).toBe(0);
    undo();
  });

  it('refuse a bare letter for what must work while one types, and Escape leaves everything as it was', async () => {
    await openSection('keys');
    await userEvent.setup().click(keyButton('call.mute'));
    fireEvent.keyDown(window, { key: 'm', code: 'KeyM' });
    expect(await within(rowOf('call.mute')).findByRole('alert')).toHaveTextContent('要带 Ctrl 或 Alt');
    fireEvent.keyDown(window, { key: 'Escape', code: 'Escape' });
    expect(keyButton('call.mute')).toHaveTextContent('F4');
    expect(stored.keys).toEqual({});
  });

  it('work in other programs only where the agent says so', async () => {
    await openSection('keys');
    expect(screen.getByTestId('global-F2')).not.toBeChecked();
    await userEvent.setup().click(screen.getByTestId('global-F2'));
    await waitFor(() => { expect(stored.globalKeys).toEqual(['F2']); });
  });
});

describe('the outbox', () => {
  const refuse = async (): Promise<void> => {
    const op = makeOp('callback.cancel', { callbackId: v7(), reason: '客户已来电' }, SAMPLE_NOW_MS);
    await sample.database.outbox.add({ id: op.id, op, state: 'refused', addedAtMs: SAMPLE_NOW_MS, refusal: 'already-closed', field: null, standing: '李娜 已兑现' });
  };

  it('is opened first when something was refused, and says what stands in the store', async () => {
    await refuse();
    draw(<SettingsScreen />);
    const row = await screen.findByTestId('outbox-row');
    expect(row).toHaveTextContent('无需再拨');
    expect(row).toHaveTextContent('中心没接受：已经结束');
    expect(row).toHaveTextContent('中心现在是李娜 已兑现');
  });

  it('words what central answers with a code, and shows the callback as it is known here by now', async () => {
    const { callback, ...rest } = sampleCallbackRow({ ownerAgentId: null });
    await sample.database.callbacks.put({ id: callback.id, scopes: ['pool:all'], versions: { 'pool:all': 1 }, state: 'open', householdId: callback.householdId, row: { callback, ...rest, ownerName: '李娜' } });
    const refused = [makeOp('callback.reschedule', { callbackId: callback.id, dueAtMs: SAMPLE_NOW_MS, agreedText: '明天' }, SAMPLE_NOW_MS), makeOp('commitment.change', { commitmentId: v7(), state: 'broken' }, SAMPLE_NOW_MS)];
    await sample.database.outbox.bulkAdd(refused.map((op, at) => ({ id: op.id, op, state: 'refused', addedAtMs: SAMPLE_NOW_MS, refusal: 'conflict', field: null, standing: at === 0 ? null : 'kept' })));
    draw(<SettingsScreen />);
    await waitFor(() => { expect(screen.getAllByTestId('op-standing')).toHaveLength(2); });
    const standing = screen.getAllByTestId('op-standing');
    await waitFor(() => { expect(standing[0]).toHaveTextContent('问转奶（李娜）'); });
    expect(standing[1]).toHaveTextContent('已兑现');
  });

  it('says when central fails again and again, though it can be reached', async () => {
    const op = makeOp('callback.cancel', { callbackId: v7(), reason: '客户已来电' }, SAMPLE_NOW_MS);
    await sample.database.outbox.add({ id: op.id, op, state: 'waiting', addedAtMs: SAMPLE_NOW_MS, refusal: null, field: null, standing: null });
    await openSection('sync');
    expect(screen.queryByTestId('sync-faults')).toBeNull();
    act(() => { noteFault(null, SAMPLE_NOW_MS); });
    expect(screen.queryByTestId('sync-faults')).toBeNull();
    act(() => { noteFault(op.id, SAMPLE_NOW_MS); });
    expect(screen.getByTestId('sync-faults')).toHaveTextContent('中心出错，连续 2 次没收下');
    expect(await screen.findByTestId('outbox-row')).toHaveTextContent('中心处理时出错，会再传');
    act(() => { clearFaults(); });
    expect(screen.queryByTestId('sync-faults')).toBeNull();
  });

  it('sends a refused op again as a new one', async () => {
    await refuse();
    const before = (await sample.database.outbox.toArray())[0]?.id;
    draw(<SettingsScreen />);
    await userEvent.setup().click(await screen.findByTestId('op-resend'));
    await waitFor(async () => { expect((await sample.database.outbox.toArray())[0]).toMatchObject({ state: 'waiting', refusal: null }); });
    expect((await sample.database.outbox.toArray())[0]?.id).not.toBe(before);
  });

  it('says in one sentence why, what stands and what was wanted, and stores mine as new beside it when that can be', async () => {
    const { callback, ...rest } = sampleCallbackRow({ state: 'done' });
    await sample.database.callbacks.put({ id: callback.id, scopes: ['pool:all'], versions: {}, state: 'done', householdId: callback.householdId, row: { callback, ...rest } });
    const op = makeOp('callback.reschedule', { callbackId: callback.id, dueAtMs: SAMPLE_NOW_MS + 86_400_000, agreedText: '明天这个时候' }, SAMPLE_NOW_MS);
    await sample.database.outbox.add({ id: op.id, op, state: 'refused', addedAtMs: SAMPLE_NOW_MS, refusal: 'already-closed', field: 'callbackId', standing: 'done' });
    draw(<SettingsScreen />);
    const row = await screen.findByTestId('outbox-row');
    expect(within(row).getByTestId('op-why')).toHaveTextContent('这条在中心已经结束（已兑现），您的改动没有生效。');
    await waitFor(() => { expect(row).toHaveTextContent('您改的改期 · 陈女士家 · 明天 14:38 · 明天这个时候'); });
    await userEvent.setup().click(await screen.findByTestId('op-renew'));
    await waitFor(async () => {
      expect((await sample.database.outbox.toArray())[0]).toMatchObject({ state: 'waiting', op: { kind: 'callback.add', data: { callback: { dueAtMs: SAMPLE_NOW_MS + 86_400_000, state: 'open', ownerAgentId: sample.session.agent.id, purpose: '问转奶' } } } });
    });
  });

  it('lets what central fails at again and again be given up after asking, and says so beforehand', async () => {
    const op = makeOp('callback.cancel', { callbackId: v7(), reason: '客户已来电' }, SAMPLE_NOW_MS);
    await sample.database.outbox.add({ id: op.id, op, state: 'waiting', addedAtMs: SAMPLE_NOW_MS, refusal: null, field: null, standing: null });
    await openSection('sync');
    await screen.findByTestId('outbox-row');
    act(() => { noteFault(op.id, SAMPLE_NOW_MS); });
    expect(screen.queryByTestId('op-stuck')).toBeNull();
    act(() => { noteFault(op.id, SAMPLE_NOW_MS); });
    const stuck = await screen.findByTestId('op-stuck');
    expect(stuck).toHaveTextContent('已失败 2 次');
    await userEvent.setup().click(within(stuck).getByTestId('op-discard'));
    fireEvent.click(must(document.querySelector('.ant-popconfirm-buttons .ant-btn-primary'), 'no question'));
    expect(await screen.findByTestId('let-go')).toBeInTheDocument();
    act(() => { clearFaults(); });
  });

  it('lets a refused op go only after asking', async () => {
    await refuse();
    draw(<SettingsScreen />);
    const user = userEvent.setup();
    await user.click(await screen.findByTestId('op-discard'));
    expect(await sample.database.outbox.count()).toBe(1);
    expect(await screen.findByText('真的放弃吗？')).toBeInTheDocument();
    await user.click(must(document.querySelector('.ant-popconfirm-buttons .ant-btn-primary'), 'no question'));
    expect(await screen.findByText('都已上传。')).toBeVisible();
    const gone = await screen.findByTestId('let-go');
    expect(within(gone).getByTestId('op-words')).toHaveValue('客户已来电');
    await user.click(within(gone).getByTestId('let-go-forget'));
    await waitFor(async () => { expect(await sample.database.outbox.count()).toBe(0); });
  });
});

describe('about', () => {
  it('tells of demo data while it is loaded, and of none otherwise', async () => {
    await openSection('about');
    expect(screen.getByText('当前是演示数据，接的都是练习来电。')).toBeVisible();
    act(() => { useSessionStore.setState({ session: { ...sample.session, demo: false, lineKind: 'kamailio' } }); });
    const about = screen.getByRole('region', { name: '关于本机' });
    expect(about).not.toHaveTextContent(/演示|练习/);
  });
});

const sampleSetUp = (): SetUp => ({
  queues: [], skills: [], agentSkills: [], holidays: [], pauseReasons: [], obstacles: [], outcomeCodes: { in: [], out: [] }, centre: { wrapUpSeconds: 60, ringSeconds: 20 },
  calling: { callFromMinute: 540, callToMinute: 1200, retryLadderMinutes: [90], frequencyCalls: 3, frequencyDays: 30, fallbackMinutes: 10, supervisorMinutes: 30, releaseMinutes: 120 }, floorTargets: usualFloorTargets,
  sites: [], teams: [], regions: [], alerts: [], webhooks: [], qualitySheet: usualQualitySheet, templates: [], businessLines: [], versions: {}, changes: [], workLists: [],
});

describe('accounts', () => {
  const asAdmin = (): void => {
    const { session } = useSessionStore.getState();
    if (session) useSessionStore.setState({ session: { ...session, agent: { ...session.agent, role: 'admin' } } });
  };
  const colleague = { id: v7(), number: '2001', name: '林晓', extension: '2001', role: 'agent', team: 'M1', site: '上海', active: true } as const;

  beforeEach(() => { sample.desk.reply('agents:organisation', { ok: true, value: { regions: [], businessLines: [], sites: [], teams: [] } }); sample.desk.reply('setup:read', { ok: false, refusal: 'unreachable', detail: null }); });

  it('are offered to administrators only', async () => {
    draw(<SettingsScreen />);
    expect(screen.queryByTestId('settings-section-accounts')).toBeNull();
    act(asAdmin);
    expect(await screen.findByTestId('settings-section-accounts')).toBeVisible();
  });

  it('are made with number and name, and show the one-time password', async () => {
    sample.desk.reply('agents:list', { ok: true, value: [{ agent: colleague, passwordOnce: true, lockedUntilMs: 0, signedIn: false }] });
    sample.desk.reply('agents:add', { ok: true, value: { agent: colleague, oneTimePassword: 'k7qw-m2pd-x3nn-ppq2' } });
    asAdmin();
    await openSection('accounts');
    const user = userEvent.setup();
    await user.type(screen.getByLabelText('工号'), '2001');
    await user.type(screen.getByLabelText('姓名'), '林晓');
    await user.click(screen.getByRole('button', { name: '开账号' }));
    expect(await screen.findByTestId('one-time-password')).toHaveTextContent('k7qw-m2pd-x3nn-ppq2');
    expect(sample.desk.asked('agents:add')).toEqual([{ number: '2001', name: '林晓', role: 'agent', team: '', site: '' }]);
    expect(within(screen.getByTestId('account-2001')).getByText('未改密码')).toBeVisible();
  });

  it('are given regions and business lines to work for, and nothing holds before it is saved', async () => {
    const account = { agent: colleague, passwordOnce: false, lockedUntilMs: 0, signedIn: false, regionIds: ['east'], lineIds: [] };
    sample.desk.reply('agents:list', { ok: true, value: [account] });
    sample.desk.reply('agents:organisation', { ok: true, value: { regions: [{ id: 'east', name: '华东', zone: 'Asia/Shanghai', cities: ['上海'] }, { id: 'south', name: '华南', zone: 'Asia/Shanghai', cities: [] }], businessLines: [{ id: 'product', name: '产品' }], sites: [], teams: [] } });
    sample.desk.reply('agents:change', { ok: true, value: { ...colleague, releasedCallbacks: 0 } });
    asAdmin();
    await openSection('accounts');
    const user = userEvent.setup();
    const row = within(await screen.findByTestId('account-2001'));
    expect(await row.findByText('华东')).toBeVisible();
    expect(row.getByText('全部业务线')).toBeVisible();
    await user.click(row.getByLabelText('林晓负责的地区'));
    await user.click(await screen.findByTitle('华南'));
    expect(sample.desk.asked('agents:change')).toEqual([]);
    await user.click(row.getByRole('button', { name: '保存范围' }));
    expect(sample.desk.asked('agents:change')).toEqual([{ id: colleague.id, change: { regionIds: ['east', 'south'], lineIds: [] } }]);
    await waitFor(() => { expect(row.queryByRole('button', { name: '保存范围' })).toBeNull(); });
  });

  it('are closed after a question that says how many callbacks become nobody’s, and the screen says it afterwards', async () => {
    sample.desk.reply('agents:list', { ok: true, value: [{ agent: colleague, passwordOnce: false, lockedUntilMs: 0, signedIn: false, openCallbacks: 14 }] });
    sample.desk.reply('agents:change', { ok: true, value: { ...colleague, active: false, releasedCallbacks: 13 } });
    asAdmin();
    await openSection('accounts');
    const user = userEvent.setup();
    await user.click(within(await screen.findByTestId('account-2001')).getByRole('button', { name: /停\s?用/ }));
    expect(await screen.findByText('停用后，他的 14 个预约变成无人认领')).toBeInTheDocument();
    expect(sample.desk.asked('agents:change')).toEqual([]);
    await user.click(within(screen.getByRole('tooltip')).getByRole('button', { name: /^停\s?用$/ }));
    expect(await screen.findByTestId('account-closed')).toHaveTextContent('林晓的账号已停用。13 个预约已变成无人认领');
    expect(sample.desk.asked('agents:change')).toEqual([{ id: colleague.id, change: { active: false } }]);
  });

  it('are put into another team, with what it comes to in words, and taken back', async () => {
    const setUp = { ...sampleSetUp(), teams: [{ id: 't1', name: 'M1', regionId: null, active: true }, { id: 't2', name: 'M2', regionId: null, active: true }], sites: [{ id: 's1', name: '上海', regionId: null, active: true }] };
    sample.desk.reply('agents:list', { ok: true, value: [{ agent: colleague, passwordOnce: false, lockedUntilMs: 0, signedIn: true }] });
    sample.desk.reply('setup:read', { ok: true, value: setUp });
    sample.desk.reply('setup:change', { ok: true, value: { ...setUp, versions: { [`agent-place:${colleague.id}`]: 1 } } });
    sample.desk.reply('setup:undo', { ok: true, value: setUp });
    asAdmin();
    await openSection('accounts');
    const user = userEvent.setup();
    await user.click(await screen.findByTestId('place-edit'));
    await user.click(within(await screen.findByTestId('place-team')).getByRole('combobox'));
    await user.click(await screen.findByTitle('M2'));
    expect(screen.getByTestId('place-means')).toHaveTextContent('「M2」没有班长，所有班长都可以监听');
    await user.click(screen.getByRole('button', { name: /保\s?存/ }));
    expect(sample.desk.asked('setup:change')).toEqual([{ item: { kind: 'agent-place', id: colleague.id, value: { siteId: 's1', teamId: 't2' } }, basedOn: 0 }]);
    expect(await screen.findByTestId('account-placed')).toHaveTextContent('林晓的班组和职场已改');
    await user.click(within(screen.getByTestId('account-placed')).getByRole('button'));
    expect(sample.desk.asked('setup:undo')).toEqual([{ kind: 'agent-place', id: colleague.id, version: 1 }]);
    await waitFor(() => { expect(screen.getByTestId('account-placed')).toHaveTextContent('已撤销'); });
  });

  it('of the administrator’s own cannot be closed here, and what central has against a change is said in words', async () => {
    sample.desk.reply('agents:list', { ok: true, value: [{ agent: sample.session.agent, passwordOnce: false, lockedUntilMs: 0, signedIn: true }, { agent: { ...colleague, role: 'admin' }, passwordOnce: false, lockedUntilMs: 0, signedIn: false }] });
    sample.desk.reply('agents:change', { ok: false, refusal: 'refused', detail: 'last-admin' });
    asAdmin();
    await openSection('accounts');
    const user = userEvent.setup();
    expect(await screen.findByTestId('account-own')).toBeDisabled();
    expect(screen.getByTestId('account-own')).toHaveAttribute('title', '自己的账号不能自己停用，请另一位管理员来停');
    await user.click(within(screen.getByTestId('account-2001')).getByRole('button', { name: /停\s?用/ }));
    await user.click(within(await screen.findByRole('tooltip')).getByRole('button', { name: /^停\s?用$/ }));
    expect(await screen.findByText('中心没接受：这是最后一个管理员账号，停用后谁也开不了账号')).toBeVisible();
  });

  it('whose number is taken say so, and what was typed stays', async () => {
    sample.desk.reply('agents:list', { ok: true, value: [] });
    sample.desk.reply('agents:add', { ok: false, refusal: 'refused', detail: 'number' });
    asAdmin();
    await openSection('accounts');
    const user = userEvent.setup();
    await user.type(screen.getByLabelText('工号'), '2001');
    await user.type(screen.getByLabelText('姓名'), '林晓');
    await user.click(screen.getByRole('button', { name: '开账号' }));
    expect(await screen.findByText('工号已有人用')).toBeVisible();
    expect(screen.getByLabelText('工号')).toHaveValue('2001');
  });
});
