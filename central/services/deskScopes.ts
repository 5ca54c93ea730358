import type { Agent } from '../../shared/agents/agent.ts';
import { seesCustomers } from '../../shared/agents/roleRights.ts';
import { watchedHouseholds } from '../store/deskSessions.ts';
import { agentScope, openScope, POOL } from '../store/touch.ts';
import type { Central } from './central.ts';
import type { Desk } from './sessions.ts';

/** What everybody mirrors: articles and colleagues. */
export const ALL = 'all';

/** The scopes a desktop mirrors whatever is open on it. Who is shown no customers mirrors none. */
export function standingScopes(agent: Agent): readonly string[] {
  return seesCustomers(agent.role) ? [ALL, agentScope(agent.id), POOL] : [ALL];
}

/** The scopes a desktop mirrors now. It never names a scope itself: the list follows from its sign-in and what it watches. */
export async function deskScopes(central: Central, desk: Desk): Promise<readonly string[]> {
  if (!seesCustomers(desk.agent.role)) return standingScopes(desk.agent);
  // Connected to this central, it said here what it watches.
  const connected = central.connected.get(desk.sessionId);
  if (connected !== undefined) return [...connected.scopes];
  const watched = await watchedHouseholds(central.pool, desk.sessionId);
  return [...standingScopes(desk.agent), ...watched.map(openScope)];
}
