import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { act, screen, waitFor } from '@testing-library/react';
import { closeDesk, openDesk } from '../../../renderer/actions/openDesk.ts';
import { isLongPull, onLongPull } from '../../../renderer/localdb/longPull.ts';
import CallbacksScreen from '../../../renderer/screens/callbacks/CallbacksScreen.tsx';
import KnowledgeScreen from '../../../renderer/screens/knowledge/KnowledgeScreen.tsx';
import WorkbenchScreen from '../../../renderer/screens/workbench/WorkbenchScreen.tsx';
import { CallbackCounts } from '../../../renderer/shell/CallbackCounts.tsx';
import { SyncState } from '../../../renderer/shell/SyncState.tsx';
import { useCentralStore } from '../../../renderer/state/useCentralStore.ts';
import { pullRecords } from '../../../renderer/localdb/pullRecords.ts';
import { OpenedCustomer } from '../../../renderer/screens/customers/OpenedCustomer.tsx';
import { bindFacts } from '../../../renderer/state/bindFacts.ts';
import { useCallStore } from '../../../renderer/state/useCallStore.ts';
import { useDraftStore } from '../../../renderer/state/useDraftStore.ts';
import { usePanelStore } from '../../../renderer/state/usePanelStore.ts';
import { useSessionStore } from '../../../renderer/state/useSessionStore.ts';
import { useToastStore } from '../../../renderer/state/useToastStore.ts';
import { takeCalls, takePop, whenCallsFollowed } from '../../../renderer/actions/trackCalls.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { CommandReply } from '../../../shared/ipc/commands.ts';
import type { Change } from '../../../shared/sync/pullMessages.ts';
import { SAMPLE_NOW_MS, sampleCall, sampleCallbackRow, sampleHousehold } from '../../support/deskSamples.ts';
import { openSampleDesk, type SampleDesk } from '../../support/openSampleDesk.ts';
import { renderDesk } from '../../support/renderDesk.tsx';

let sample: SampleDesk;
let unbind: () => void;
beforeEach(async () => {
  sample = await openSampleDesk();
  unbind = bindFacts();
  useToastStore.setState({ toasts: [] });
});
afterEach(() => {
  unbind();
  closeDesk();
  usePanelStore.setState({ householdId: null, customerId: null });
});

type Pulled = CommandReply<'records:pull'>;
const page = (changes: readonly Change[]): Pulled => ({ ok: true, value: { epoch: 'e1', scopes: ['all', 'agent:me'], changes: [...changes], more: false, reset: [] } });
function erasureOf(file: HouseholdFile): Change {
  const id = v7();
  return { s: 'all', v: 1, t: 'erasure', id, g: false, r: { id, householdId: file.household.id, households: [file.household.id], customers: file.customers.map((each) => each.id), atMs: SAMPLE_NOW_MS } };
}
async function mirrored(): Promise<HouseholdFile> {
  const file = sampleHousehold();
  const row = sampleCallbackRow({ householdId: file.household.id, ownerAgentId: sample.session.agent.id });
  sample.desk.reply('records:pull', page([{ s: 'agent:me', v: 1, t: 'household', id: file.household.id, g: false, r: file }, { s: 'agent:me', v: 2, t: 'callback', id: row.callback.id, g: false, r: row }]));
  expect(await pullRecords()).toBe('done');
  return file;
}
/** Signed out, and started again later. */
function shutDown(): void {
  closeDesk();
  useSessionStore.setState({ phase: 'signed-out', session: null });
}
const phase = () => useSessionStore.getState().phase;

describe('a desktop that was away', () => {
  it('forgets who was erased meanwhile before it shows any list', async () => {
    const file = await mirrored();
    shutDown();
    let answer: (reply: Pulled) => void = () => {};
    sample.desk.reply('records:pull', () => new Promise<Pulled>((resolve) => { answer = resolve; }));
    const before = sample.desk.asked('records:pull').length;
    sample.desk.tell('session:changed', { session: sample.session, ended: null });
    await vi.waitFor(() => { expect(sample.desk.asked('records:pull').length).toBe(before + 1); });
    await new Promise((resolve) => { setTimeout(resolve, 50); });
    expect(phase()).toBe('signed-out');
    sample.desk.reply('records:pull', page([]));
    answer(page([erasureOf(file)]));
    await vi.waitFor(() => { expect(phase()).toBe('signed-in'); });
    const { currentDatabase } = await import('../../../renderer/localdb/currentDatabase.ts');
    expect([await currentDatabase()?.households.count(), await currentDatabase()?.callbacks.count()]).toEqual([0, 0]);
  });

  it('shows what it has at once when it was signed in without central, and when it keeps nothing yet', async () => {
    await mirrored();
    const never = (): Promise<Pulled> => new Promise<Pulled>(() => {});
    shutDown();
    sample.desk.reply('records:pull', never);
    sample.desk.tell('session:changed', { session: { ...sample.session, offline: true }, ended: null });
    await vi.waitFor(() => { expect(phase()).toBe('signed-in'); });
  });

  it('lets the agent in when central does not answer after all, and asks again by itself', async () => {
    await mirrored();
    shutDown();
    sample.desk.reply('records:pull', { ok: false, refusal: 'unreachable', detail: null });
    const before = sample.desk.asked('records:pull').length;
    expect(await openDesk(sample.session)).toMatchObject({ ok: true });
    await vi.waitFor(() => { expect(sample.desk.asked('records:pull').length).toBeGreaterThan(before + 1); }, { timeout: 5000 });
  });
});

describe('somebody who is erased while they are on screen', () => {
  it('leaves the page of the customer, which says why', async () => {
    const file = await mirrored();
    sample.desk.reply('household:open', { ok: true, value: file });
    usePanelStore.setState({ householdId: file.household.id });
    renderDesk(<OpenedCustomer householdId={file.household.id} customerId={null} />);
    expect(await screen.findByRole('heading', { name: '陈女士家' })).toBeInTheDocument();
    sample.desk.reply('records:pull', page([erasureOf(file)]));
    await pullRecords();
    expect(await screen.findByText('该客户的资料已按本人要求删除')).toBeInTheDocument();
    expect(screen.queryAllByText('陈女士家')).toEqual([]);
    expect(useToastStore.getState().toasts.map((toast) => toast.key)).toEqual(['shell.erased']);
  });

  it('leaves the call that is on: its summary goes on, bound to nobody', async () => {
    const file = await mirrored();
    const call = sampleCall();
    takeCalls([call]);
    takePop(call.id, [file]);
    takeCalls([{ ...call, state: 'talking', answeredAtMs: SAMPLE_NOW_MS }]);
    await whenCallsFollowed();
    expect(useDraftStore.getState().drafts[call.id]?.householdId).toBe(file.household.id);
    sample.desk.reply('records:pull', page([erasureOf(file)]));
    await pullRecords();
    expect(useDraftStore.getState().drafts[call.id]).toMatchObject({ householdId: null, customerId: null });
    expect(useCallStore.getState().pops[call.id]).toEqual({ state: 'unknown' });
    expect(JSON.stringify(useCallStore.getState())).not.toContain('陈晓雯');
    useCallStore.setState({ calls: {}, activeCallId: null, pops: {}, chosen: {} });
  });
});

describe('a desktop that holds nothing yet', () => {
  /** Signed in on an empty mirror, with central's answer to the first pull still to come. */
  async function opening(): Promise<(reply: Pulled) => void> {
    shutDown();
    let answer: (reply: Pulled) => void = () => {};
    sample.desk.reply('records:pull', () => new Promise<Pulled>((resolve) => { answer = resolve; }));
    useSessionStore.setState({ phase: 'signed-in', session: sample.session });
    useCentralStore.setState({ up: true, sinceMs: SAMPLE_NOW_MS });
    await openDesk(sample.session);
    renderDesk(<><SyncState /><CallbackCounts /><WorkbenchScreen /><CallbacksScreen /><KnowledgeScreen /></>);
    await waitFor(() => { expect(screen.getByTestId('today-callbacks')).toHaveTextContent('正在取回预约'); });
    return (reply) => { answer(reply); };
  }
  const nothingWords = /已同步|没有预约|0 个|预约 0|本机还没有答案/;

  it('says that it is fetching, and not that there is nothing, until the first pull has ended', async () => {
    const answer = await opening();
    await waitFor(() => { expect(document.body).toHaveTextContent('正在取回答案'); });
    expect(document.body).toHaveTextContent('正在取回资料');
    await waitFor(() => { expect(document.querySelector('.cb-empty')).toHaveTextContent('正在取回预约'); });
    expect(document.body).not.toHaveTextContent(nothingWords);
    sample.desk.reply('records:pull', page([]));
    act(() => { answer(page([])); });
    await waitFor(() => { expect(document.body).toHaveTextContent('已同步'); });
    await waitFor(() => { expect(document.body).toHaveTextContent('本机还没有答案'); });
    expect(screen.getByTestId('today-callbacks')).toHaveTextContent(/0 个.*没有预约。/);
    expect(document.body).not.toHaveTextContent('正在取回');
  });

  it('does not say that all is here, or that there is nothing, when the first pull failed while central is up; and does when the next did not', async () => {
    const answer = await opening();
    sample.desk.reply('records:pull', { ok: false, refusal: 'unreachable', detail: null });
    act(() => { answer({ ok: false, refusal: 'unreachable', detail: null }); });
    await waitFor(() => { expect(document.body).not.toHaveTextContent('正在取回'); });
    expect(screen.getByTestId('today-callbacks')).toHaveTextContent('预约还没取到，正在重试');
    expect(document.body).toHaveTextContent('正在补齐资料');
    expect(document.body).not.toHaveTextContent(/已同步|没有预约|0 个|预约 0/);
    sample.desk.reply('records:pull', page([]));
    await act(async () => { await pullRecords(); });
    await waitFor(() => { expect(document.body).toHaveTextContent('已同步'); });
    expect(screen.getByTestId('today-callbacks')).toHaveTextContent('没有预约。');
  });

  it('once filled, never says so again when it is opened', async () => {
    await mirrored();
    shutDown();
    const said: boolean[] = [];
    const stop = onLongPull(() => { said.push(isLongPull()); });
    await openDesk(sample.session);
    stop();
    expect(said).toEqual([]);
  });
});
