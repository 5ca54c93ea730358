import { setTimeout as wait } from 'node:timers/promises';
import { NAME_SEARCH_RULE, nameSearch } from '../../shared/customers/nameSearch.ts';
import { inTransaction } from '../store/inTransaction.ts';
import type { Pool } from '../store/pool.ts';
import { FIRST_ID, namesAfter, readSearchProgress, type SearchProgress, searchedTables, writeSearchProgress, writeSearchWords } from '../store/searchRule.ts';

const BATCH = 500;
/** Agents are working meanwhile. */
const PAUSE_MS = 50;
const RETRY_MS = 5000;

/** Does one batch and writes down how far it came, in one transaction. @returns how far. */
async function oneBatch(pool: Pool, at: SearchProgress): Promise<SearchProgress> {
  const { table } = at;
  if (table === null) return at;
  return await inTransaction(pool, async (client) => {
    const named = await namesAfter(client, table, at.afterId, BATCH);
    const stale = named.map((one) => ({ ...one, was: one.search, search: nameSearch(one.name) })).filter((one) => one.search !== one.was);
    await writeSearchWords(client, table, stale);
    const last = named.length < BATCH ? undefined : named.at(-1);
    const next: SearchProgress = last !== undefined ? { ...at, afterId: last.id } : { rule: at.rule, table: searchedTables[searchedTables.indexOf(table) + 1] ?? null, afterId: FIRST_ID };
    await writeSearchProgress(client, next);
    return next;
  });
}

/**
 * Brings the search words of stored names to the present rule (`NAME_SEARCH_RULE`), a batch at a time; goes on where it was
 * when central starts again. Nobody waits for it: until it has come to a name, that one is found by its older words.
 * Several centrals at once do the same work, which does no harm.
 */
export async function refreshSearch(pool: Pool, signal: AbortSignal): Promise<void> {
  const standing = await readSearchProgress(pool);
  let at: SearchProgress = standing?.rule === NAME_SEARCH_RULE ? standing : { rule: NAME_SEARCH_RULE, table: 'customer', afterId: FIRST_ID };
  while (at.table !== null && !signal.aborted) {
    at = await oneBatch(pool, at);
    await wait(PAUSE_MS, undefined, { signal }).catch(() => {});
  }
}

/** Runs it in the background, again after a fault. @returns stops it. */
export function keepSearchFresh(pool: Pool): { stop(): Promise<void> } {
  const ending = new AbortController();
  const run = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      try {
        return await refreshSearch(pool, ending.signal);
      } catch {
        // The store is away; when it is back, the work goes on.
        await wait(RETRY_MS, undefined, { signal: ending.signal }).catch(() => {});
      }
    }
  };
  const running = run();
  return {
    stop: async () => {
      ending.abort();
      await running;
    },
  };
}
