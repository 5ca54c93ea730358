import type { AgentState, ChosenState } from '../../shared/agents/agentState.ts';
import { must } from '../../shared/language/must.ts';
import type { Breach, ForecastAgent, ForecastItem, ForecastQueue } from '../../shared/routing/forecastBreaches.ts';
import { FEWEST_FOR_LEVEL } from '../../shared/routing/forecastBreaches.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../shared/time/utcMs.ts';

/** The floor as it stood at an instant of the day. */
export interface FloorMoment {
  readonly atMs: number;
  readonly queues: readonly ForecastQueue[];
  readonly agents: readonly ForecastAgent[];
  readonly items: readonly ForecastItem[];
}
export interface FloorDay {
  /** One a minute. */
  readonly moments: readonly FloorMoment[];
  /** What was late in the end, and when: of a queue, each time its level of the last quarter of an hour fell below what is asked. */
  readonly late: readonly Pick<Breach, 'id' | 'kind' | 'atMs'>[];
  /** Minutes in which a queue's level was below what is asked. */
  readonly below: readonly { readonly id: string; readonly atMs: number }[];
}

/** Park and Miller's: the same numbers everywhere. */
function drawing(seed: number): () => number {
  let state = seed;
  return () => { state = (state * 48271) % 2147483647; return state / 2147483647; };
}

interface Call { readonly id: string; readonly queue: string; readonly cameMs: number; readonly gaveUpMs: number; readonly talkMs: number }
interface Worker { readonly id: string; readonly serves: readonly string[]; readonly breakAtMs: number; state: AgentState; sinceMs: number; next: ChosenState | null; untilMs: number; queue: string | null; wrapMs: number }
interface Promised { readonly id: string; readonly ownerId: string | null; readonly dueMs: number; readonly breachMs: number; readonly rungAfterMs: number; rungMs: number | null }
interface Complaint { readonly id: string; readonly openedMs: number; readonly breachMs: number; readonly closedMs: number }

const QUEUES = [{ name: '母婴', targetSeconds: 20, targetPercent: 80, perHour: [50, 95, 120, 90, 60, 70, 115, 130, 100, 60, 40, 30] }, { name: '产品', targetSeconds: 30, targetPercent: 80, perHour: [10, 20, 30, 25, 15, 15, 25, 30, 25, 15, 10, 8] }] as const;

/**
 * A drawn day of a floor, from eight to eight, second by second: callers by the hour, who give up; agents who talk, write and have
 * lunch; promises that are rung late or forgotten; complaints answered before or after their deadline. The same seed is the same day.
 */
export function floorDay(seed: number, { agents: howMany = 14 } = {}): FloorDay {
  const draw = drawing(seed);
  const startMs = Date.UTC(2026, 10, 23);
  const endMs = startMs + 12 * HOUR_MS;
  const around = (seconds: number): number => Math.round(seconds * (0.4 + 0.6 * -Math.log(1 - draw()))) * SECOND_MS;

  const calls: Call[] = [];
  for (const { name, perHour } of QUEUES) {
    for (let atMs = startMs; atMs < endMs;) {
      atMs += Math.ceil((-Math.log(1 - draw()) * 3600) / must(perHour[Math.min(11, Math.floor((atMs - startMs) / HOUR_MS))], 'an hour')) * SECOND_MS;
      calls.push({ id: `call-${calls.length}`, queue: name, cameMs: atMs, gaveUpMs: atMs + around(150), talkMs: around(230) });
    }
  }
  calls.sort((a, b) => a.cameMs - b.cameMs);
  const workers: Worker[] = Array.from({ length: howMany }, (_, place) => ({
    id: `agent-${place}`, serves: place % 3 === 0 ? ['母婴', '产品'] : ['母婴'], breakAtMs: startMs + 3.5 * HOUR_MS + Math.floor(place / 3) * 25 * MINUTE_MS,
    state: { kind: 'available' }, sinceMs: startMs, next: null, untilMs: 0, queue: null, wrapMs: 0,
  }));
  const promises: Promised[] = Array.from({ length: 160 }, (_, place) => {
    const dueMs = startMs + Math.floor(draw() * 140 + 2) * 5 * MINUTE_MS;
    return { id: `promise-${place}`, ownerId: draw() < 0.06 ? null : `agent-${Math.floor(draw() * howMany)}`, dueMs, breachMs: dueMs + (draw() < 0.5 ? 15 : 30) * MINUTE_MS, rungAfterMs: draw() < 0.08 ? 2 * HOUR_MS : Math.floor(draw() * 6) * MINUTE_MS, rungMs: null };
  });
  const complaints: Complaint[] = Array.from({ length: 24 }, (_, place) => {
    const breachMs = startMs + Math.floor(draw() * 600 + 60) * MINUTE_MS;
    return { id: `complaint-${place}`, openedMs: startMs - HOUR_MS, breachMs, closedMs: breachMs + Math.floor(draw() * 90 - 70) * MINUTE_MS };
  });

  const late: Pick<Breach, 'id' | 'kind' | 'atMs'>[] = [];
  const moments: FloorMoment[] = [];
  const waiting: Call[] = [];
  const handled: { readonly queue: string; readonly endedMs: number; readonly talkMs: number; readonly wrapMs: number }[] = [];
  const toldLate = new Set<string>();
  const answered = new Set<string>();
  const belowAt: { readonly id: string; readonly atMs: number }[] = [];
  const isBelow = new Map<string, boolean>();
  let nextCall = 0;
  const stand = (worker: Worker, state: AgentState, atMs: number, untilMs = 0): void => { Object.assign(worker, { state, sinceMs: atMs, untilMs }); };

  for (let atMs = startMs; atMs < endMs; atMs += SECOND_MS) {
    while ((calls[nextCall]?.cameMs ?? endMs) <= atMs) { waiting.push(must(calls[nextCall], 'a call')); nextCall += 1; }
    for (const worker of workers) {
      if (worker.state.kind === 'talking' && worker.untilMs <= atMs) stand(worker, { kind: 'wrap-up' }, atMs, atMs + worker.wrapMs);
      else if ((worker.state.kind === 'wrap-up' || worker.state.kind === 'paused') && worker.untilMs <= atMs) { stand(worker, { kind: 'available' }, atMs); worker.queue = null; }
      // Lunch begins when the call that is on is over.
      if (worker.state.kind === 'available' && atMs >= worker.breakAtMs && atMs < worker.breakAtMs + 25 * MINUTE_MS) stand(worker, { kind: 'paused', reason: 'meal' }, atMs, worker.breakAtMs + 25 * MINUTE_MS);
    }
    for (let place = waiting.length - 1; place >= 0; place -= 1) if (must(waiting[place], 'a caller').gaveUpMs <= atMs) waiting.splice(place, 1);
    for (const promise of promises) {
      if (promise.rungMs !== null || promise.ownerId === null || promise.dueMs + promise.rungAfterMs > atMs) continue;
      const owner = workers.find((worker) => worker.id === promise.ownerId);
      if (owner?.state.kind !== 'available') continue;
      promise.rungMs = atMs;
      owner.wrapMs = around(45);
      stand(owner, { kind: 'talking' }, atMs, atMs + around(180));
    }
    for (const call of [...waiting]) {
      const worker = workers.filter(({ state, serves }) => state.kind === 'available' && serves.includes(call.queue)).sort((a, b) => a.serves.length - b.serves.length || a.sinceMs - b.sinceMs)[0];
      if (worker === undefined) continue;
      waiting.splice(waiting.indexOf(call), 1);
      worker.wrapMs = around(45);
      worker.queue = call.queue;
      answered.add(call.id);
      stand(worker, { kind: 'talking' }, atMs, atMs + call.talkMs);
      handled.push({ queue: call.queue, endedMs: atMs + call.talkMs, talkMs: call.talkMs, wrapMs: worker.wrapMs });
    }
    for (const call of waiting) {
      const { targetSeconds } = must(QUEUES.find(({ name }) => name === call.queue), 'its queue');
      if (toldLate.has(call.id) || atMs - call.cameMs <= targetSeconds * SECOND_MS) continue;
      toldLate.add(call.id);
    }
    for (const { id, breachMs, rungMs } of promises) if (breachMs === atMs && rungMs === null) late.push({ id, kind: 'promise', atMs });
    for (const { id, breachMs, closedMs } of complaints) if (breachMs === atMs && closedMs > atMs) late.push({ id, kind: 'complaint', atMs });
    if ((atMs - startMs) % MINUTE_MS !== 0) continue;
    for (const { name, targetPercent } of QUEUES) {
      const { counted, inTarget } = levelAt(name, atMs);
      const below = counted >= FEWEST_FOR_LEVEL && 100 * inTarget < targetPercent * counted;
      if (below && isBelow.get(name) !== true) late.push({ id: `queue:${name}`, kind: 'queue', atMs });
      isBelow.set(name, below);
      if (below) belowAt.push({ id: `queue:${name}`, atMs });
    }
    moments.push(momentAt(atMs));
  }
  return { moments, late, below: belowAt };

  function levelAt(queue: string, atMs: number): { readonly counted: number; readonly inTarget: number } {
    const came = calls.filter((call) => call.queue === queue && call.cameMs <= atMs && call.cameMs > atMs - 15 * MINUTE_MS && (answered.has(call.id) || toldLate.has(call.id)));
    return { counted: came.length, inTarget: came.filter(({ id }) => !toldLate.has(id)).length };
  }

  function momentAt(atMs: number): FloorMoment {
    const lastHour = handled.filter(({ endedMs }) => endedMs <= atMs && endedMs > atMs - HOUR_MS);
    const mean = (of: readonly number[], usual: number): number => (of.length === 0 ? usual : Math.round(of.reduce((sum, each) => sum + each, 0) / of.length / SECOND_MS));
    return {
      atMs,
      queues: QUEUES.map(({ name, targetSeconds, targetPercent }) => {
        const { counted, inTarget } = levelAt(name, atMs);
        const mine = lastHour.filter(({ queue }) => queue === name);
        const came = (withinMs: number): number => calls.filter(({ queue, cameMs }) => queue === name && cameMs <= atMs && cameMs > atMs - withinMs).length;
        return { name, targetSeconds, targetPercent, countedLast15Minutes: counted, inTargetLast15Minutes: inTarget, callersLast15Minutes: came(15 * MINUTE_MS), callersLastHour: came(HOUR_MS), talkSeconds: mean(mine.map(({ talkMs }) => talkMs), 240), wrapUpSeconds: mean(mine.map(({ wrapMs }) => wrapMs), 60) };
      }),
      agents: workers.map(({ id, state, sinceMs, next, serves, queue }) => ({ id, state, sinceMs, next, serves, queue })),
      items: [
        ...waiting.map(({ id, queue, cameMs }): ForecastItem => ({ id, kind: 'caller', sinceMs: cameMs, breachAtMs: cameMs + 20 * SECOND_MS, queue, ownerId: null })),
        ...promises.filter(({ rungMs, dueMs }) => rungMs === null && dueMs <= atMs + 2 * HOUR_MS).map(({ id, ownerId, dueMs, breachMs }): ForecastItem => ({ id, kind: 'promise', sinceMs: dueMs, breachAtMs: breachMs, queue: null, ownerId })),
        ...complaints.filter(({ closedMs }) => closedMs > atMs).map(({ id, openedMs, breachMs }): ForecastItem => ({ id, kind: 'complaint', sinceMs: openedMs, breachAtMs: breachMs, queue: null, ownerId: null })),
      ],
    };
  }
}
