import type { HouseholdFile } from '../../shared/customers/household.ts';
import type { UtcMs } from '../../shared/time/utcMs.ts';
import type { DeskDatabase } from './deskDatabase.ts';
import { withoutErased } from './forgetErased.ts';
import { householdNumbers, KEPT_SCOPE, newerFile } from './householdRow.ts';

/** How many of them; the longest untouched go first. */
const KEPT_AT_MOST = 200;

/** Central has no such household for this agent (any more): a copy that a look-up left is not kept. */
export async function forgetKept(database: DeskDatabase, householdId: string): Promise<void> {
  await database.transaction('rw', database.households, async () => {
    const row = await database.households.get(householdId);
    if (!row?.scopes.includes(KEPT_SCOPE)) return;
    const scopes = row.scopes.filter((scope) => scope !== KEPT_SCOPE);
    if (scopes.length === 0) await database.households.delete(householdId);
    else await database.households.put({ ...row, scopes });
  });
}

/** Keeps files that came outside a pull (pop bundle, opened household). An older file never replaces a newer one. */
export async function keepHouseholds(database: DeskDatabase, files: readonly HouseholdFile[], nowMs: UtcMs): Promise<void> {
  await database.transaction('rw', database.households, database.erasures, async () => {
    for (const { mergedFrom: _ofThisAnswer, ...arrived } of files) {
      const file = await withoutErased(database, arrived);
      if (file === null) continue;
      const before = await database.households.get(file.household.id);
      const newest = before ? newerFile(before.file, file) : file;
      await database.households.put({
        id: file.household.id,
        scopes: before ? [...new Set([...before.scopes, KEPT_SCOPE])] : [KEPT_SCOPE],
        versions: before?.versions ?? {},
        numbers: householdNumbers(newest),
        touchedAtMs: nowMs,
        file: newest,
      });
    }
    const surplus = (await database.households.where('scopes').equals(KEPT_SCOPE).count()) - KEPT_AT_MOST;
    if (surplus <= 0) return;
    const eldest = await database.households.orderBy('touchedAtMs').filter((row) => row.scopes.includes(KEPT_SCOPE)).limit(surplus).toArray();
    for (const row of eldest) {
      const scopes = row.scopes.filter((scope) => scope !== KEPT_SCOPE);
      if (scopes.length === 0) await database.households.delete(row.id);
      else await database.households.put({ ...row, scopes });
    }
  });
}
