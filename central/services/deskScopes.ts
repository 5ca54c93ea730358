import type { Agent } from '../../shared/agents/agent.ts';
import { seesCustomers } from '../../shared/agents/roleRights.ts';
import { watchedHouseholds } from '../store/deskSessions.ts';
import type { Connection } from '../store/pool.ts';
import { agentScope, deskScope, openScope, POOL } from '../store/touch.ts';
import type { Desk } from './sessions.ts';

/** What everybody mirrors: articles and colleagues. */
export const ALL = 'all';

/** The scopes a desktop mirrors whatever is open on it. Who is shown no customers mirrors none. */
export function standingScopes(agent: Agent): readonly string[] {
  return seesCustomers(agent.role) ? [ALL, agentScope(agent.id), POOL] : [ALL];
}

/** What was handed to this very desktop. */
export function ownScopes({ agent, mirrorId }: Desk, schema: number): readonly string[] {
  return schema >= 2 && seesCustomers(agent.role) ? [deskScope(mirrorId)] : [];
}

/**
 * The scopes a desktop mirrors now. It never names a scope itself: the list follows from its sign-in and what it watches.
 *
 * @param schema its record schema: an older desktop cannot read the name of the scope that is its own.
 */
export async function deskScopes(on: Connection, desk: Desk, schema: number): Promise<readonly string[]> {
  if (!seesCustomers(desk.agent.role)) return standingScopes(desk.agent);
  const watched = await watchedHouseholds(on, desk.sessionId);
  return [...standingScopes(desk.agent), ...ownScopes(desk, schema), ...watched.map(openScope)];
}
