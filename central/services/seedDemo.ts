import type { Clock } from '../../shared/time/utcMs.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { isEmpty, lockMeta, markDemo } from '../store/meta.ts';
import type { Connection, Pool } from '../store/pool.ts';
import { enterScopes } from '../store/scopeMembers.ts';

/** Fills an empty store, inside one transaction. */
export type DemoLoader = (on: Connection, nowMs: number) => Promise<void>;

/**
 * Loads the demo data into an empty store, once: in one transaction, so an interrupted load starts over.
 * Of two centrals that start at once, the second finds the store filled.
 *
 * @returns whether it was loaded now.
 */
export async function seedDemo(pool: Pool, clock: Clock, load: DemoLoader): Promise<boolean> {
  if (!await isEmpty(pool)) return false;
  const loaded = await inTransaction(pool, async (client) => {
    await lockMeta(client);
    if (!await isEmpty(client)) return false;
    const nowMs = clock.now();
    await load(client, nowMs);
    await markDemo(client);
    await enterScopes(client, nowMs);
    return true;
  });
  // Statements are planned on what the tables hold: they were empty a moment ago. On a busy computer it takes longer than a statement of an agent's may.
  if (loaded) {
    await inTransaction(pool, async (client) => {
      await client.query('SET LOCAL statement_timeout = 0');
      await client.query('ANALYZE');
    });
  }
  return loaded;
}
