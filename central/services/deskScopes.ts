import type { Agent } from '../../shared/agents/agent.ts';
import { seesCustomers } from '../../shared/agents/roleRights.ts';
import type { Connection } from '../store/pool.ts';
import { type DeskView, deskView } from '../store/remits.ts';
import { agentScope, openScope, POOL } from '../store/touch.ts';
import type { Desk } from './sessions.ts';

/** What everybody mirrors: articles and colleagues. */
export const ALL = 'all';

/** The scopes a desktop mirrors, and what they follow from. Who is shown no customers mirrors none. */
export interface SeenScopes {
  readonly scopes: readonly string[];
  /** Null for who is shown no customers. */
  readonly view: DeskView | null;
}

/**
 * The scopes a desktop mirrors now. It never names a scope itself: the list follows from its sign-in, from what its agent
 * works for, and from what it watches.
 */
export async function seenScopes(on: Connection, desk: Pick<Desk, 'agent' | 'sessionId'>, nowMs: number): Promise<SeenScopes> {
  if (!seesCustomers(desk.agent.role)) return { scopes: [ALL], view: null };
  const view = await deskView(on, desk.agent.id, desk.sessionId, nowMs);
  return { scopes: [...standing(desk.agent, view), ...view.watched.map(openScope)], view };
}

export async function deskScopes(on: Connection, desk: Desk, nowMs: number): Promise<readonly string[]> {
  return (await seenScopes(on, desk, nowMs)).scopes;
}

/** What a desktop mirrors whatever is open on it. */
function standing(agent: Agent, view: DeskView): readonly string[] {
  return [ALL, agentScope(agent.id), ...(view.limited ? view.parts : [POOL])];
}
