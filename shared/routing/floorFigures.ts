import type { AgentState } from '../agents/agentState.ts';
import { assertNever } from '../language/assertNever.ts';
import type { FloorTargets } from './floorTargets.ts';
import { HOUR_MS, MINUTE_MS, type UtcMs } from '../time/utcMs.ts';

/** The figures of the floor, in the order of the board. What each counts is said at `floorCounts` and in docs/figures.md. */
export const floorTiles = ['waiting', 'longest', 'level', 'abandoned', 'promises', 'unfinished'] as const;
export type FloorTileName = (typeof floorTiles)[number];

/** The service level and the abandoned are those of the callers who came within so long. */
export const FLOOR_WINDOW_MS = HOUR_MS;
/** The trend is against so long ago; the forecast goes on like that for as long again. */
export const FLOOR_FORECAST_MS = 15 * MINUTE_MS;

/** A caller to a queue, as the board counts them. */
export interface CountedCall {
  readonly state: string;
  readonly told: string | null;
  readonly arrivedAtMs: UtcMs;
  readonly answeredAtMs: UtcMs | null;
  readonly endedAtMs: UtcMs | null;
}
export interface CountingRules {
  /** Whoever is answered within so many seconds was answered in time. */
  readonly targetSeconds: number;
  /** Who hung up sooner did so before anybody could answer. */
  readonly missedAfterSeconds: number;
}
export interface QueueSums {
  readonly waiting: number;
  readonly longestWaitSeconds: number;
  /** Callers of the last hour who count for the service level. */
  readonly counted: number;
  readonly inTarget: number;
  readonly abandoned: number;
}
export const NO_SUMS: QueueSums = { waiting: 0, longestWaitSeconds: 0, counted: 0, inTarget: 0, abandoned: 0 };

/**
 * What a call adds to its queue's sums at an instant.
 *
 * Waiting: it has come and nobody has answered it; one that rings at a desk still waits. Counted: it came in the last hour,
 * and was answered, or went away unanswered after at least `missedAfterSeconds` (given up, turned away because the queue was
 * full or the wait too long, or kept its place). Not counted: who hung up sooner, who was told that the queue is closed,
 * who still waits. A call that is passed on is one call, counted once, by its first answer and in the queue it came to.
 * Abandoned: counted, and the caller gave up. A kept place and a turned-away caller are counted, and are not abandoned.
 */
export function floorCounts(call: CountedCall, rules: CountingRules, atMs: UtcMs): QueueSums {
  if (call.arrivedAtMs > atMs) return NO_SUMS;
  const { answeredAtMs, endedAtMs } = call;
  if (answeredAtMs !== null && answeredAtMs <= atMs) {
    if (call.arrivedAtMs < atMs - FLOOR_WINDOW_MS) return NO_SUMS;
    return { ...NO_SUMS, counted: 1, inTarget: answeredAtMs - call.arrivedAtMs <= rules.targetSeconds * 1000 ? 1 : 0 };
  }
  if (answeredAtMs !== null || endedAtMs === null || endedAtMs > atMs) return { ...NO_SUMS, waiting: 1, longestWaitSeconds: Math.floor((atMs - call.arrivedAtMs) / 1000) };
  const wentUnanswered = ['abandoned', 'turned-away', 'kept', 'returned'].includes(call.state) && call.told !== 'closed';
  if (!wentUnanswered || call.arrivedAtMs < atMs - FLOOR_WINDOW_MS || endedAtMs - call.arrivedAtMs < rules.missedAfterSeconds * 1000) return NO_SUMS;
  return { ...NO_SUMS, counted: 1, abandoned: call.state === 'abandoned' ? 1 : 0 };
}

export function addSums(a: QueueSums, b: QueueSums): QueueSums {
  return {
    waiting: a.waiting + b.waiting, longestWaitSeconds: Math.max(a.longestWaitSeconds, b.longestWaitSeconds),
    counted: a.counted + b.counted, inTarget: a.inTarget + b.inTarget, abandoned: a.abandoned + b.abandoned,
  };
}

/** Promises of the last 12 hours whose window is over, and how many of them were rung within it. */
export interface PromiseSums { readonly due: number; readonly kept: number }
export const PROMISES_BACK_MS = 12 * HOUR_MS;
/** Calls that were talked on and ended in the last day, of which no summary has arrived: their desktops still hold a draft, or cannot send. */
export const UNFINISHED_BACK_MS = 24 * HOUR_MS;

/** States of agents who are at work: free, on a call or in its wrap-up. */
export const AT_WORK: readonly AgentState['kind'][] = ['available', 'ringing', 'talking', 'wrap-up'];

/** Of a hundred callers to some queues, how many are to be answered in time: what is asked of each, by how many callers it had. */
export function levelPercentOf(queues: readonly { readonly targetPercent: number; readonly now: Pick<QueueSums, 'counted'> }[]): number {
  if (queues.length === 0) return 80;
  const counted = queues.reduce((sum, each) => sum + each.now.counted, 0);
  const asked = queues.reduce((sum, each) => sum + each.targetPercent * Math.max(each.now.counted, counted === 0 ? 1 : 0), 0);
  return Math.round(asked / (counted === 0 ? queues.length : counted));
}

/** All that the six tiles are made of. `before`: as it stood `FLOOR_FORECAST_MS` ago. */
export interface FloorFacts {
  readonly now: QueueSums;
  readonly before: QueueSums;
  readonly promisesNow: PromiseSums;
  readonly promisesBefore: PromiseSums;
  readonly unfinished: number;
  /** Agents who are free, on a call or in its wrap-up. */
  readonly atWork: number;
  /** Of a hundred callers, how many are to be answered in time. */
  readonly levelPercent: number;
  readonly targets: FloorTargets;
  /** What is reckoned for the next quarter of an hour (forecastBreaches.ts); absent: what was goes on. */
  readonly ahead?: FloorAhead | null;
}
/** The next quarter of an hour, by agents, calls and bookings. */
export interface FloorAhead {
  readonly mostWaiting: number;
  readonly longestWaitSeconds: number;
  readonly callers: number;
  readonly inTarget: number;
  readonly promisesDue: number;
  readonly promisesKept: number;
}

export interface FloorTile {
  readonly name: FloorTileName;
  /** People, seconds or percent; null: there was nothing to count. */
  readonly value: number | null;
  readonly target: number;
  /** Against a quarter of an hour ago; null: not known. */
  readonly trend: 'up' | 'down' | 'level' | null;
  /** A quarter of an hour on, if it goes on like this. */
  readonly forecast: number | null;
  /** Amber: within the target, and by forecast not for long. Red: beyond it. */
  readonly light: 'good' | 'amber' | 'red';
}

const percent = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((100 * part) / whole));
const isShare = (name: FloorTileName): boolean => name === 'level' || name === 'abandoned' || name === 'promises';

/** The six tiles. Targets are those of the set-up; as many may wait, or be unwritten, as a share of the agents at work. */
export function floorTilesOf(facts: FloorFacts): readonly FloorTile[] {
  return floorTiles.map((name) => {
    const value = figureIn(name, facts.now, facts.promisesNow, facts.unfinished);
    const before = name === 'unfinished' ? null : figureIn(name, facts.before, facts.promisesBefore, 0);
    const target = targetOf(name, facts);
    const going = value === null || before === null ? null : Math.max(0, Math.min(isShare(name) ? 100 : Number.MAX_SAFE_INTEGER, 2 * value - before));
    const forecast = facts.ahead === undefined || facts.ahead === null ? going : aheadIn(name, facts, facts.ahead, going);
    const isMissed = (of: number | null): boolean => of !== null && (name === 'level' || name === 'promises' ? of < target : of > target);
    return {
      name, value, target, forecast,
      trend: value === null || before === null ? null : value > before ? 'up' : value < before ? 'down' : 'level',
      light: isMissed(value) ? 'red' : isMissed(forecast) ? 'amber' : 'good',
    };
  });
}

function figureIn(name: FloorTileName, sums: QueueSums, promises: PromiseSums, unfinished: number): number | null {
  switch (name) {
    case 'waiting': return sums.waiting;
    case 'longest': return sums.longestWaitSeconds;
    case 'level': return percent(sums.inTarget, sums.counted);
    case 'abandoned': return percent(sums.abandoned, sums.counted);
    case 'promises': return percent(promises.kept, promises.due);
    case 'unfinished': return unfinished;
    default: return assertNever(name, 'tile');
  }
}

function aheadIn(name: FloorTileName, { now, promisesNow }: FloorFacts, ahead: FloorAhead, going: number | null): number | null {
  switch (name) {
    case 'waiting': return ahead.mostWaiting;
    case 'longest': return ahead.longestWaitSeconds;
    case 'level': return percent(now.inTarget + ahead.inTarget, now.counted + ahead.callers);
    case 'promises': return percent(promisesNow.kept + ahead.promisesKept, promisesNow.due + ahead.promisesDue);
    case 'abandoned': case 'unfinished': return going;
    default: return assertNever(name, 'tile');
  }
}

function targetOf(name: FloorTileName, { atWork, levelPercent, targets }: FloorFacts): number {
  switch (name) {
    case 'waiting': return Math.max(targets.waitingAtLeast, Math.ceil((atWork * targets.waitingPercent) / 100));
    case 'unfinished': return Math.max(targets.unfinishedAtLeast, Math.ceil((atWork * targets.unfinishedPercent) / 100));
    case 'longest': return targets.longestSeconds;
    case 'level': return levelPercent;
    case 'abandoned': return targets.abandonedPercent;
    case 'promises': return targets.promisesPercent;
    default: return assertNever(name, 'tile');
  }
}
