import { beforeEach, expect, it } from 'vitest';
import type { Floor, FloorAgent, FloorNews } from '../../../shared/sync/floorMessages.ts';
import { takeFloorNews, useFloorStore } from '../../../renderer/state/useFloorStore.ts';

const agent = (id: string, sinceMs: number): FloorAgent => ({ id, state: { kind: 'talking' }, sinceMs, deskUp: true, queue: null, tier: null, promisesDue: 0, unfinished: 0 });
const floor = (agents: FloorAgent[]): Floor => ({ atMs: 1, queues: [], promisesNow: { due: 0, kept: 0 }, promisesBefore: { due: 0, kept: 0 }, agents, items: [], unfinished: 0 });
const news = (agents: FloorAgent[], over: Partial<FloorNews> = {}): FloorNews => ({ ...floor(agents), whole: false, goneAgents: [], goneItems: [], ...over });

beforeEach(() => { useFloorStore.setState({ floor: null, atMs: null }); });

it('what changed on a floor that is not known here is let go by, until the whole of it comes', () => {
  takeFloorNews(news([agent('a', 1)]), 10);
  expect(useFloorStore.getState()).toEqual({ floor: null, atMs: null });
  takeFloorNews(news([agent('a', 1), agent('b', 1)], { whole: true }), 20);
  expect(useFloorStore.getState()).toEqual({ floor: floor([agent('a', 1), agent('b', 1)]), atMs: 20 });
});

it('rows that nothing was told of stay the very objects they were, so that they are not drawn again', () => {
  takeFloorNews(news([agent('a', 1), agent('b', 1), agent('c', 1)], { whole: true }), 10);
  const before = useFloorStore.getState().floor?.agents;
  takeFloorNews(news([agent('b', 2)], { goneAgents: ['c'] }), 20);
  const after = useFloorStore.getState().floor?.agents;
  expect(after).toEqual([agent('a', 1), agent('b', 2)]);
  expect(after?.[0]).toBe(before?.[0]);
});
