import { addErasuresToList, erasureListOf, readErasureList } from '../backup/erasureList.ts';
import { forgetFeed, storedErasures, tableThere } from '../store/erasures.ts';
import { inTransaction } from '../store/inTransaction.ts';
import type { Pool } from '../store/pool.ts';
import { touch } from '../store/touch.ts';
import { ALL } from './deskScopes.ts';
import { eraseAgain } from './eraseCustomer.ts';

/** Completes the list beside the store by what the store knows of. */
export async function listErased(pool: Pool, dataFolder: string): Promise<void> {
  if (await tableThere(pool)) await addErasuresToList(dataFolder, await storedErasures(pool));
}

/**
 * Whoever was erased stays so: what the list beside the store names and the store does not know of (a backup from before
 * was restored) is erased again, and the list is completed from the store.
 */
export async function keepErased(pool: Pool, dataFolder: string): Promise<void> {
  const listed = await readErasureList(erasureListOf(dataFolder));
  const known = new Set((await storedErasures(pool)).map((one) => one.id));
  const missing = listed.filter((one) => !known.has(one.id));
  if (missing.length > 0) {
    await inTransaction(pool, async (client) => {
      await eraseAgain(client, missing);
      await forgetFeed(client, missing.map((one) => one.id));
      await touch(client, missing.map((one) => ({ scope: ALL, tbl: 'erasure', id: one.id }) as const));
    });
  }
  await listErased(pool, dataFolder);
}
