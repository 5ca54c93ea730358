import { describe, expect, it } from 'vitest';
import { AwayAgent } from '../../../electron/power/awayAgent.ts';
import type { AgentState } from '../../../shared/agents/agentState.ts';

const available: AgentState = { kind: 'available' };
const meal: AgentState = { kind: 'paused', reason: 'meal' };
const gone = (reason: 'locked' | 'asleep') => ({ kind: 'not-ready', reason }) as const;

describe('an agent whose computer', () => {
  it.each([['available', available], ['paused', meal]] as const)('is locked is not ready, and %s again when it is not', (_title, before) => {
    const agent = new AwayAgent();
    expect(agent.after('locked', before)).toEqual(gone('locked'));
    expect(agent.after('unlocked', gone('locked'))).toEqual(before);
    expect(agent.after('unlocked', before)).toBeNull();
  });

  it('sleeps and wakes up locked is back when it is unlocked, and as before the first of both', () => {
    const agent = new AwayAgent();
    expect(agent.after('locked', meal)).toEqual(gone('locked'));
    expect(agent.after('asleep', gone('locked'))).toEqual(gone('asleep'));
    expect(agent.after('awake', gone('asleep'))).toBeNull();
    expect(agent.after('unlocked', gone('asleep'))).toEqual(meal);
  });

  it('is locked during a call is not ready afterwards, and nothing is chosen for them that they had not', () => {
    const agent = new AwayAgent();
    expect(agent.after('locked', { kind: 'talking' })).toEqual(gone('locked'));
    expect(agent.after('unlocked', { kind: 'wrap-up' })).toBeNull();
  });
});
