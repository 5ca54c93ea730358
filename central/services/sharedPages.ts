import { tablesOfSchema } from '../../shared/sync/mirrorTables.ts';
import type { Cursor } from '../../shared/sync/pullMessages.ts';
import { type Page, pullPage, versionOf } from '../store/pull.ts';
import type { Pool } from '../store/pool.ts';

/** As long as a crowd of desktops takes to ask for the same. */
const KEPT_MS = 2000;
const MOST_PAGES = 32;

/**
 * Pages of a scope that everybody mirrors: a thousand desktops of one record schema that stand at the same version are read the same
 * page once.
 * What is kept is never older than the asker knows the store to be.
 */
export class SharedPages {
  private readonly pages = new Map<string, { readonly untilMs: number; readonly page: Promise<Page> }>();

  /**
   * @param schema  record schema of the asker: a page holds the tables it knows.
   * @param atLeast epoch and version of the scope, as read from the store in this same request.
   * @returns the page after a cursor, as new as that or newer.
   */
  async after(pool: Pool, scope: string, cursor: Cursor, schema: number, limit: number, nowMs: number, atLeast: { readonly epoch: string; readonly ver: number }): Promise<Page> {
    const tables = tablesOfSchema(schema);
    const key = `${scope} ${cursor.join(' ')} ${tables.join(' ')} ${limit}`;
    const kept = this.pages.get(key);
    if (kept !== undefined && kept.untilMs > performance.now()) {
      const page = await kept.page.catch(() => null);
      if (page !== null && page.epoch === atLeast.epoch && versionOf(page, scope) >= atLeast.ver) return page;
    }
    // Another asker may have begun to read while this one waited for a page that was too old: it began later than this request
    // learned of the version, so one reading is enough for both.
    const meanwhile = this.pages.get(key);
    if (meanwhile !== undefined && meanwhile !== kept) return await meanwhile.page;
    const page = pullPage(pool, new Map([[scope, cursor]]), [scope], tables, limit, nowMs);
    this.pages.set(key, { untilMs: performance.now() + KEPT_MS, page });
    for (const old of this.pages.keys()) if (this.pages.size > MOST_PAGES) this.pages.delete(old);
    return await page;
  }
}
