import { act, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { memo } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AgentCellsProps } from '../../../../renderer/screens/floor/AgentCells.tsx';
import type { DueCellsProps } from '../../../../renderer/screens/floor/DueCells.tsx';
import FloorScreen from '../../../../renderer/screens/floor/FloorScreen.tsx';
import { useCentralStore } from '../../../../renderer/state/useCentralStore.ts';
import { takeFloorNews } from '../../../../renderer/state/useFloorStore.ts';
import { deskClock, setClockSkew } from '../../../../renderer/time/deskClock.ts';
import type { FloorAgent, FloorItem, FloorNews } from '../../../../shared/sync/floorMessages.ts';
import { draw, openSampleDesk, type SampleDesk } from '../callbacks/sampleDesk.tsx';

// What a row says is drawn by these two; counted, not replaced.
const drawn = vi.hoisted(() => ({ rows: 0 }));
vi.mock('../../../../renderer/screens/floor/AgentCells.tsx', async (original) => {
  const { AgentCells } = await original<typeof import('../../../../renderer/screens/floor/AgentCells.tsx')>();
  return { AgentCells: memo((props: AgentCellsProps) => { drawn.rows += 1; return AgentCells.type(props); }) };
});
vi.mock('../../../../renderer/screens/floor/DueCells.tsx', async (original) => {
  const { DueCells, ...rest } = await original<typeof import('../../../../renderer/screens/floor/DueCells.tsx')>();
  return { ...rest, DueCells: memo((props: DueCellsProps) => { drawn.rows += 1; return DueCells.type(props); }) };
});

let sample: SampleDesk;
beforeEach(async () => {
  sample = await openSampleDesk();
  sample.desk.reply('floor:watch', null);
  act(() => { useCentralStore.setState({ up: true, sinceMs: 0 }); });
});
afterEach(async () => {
  vi.useRealTimers();
  await sample.close();
});

const place = (id: number): string => `00000000-0000-7000-8000-0000000000${String(id).padStart(2, '0')}`;
const agent = (id: number, over: Partial<FloorAgent> = {}): FloorAgent => ({ id: place(id), state: { kind: 'talking' }, sinceMs: deskClock.now() - 60_000 - id, deskUp: true, queue: null, tier: null, promisesDue: 0, unfinished: 0, ...over });
const caller = (id: number, over: Partial<FloorItem> = {}): FloorItem => ({ id: `call-${id}`, kind: 'caller', sinceMs: deskClock.now() - 5000, breachAtMs: deskClock.now() + 60_000 + id, queue: null, tier: null, about: null, householdId: null, ownerId: null, handler: null, ...over });
const tell = (news: Partial<FloorNews>): void => {
  act(() => { takeFloorNews({ atMs: deskClock.now(), queues: [], promisesNow: { due: 0, kept: 0 }, promisesBefore: { due: 0, kept: 0 }, agents: [], items: [], unfinished: 0, whole: false, goneAgents: [], goneItems: [], ...news }, deskClock.now()); });
};
const rowsDrawnBy = (deed: () => void): number => {
  drawn.rows = 0;
  deed();
  return drawn.rows;
};

describe('a floor that is told anew', () => {
  it('draws only the rows that something was told of, though all of them count their seconds', () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'], now: Date.now() });
    setClockSkew(0);
    draw(<FloorScreen />);
    const ids = Array.from({ length: 20 }, (_none, id) => id);
    tell({ whole: true, agents: ids.map((id) => agent(id)), items: ids.map((id) => caller(id)) });
    expect(document.querySelectorAll('[data-agent]')).toHaveLength(20);
    expect(rowsDrawnBy(() => { tell({}); })).toBe(0);
    expect(rowsDrawnBy(() => { tell({ agents: [agent(7, { state: { kind: 'wrap-up' } })], items: [caller(3, { tier: 'A' })] }); })).toBe(2);
    // One comes, one goes: the order of the others is theirs to keep.
    expect(rowsDrawnBy(() => { tell({ items: [caller(41)], goneItems: ['call-5'] }); })).toBe(1);
    expect(document.querySelectorAll('[data-item]')).toHaveLength(20);
  });

  it('draws only the two rows concerned when another one takes its place in the order of Tab', () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'], now: Date.now() });
    setClockSkew(0);
    draw(<FloorScreen />);
    tell({ whole: true, agents: Array.from({ length: 20 }, (_none, id) => agent(id)), items: [] });
    const rows = [...document.querySelectorAll<HTMLElement>('[data-agent]')];
    expect(rowsDrawnBy(() => { act(() => { rows[9]?.focus(); }); })).toBe(2);
  });
});

describe('a floor longer than the screen', () => {
  const places = (): readonly (string | null)[] => [...document.querySelectorAll('[data-agent]')].map((row) => row.getAttribute('aria-rowindex'));
  const indexOfFocus = (): string | null | undefined => document.activeElement?.getAttribute('aria-rowindex');
  const tellMany = (): void => { tell({ whole: true, agents: Array.from({ length: 90 }, (_none, id) => agent(id, { sinceMs: deskClock.now() - 600_000 + id })), items: Array.from({ length: 500 }, (_none, id) => caller(id)) }); };

  it('has the rows in sight in the page, and tells how many there are and which these are', () => {
    draw(<FloorScreen />);
    tellMany();
    expect(document.querySelectorAll('[data-agent]').length).toBeLessThan(50);
    expect(document.querySelectorAll('[data-item]').length).toBeLessThan(50);
    expect(screen.getAllByRole('table').map((table) => table.getAttribute('aria-rowcount'))).toEqual(['91', '501']);
    expect(places().slice(0, 3)).toEqual(['2', '3', '4']);
  });

  it('leads by key to every row of it, and back', async () => {
    draw(<FloorScreen />);
    tellMany();
    act(() => { document.querySelector<HTMLElement>('[data-agent]')?.focus(); });
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(indexOfFocus()).toBe('4');
    await userEvent.keyboard('{End}');
    expect(indexOfFocus()).toBe('91');
    await userEvent.keyboard('{ArrowDown}{ArrowUp}');
    expect(indexOfFocus()).toBe('90');
    await userEvent.keyboard('{Home}');
    expect(indexOfFocus()).toBe('2');
  });

  it('keeps the row that has the focus when its place goes out of sight', () => {
    draw(<FloorScreen />);
    tellMany();
    const row = document.querySelector<HTMLElement>('[data-agent]');
    act(() => { row?.focus(); });
    const id = row?.dataset['agent'] ?? '';
    tell({ agents: [agent(0, { id, state: { kind: 'paused', reason: 'meal' } })] });
    expect(document.activeElement).toBe(row);
    expect(indexOfFocus()).toBe('91');
    expect(document.querySelectorAll('[data-agent]').length).toBeLessThan(50);
  });

  it('keeps what is being dragged in the page, or its end would never be told', () => {
    draw(<FloorScreen />);
    tell({ whole: true, agents: [agent(1)], items: [caller(0, { id: 'promise', kind: 'promise', about: '何女士家' })] });
    const row = document.querySelector('[data-item="promise"]');
    fireEvent.dragStart(row ?? document.body, { dataTransfer: { setData: () => {}, effectAllowed: '' } });
    tell({ items: Array.from({ length: 200 }, (_none, id) => caller(id, { breachAtMs: deskClock.now() - 1000 })) });
    expect(document.querySelector('[data-item="promise"]')).toBe(row);
    expect(row).toHaveAttribute('aria-rowindex', '202');
  });
});
