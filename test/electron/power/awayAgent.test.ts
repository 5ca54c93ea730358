import { describe, expect, it } from 'vitest';
import { AwayAgent } from '../../../electron/power/awayAgent.ts';
import type { AgentState, ChosenState } from '../../../shared/agents/agentState.ts';

const available: AgentState = { kind: 'available' };
const meal: AgentState = { kind: 'paused', reason: 'meal' };
const gone = (reason: 'locked' | 'asleep') => ({ kind: 'not-ready', reason }) as const;
const being = (state: AgentState, next: ChosenState | null = null) => ({ state, next });

describe('an agent whose computer', () => {
  it.each([['available', available], ['paused', meal], ['not available yet', { kind: 'not-ready', reason: 'starting' }]] as const)('is locked is not ready, and %s again when it is not', (_title, before) => {
    const agent = new AwayAgent();
    expect(agent.after('locked', being(before))).toEqual(gone('locked'));
    expect(agent.after('unlocked', being(gone('locked')))).toEqual(before);
    expect(agent.after('unlocked', being(before))).toBeNull();
  });

  it('sleeps and wakes up locked is back when it is unlocked, and as before the first of both', () => {
    const agent = new AwayAgent();
    expect(agent.after('locked', being(meal))).toEqual(gone('locked'));
    expect(agent.after('asleep', being(gone('locked')))).toEqual(gone('asleep'));
    expect(agent.after('awake', being(gone('asleep')))).toBeNull();
    expect(agent.after('unlocked', being(gone('asleep')))).toEqual(meal);
  });

  it.each([['nothing', null, available], ['a pause', meal, meal]] as const)('is locked during a call with %s chosen for afterwards has that afterwards, and not that it is locked', (_title, next, comes) => {
    const agent = new AwayAgent();
    expect(agent.after('locked', being({ kind: 'talking' }, next))).toEqual(gone('locked'));
    expect(agent.after('unlocked', being({ kind: 'wrap-up' }, gone('locked')))).toEqual(comes);
  });

  it('is locked until after the call is not ready meanwhile, and available when it is unlocked', () => {
    const agent = new AwayAgent();
    agent.after('asleep', being({ kind: 'wrap-up' }));
    expect(agent.after('awake', being(gone('asleep')))).toEqual(available);
  });

  it('was not ready for what is not proved chooses nothing: that ends by itself', () => {
    const agent = new AwayAgent();
    agent.after('locked', being({ kind: 'not-ready', reason: 'microphone' }));
    expect(agent.after('unlocked', being(gone('locked')))).toBeNull();
    agent.after('locked', null);
    expect(agent.after('unlocked', null)).toBeNull();
  });
});
