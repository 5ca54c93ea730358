import { describe, expect, it } from 'vitest';
import type { Agent } from '../../../shared/agents/agent.ts';
import { supervises } from '../../../shared/agents/supervises.ts';

type Person = Pick<Agent, 'role' | 'team' | 'active'>;
const person = (role: Agent['role'], team: string, active = true): Person => ({ role, team, active });
const [mine, other] = [person('supervisor', 'M1'), person('supervisor', 'M2')];

describe('who may lay hands on an agent’s work', () => {
  it.each([
    ['a supervisor, on their own team', mine, person('agent', 'M1'), [mine, other], true],
    ['not a supervisor on a team that has another', mine, person('agent', 'M2'), [mine, other], false],
    ['a supervisor, on a team that has none', mine, person('agent', 'M3'), [mine, other], true],
    ['a supervisor, on a team whose own has left', mine, person('agent', 'M2'), [mine, { ...other, active: false }], true],
    ['an administrator, on everybody', person('admin', ''), person('agent', 'M2'), [mine, other], true],
    ['not an agent on a colleague of the same team', person('agent', 'M1'), person('agent', 'M1'), [], false],
    ['not an editor', person('editor', 'M1'), person('agent', 'M1'), [], false],
    ['nobody, on somebody who has left', mine, person('agent', 'M1', false), [mine], false],
  ])('%s', (_title, me, agent, all, expected) => {
    expect(supervises(me, agent, all)).toBe(expected);
  });
});
