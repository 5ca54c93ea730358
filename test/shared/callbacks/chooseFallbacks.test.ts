import { describe, expect, it } from 'vitest';
import { chooseFallbacks, type FallbackCandidate, type PromiseToBack } from '../../../shared/callbacks/chooseFallbacks.ts';

const someone = (id: string, over: Partial<FallbackCandidate> = {}): FallbackCandidate => ({ id, isAgent: true, team: '一组', isLimited: false, toDo: 0, absences: [], ...over });
const promise = (over: Partial<PromiseToBack> = {}): PromiseToBack => ({ householdId: 'h1', ownerAgentId: 'owner', ownerTeam: '一组', named: null, atMs: 100, ...over });
const nobodyAsks = async (): Promise<ReadonlySet<string>> => await Promise.reject(new Error('nobody limited was to be asked about'));
const choose = async (of: readonly PromiseToBack[], from: readonly FallbackCandidate[]) => await chooseFallbacks(of, from, nobodyAsks);

describe('fallback owners of many promises', () => {
  it('are of the owner’s team first, then of another; those with the least to do, then in the order given', async () => {
    const busy = someone('busy', { toDo: 2 });
    expect(await choose([promise()], [someone('other', { team: '二组' }), busy, someone('free', { toDo: 1 }), someone('asFree', { toDo: 1 })])).toEqual(['free']);
    expect(await choose([promise()], [someone('other', { team: '二组' }), busy])).toEqual(['busy']);
    expect(await choose([promise()], [someone('owner'), someone('other', { team: '二组' })])).toEqual(['other']);
    expect(await choose([promise()], [someone('owner')])).toEqual([null]);
  });

  it('are who is named, supervisors included, and others where they may not', async () => {
    const boss = someone('boss', { isAgent: false, toDo: 90 });
    expect(await choose([promise({ named: 'boss' })], [someone('free'), boss])).toEqual(['boss']);
    expect(await choose([promise()], [boss])).toEqual([null]);
    expect(await choose([promise({ named: 'left' }), promise({ named: 'owner' })], [someone('owner'), someone('free'), boss])).toEqual(['free', 'free']);
  });

  it('are not away at its instant: the first of an absence is part of it, the last is not', async () => {
    const away = someone('away', { absences: [{ fromMs: 100, untilMs: 200 }] });
    const at = [99, 100, 199, 200].map((atMs) => promise({ atMs, named: 'away' }));
    expect(await choose(at, [away, someone('busy', { toDo: 50 })])).toEqual(['away', 'busy', 'busy', 'away']);
  });

  it('have one more to do with each they are given, and one less with each that is taken off them', async () => {
    const three = ['a', 'b', 'c'].map((id) => someone(id));
    expect(await choose(Array.from({ length: 7 }, () => promise()), three)).toEqual(['a', 'b', 'c', 'a', 'b', 'c', 'a']);
    // The first is counted for A already; the second leaves B, who may not have it.
    expect(await choose([promise({ named: 'a' }), promise({ named: 'b', ownerAgentId: 'b' }), promise()], [someone('a', { toDo: 1 }), someone('b', { toDo: 1 }), someone('c', { toDo: 1 })])).toEqual(['a', 'a', 'b']);
  });

  it('are nobody where nobody owns it', async () => {
    expect(await choose([promise({ ownerAgentId: null, ownerTeam: null, named: 'a' })], [someone('a')])).toEqual([null]);
  });

  it('are asked about only where they are limited and would be next, a few at a time, until one is shown the household', async () => {
    const asked: (readonly string[])[] = [];
    const shownTo = (...ids: readonly string[]) => async (_of: PromiseToBack, agentIds: readonly string[]) => {
      asked.push(agentIds);
      return await Promise.resolve(new Set(agentIds.filter((id) => ids.includes(id))));
    };
    const many = Array.from({ length: 100 }, (_none, place) => someone(`n${String(place)}`, { isLimited: true, toDo: place }));
    const all = [...many, someone('last', { toDo: 1000 })];
    expect(await chooseFallbacks([promise()], all, shownTo('n70', 'n90'))).toEqual(['n70']);
    expect(asked.map((each) => each.length)).toEqual([16, 64]);
    expect(asked.flat()).toEqual(many.slice(0, 80).map(({ id }) => id));
    expect(await chooseFallbacks([promise()], all, shownTo())).toEqual(['last']);
    asked.length = 0;
    expect(await chooseFallbacks([promise()], [someone('free'), ...many], shownTo())).toEqual(['free']);
    expect(asked).toEqual([]);
  });
});
