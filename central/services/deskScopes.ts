import { watchedHouseholds } from '../store/deskSessions.ts';
import type { Connection } from '../store/pool.ts';
import { agentScope, openScope, POOL } from '../store/touch.ts';
import type { Desk } from './sessions.ts';

/** What everybody mirrors: articles and colleagues. */
export const ALL = 'all';

/** The scopes a desktop mirrors whatever is open on it. */
export function standingScopes(agentId: string): readonly string[] {
  return [ALL, agentScope(agentId), POOL];
}

/** The scopes a desktop mirrors now. It never names a scope itself: the list follows from its sign-in and what it watches. */
export async function deskScopes(on: Connection, desk: Desk): Promise<readonly string[]> {
  const watched = await watchedHouseholds(on, desk.sessionId);
  return [...standingScopes(desk.agent.id), ...watched.map(openScope)];
}
