import { describe, expect, it } from 'vitest';
import type { AgentState } from '../../../shared/agents/agentState.ts';
import { type Candidate, suggestOwners } from '../../../shared/routing/suggestOwners.ts';

const candidate = (id: string, kind: 'available' | 'talking' | 'wrap-up', over: Partial<Candidate> = {}): Candidate => ({ id, state: { kind } as AgentState, serves: ['产品800'], promisesDue: 0, unfinished: 0, ...over });
const ids = (candidates: readonly Candidate[], queue: string | null) => suggestOwners(candidates, queue, 3).map(({ id }) => id);

describe('who is fit for something', () => {
  it('is first whoever serves its queue, then who has least on them, then who is free soonest', () => {
    const all = [
      candidate('free, other queue', 'available'), candidate('serves, much due', 'available', { serves: ['母婴800'], promisesDue: 3 }),
      candidate('serves, talks', 'talking', { serves: ['母婴800'] }), candidate('serves, wraps up', 'wrap-up', { serves: ['母婴800'] }),
    ];
    expect(ids(all, '母婴800')).toEqual(['serves, wraps up', 'serves, talks', 'serves, much due']);
    expect(ids(all, null)).toEqual(['free, other queue', 'serves, wraps up', 'serves, talks']);
  });

  it('names skill and load of each', () => {
    expect(suggestOwners([candidate('a', 'available', { promisesDue: 2, unfinished: 1 })], '产品800', 3)).toEqual([{ id: 'a', skill: '产品800', promisesDue: 2, unfinished: 1 }]);
    expect(suggestOwners([candidate('a', 'available')], '母婴800', 3)).toEqual([{ id: 'a', skill: null, promisesDue: 0, unfinished: 0 }]);
  });

  it('is nobody who is not here', () => {
    expect(suggestOwners([{ ...candidate('a', 'available'), state: { kind: 'not-ready', reason: 'signed-out' } }], null, 3)).toEqual([]);
  });
});
