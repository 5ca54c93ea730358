import { describe, expect, it } from 'vitest';
import { distribute } from '../../../shared/routing/distribute.ts';
import type { RoutedAgent, RoutingRules, WaitingCaller } from '../../../shared/routing/mayTake.ts';
import { queueRulesSchema, rankAtMs } from '../../../shared/routing/queueRules.ts';
import type { Tier } from '../../../shared/customers/customer.ts';

/** Sunday 22 November 2026, ten in the morning in Shanghai. */
const NOW = Date.UTC(2026, 10, 22, 2);
type Rules = Parameters<typeof queueRulesSchema.parse>[0];
const rulesOf = (over: object = {}, other: object = {}): RoutingRules => ({
  queues: new Map([['one', { id: 'one', businessLineId: null, rules: queueRulesSchema.parse(over as Rules) }], ['two', { id: 'two', businessLineId: 'product', rules: queueRulesSchema.parse(other as Rules) }]]),
  callingHours: { callFromMinute: 540, callToMinute: 1260 },
});
const agent = (id: string, idleSeconds: number | null, over: Partial<RoutedAgent> = {}): RoutedAgent => ({ id, idleSinceMs: idleSeconds === null ? null : NOW - idleSeconds * 1000, skills: {}, lineIds: [], ...over });
const caller = (id: string, waitedSeconds: number, over: Partial<WaitingCaller> & { readonly tier?: Tier } = {}): WaitingCaller => {
  const { tier = 'C', ...rest } = over;
  const arrivedAtMs = NOW - waitedSeconds * 1000;
  return { id, queueId: 'one', arrivedAtMs, rankAtMs: rankAtMs(arrivedAtMs, tier, queueRulesSchema.parse({})), language: null, lastAgentId: null, ringBackZone: null, ...rest };
};
const given = (callers: readonly WaitingCaller[], agents: readonly RoutedAgent[], rules = rulesOf()): Record<string, string> =>
  Object.fromEntries(distribute(callers, agents, rules, NOW).map((one) => [one.caller.id, one.agent.id]));

describe('waiting callers', () => {
  it('go by how long they have waited to who has been idle for longest', () => {
    expect(given([caller('late', 3), caller('early', 9)], [agent('x', 5), agent('y', 50)])).toEqual({ early: 'y', late: 'x' });
    expect(given([caller('late', 3), caller('early', 9)], [agent('x', 5)])).toEqual({ early: 'x' });
  });

  it('of tier A overtake those of tier C who came up to a minute before them, and nobody who came earlier', () => {
    expect(given([caller('c', 50), caller('a', 1, { tier: 'A' })], [agent('x', 5)])).toEqual({ a: 'x' });
    expect(given([caller('c', 62), caller('a', 1, { tier: 'A' })], [agent('x', 5)])).toEqual({ c: 'x' });
    expect(given([caller('c', 15), caller('b', 1, { tier: 'B' }), caller('unknown', 16)], [agent('x', 5)])).toEqual({ b: 'x' });
  });

  it('who speak Cantonese get an agent who does when one is free, even when somebody before them would have had that one', () => {
    const cantonese = agent('yue', 90, { skills: { cantonese: 3 } });
    expect(given([caller('m', 9), caller('k', 2, { language: 'cantonese' })], [cantonese, agent('x', 5)])).toEqual({ k: 'yue', m: 'x' });
    expect(given([caller('k', 2, { language: 'cantonese' })], [agent('x', 5), agent('yue', null, { skills: { cantonese: 3 } })])).toEqual({ k: 'x' });
    // A second of them does not take the agent away from the first.
    expect(given([caller('k1', 9, { language: 'cantonese' }), caller('k2', 2, { language: 'cantonese' })], [cantonese, agent('x', 500)])).toEqual({ k1: 'yue', k2: 'x' });
  });

  it('wait for somebody who speaks their dialect where the queue says so, and no longer than that', () => {
    const strict = rulesOf({ languageWaitSeconds: 20 });
    expect(given([caller('k', 19, { language: 'cantonese' })], [agent('x', 5)], strict)).toEqual({});
    expect(given([caller('k', 20, { language: 'cantonese' })], [agent('x', 5)], strict)).toEqual({ k: 'x' });
  });

  it('of a queue that asks for a skill wait for an agent of that level, and for a lower one when the rule eases', () => {
    const feeding = rulesOf({ demands: [{ skillId: 'feeding', level: 3, easesAfterSeconds: 30, laterLevel: 1 }] });
    const [novice, expert] = [agent('novice', 100, { skills: { feeding: 1 } }), agent('expert', 5, { skills: { feeding: 3 } })];
    expect(given([caller('k', 5)], [novice, expert], feeding)).toEqual({ k: 'expert' });
    expect(given([caller('k', 29)], [novice, agent('x', 1)], feeding)).toEqual({});
    expect(given([caller('k', 30)], [novice, agent('x', 900)], feeding)).toEqual({ k: 'novice' });
    const never = rulesOf({ demands: [{ skillId: 'feeding', level: 3 }] });
    expect(given([caller('k', 3000)], [novice], never)).toEqual({});
  });

  it('are served by as many as can be: who could take two leaves the one to whom somebody else can be given', () => {
    const skilled = rulesOf({}, { demands: [{ skillId: 'repair', level: 1 }] });
    const both = agent('both', 90, { skills: { repair: 1 } });
    expect(given([caller('plain', 9), caller('repair', 2, { queueId: 'two' })], [both, agent('x', 5)], skilled)).toEqual({ plain: 'x', repair: 'both' });
  });

  it('go to nobody who works for other lines of business', () => {
    expect(given([caller('k', 5, { queueId: 'two' })], [agent('x', 9, { lineIds: ['mother-baby'] })])).toEqual({});
    expect(given([caller('k', 5, { queueId: 'two' })], [agent('x', 9, { lineIds: ['mother-baby', 'product'] })])).toEqual({ k: 'x' });
  });

  it('overflow to agents of another queue after a while', () => {
    const rules = rulesOf({ demands: [{ skillId: 'feeding', level: 1 }], overflow: { afterSeconds: 45, queueId: 'two' } });
    expect(given([caller('k', 44)], [agent('x', 9)], rules)).toEqual({});
    expect(given([caller('k', 45)], [agent('x', 9)], rules)).toEqual({ k: 'x' });
    expect(given([caller('k', 45)], [agent('x', 9, { lineIds: ['mother-baby'] })], rules)).toEqual({});
  });

  it('get the agent they spoke with last, wait a moment while that one is busy, and then take any', () => {
    const known = caller('k', 3, { lastAgentId: 'mine' });
    expect(given([known], [agent('x', 90), agent('mine', 1)])).toEqual({ k: 'mine' });
    expect(given([known], [agent('x', 90), agent('mine', null)])).toEqual({});
    expect(given([known], [agent('x', 90)])).toEqual({ k: 'x' });
    expect(given([caller('k', 10, { lastAgentId: 'mine' })], [agent('x', 90), agent('mine', null)])).toEqual({ k: 'x' });
    // Held back, they keep nobody else waiting.
    expect(given([known, caller('other', 1)], [agent('x', 90), agent('mine', null)])).toEqual({ other: 'x' });
  });

  it('who hung up and kept their place are rung in their turn, within the hours in which one may ring', () => {
    const kept = caller('kept', 100, { ringBackZone: 'Asia/Shanghai' });
    expect(given([kept, caller('here', 50)], [agent('x', 5)])).toEqual({ kept: 'x' });
    expect(given([{ ...kept, ringBackZone: 'America/New_York' }, caller('here', 50)], [agent('x', 5)])).toEqual({ here: 'x' });
  });

  it('of a queue there is not wait on', () => {
    expect(given([caller('k', 5, { queueId: 'gone' })], [agent('x', 9)])).toEqual({});
  });
});
