import type { AgentState } from '../agents/agentState.ts';
import { assertNever } from '../language/assertNever.ts';

/** A colleague something may be given to. */
export interface Candidate {
  readonly id: string;
  readonly state: AgentState;
  /** Names of the queues whose callers they may be given: what they are good at. */
  readonly serves: readonly string[];
  /** Callbacks of theirs due within the hour, or late. */
  readonly promisesDue: number;
  /** Summaries they have not written. */
  readonly unfinished: number;
}

export interface Suggested {
  readonly id: string;
  /** The queue of the matter, when they serve it; null: it is of none, or they do not. */
  readonly skill: string | null;
  readonly promisesDue: number;
  readonly unfinished: number;
}

/** How soon they can turn to it: the less the sooner; null: they are not here. */
function readiness({ kind }: AgentState): number | null {
  switch (kind) {
    case 'available': return 0;
    case 'wrap-up': return 1;
    case 'ringing': case 'talking': return 2;
    case 'paused': return 3;
    case 'not-ready': return null;
    default: return assertNever(kind, 'state');
  }
}

/**
 * Who is fit for something and has the least on them: first those who serve its queue, then those with fewest promises due and summaries
 * missing, then those who can turn to it soonest. Whoever is not here is not suggested.
 *
 * @param queue name of the queue it belongs to; null: none.
 * @param most so many at most.
 */
export function suggestOwners(candidates: readonly Candidate[], queue: string | null, most: number): readonly Suggested[] {
  return candidates
    .flatMap((each) => {
      const ready = readiness(each.state);
      return ready === null ? [] : [{ each, ready, skill: queue !== null && each.serves.includes(queue) ? queue : null, load: each.promisesDue + each.unfinished }];
    })
    .sort((a, b) => Number(b.skill !== null) - Number(a.skill !== null) || a.load - b.load || a.ready - b.ready || (a.each.id < b.each.id ? -1 : 1))
    .slice(0, most)
    .map(({ each: { id, promisesDue, unfinished }, skill }) => ({ id, skill, promisesDue, unfinished }));
}
