import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LinkHelp } from '../../../renderer/links/LinkHelp.tsx';
import { enqueueOps, makeOp } from '../../../renderer/localdb/outbox.ts';
import { pullRecords } from '../../../renderer/localdb/pullRecords.ts';
import { CallbackCounts } from '../../../renderer/shell/CallbackCounts.tsx';
import { QueueFigures } from '../../../renderer/shell/QueueFigures.tsx';
import { ReadinessBadge } from '../../../renderer/shell/ReadinessBadge.tsx';
import { StateMenu } from '../../../renderer/shell/StateMenu.tsx';
import { SyncState } from '../../../renderer/shell/SyncState.tsx';
import { WhoMenu } from '../../../renderer/shell/WhoMenu.tsx';
import { editDraft } from '../../../renderer/actions/editDraft.ts';
import { takeCalls, whenCallsFollowed } from '../../../renderer/actions/trackCalls.ts';
import { useCallStore } from '../../../renderer/state/useCallStore.ts';
import { useCentralStore } from '../../../renderer/state/useCentralStore.ts';
import { usePanelStore } from '../../../renderer/state/usePanelStore.ts';
import { takePresence, usePresenceStore } from '../../../renderer/state/usePresenceStore.ts';
import { useReadinessStore } from '../../../renderer/state/useReadinessStore.ts';
import { useSessionStore } from '../../../renderer/state/useSessionStore.ts';
import { setClockSkew } from '../../../renderer/time/deskClock.ts';
import { must } from '../../../shared/language/must.ts';
import type { AgentPresence } from '../../../shared/agents/agentState.ts';
import { linkNames, type LinkStatus, type Readiness } from '../../../shared/ipc/readiness.ts';
import { HOUR_MS } from '../../../shared/time/utcMs.ts';
import { sampleCall, sampleCallback, sampleCallbackRow } from '../../support/deskSamples.ts';
import { renderDesk } from '../../support/renderDesk.tsx';
import { openSampleDesk, type SampleDesk } from '../../support/openSampleDesk.ts';

let sample: SampleDesk;
const user = userEvent.setup();
beforeEach(async () => { sample = await openSampleDesk(); });
afterEach(() => { vi.useRealTimers(); });

const presence = (over: Partial<AgentPresence> = {}): AgentPresence => ({ state: { kind: 'available' }, sinceMs: Date.now() - 192_000, next: null, seq: 1, ...over });
const links = (over: Partial<Readiness> = {}): Readiness =>
  ({ ...Object.fromEntries(linkNames.map((name): [string, LinkStatus] => [name, { state: 'up', checkedAtMs: Date.now(), detail: null }])), ...over }) as Readiness;

describe('the agent’s state', () => {
  it('is said in words with the time in it', () => {
    // However long the page takes to be drawn.
    vi.useFakeTimers({ toFake: ['Date', 'performance'], now: Math.floor(Date.now() / 1000) * 1000 });
    setClockSkew(0);
    useCentralStore.setState({ up: true, sinceMs: Date.now() });
    takePresence(presence());
    renderDesk(<StateMenu />);
    expect(screen.getByRole('button')).toHaveTextContent(/空闲03:12/);
  });

  it('names the reason of a pause and what comes next', () => {
    useCentralStore.setState({ up: true, sinceMs: Date.now() });
    takePresence(presence({ state: { kind: 'paused', reason: 'meal' }, next: { kind: 'available' } }));
    renderDesk(<StateMenu />);
    expect(screen.getByRole('button')).toHaveTextContent('示忙 · 用餐');
    expect(screen.getByRole('button')).toHaveTextContent('→ 空闲');
  });

  it('is calling out, and not talking, until somebody answers', () => {
    const call = sampleCall({ direction: 'out', state: 'dialling', ringUntilMs: null });
    useCallStore.setState({ calls: { [call.id]: call }, activeCallId: call.id });
    renderDesk(<StateMenu />);
    expect(screen.getByRole('button')).toHaveTextContent(/^呼出/);
    act(() => { useCallStore.setState({ calls: { [call.id]: { ...call, state: 'alerting' } } }); });
    expect(screen.getByRole('button')).toHaveTextContent(/^呼出/);
    act(() => { useCallStore.setState({ calls: { [call.id]: { ...call, state: 'talking', answeredAtMs: Date.now() } } }); });
    expect(screen.getByRole('button')).toHaveTextContent(/^通话/);
    act(() => { useCallStore.setState({ calls: {}, activeCallId: null }); });
  });

  it('of a message that came late is passed over', () => {
    takePresence(presence({ seq: 8 }));
    takePresence(presence({ seq: 7, state: { kind: 'paused', reason: 'break' } }));
    expect(usePresenceStore.getState().presence?.state.kind).toBe('available');
  });

  it('is not shown as the present one when central is away', () => {
    takePresence(presence());
    useCentralStore.setState({ up: false, sinceMs: Date.now() - 60_000 });
    renderDesk(<StateMenu />);
    expect(screen.getByRole('button')).toHaveTextContent(/未就绪(?:00:59|01:0\d)网络断开/);
  });

  it('changes now when idle, and after this call while one is on', async () => {
    useCentralStore.setState({ up: true, sinceMs: Date.now() });
    takePresence(presence());
    const { unmount } = renderDesk(<StateMenu />);
    await user.click(screen.getByRole('button'));
    await user.click(await screen.findByRole('menuitem', { name: /小休/ }));
    expect(sample.desk.asked('agent:choose')).toEqual([{ state: { kind: 'paused', reason: 'break' }, next: false }]);
    unmount();

    takeCalls([sampleCall({ state: 'talking', answeredAtMs: Date.now() })]);
    renderDesk(<StateMenu />);
    await user.click(screen.getByRole('button'));
    await user.click(await screen.findByRole('menuitem', { name: /用餐/ }));
    expect(sample.desk.asked('agent:choose').at(-1)).toEqual({ state: { kind: 'paused', reason: 'meal' }, next: true });
    await whenCallsFollowed();
  });

  it('offers the centre’s reasons for a pause that are in use, in its order, and shows one that is not any more by its words', async () => {
    useCentralStore.setState({ up: true, sinceMs: Date.now() });
    const session = must(useSessionStore.getState().session, 'somebody is signed in');
    const pauseReasons = [{ id: 'p-1', zh: '喝水', en: 'Coffee', active: true }, { id: 'p-2', zh: '盘点', en: 'Stock', active: false }, { id: 'meal', zh: '吃饭', en: 'Lunch', active: true }];
    useSessionStore.setState({ session: { ...session, policy: { ...session.policy, pauseReasons } } });
    takePresence(presence({ state: { kind: 'paused', reason: 'p-2' } }));
    renderDesk(<StateMenu />);
    expect(screen.getByRole('button')).toHaveTextContent(/^示忙 · 盘点/);
    await user.click(screen.getByRole('button'));
    await screen.findByRole('menuitem', { name: /喝水/ });
    // The last is the raised hand.
    expect(screen.getAllByRole('menuitem').map((item) => item.textContent).slice(0, -1)).toEqual(['空闲', '示忙 · 喝水', '示忙 · 吃饭']);
    await user.click(screen.getByRole('menuitem', { name: /喝水/ }));
    expect(sample.desk.asked('agent:choose').at(-1)).toEqual({ state: { kind: 'paused', reason: 'p-1' }, next: false });
    useSessionStore.setState({ session });
  });
});

describe('readiness', () => {
  it('says 6/6 when every link is proved, and leaves it to the state whether calls come', () => {
    useReadinessStore.setState({ readiness: links(), toldAtMs: null });
    renderDesk(<ReadinessBadge />);
    expect(screen.getByRole('button')).toHaveTextContent(/^就绪6\/6$/);
  });

  it.each(linkNames)('names %s when it is the one that is broken', (name) => {
    useReadinessStore.setState({ readiness: links({ [name]: { state: 'down', sinceMs: 0, cause: 'unknown' } }), toldAtMs: null });
    renderDesk(<ReadinessBadge />);
    const words = { network: '网络', registration: '注册', microphone: '麦克风', ringer: '振铃', pop: '弹屏', store: '存储' };
    expect(screen.getByRole('button')).toHaveTextContent(`不可接听 · ${words[name]}`);
  });

  it('is being checked while a link was not tested yet, on the badge and in the state, and is named once it is known to be broken', () => {
    const show = (status: LinkStatus): void => { act(() => { useReadinessStore.setState({ readiness: links({ registration: status }), toldAtMs: null }); }); };
    useCentralStore.setState({ up: true, sinceMs: Date.now() });
    takePresence(presence({ seq: 100, state: { kind: 'not-ready', reason: 'registration' } }));
    show({ state: 'checking' });
    renderDesk(<><ReadinessBadge /><StateMenu /></>);
    const [badge, state] = screen.getAllByRole('button');
    expect(badge).toHaveTextContent('正在检查');
    expect(state).toHaveTextContent(/^未就绪.*正在检查$/);
    show({ state: 'down', sinceMs: 0, cause: 'line-away' });
    expect(badge).toHaveTextContent('不可接听 · 注册');
    expect(state).toHaveTextContent(/^未就绪.*分机未注册$/);
  });

  it('is being checked before the first word of central after a sign-in, and lost when central is known to be away', () => {
    const show = (status: LinkStatus): void => { act(() => { useReadinessStore.setState({ readiness: links({ network: status }), toldAtMs: null }); }); };
    usePresenceStore.setState({ presence: null });
    useCentralStore.setState({ up: false, sinceMs: null });
    show({ state: 'checking' });
    renderDesk(<StateMenu />);
    expect(screen.getByRole('button')).toHaveTextContent(/^未就绪.*正在检查$/);
    show({ state: 'down', sinceMs: 0, cause: 'central-away' });
    expect(screen.getByRole('button')).toHaveTextContent(/^未就绪.*网络断开$/);
  });

  it('has no words yet for a cause of a newer main, and says so instead of showing a key', async () => {
    useReadinessStore.setState({ readiness: links({ registration: { state: 'down', sinceMs: 0, cause: 'something-new' } }), toldAtMs: null });
    renderDesk(<ReadinessBadge />);
    await user.click(screen.getByRole('button'));
    expect(await screen.findByText('原因不明')).toBeInTheDocument();
  });

  it('tries again on demand', async () => {
    sample.desk.reply('links:recheck', links());
    renderDesk(<LinkHelp name="store" />);
    await user.click(screen.getByRole('button', { name: '再试' }));
    await expect.poll(() => sample.desk.asked('links:recheck')).toHaveLength(1);
    expect(sample.desk.asked('links:report')).toContainEqual({ link: 'store', up: true, cause: null });
    expect(sample.desk.asked('links:report')).toContainEqual({ link: 'pop', up: true, cause: null });
  });
});

describe('the queue', () => {
  const queue = { queue: '800', name: '母婴800', waiting: 3, longestWaitSeconds: 48, available: 2, onDuty: 9 };
  it('shows the busiest one', () => {
    useCentralStore.setState({ up: true, queues: [{ ...queue, name: '会员', waiting: 1 }, queue], queuesAtMs: Date.now() });
    const { container } = renderDesk(<QueueFigures />);
    expect(container).toHaveTextContent('母婴800等待 3最长 0:48');
  });
  it('tells of all of them, when pointed at, what a new caller would wait, which is closed and how many were answered in time', () => {
    const level = { targetSeconds: 20, targetPercent: 80, reachedPercent: 85 };
    useCentralStore.setState({ up: true, queuesAtMs: Date.now(), queues: [
      { ...queue, open: true, expectedWaitSeconds: 150, serviceLevel: level },
      { ...queue, name: '专家咨询', waiting: 0, longestWaitSeconds: 0, open: false, expectedWaitSeconds: null, serviceLevel: { ...level, reachedPercent: null } },
      { ...queue, name: '产品800', waiting: 0, longestWaitSeconds: 0, open: true, expectedWaitSeconds: null },
    ] });
    const { container } = renderDesk(<QueueFigures />);
    expect(container.querySelector('.status-queue')?.getAttribute('title')?.split('\n')).toEqual([
      '母婴800：等待 3，最长 0:48，现在打来预计等 2:30，20秒接通率 85%（目标 80%）', '专家咨询：已下班，等待 0', '产品800：等待 0，没有坐席在线',
    ]);
  });
  it('of an older central tells what there is', () => {
    useCentralStore.setState({ up: true, queues: [queue], queuesAtMs: Date.now() });
    const { container } = renderDesk(<QueueFigures />);
    expect(container.querySelector('.status-queue')?.getAttribute('title')).toBe('母婴800：等待 3，最长 0:48');
  });
  it('is unknown rather than old', () => {
    useCentralStore.setState({ up: true, queues: [queue], queuesAtMs: Date.now() - 11_000 });
    const { container } = renderDesk(<QueueFigures />);
    expect(container).toHaveTextContent('队列未知');
    expect(container).not.toHaveTextContent('3');
  });
});

describe('what is not in the central store yet', () => {
  it('is counted, and nothing is when all is sent', async () => {
    sample.desk.reply('records:pull', { ok: true, value: { epoch: 'e1', scopes: [], changes: [], more: false, reset: [] } });
    await pullRecords();
    useCentralStore.setState({ up: true, sinceMs: Date.now() });
    renderDesk(<SyncState />);
    expect(screen.getByRole('button')).toHaveTextContent('已同步');
    await sample.database.transaction('rw', sample.database.outbox, () => enqueueOps(sample.database, [makeOp('callback.add', { callback: sampleCallback() }, Date.now())]));
    expect(await screen.findByText('1 条待传')).toBeInTheDocument();
  });

  it('offline says since when', () => {
    useCentralStore.setState({ up: false, sinceMs: Date.UTC(2026, 10, 19, 6, 2) });
    renderDesk(<SyncState />);
    expect(screen.getByRole('button')).toHaveTextContent('离线自 14:02');
  });

  it('says in a sentence why central refused, and leads to where the agent decides: nothing is dropped from here', async () => {
    useCentralStore.setState({ up: true, sinceMs: Date.now() });
    const op = makeOp('callback.claim', { callbackId: sampleCallback().id }, Date.now());
    await sample.database.outbox.add({ id: op.id, op, state: 'refused', addedAtMs: Date.now(), refusal: 'already-claimed', field: null, standing: '李娜' });
    renderDesk(<SyncState />);
    await user.click(await screen.findByRole('button', { name: /1 条被退回/ }));
    expect(await screen.findByText('李娜 先认领了，您的认领没有生效。')).toBeInTheDocument();
    await user.click(screen.getByTestId('outbox-settle'));
    expect(usePanelStore.getState().screen).toBe('settings');
    expect(await sample.database.outbox.count()).toBe(1);
  });
});

describe('callbacks of today', () => {
  it('are counted for their owner, late ones apart', async () => {
    const mine = sample.session.agent.id;
    for (const [leftMs, owner] of [[-HOUR_MS, mine], [1000, mine], [1000, 'somebody else'], [48 * HOUR_MS, mine]] as const) {
      const row = sampleCallbackRow({ dueAtMs: Date.now() + leftMs, ownerAgentId: owner });
      await sample.database.callbacks.put({ id: row.callback.id, state: 'open', householdId: row.callback.householdId, row, scopes: ['all'], versions: {} });
    }
    renderDesk(<CallbackCounts />);
    expect(await screen.findByText('预约 2')).toBeInTheDocument();
    expect(screen.getByText('逾期 1')).toBeInTheDocument();
  });
});

describe('signing out', () => {
  it('warns of unfinished wrap-ups first, and leaves them on this computer', async () => {
    const call = sampleCall({ state: 'talking', answeredAtMs: Date.now() });
    takeCalls([call]);
    await whenCallsFollowed();
    editDraft(call.id, { note: '没写完' });
    renderDesk(<WhoMenu />);
    await user.click(screen.getByRole('button', { name: /王倩/ }));
    await user.click(await screen.findByRole('button', { name: /退出登录/ }));
    expect(await screen.findByText('还在通话，挂机后再退出。')).toBeInTheDocument();

    takeCalls([{ ...call, state: 'ended', endedAtMs: Date.now(), endReason: 'hung-up', hungUpBy: 'customer' }]);
    await act(() => whenCallsFollowed());
    await user.click(screen.getByRole('button', { name: /王倩/ }));
    await user.click(screen.getByRole('button', { name: /王倩/ }));
    await user.click(await screen.findByRole('button', { name: /退出登录/ }));
    expect(await screen.findByText('还有 1 条小结没写完。')).toBeInTheDocument();
    expect(sample.desk.asked('session:signOut')).toEqual([]);

    await user.click(screen.getByRole('button', { name: '仍要退出' }));
    await expect.poll(() => useSessionStore.getState().phase).toBe('signed-out');
    expect(useCallStore.getState().activeCallId).toBeNull();
    await sample.database.open();
    expect((await sample.database.drafts.get(call.id))?.note).toBe('没写完');
  });
});
