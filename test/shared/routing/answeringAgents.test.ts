import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnsweringAgents } from '../../../shared/routing/answeringAgents.ts';

const queues = ['a', 'b', 'c'] as const;
interface Agent { readonly serves: readonly string[]; readonly freeMs: number }

/** The rule word for word: everybody is looked at for every caller. */
function lookedAtAll(agents: readonly Agent[], callers: readonly { readonly queue: string; readonly atMs: number }[], lastsMs: number): readonly (number | null)[] {
  const all = agents.map(({ serves, freeMs }) => ({ serves: new Set(serves), freeMs }));
  return callers.map(({ queue, atMs }) => {
    let best: (typeof all)[number] | null = null;
    for (const each of all) {
      if (!each.serves.has(queue)) continue;
      const sooner: number = best === null ? -1 : Math.max(each.freeMs, atMs) - Math.max(best.freeMs, atMs);
      if (best === null || sooner < 0 || (sooner === 0 && each.serves.size < best.serves.size)) best = each;
    }
    if (best === null) return null;
    const startMs = Math.max(best.freeMs, atMs);
    best.freeMs = startMs + lastsMs;
    return startMs;
  });
}

describe('who answers callers that come one after the other', () => {
  it('is whoever is free first, and of those who are free anyway who can do least else', () => {
    const two = new AnsweringAgents([{ serves: ['a', 'b'], freeMs: 0 }, { serves: ['a'], freeMs: 5 }]);
    expect([two.answer('a', 10, 100), two.answer('b', 10, 100), two.answer('a', 20, 100), two.answer('c', 20, 100)]).toEqual([10, 10, 110, null]);
  });

  it('is the same as if everybody were looked at for every caller', () => {
    const agent = fc.record({ serves: fc.subarray([...queues]), freeMs: fc.nat(60) });
    const caller = fc.record({ queue: fc.constantFrom(...queues), atMs: fc.nat(80) });
    fc.assert(fc.property(fc.array(agent, { maxLength: 12 }), fc.array(caller, { maxLength: 40 }), fc.nat(30), (agents, unsorted, lastsMs) => {
      const callers = [...unsorted].sort((a, b) => a.atMs - b.atMs);
      const answering = new AnsweringAgents(agents);
      expect(callers.map(({ queue, atMs }) => answering.answer(queue, atMs, lastsMs))).toEqual(lookedAtAll(agents, callers, lastsMs));
    }));
  });
});
