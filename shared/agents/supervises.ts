import type { Agent } from './agent.ts';
import { runsFloor } from './roleRights.ts';

type Person = Pick<Agent, 'role' | 'team' | 'active'>;

/**
 * Whether somebody may lay hands on an agent's work: a supervisor on those of their own team, and on a team that has no
 * supervisor of its own; an administrator on everybody. Regions and lines of business narrow it further, which central knows.
 *
 * @param all everybody there is, or at least all supervisors.
 */
export function supervises(me: Person, agent: Person, all: readonly Person[]): boolean {
  if (!me.active || !runsFloor(me.role) || !agent.active) return false;
  if (me.role === 'admin' || me.team === agent.team) return true;
  return !all.some((other) => other.active && other.role === 'supervisor' && other.team === agent.team);
}
