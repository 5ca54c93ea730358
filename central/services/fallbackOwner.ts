import { customerRoles } from '../../shared/agents/roleRights.ts';
import type { FallbackOwner } from '../../shared/callbacks/fallbackOwner.ts';
import { agentById } from '../store/agents.ts';
import { chooseFallback, openPromise } from '../store/lateCallbacks.ts';
import type { Pool } from '../store/pool.ts';
import { isVisible } from '../store/remits.ts';

/**
 * Who has a callback when its owner does not keep it, as it would be decided now.
 *
 * @param byAgentId  who asks.
 * @returns null: there is no such open callback, or whoever asks is not shown its household.
 */
export async function fallbackOwnerOf(pool: Pool, callbackId: string, byAgentId: string, nowMs: number): Promise<FallbackOwner | null> {
  const promise = await openPromise(pool, callbackId);
  if (promise === null || !await isVisible(pool, promise.householdId, byAgentId, nowMs)) return null;
  if (promise.ownerAgentId === null) return { name: null };
  const id = await chooseFallback(pool, { ...promise, onlyHere: false, roles: customerRoles });
  return { name: id === null ? null : ((await agentById(pool, id))?.name ?? null) };
}
