import type { AgentState, ChosenState } from '../agents/agentState.ts';
import { MINUTE_MS, SECOND_MS, type UtcMs } from '../time/utcMs.ts';
import { AnsweringAgents } from './answeringAgents.ts';
import { FLOOR_FORECAST_MS } from './floorFigures.ts';

/** A queue and what is to be expected of it. */
export interface ForecastQueue {
  readonly name: string;
  readonly targetSeconds: number;
  readonly targetPercent: number;
  /** Of the callers of the last quarter of an hour: who was answered or has waited longer than the target, and who of them was answered within it. */
  readonly countedLast15Minutes: number;
  readonly inTargetLast15Minutes: number;
  readonly callersLast15Minutes: number;
  readonly callersLastHour: number;
  readonly talkSeconds: number;
  readonly wrapUpSeconds: number;
}
export interface ForecastAgent {
  readonly id: string;
  readonly state: AgentState;
  readonly sinceMs: UtcMs;
  readonly next: ChosenState | null;
  /** Queues whose callers they may be given. */
  readonly serves: readonly string[];
  /** Queue of the caller they have; null: none, or not known. */
  readonly queue: string | null;
}
/** What is to be done by an instant, as the floor's list has it. */
export interface ForecastItem {
  readonly id: string;
  readonly kind: 'caller' | 'abandoned' | 'promise' | 'complaint' | 'request' | 'gap' | 'expert';
  readonly sinceMs: UtcMs;
  readonly breachAtMs: UtcMs;
  readonly queue: string | null;
  readonly ownerId: string | null;
}

/** Why something will not be done in time. Callers: too few for the calls. Promises: nobody's; their owner not there, or not free in time; due, and not rung. Cases and questions: open. */
export type BreachCause = 'too-few' | 'unowned' | 'owner-away' | 'owner-busy' | 'not-rung' | 'open';
export interface Breach {
  /** Of an item; `queue:` and its name for callers of a queue who may not have come yet. */
  readonly id: string;
  readonly kind: 'queue' | ForecastItem['kind'];
  readonly queue: string | null;
  readonly ownerId: string | null;
  readonly atMs: UtcMs;
  readonly cause: BreachCause;
  /** 'possible': only when as many call as may well do; 'likely': also when as many call as did. */
  readonly chance: 'likely' | 'possible';
}
export interface QueueForecast {
  readonly name: string;
  /** Of all who wait, and as many more as called before: so many, at most so many at once, and so long at most. */
  readonly callers: number;
  readonly mostWaiting: number;
  readonly longestWaitSeconds: number;
  readonly inTarget: number;
}
export interface Forecast {
  readonly breaches: readonly Breach[];
  readonly queues: readonly QueueForecast[];
  /** Promises whose last moment is within the forecast. */
  readonly promisesDue: number;
}

/** A call that has lasted longer than one usually does is not over this very moment. */
const STILL_MS = 30 * SECOND_MS;
/** Of fewer callers no level is told: one of them would be a fifth of it. */
export const FEWEST_FOR_LEVEL = 10;
/** By so many spreads more callers than on average are reckoned with: one in forty quarters has more. */
const SPREADS = 2;

/**
 * What will be late within the next quarter of an hour, if agents stay as they are and calls take as long as they did.
 *
 * Callers: everybody who waits, and as many more as may well come (the greater of the last quarter's and the last hour's pace,
 * which is what is likely, and two standard deviations on top, which is what is possible), one after the other to whoever serves their queue and is free first. An agent who has a
 * caller is free when an average call and its wrap-up are over; one who is away, or will be, is not reckoned with; one whose
 * callback is due rings it first (the booking). A caller is on the list who
 * will wait longer than the target; a queue, when that befalls so many that its level of a quarter of an hour falls below what is asked of it.
 * Promises: those whose last moment comes, and that nobody owns, whose owner is away or not free before that moment, or that
 * are due and still not rung. Complaints, requests and questions: those that are open when their last moment comes.
 */
export function forecastBreaches(atMs: UtcMs, queues: readonly ForecastQueue[], agents: readonly ForecastAgent[], items: readonly ForecastItem[]): Forecast {
  const untilMs = atMs + FLOOR_FORECAST_MS;
  const paces = new Map(queues.map((queue) => [queue.name, queue]));
  const free = new Map(agents.map((agent) => [agent.id, freeAt(agent, agent.queue === null ? queues[0] : paces.get(agent.queue) ?? queues[0], atMs)]));
  const { breaches: ofPromises, due } = promisesLate(items, free, longestHandling(queues), atMs, untilMs);
  const { breaches: likely, queues: queuesAhead } = callersLate(atMs, untilMs, queues, agents, items, free, 0);
  const isLikely = new Set(likely.map(({ id }) => id));
  const possible = callersLate(atMs, untilMs, queues, agents, items, free, SPREADS).breaches.filter(({ id }) => !isLikely.has(id)).map((breach) => ({ ...breach, chance: 'possible' }) as const);
  const ofCallers = [...likely, ...possible];
  const ofCases = items.filter(({ kind, breachAtMs }) => (kind === 'complaint' || kind === 'request' || kind === 'gap' || kind === 'expert') && breachAtMs > atMs && breachAtMs <= untilMs)
    .map((item): Breach => ({ id: item.id, kind: item.kind, queue: null, ownerId: item.ownerId, atMs: item.breachAtMs, cause: 'open', chance: 'likely' }));
  return { breaches: [...ofCallers, ...ofPromises, ...ofCases].sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1)), queues: queuesAhead(), promisesDue: due };
}

/** When an agent is free for the next caller; null: not within any time that matters. */
function freeAt({ state, sinceMs, next }: ForecastAgent, pace: ForecastQueue | undefined, atMs: UtcMs): UtcMs | null {
  if (state.kind === 'paused' || state.kind === 'not-ready' || (next !== null && next.kind !== 'available')) return null;
  const wrapUpMs = (pace?.wrapUpSeconds ?? 60) * SECOND_MS;
  const talkMs = (pace?.talkSeconds ?? 240) * SECOND_MS;
  switch (state.kind) {
    case 'available': return atMs;
    case 'wrap-up': return Math.max(sinceMs + wrapUpMs, atMs + Math.min(STILL_MS, wrapUpMs / 2));
    case 'ringing': return atMs + talkMs + wrapUpMs;
    case 'talking': return Math.max(sinceMs + talkMs, atMs + Math.min(STILL_MS, talkMs / 2)) + wrapUpMs;
  }
}

const longestHandling = (queues: readonly ForecastQueue[]): number => Math.max(60, ...queues.map(({ talkSeconds, wrapUpSeconds }) => talkSeconds + wrapUpSeconds)) * SECOND_MS;
const isPromise = ({ kind }: ForecastItem): boolean => kind === 'promise' || kind === 'abandoned';

/** Each owner rings what is due one after the other. What that takes is taken from their time for callers. */
function promisesLate(items: readonly ForecastItem[], free: Map<string, UtcMs | null>, handlingMs: number, atMs: UtcMs, untilMs: UtcMs): { readonly breaches: readonly Breach[]; readonly due: number } {
  const breaches: Breach[] = [];
  let due = 0;
  for (const item of items.filter(isPromise).sort((a, b) => a.breachAtMs - b.breachAtMs || (a.id < b.id ? -1 : 1))) {
    const { ownerId, sinceMs, breachAtMs } = item;
    const mine = ownerId === null ? undefined : free.get(ownerId);
    const startMs = mine === undefined || mine === null ? null : Math.max(mine, sinceMs, atMs);
    const isLate = breachAtMs <= atMs;
    // Only what is due within the forecast takes an owner's time in it; what is late already was let go by.
    if (!isLate && ownerId !== null && startMs !== null && sinceMs <= untilMs && startMs < untilMs) free.set(ownerId, startMs + handlingMs);
    if (isLate || breachAtMs > untilMs) continue;
    due += 1;
    const cause: BreachCause | null = ownerId === null ? 'unowned' : startMs === null ? 'owner-away' : startMs > breachAtMs ? 'owner-busy' : sinceMs <= atMs ? 'not-rung' : null;
    if (cause !== null) breaches.push({ id: item.id, kind: item.kind, queue: null, ownerId, atMs: breachAtMs, cause, chance: 'likely' });
  }
  return { breaches, due };
}

interface Expected { readonly id: string | null; readonly queue: ForecastQueue; readonly atMs: UtcMs }

function callersLate(
  atMs: UtcMs, untilMs: UtcMs, queues: readonly ForecastQueue[], agents: readonly ForecastAgent[], items: readonly ForecastItem[], free: ReadonlyMap<string, UtcMs | null>, spreads: number,
): { readonly breaches: readonly Breach[]; readonly queues: () => readonly QueueForecast[] } {
  const byName = new Map(queues.map((queue) => [queue.name, queue]));
  const callers: Expected[] = items.filter(({ kind }) => kind === 'caller').flatMap((item) => {
    const queue = item.queue === null ? undefined : byName.get(item.queue);
    return queue === undefined ? [] : [{ id: item.id, queue, atMs: item.sinceMs }];
  });
  for (const queue of queues) {
    const mean = Math.max(queue.callersLast15Minutes, queue.callersLastHour / 4);
    const many = Math.ceil(mean + spreads * Math.sqrt(mean));
    for (let place = 0; mean > 0 && place < many; place += 1) callers.push({ id: null, queue, atMs: atMs + ((place + 0.5) * FLOOR_FORECAST_MS) / many });
  }
  callers.sort((a, b) => a.atMs - b.atMs);
  const answering = new AnsweringAgents(agents.flatMap(({ id, serves }) => {
    const freeMs = free.get(id) ?? null;
    return freeMs === null ? [] : [{ serves, freeMs }];
  }));
  const sums = new Map(queues.map(({ name }) => [name, { callers: 0, inTarget: 0, longestMs: 0, waits: [] as { fromMs: number; toMs: number }[], settled: [] as Settled[] }]));
  const breaches: Breach[] = [];
  for (const { id, queue, atMs: cameMs } of callers) {
    const answerMs = answering.answer(queue.name, Math.max(cameMs, atMs), (queue.talkSeconds + queue.wrapUpSeconds) * SECOND_MS) ?? Number.POSITIVE_INFINITY;
    const sum = sums.get(queue.name);
    if (sum === undefined) continue;
    const lateMs = cameMs + queue.targetSeconds * SECOND_MS;
    sum.callers += 1;
    if (answerMs <= lateMs) sum.inTarget += 1;
    sum.waits.push({ fromMs: Math.max(cameMs, atMs), toMs: Math.min(answerMs, untilMs) });
    sum.longestMs = Math.max(sum.longestMs, Math.min(answerMs, untilMs) - cameMs);
    // Who has waited too long already is among those of the last quarter of an hour.
    if (lateMs > atMs) sum.settled.push({ atMs: Math.min(answerMs, lateMs), isInTarget: answerMs <= lateMs });
    if (id !== null && answerMs > lateMs && lateMs > atMs && lateMs <= untilMs) breaches.push({ id, kind: 'caller', queue: queue.name, ownerId: null, atMs: lateMs, cause: 'too-few', chance: 'likely' });
  }
  for (const queue of queues) {
    const breachMs = levelFallsAt(queue, sums.get(queue.name)?.settled ?? [], atMs, untilMs);
    if (breachMs !== null) breaches.push({ id: `queue:${queue.name}`, kind: 'queue', queue: queue.name, ownerId: null, atMs: breachMs, cause: 'too-few', chance: 'likely' });
  }
  return {
    breaches,
    queues: () => queues.map(({ name }) => {
      const sum = sums.get(name);
      return { name, callers: sum?.callers ?? 0, inTarget: sum?.inTarget ?? 0, mostWaiting: mostAtOnce(sum?.waits ?? []), longestWaitSeconds: Math.max(0, Math.round((sum?.longestMs ?? 0) / SECOND_MS)) };
    }),
  };
}

interface Settled { readonly atMs: UtcMs; readonly isInTarget: boolean }

/** When fewer than asked for are answered in time, of those of a quarter of an hour; what was goes out of it as what comes comes in. Null: not within the forecast. */
function levelFallsAt(queue: ForecastQueue, settled: readonly Settled[], atMs: UtcMs, untilMs: UtcMs): UtcMs | null {
  // How many are settled in each minute: with hundreds waiting thousands are reckoned with, which are not looked through for every minute.
  const came = { counted: new Map<number, number>(), inTarget: new Map<number, number>() };
  for (const each of settled) {
    const minute = Math.max(0, Math.ceil((each.atMs - atMs) / MINUTE_MS));
    came.counted.set(minute, (came.counted.get(minute) ?? 0) + 1);
    if (each.isInTarget) came.inTarget.set(minute, (came.inTarget.get(minute) ?? 0) + 1);
  }
  let [come, comeInTarget] = [0, 0];
  for (let minuteMs = atMs; minuteMs <= untilMs; minuteMs += MINUTE_MS) {
    const left = 1 - (minuteMs - atMs) / FLOOR_FORECAST_MS;
    const minute = (minuteMs - atMs) / MINUTE_MS;
    come += came.counted.get(minute) ?? 0;
    comeInTarget += came.inTarget.get(minute) ?? 0;
    const counted = left * queue.countedLast15Minutes + come;
    const inTarget = left * queue.inTargetLast15Minutes + comeInTarget;
    if (counted >= FEWEST_FOR_LEVEL && 100 * inTarget < queue.targetPercent * counted) return minuteMs;
  }
  return null;
}

function mostAtOnce(waits: readonly { readonly fromMs: number; readonly toMs: number }[]): number {
  const steps = waits.filter(({ fromMs, toMs }) => toMs > fromMs).flatMap(({ fromMs, toMs }) => [[fromMs, 1], [toMs, -1]] as const).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let [now, most] = [0, 0];
  for (const [, step] of steps) { now += step; most = Math.max(most, now); }
  return most;
}

/** The forecast is to be known so long before. */
export const FORECAST_AHEAD_MS = 10 * MINUTE_MS;
