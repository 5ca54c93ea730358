import type { Agent } from '../../shared/agents/agent.ts';
import { seesCustomers } from '../../shared/agents/roleRights.ts';
import type { DeskView } from '../store/remits.ts';
import { agentScope, deskScope, openScope, POOL } from '../store/touch.ts';
import type { Central } from './central.ts';
import type { CrowdReads } from './crowdReads.ts';
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
 *
 * @param schema its record schema: an older desktop cannot read the name of the scope that is its own.
 */
export async function seenScopes(crowd: CrowdReads, desk: Pick<Desk, 'agent' | 'sessionId' | 'mirrorId'>, schema: number): Promise<SeenScopes> {
  if (!seesCustomers(desk.agent.role)) return { scopes: [ALL], view: null };
  const view = await crowd.view({ agentId: desk.agent.id, sessionId: desk.sessionId });
  return { scopes: [...standing(desk.agent, view), ...own(desk, view, schema), ...view.watched.map(openScope)], view };
}

export async function deskScopes(crowd: CrowdReads, desk: Desk, schema: number): Promise<readonly string[]> {
  return (await seenScopes(crowd, desk, schema)).scopes;
}

/** What a desktop mirrors whatever is open on it. */
function standing(agent: Agent, view: DeskView): readonly string[] {
  return [ALL, agentScope(agent.id), ...(view.limited ? view.parts : [POOL])];
}

/** What was handed to this very desktop. Who is not shown everybody may be shown them no more: they look them up again. */
function own({ mirrorId }: Pick<Desk, 'mirrorId'>, view: DeskView, schema: number): readonly string[] {
  return schema >= 2 && !view.limited ? [deskScope(mirrorId)] : [];
}

/**
 * The scopes of a desktop that is connected here and shown everybody, as they were last looked over: without asking the store.
 *
 * @returns null when they have to be asked for. They hold as long as `REMITS` stands at `remitsVersion`: whoever uses them
 *          makes sure of that in what it reads, or has done so in what it has just stored.
 */
export function knownScopes(central: Central, desk: Desk, schema: number): { readonly scopes: readonly string[]; readonly remitsVersion: number } | null {
  const connected = central.connected.get(desk.sessionId);
  if (connected === undefined || connected.limited || connected.remitsVersion < 0) return null;
  if (connected.schema !== schema || connected.agent.role !== desk.agent.role || !seesCustomers(desk.agent.role)) return null;
  return { scopes: [...connected.scopes], remitsVersion: connected.remitsVersion };
}
