import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Agent } from '../../../../shared/agents/agent.ts';
import type { AgentPresence } from '../../../../shared/agents/agentState.ts';
import { must } from '../../../../shared/language/must.ts';
import { NO_SUMS } from '../../../../shared/routing/floorFigures.ts';
import type { Floor, FloorAgent, FloorItem } from '../../../../shared/sync/floorMessages.ts';
import FloorScreen from '../../../../renderer/screens/floor/FloorScreen.tsx';
import { useCentralStore } from '../../../../renderer/state/useCentralStore.ts';
import { useFloorStore } from '../../../../renderer/state/useFloorStore.ts';
import { deskClock } from '../../../../renderer/time/deskClock.ts';
import { useSessionStore } from '../../../../renderer/state/useSessionStore.ts';
import { useToastStore } from '../../../../renderer/state/useToastStore.ts';
import { draw, openSampleDesk, putAgents, type SampleDesk } from '../callbacks/sampleDesk.tsx';

let sample: SampleDesk;
const nowMs = (): number => deskClock.now();
const agent = (id: number, over: Partial<FloorAgent>): FloorAgent => ({ id: `00000000-0000-7000-8000-00000000000${id}`, state: { kind: 'available' }, sinceMs: nowMs() - 60_000, deskUp: true, queue: null, tier: null, promisesDue: 0, unfinished: 0, ...over });
const item = (id: string, kind: FloorItem['kind'], leftMs: number, over: Partial<FloorItem> = {}): FloorItem => ({ id, kind, sinceMs: nowMs() - 12_000, breachAtMs: nowMs() + leftMs, queue: null, tier: null, about: null, householdId: null, ownerId: null, handler: null, ...over });
function floorOf(): Floor {
  const sums = { waiting: 5, longestWaitSeconds: 12, counted: 10, inTarget: 9, abandoned: 0 };
  return {
    atMs: nowMs(), promisesNow: { due: 0, kept: 0 }, promisesBefore: { due: 0, kept: 0 }, unfinished: 2,
    queues: [{ queue: 'q', name: '母婴800', targetSeconds: 20, targetPercent: 80, now: sums, before: sums }, { queue: 'p', name: '产品', targetSeconds: 20, targetPercent: 80, now: NO_SUMS, before: NO_SUMS }],
    agents: [agent(1, {}), agent(2, { state: { kind: 'talking' }, sinceMs: nowMs() - 700_000, queue: '母婴800', tier: 'A' }), agent(3, { state: { kind: 'paused', reason: 'meal' }, unfinished: 2 })],
    items: [item('c', 'complaint', 3_600_000, { about: '罐底结块', handler: '周敏' }), item('w', 'caller', 300_000, { queue: '母婴800', tier: 'B' }), item('p', 'promise', -120_000, { about: '何女士家' })],
  };
}
const tell = (floor: Floor, ageMs = 0): void => { act(() => { useFloorStore.setState({ floor, atMs: nowMs() - ageMs }); }); };

beforeEach(async () => {
  sample = await openSampleDesk();
  sample.desk.reply('floor:watch', null);
  act(() => { useCentralStore.setState({ up: true, sinceMs: 0 }); });
});
afterEach(async () => { await sample.close(); });
const grid = (): readonly string[] => [...document.querySelectorAll('[data-agent]')].map((row) => row.textContent);
const due = (): readonly (string | null)[] => [...document.querySelectorAll('[data-item]')].map((row) => row.getAttribute('data-item'));

describe('the floor on screen', () => {
  it('is asked for while the page is open, and no longer', async () => {
    const drawn = draw(<FloorScreen />);
    expect(screen.getByRole('status')).toHaveTextContent('正在取现场数据');
    drawn.unmount();
    expect(sample.desk.asked('floor:watch')).toEqual([{ on: true }, { on: false }]);
    expect(useFloorStore.getState().floor).toBeNull();
  });

  it('says each figure with its light and its definition, who needs somebody first, and what is due first', () => {
    draw(<FloorScreen />);
    tell(floorOf());
    expect(screen.getByTestId('tile-waiting')).toHaveAttribute('data-light', 'red');
    expect(screen.getByTestId('tile-level')).toHaveTextContent('90%');
    expect(screen.getByTestId('tile-level')).toHaveTextContent('转接只按第一次接通算一次');
    expect(screen.getByTestId('tile-promises')).toHaveTextContent('没有到期的');
    expect(grid().map((row) => /通话久|2 份小结没写|空闲/.exec(row)?.[0])).toEqual(['通话久', '2 份小结没写', '空闲']);
    expect(due()).toEqual(['promise', 'caller', 'complaint']);
    expect(screen.getByText('超时 1')).toBeVisible();
  });

  it('shows below what the pressed tile or the chosen queue is about, and all again', async () => {
    draw(<FloorScreen />);
    tell(floorOf());
    await userEvent.click(screen.getByTestId('tile-unfinished'));
    expect([grid().length, due()]).toEqual([1, []]);
    await userEvent.click(screen.getByTestId('tile-waiting'));
    expect([grid().length, due()]).toEqual([1, ['caller']]);
    await userEvent.click(screen.getByTestId('tile-waiting'));
    await userEvent.click(screen.getByRole('button', { name: '产品' }));
    expect(screen.getByTestId('tile-waiting')).toHaveTextContent('等待0');
    expect([grid().length, due()]).toEqual([2, ['promise', 'complaint']]);
  });

  it('says what will be late within a quarter of an hour, when and why, and is amber before the limit', () => {
    draw(<FloorScreen />);
    const floor = floorOf();
    const sums = { ...NO_SUMS, counted: 20, inTarget: 20 };
    const pace = { countedLast15Minutes: 20, inTargetLast15Minutes: 20, callersLast15Minutes: 40, callersLastHour: 90, talkSeconds: 240, wrapUpSeconds: 60 };
    tell({ ...floor, queues: floor.queues.map((queue, place) => ({ ...queue, now: place === 0 ? sums : NO_SUMS, before: place === 0 ? sums : NO_SUMS, pace: place === 0 ? pace : { ...pace, callersLast15Minutes: 0, callersLastHour: 0 } })), items: [item('p', 'promise', 600_000, { about: '何女士家' })] });
    const lines = [...document.querySelectorAll('[data-breach]')].map((line) => line.textContent);
    expect(lines).toEqual([expect.stringMatching(/^ \d\d:\d\d 起 母婴800 服务水平会低于目标/), expect.stringMatching(/^ \d\d:\d\d 预约「何女士家」会超时：没人认领/)]);
    expect(screen.getByTestId('tile-level')).toHaveTextContent('100%');
    expect(screen.getByTestId('tile-level')).toHaveAttribute('data-light', 'amber');
  });

  it('greys out and says since when, once it is older than ten seconds', () => {
    draw(<FloorScreen />);
    tell(floorOf(), 11_500);
    expect(document.querySelector('.fl-stale')).not.toBeNull();
    expect(screen.getAllByText(/^停在 /)).toHaveLength(3);
    expect(screen.getByRole('status')).toHaveTextContent('不是现在的情况');
    tell(floorOf());
    expect(document.querySelector('.fl-stale')).toBeNull();
  });

  it('says which alerts stand and since when, shows below what one is about, and on the wall leaves its name out', () => {
    draw(<FloorScreen />);
    tell(floorOf());
    expect(screen.queryByTestId('floor-alerts')).toBeNull();
    tell({ ...floorOf(), alerts: [{ id: 'a-1', name: '周敏盯的等待', figure: 'waiting', queue: '母婴800', sinceMs: Date.UTC(2026, 10, 19, 6, 31) }, { id: 'a-2', name: '小结', figure: 'unfinished', queue: null, sinceMs: Date.UTC(2026, 10, 19, 6, 35) }] });
    const strip = within(screen.getByTestId('floor-alerts'));
    expect(strip.getAllByRole('button').map((button) => button.textContent)).toEqual(['周敏盯的等待 母婴800 · 等待 14:31 起', '小结 全中心 · 未完成小结 14:35 起']);
    const shown = strip.getByRole('button', { name: /周敏盯的等待/ });
    fireEvent.click(shown);
    expect(due()).toEqual(['caller']);
    expect(shown).toHaveAttribute('aria-pressed', 'true');
    fireEvent.click(shown);
    expect(due()).toEqual(['promise', 'caller', 'complaint']);
    fireEvent.click(screen.getByRole('button', { name: /大屏/ }));
    expect(screen.getByTestId('wall-alerts')).toHaveTextContent('母婴800 · 等待 14:31 起');
    expect(screen.getByTestId('wall')).not.toHaveTextContent('周敏');
  });

  it('on the wall has the six figures and names nobody; its key leads there and back', async () => {
    draw(<FloorScreen />);
    tell(floorOf());
    await userEvent.keyboard('{F11}');
    const wall = screen.getByTestId('wall');
    expect(wall).toHaveTextContent('服务水平90%');
    for (const name of ['何女士', '周敏', '罐底']) expect(wall).not.toHaveTextContent(name);
    expect(document.querySelector('[data-agent]')).toBeNull();
    await userEvent.keyboard('{Escape}');
    expect(grid()).toHaveLength(3);
  });
});

describe('a supervisor’s hand on the floor', () => {
  const person = (place: number, name: string, over: Partial<Agent> = {}): Agent => ({ id: `00000000-0000-7000-8000-00000000000${place}`, number: `100${place}`, name, extension: `100${place}`, role: 'agent', team: 'M1', site: '上海', active: true, ...over });
  const row = (place: number): HTMLElement => must(document.querySelector<HTMLElement>(`[data-agent="00000000-0000-7000-8000-00000000000${place}"]`), 'the row');
  const promiseRow = (): HTMLElement => must(document.querySelector<HTMLElement>('[data-item="promise"]'), 'the promise');
  const asked = (): readonly unknown[] => sample.desk.asked('floor:act');
  const doneWith = (presence: AgentPresence | null): void => { sample.desk.reply('floor:act', { ok: true, value: { presence } }); };

  beforeEach(async () => {
    await putAgents(sample.database, [person(1, '王倩'), person(2, '李娜'), person(3, '陈嘉欣', { team: 'M2' }), person(4, '徐丽萍', { role: 'supervisor' }), person(5, '黄志强', { role: 'supervisor', team: 'M2' })]);
    const { session } = useSessionStore.getState();
    useSessionStore.setState({ session: { ...must(session, 'session'), agent: person(4, '徐丽萍', { role: 'supervisor' }) } });
    draw(<FloorScreen />);
    const floor = floorOf();
    tell({ ...floor, agents: floor.agents.map((each, place) => (place === 1 ? { ...each, state: { kind: 'wrap-up' as const }, sinceMs: nowMs() } : each)), items: [item('0199aaaa-0000-7000-8000-000000000001', 'promise', 60_000, { about: '何女士家', ownerId: person(1, '').id }), item('w', 'caller', 300_000)] });
    await waitFor(() => { expect(row(1)).toHaveTextContent('王倩'); });
  });

  it('changes a state by key, with a reason, and reads back how central took it', async () => {
    doneWith({ state: { kind: 'talking' }, next: { kind: 'paused', reason: 'meal' }, sinceMs: 0, seq: 4 });
    act(() => { row(1).focus(); });
    await userEvent.keyboard('s');
    await userEvent.click(await screen.findByRole('combobox', { name: '改为' }));
    await userEvent.click(await screen.findByText('示忙 · 用餐', { selector: '.ant-select-item-option-content' }));
    await userEvent.click(screen.getByRole('button', { name: '来电排队' }));
    await userEvent.keyboard('{Enter}');
    await waitFor(() => { expect(screen.queryByTestId('floor-hand')).toBeNull(); });
    // From the row on, without the mouse.
    expect(row(1)).toHaveFocus();
    expect(asked()).toEqual([{ kind: 'state', agentId: person(1, '').id, state: { kind: 'paused', reason: 'meal' }, why: '来电排队' }]);
    expect(useToastStore.getState().toasts.at(-1)).toMatchObject({ key: 'floor.hands.done.later', params: { name: '王倩', state: '示忙 · 用餐' } });
  });

  it('sends a message from the menu, ends a wrap-up by key, and stays open with the words when it is refused', async () => {
    doneWith(null);
    await userEvent.click(screen.getByRole('button', { name: '对 王倩 的操作' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: /发消息/ }));
    await userEvent.type(await screen.findByRole('textbox', { name: '消息' }), '过来一下{Enter}');
    await waitFor(() => { expect(screen.queryByTestId('floor-hand')).toBeNull(); });
    sample.desk.reply('floor:act', { ok: false, refusal: 'refused', detail: 'not-in-wrap-up' });
    act(() => { row(2).focus(); });
    await userEvent.keyboard('w');
    await userEvent.type(await screen.findByRole('textbox', { name: /^原因/ }), '来电排队{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('这位坐席不在整理');
    expect(asked()).toEqual([{ kind: 'message', agentId: person(1, '').id, text: '过来一下' }, { kind: 'finish', agentId: person(2, '').id, why: '来电排队' }]);
  });

  it('gives a promise away by drag and by key; a caller and an agent of another team take no part', async () => {
    doneWith(null);
    const dataTransfer = { setData: () => {}, effectAllowed: '' };
    expect(must(document.querySelector('[data-item="caller"]'), 'the caller')).not.toHaveAttribute('draggable');
    fireEvent.dragStart(promiseRow(), { dataTransfer });
    fireEvent.drop(row(3), { dataTransfer });
    expect(screen.queryByTestId('floor-hand')).toBeNull();
    fireEvent.drop(row(2), { dataTransfer });
    await userEvent.type(await screen.findByRole('textbox', { name: /^原因/ }), '原坐席在忙{Enter}');
    await waitFor(() => { expect(screen.queryByTestId('floor-hand')).toBeNull(); });
    act(() => { promiseRow().focus(); });
    await userEvent.keyboard('g');
    const [suggested] = within(await screen.findByTestId('hand-suggested')).getAllByRole('button');
    expect(suggested).toHaveTextContent('李娜 整理 · 1 小时内 0 个预约、0 份小结没写');
    fireEvent.click(must(suggested, 'one is suggested'));
    expect(suggested).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(await screen.findByRole('combobox', { name: '交给谁' }));
    // Not whose it is, not of another team.
    expect((await screen.findAllByRole('option')).map((option) => option.getAttribute('aria-label') ?? option.textContent)).toEqual([expect.stringContaining('李娜')]);
    expect(asked()).toEqual([{ kind: 'reassign', what: 'callback', id: '0199aaaa-0000-7000-8000-000000000001', toAgentId: person(2, '').id, why: '原坐席在忙' }]);
  });

  it('comes into the call of the agent whose row has the focus by key or from the menu, and only while they talk', async () => {
    sample.desk.reply('floor:supervise', { ok: true, value: null });
    const talks = (place: number): void => { act(() => { const { floor } = useFloorStore.getState(); tell({ ...must(floor, 'floor'), agents: must(floor, 'floor').agents.map((each) => (each.id === person(place, '').id ? { ...each, state: { kind: 'talking' as const } } : each)) }); }); };
    act(() => { row(1).focus(); });
    await userEvent.keyboard('l');
    talks(1);
    act(() => { row(1).focus(); });
    await userEvent.keyboard('lp');
    await userEvent.click(screen.getByRole('button', { name: '对 王倩 的操作' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: /强插/ }));
    talks(3);
    act(() => { row(3).focus(); });
    await userEvent.keyboard('b');
    expect(sample.desk.asked('floor:supervise')).toEqual(['listen', 'whisper', 'barge'].map((mode) => ({ agentId: person(1, '').id, mode })));
  });

  it('does nothing by key on an agent of another team, or away from the rows', async () => {
    act(() => { row(3).focus(); });
    await userEvent.keyboard('smw');
    act(() => { screen.getByTestId('tile-waiting').focus(); });
    await userEvent.keyboard('smwg');
    expect(screen.queryByTestId('floor-hand')).toBeNull();
  });
});
