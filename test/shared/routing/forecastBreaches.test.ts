import { describe, expect, it } from 'vitest';
import { must } from '../../../shared/language/must.ts';
import { FORECAST_AHEAD_MS, type ForecastAgent, forecastBreaches, type ForecastItem, type ForecastQueue } from '../../../shared/routing/forecastBreaches.ts';
import { FLOOR_FORECAST_MS } from '../../../shared/routing/floorFigures.ts';
import { MINUTE_MS, SECOND_MS } from '../../../shared/time/utcMs.ts';
import { floorDay } from '../../support/floorDay.ts';

const NOW = Date.UTC(2026, 10, 23, 6, 20);
const quiet: ForecastQueue = { name: '母婴', targetSeconds: 20, targetPercent: 80, countedLast15Minutes: 0, inTargetLast15Minutes: 0, callersLast15Minutes: 0, callersLastHour: 0, talkSeconds: 240, wrapUpSeconds: 60 };
const agent = (id: string, over: Partial<ForecastAgent> = {}): ForecastAgent => ({ id, state: { kind: 'available' }, sinceMs: NOW - MINUTE_MS, next: null, serves: ['母婴'], queue: null, ...over });
const caller = (id: string, waitedSeconds: number): ForecastItem => ({ id, kind: 'caller', sinceMs: NOW - waitedSeconds * SECOND_MS, breachAtMs: NOW + (20 - waitedSeconds) * SECOND_MS, queue: '母婴', ownerId: null });
const promise = (id: string, dueMinutes: number, windowMinutes: number, ownerId: string | null): ForecastItem => ({ id, kind: 'promise', sinceMs: NOW + dueMinutes * MINUTE_MS, breachAtMs: NOW + (dueMinutes + windowMinutes) * MINUTE_MS, queue: null, ownerId });
const told = (agents: readonly ForecastAgent[], items: readonly ForecastItem[], queue = quiet) => forecastBreaches(NOW, [queue], agents, items).breaches.map(({ id, cause, atMs }) => `${id} ${cause} +${Math.round((atMs - NOW) / SECOND_MS)}`);

describe('what will be late', () => {
  it('is nothing while somebody is free for everybody', () => {
    expect(told([agent('a'), agent('b')], [caller('c', 3), promise('p', 2, 30, 'b')])).toEqual([]);
  });
  it('is a caller for whom nobody is free in time', () => {
    const talks = agent('a', { state: { kind: 'talking' }, sinceMs: NOW - 200 * SECOND_MS });
    expect(told([talks], [caller('c', 5)])).toEqual(['c too-few +15']);
    expect(told([agent('a', { state: { kind: 'wrap-up' }, sinceMs: NOW - 55 * SECOND_MS })], [caller('c', 0)], { ...quiet, targetSeconds: 40 })).toEqual([]);
  });
  it('is a queue that will miss its level with as many callers as before, and one that only might with more', () => {
    const chances = (callersLast15Minutes: number) => forecastBreaches(NOW, [{ ...quiet, callersLast15Minutes }], Array.from({ length: 8 }, (_, place) => agent(`a${place}`)), []).breaches.map(({ id, chance }) => `${id} ${chance}`);
    expect([chances(12), chances(22), chances(45)]).toEqual([[], ['queue:母婴 possible'], ['queue:母婴 likely']]);
  });
  it('tells no level of fewer than ten callers, and knows that one which was missed is missed', () => {
    const late = { ...quiet, countedLast15Minutes: 9, inTargetLast15Minutes: 0 };
    expect([told([agent('a')], [], late), told([agent('a')], [], { ...late, countedLast15Minutes: 10 })]).toEqual([[], ['queue:母婴 too-few +0']]);
  });
  it('reckons with nobody who is away, will be, or serves other queues', () => {
    for (const over of [{ state: { kind: 'paused', reason: 'meal' } }, { state: { kind: 'talking' }, next: { kind: 'paused', reason: 'meal' } }, { serves: ['产品'] }] as const) expect(told([agent('a', over)], [caller('c', 0)])).toEqual(['c too-few +20']);
  });
  it('takes the time of a callback that is due from its owner', () => {
    expect(told([agent('a')], [promise('p', -1, 30, 'a'), caller('c', 0)])).toEqual(['c too-few +20']);
    expect(told([agent('a')], [promise('p', 40, 30, 'a'), caller('c', 0)])).toEqual([]);
  });
  it.each([
    ['that nobody owns', promise('p', -5, 15, null), [agent('a')], 'p unowned +600'],
    ['whose owner is away', promise('p', 1, 5, 'a'), [agent('a', { state: { kind: 'paused', reason: 'meal' } })], 'p owner-away +360'],
    ['whose owner is not on the floor', promise('p', 1, 5, 'x'), [agent('a')], 'p owner-away +360'],
    ['whose owner is still on a call then', promise('p', -2, 3, 'a'), [agent('a', { state: { kind: 'talking' }, sinceMs: NOW })], 'p owner-busy +60'],
    ['that is due and not rung', promise('p', -5, 15, 'a'), [agent('a')], 'p not-rung +600'],
  ])('is a promise %s', (_title, item, agents, expected) => {
    expect(told(agents, [item])).toEqual([expected]);
  });
  it('is one of two promises of an owner who has time for one', () => {
    expect(told([agent('a')], [promise('p', 1, 2, 'a'), promise('q', 1, 2, 'a')])).toEqual(['q owner-busy +180']);
  });
  it('is what is open when its last moment comes, and not what is late already or due later', () => {
    const complaint = (minutes: number): ForecastItem => ({ id: `k${minutes}`, kind: 'complaint', sinceMs: NOW - 60 * MINUTE_MS, breachAtMs: NOW + minutes * MINUTE_MS, queue: null, ownerId: null });
    expect(told([], [complaint(-1), complaint(10), complaint(20)])).toEqual(['k10 open +600']);
  });
});

/** What was on the list ten minutes before each breach of a day, and what was on it in vain. */
function replay(seed: number) {
  const { moments, late, below } = floorDay(seed);
  const startMs = must(moments[0], 'the first minute').atMs;
  const lists = moments.map(({ atMs, queues, agents, items }) => ({ atMs, breaches: forecastBreaches(atMs, queues, agents, items).breaches.filter(({ kind }) => kind !== 'caller') }));
  const listBefore = (atMs: number) => lists[Math.floor((atMs - FORECAST_AHEAD_MS - startMs) / MINUTE_MS)]?.breaches ?? [];
  const foreseeable = late.filter(({ atMs }) => atMs >= startMs + FORECAST_AHEAD_MS);
  const missed = foreseeable.filter(({ id, atMs }) => !listBefore(atMs).some((breach) => breach.id === id));

  // In vain: a queue in a minute in which and in a quarter of an hour after which its level was met; a promise or complaint that was met.
  const queueMinutes = (chance: 'likely' | 'possible') => {
    const minutes = lists.flatMap(({ atMs, breaches }) => breaches.filter((breach) => breach.kind === 'queue' && breach.chance === chance).map(({ id }) => ({ id, atMs })));
    return { listed: minutes.length, inVain: minutes.filter(({ id, atMs }) => !below.some((each) => each.id === id && each.atMs >= atMs && each.atMs <= atMs + FLOOR_FORECAST_MS)).length };
  };
  const others = new Set(lists.flatMap(({ breaches }) => breaches.filter(({ kind }) => kind !== 'queue').map(({ id }) => id)));
  return {
    breaches: foreseeable.length, missed, ofQueues: foreseeable.filter(({ kind }) => kind === 'queue').length, minutes: 2 * moments.length, likely: queueMinutes('likely'), possible: queueMinutes('possible'),
    others: { listed: others.size, inVain: [...others].filter((id) => !late.some((each) => each.id === id)).length },
  };
}

describe('a replayed day', () => {
  const replayed = new Map([1, 2, 3].map((seed) => [seed, replay(seed)]));

  it.each([1, 3])('has every later breach on the list ten minutes before (day %i)', (seed) => {
    const day = must(replayed.get(seed), 'the day');
    expect(day.breaches).toBeGreaterThan(30);
    expect(day.ofQueues).toBeGreaterThan(5);
    expect(day.missed).toEqual([]);
  });

  it('has its false alarms counted, and of three days nearly every breach is foreseen', () => {
    const days = [...replayed.values()];
    for (const [seed, { breaches, ofQueues, missed, minutes, likely, possible, others }] of replayed) {
      console.info(`day ${seed}: ${breaches} breaches (${ofQueues} of queues), ${missed.length} not foreseen; of ${minutes} minutes of queues listed as likely ${likely.listed} (${likely.inVain} in vain), as possible ${possible.listed} (${possible.inVain} in vain); promises and complaints listed ${others.listed} (${others.inVain} in vain)`);
    }
    const sum = (of: (day: ReturnType<typeof replay>) => number): number => days.reduce((all, day) => all + of(day), 0);
    expect(sum(({ missed }) => missed.length) / sum(({ breaches }) => breaches)).toBeLessThanOrEqual(0.02);
    // What is said to be likely must be so more often than what is only possible.
    expect(sum(({ likely }) => likely.inVain) / sum(({ likely }) => likely.listed)).toBeLessThan(sum(({ possible }) => possible.inVain) / sum(({ possible }) => possible.listed));
  });
});
