import type { Clock } from '../../shared/time/utcMs.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { isEmpty, lockMeta, markDemo } from '../store/meta.ts';
import type { Pool } from '../store/pool.ts';
import { enterScopes } from '../store/scopeMembers.ts';

/**
 * Loads the demo data into an empty store, once: in one transaction, so an interrupted load starts over.
 * Of two centrals that start at once, the second finds the store filled.
 *
 * @returns whether it was loaded now.
 */
export async function seedDemo(pool: Pool, clock: Clock): Promise<boolean> {
  if (!await isEmpty(pool)) return false;
  const { loadDemo } = await import('../demo/loadDemo.ts');
  return await inTransaction(pool, async (client) => {
    await lockMeta(client);
    if (!await isEmpty(client)) return false;
    const nowMs = clock.now();
    await loadDemo(client, nowMs);
    await markDemo(client);
    await enterScopes(client, nowMs);
    return true;
  });
}
