import { act } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import FloorScreen from '../../../../renderer/screens/floor/FloorScreen.tsx';
import { useCentralStore } from '../../../../renderer/state/useCentralStore.ts';
import { takeFloorNews } from '../../../../renderer/state/useFloorStore.ts';
import { deskClock } from '../../../../renderer/time/deskClock.ts';
import type { FloorAgent, FloorItem, FloorNews } from '../../../../shared/sync/floorMessages.ts';
import { draw, openSampleDesk, type SampleDesk } from '../callbacks/sampleDesk.tsx';

// Every row of either list asks once a drawing whether it is in sight.
const drawn = vi.hoisted(() => ({ rows: 0 }));
vi.mock('../../../../renderer/screens/floor/useOutOfSight.ts', async (original) => {
  const { useOutOfSight } = await original<typeof import('../../../../renderer/screens/floor/useOutOfSight.ts')>();
  return { useOutOfSight: () => { drawn.rows += 1; return useOutOfSight(); } };
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
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    draw(<FloorScreen />);
    const ids = Array.from({ length: 40 }, (_none, id) => id);
    tell({ whole: true, agents: ids.map((id) => agent(id)), items: ids.map((id) => caller(id)) });
    expect(document.querySelectorAll('[data-agent]')).toHaveLength(40);
    expect(rowsDrawnBy(() => { tell({}); })).toBe(0);
    expect(rowsDrawnBy(() => { tell({ agents: [agent(7, { state: { kind: 'wrap-up' } })], items: [caller(3, { tier: 'A' })] }); })).toBe(2);
    // One comes, one goes: the order of the others is theirs to keep.
    expect(rowsDrawnBy(() => { tell({ items: [caller(41)], goneItems: ['call-5'] }); })).toBe(1);
    expect(document.querySelectorAll('[data-item]')).toHaveLength(40);
  });

  it('draws only the two rows concerned when another one takes its place in the order of Tab', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    draw(<FloorScreen />);
    tell({ whole: true, agents: Array.from({ length: 20 }, (_none, id) => agent(id)), items: [] });
    const rows = [...document.querySelectorAll<HTMLElement>('[data-agent]')];
    expect(rowsDrawnBy(() => { act(() => { rows[9]?.focus(); }); })).toBe(2);
  });
});
