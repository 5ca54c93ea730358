import type { UtcMs } from '../time/utcMs.ts';

interface Answering {
  /** Place among those given: who was named first answers first, all else being the same. */
  readonly place: number;
  freeMs: UtcMs;
}

/** Agents who serve the very same queues: of them only whoever is free first matters. */
interface Alike {
  readonly serves: ReadonlySet<string>;
  /** Free at the instant asked for last, by place. */
  readonly free: Answering[];
  /** Free later, the soonest first. */
  readonly busy: Answering[];
}

function put(list: Answering[], one: Answering, isBefore: (a: Answering, b: Answering) => boolean): void {
  let at = list.length;
  for (let before = list[at - 1]; before !== undefined && isBefore(one, before); before = list[at - 1]) at -= 1;
  list.splice(at, 0, one);
}
const byPlace = (a: Answering, b: Answering): boolean => a.place < b.place;
const byTime = (a: Answering, b: Answering): boolean => a.freeMs < b.freeMs || (a.freeMs === b.freeMs && a.place < b.place);

/**
 * Who answers callers that come one after the other: whoever serves their queue and is free first; of those who are free
 * anyway, who can do least else. Asked with instants that never go back.
 */
export class AnsweringAgents {
  readonly #groups = new Map<string, Alike>();

  constructor(agents: readonly { readonly serves: readonly string[]; readonly freeMs: UtcMs }[]) {
    for (const [place, { serves, freeMs }] of agents.entries()) {
      const own = new Set(serves);
      const key = JSON.stringify([...own].sort());
      const group: Alike = this.#groups.get(key) ?? { serves: own, free: [], busy: [] };
      this.#groups.set(key, group);
      group.busy.push({ place, freeMs });
    }
    for (const { busy } of this.#groups.values()) busy.sort((a, b) => (byTime(a, b) ? -1 : 1));
  }

  /**
   * Gives a caller to an agent, who has them for so long.
   * @param fromMs  when the caller is there; never before that of the caller before.
   * @returns when the agent begins, at `fromMs` or later; null: nobody serves the queue.
   */
  answer(queue: string, fromMs: UtcMs, lastsMs: number): UtcMs | null {
    let best: { readonly group: Alike; readonly one: Answering; readonly startMs: UtcMs } | null = null;
    for (const group of this.#groups.values()) {
      if (!group.serves.has(queue)) continue;
      for (let soonest = group.busy[0]; soonest !== undefined && soonest.freeMs <= fromMs; soonest = group.busy[0]) {
        group.busy.shift();
        put(group.free, soonest, byPlace);
      }
      const one = group.free[0] ?? group.busy[0];
      if (one === undefined) continue;
      const startMs = Math.max(one.freeMs, fromMs);
      const sooner = best === null ? -1 : startMs - best.startMs || group.serves.size - best.group.serves.size || one.place - best.one.place;
      if (sooner < 0) best = { group, one, startMs };
    }
    if (best === null) return null;
    const { group, one, startMs } = best;
    (group.free[0] === one ? group.free : group.busy).shift();
    one.freeMs = startMs + lastsMs;
    put(group.busy, one, byTime);
    return startMs;
  }
}
