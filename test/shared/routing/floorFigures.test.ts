import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSums, type CountedCall, type FloorFacts, floorCounts, floorTilesOf, NO_SUMS } from '../../../shared/routing/floorFigures.ts';
import { usualFloorTargets } from '../../../shared/routing/floorTargets.ts';
import { type needOf, needsFirst } from '../../../shared/routing/needsFirst.ts';

const NOW = Date.UTC(2026, 10, 23, 2);
const rules = { targetSeconds: 20, missedAfterSeconds: 5 };
const ago = (seconds: number): number => NOW - seconds * 1000;
const call = (over: Partial<CountedCall>): CountedCall => ({ state: 'ended', told: null, arrivedAtMs: ago(600), answeredAtMs: null, endedAtMs: null, ...over });

describe('the sums of the floor', () => {
  it.each([
    ['count a caller who rings at a desk as waiting', call({ state: 'offered', arrivedAtMs: ago(12) }), { waiting: 1, longestWaitSeconds: 12 }],
    ['count an answer on the target second as in time', call({ answeredAtMs: ago(580), endedAtMs: ago(400) }), { counted: 1, inTarget: 1 }],
    ['count an answer just after it as too late', call({ answeredAtMs: ago(580) + 1 }), { counted: 1 }],
    ['count a caller who gave up on the missed-call second', call({ state: 'abandoned', endedAtMs: ago(595) }), { counted: 1, abandoned: 1 }],
    ['leave out a caller who hung up just before it', call({ state: 'abandoned', endedAtMs: ago(595) - 1 }), {}],
    ['leave out a caller who was told that the queue is closed', call({ state: 'turned-away', told: 'closed', endedAtMs: ago(500) }), {}],
    ['count a caller turned away from a full queue, not as abandoned', call({ state: 'turned-away', told: 'full', endedAtMs: ago(500) }), { counted: 1 }],
    ['count a kept place, not as abandoned', call({ state: 'kept', told: 'callback-kept', endedAtMs: ago(500) }), { counted: 1 }],
    ['count a call that was passed on once, by its first answer', call({ state: 'talking', answeredAtMs: ago(590) }), { counted: 1, inTarget: 1 }],
    ['leave out who came more than an hour ago', call({ arrivedAtMs: ago(3601), answeredAtMs: ago(3600) }), {}],
    ['leave out who has not come yet', call({ arrivedAtMs: NOW + 1 }), {}],
    ['count who was answered later as waiting still', call({ arrivedAtMs: ago(30), answeredAtMs: NOW + 1 }), { waiting: 1, longestWaitSeconds: 30 }],
  ])('%s', (_title, one, expected) => {
    expect(floorCounts(one, rules, NOW)).toEqual({ ...NO_SUMS, ...expected });
  });

  it('never have more in time or abandoned than counted, nor a call both waiting and counted', () => {
    const instant = fc.integer({ min: ago(5000), max: NOW + 5000 });
    const calls = fc.record({
      state: fc.constantFrom('waiting', 'offered', 'talking', 'ended', 'abandoned', 'kept', 'returned', 'turned-away'), told: fc.constantFrom(null, 'closed', 'full'),
      arrivedAtMs: instant, answeredAtMs: fc.option(instant), endedAtMs: fc.option(instant),
    });
    fc.assert(fc.property(calls, (one) => {
      const sums = floorCounts(one, rules, NOW);
      expect(sums.inTarget + sums.abandoned).toBeLessThanOrEqual(sums.counted);
      expect(sums.waiting + sums.counted).toBeLessThanOrEqual(1);
      expect(addSums(NO_SUMS, sums)).toEqual(sums);
    }));
  });
});

describe('the tiles', () => {
  const facts: FloorFacts = {
    targets: usualFloorTargets,
    now: { waiting: 3, longestWaitSeconds: 30, counted: 100, inTarget: 90, abandoned: 3 }, before: { waiting: 3, longestWaitSeconds: 30, counted: 100, inTarget: 90, abandoned: 3 },
    promisesNow: { due: 20, kept: 20 }, promisesBefore: { due: 20, kept: 20 }, unfinished: 0, atWork: 12, levelPercent: 80,
  };
  const light = (name: string, over: Partial<FloorFacts>) => floorTilesOf({ ...facts, ...over }).find((tile) => tile.name === name);

  it('are all good on a calm floor', () => {
    expect(floorTilesOf(facts).map((tile) => [tile.name, tile.value, tile.light])).toEqual([
      ['waiting', 3, 'good'], ['longest', 30, 'good'], ['level', 90, 'good'], ['abandoned', 3, 'good'], ['promises', 100, 'good'], ['unfinished', 0, 'good'],
    ]);
  });
  it.each([
    ['amber before the limit: 2 came to wait, so 5 will', 'waiting', { before: { ...facts.now, waiting: 1 } }, { light: 'amber', forecast: 5, trend: 'up', target: 4 }],
    ['red beyond the limit', 'waiting', { now: { ...facts.now, waiting: 5 } }, { light: 'red' }],
    ['good when the trend is the right way', 'waiting', { before: { ...facts.now, waiting: 9 } }, { light: 'good', trend: 'down', forecast: 0 }],
    ['amber while the service level sinks towards its target', 'level', { now: { ...facts.now, inTarget: 84 } }, { light: 'amber', forecast: 78 }],
    ['red below the service level', 'level', { now: { ...facts.now, inTarget: 79 } }, { light: 'red' }],
    ['without a figure when nobody called', 'level', { now: NO_SUMS }, { value: null, light: 'good', forecast: null }],
    ['red when a promise in ten was not kept', 'promises', { promisesNow: { due: 20, kept: 18 } }, { value: 90, light: 'red' }],
    ['good with as many waiting as a tenth of a large floor', 'waiting', { atWork: 200, now: { ...facts.now, waiting: 20 }, before: { ...facts.now, waiting: 20 } }, { light: 'good', target: 20 }],
    ['without a trend for what is counted now only', 'unfinished', { unfinished: 5 }, { light: 'red', trend: null }],
  ] as const)('%s', (_title, name, over, expected) => {
    expect(light(name, over)).toMatchObject(expected);
  });
});

describe('who needs somebody first', () => {
  const agent = (id: string, state: Parameters<typeof needOf>[0]['state'], seconds: number, unfinished = 0) => ({ id, state, sinceMs: ago(seconds), unfinished });
  it('is whose hand is up, the longest first; then who lets calls ring, who is long on one, long in its wrap-up, behind with summaries, and the rest by state', () => {
    const agents = [
      agent('free', { kind: 'available' }, 900), agent('talks', { kind: 'talking' }, 30), agent('behind', { kind: 'available' }, 5, 2), agent('wraps', { kind: 'wrap-up' }, 121),
      agent('long', { kind: 'talking' }, 601), agent('away', { kind: 'not-ready', reason: 'no-answer' }, 1), agent('lunch', { kind: 'paused', reason: 'meal' }, 9000),
      { ...agent('asks', { kind: 'available' }, 900), handSinceMs: ago(5) }, { ...agent('asked before', { kind: 'talking' }, 1), handSinceMs: ago(50) },
    ];
    expect(needsFirst(agents, NOW).map(({ id }) => id)).toEqual(['asked before', 'asks', 'away', 'long', 'wraps', 'behind', 'talks', 'free', 'lunch']);
  });
});
