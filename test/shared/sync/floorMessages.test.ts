import { expect, it } from 'vitest';
import { type Floor, type FloorAgent, keepSameRows } from '../../../shared/sync/floorMessages.ts';

const agent = (id: string, sinceMs: number): FloorAgent => ({ id, state: { kind: 'talking' }, sinceMs, deskUp: true, queue: null, tier: null, promisesDue: 0, unfinished: 0 });
const floor = (agents: FloorAgent[]): Floor => ({ atMs: 1, queues: [], promisesNow: { due: 0, kept: 0 }, promisesBefore: { due: 0, kept: 0 }, agents, items: [], unfinished: 0 });

it('a floor that arrives anew keeps the rows that say the same, so that they are not drawn again', () => {
  const before = floor([agent('a', 1), agent('b', 1)]);
  const after = structuredClone(floor([agent('b', 2), agent('a', 1), agent('c', 3)]));
  const kept = keepSameRows(before, after);
  expect(kept).toEqual(after);
  expect(kept.agents.map((row) => before.agents.includes(row))).toEqual([false, true, false]);
  expect(keepSameRows(null, after)).toBe(after);
});
