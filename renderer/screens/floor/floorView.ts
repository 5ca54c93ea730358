import { type Breach, type Forecast, forecastBreaches } from '../../../shared/routing/forecastBreaches.ts';
import { addSums, AT_WORK, type FloorAhead, type FloorTile, floorTilesOf, type FloorTileName, levelPercentOf, NO_SUMS } from '../../../shared/routing/floorFigures.ts';
import { usualFloorTargets } from '../../../shared/routing/floorTargets.ts';
import type { Floor, FloorAgent, FloorItem } from '../../../shared/sync/floorMessages.ts';

/** The part of the floor that is looked at: one queue, or what one tile is about. */
export interface FloorView {
  /** Name of a queue; null: all. */
  readonly queue: string | null;
  readonly tile: FloorTileName | null;
}

/** The tiles of a queue, or of all. Promises and summaries belong to no queue. */
export function tilesOf(floor: Floor, queue: string | null, forecast: Forecast | null): readonly FloorTile[] {
  const seen = floor.queues.filter((each) => queue === null || each.name === queue);
  const sums = (when: 'now' | 'before') => seen.reduce((sum, each) => addSums(sum, each[when]), NO_SUMS);
  return floorTilesOf({
    now: sums('now'), before: sums('before'), promisesNow: floor.promisesNow, promisesBefore: floor.promisesBefore, unfinished: floor.unfinished,
    atWork: floor.agents.filter((agent) => AT_WORK.includes(agent.state.kind)).length,
    targets: floor.targets ?? usualFloorTargets,
    ahead: forecast === null ? null : aheadOf(forecast, seen.map(({ name }) => name)),
    levelPercent: levelPercentOf(seen),
  });
}

/** What will be late, as far as central has said what it takes to tell; null: it has not. */
export function forecastOf(floor: Floor): Forecast | null {
  const queues = floor.queues.flatMap(({ name, targetSeconds, targetPercent, pace }) => (pace === undefined ? [] : [{ name, targetSeconds, targetPercent, ...pace }]));
  if (queues.length < floor.queues.length) return null;
  const all = queues.map(({ name }) => name);
  return forecastBreaches(floor.atMs, queues, floor.agents.map(({ id, state, sinceMs, next, serves, queue }) => ({ id, state, sinceMs, queue, next: next ?? null, serves: serves ?? all })), floor.items);
}

function aheadOf({ queues, promisesDue, breaches }: Forecast, names: readonly string[]): FloorAhead {
  const seen = queues.filter(({ name }) => names.includes(name));
  const sum = (of: 'callers' | 'inTarget' | 'mostWaiting'): number => seen.reduce((all, each) => all + each[of], 0);
  return {
    mostWaiting: sum('mostWaiting'), callers: sum('callers'), inTarget: sum('inTarget'), longestWaitSeconds: Math.max(0, ...seen.map(({ longestWaitSeconds }) => longestWaitSeconds)),
    promisesDue, promisesKept: promisesDue - breaches.filter(({ kind, chance }) => (kind === 'promise' || kind === 'abandoned') && chance === 'likely').length,
  };
}

/** The breaches a view is about: of its queue, and of what belongs to none; each caller stands in the list itself. */
export function breachesOf(forecast: Forecast | null, { queue, tile }: FloorView): readonly Breach[] {
  const kinds: readonly Breach['kind'][] | null = tile === null ? null : tile === 'waiting' || tile === 'longest' || tile === 'level' ? ['queue'] : kindsOf[tile];
  return (forecast?.breaches ?? []).filter((breach) => breach.kind !== 'caller' && (queue === null || breach.queue === null || breach.queue === queue) && (kinds === null || kinds.includes(breach.kind)));
}

/** Agents a tile is about: who can take a call, who has one, who owes something. */
export function agentsOf(floor: Floor, { queue, tile }: FloorView): readonly FloorAgent[] {
  return floor.agents.filter((agent) => (queue === null || agent.queue === null || agent.queue === queue) && concerns(tile, agent));
}

function concerns(tile: FloorTileName | null, { state, promisesDue, unfinished }: FloorAgent): boolean {
  switch (tile) {
    case null: return true;
    case 'waiting': return state.kind === 'available' || state.kind === 'ringing';
    case 'longest': case 'level': return AT_WORK.includes(state.kind);
    case 'abandoned': case 'promises': return promisesDue > 0;
    case 'unfinished': return unfinished > 0;
  }
}

const kindsOf: { readonly [T in FloorTileName]: readonly FloorItem['kind'][] } = {
  waiting: ['caller'], longest: ['caller'], level: ['caller'], abandoned: ['abandoned'], promises: ['promise', 'abandoned'], unfinished: [],
};

/** What is due, the latest first. */
export function itemsOf(floor: Floor, { queue, tile }: FloorView): readonly FloorItem[] {
  return floor.items
    .filter((item) => (queue === null || item.queue === null || item.queue === queue) && (tile === null || kindsOf[tile].includes(item.kind)))
    .sort((a, b) => a.breachAtMs - b.breachAtMs || (a.id < b.id ? -1 : 1));
}
