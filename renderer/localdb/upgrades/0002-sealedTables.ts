import Dexie, { type Table } from 'dexie';

/**
 * Version 2: the same tables, sealed. What lay open is moved into a database of another name and the old one is deleted.
 * Its bytes go when the browser next tidies its files, which can take days (docs/operations.md).
 */
const OLD_VERSION = 1;
const OLD_STORES = {
  households: 'id, *numbers, *scopes, touchedAtMs',
  callbacks: 'id, dueAtMs, ownerAgentId, state, householdId, *scopes',
  articles: 'id, *scopes',
  agents: 'id, *scopes',
  cursors: 'scope',
  meta: 'key',
  outbox: '++seq, &id, state',
  drafts: 'callId, updatedAtMs',
  callLog: 'callId, startedAtMs, state',
} as const;
/** Stands in `meta` from the moment everything is moved until the old database is gone. */
const MOVED = 'moved-from-unsealed';

/** Rows in the order of their keys, so that what waits keeps its order. */
async function rowsOf(old: Dexie): Promise<ReadonlyMap<string, readonly unknown[]>> {
  const rows = new Map<string, readonly unknown[]>();
  for (const name of Object.keys(OLD_STORES)) rows.set(name, await old.table(name).toArray());
  return rows;
}

/**
 * Moves what an agent's unsealed database holds into the sealed one. Safe to break off anywhere: the rows and the word
 * that they are moved are stored together, and the old database goes only after that.
 *
 * @param into  the sealed database, open.
 */
export async function moveUnsealed(oldName: string, into: Dexie): Promise<void> {
  const meta = into.table('meta') as Table<{ readonly key: string; readonly value: string }, string>;
  if (await Dexie.exists(oldName)) {
    const old = new Dexie(oldName, { autoOpen: false });
    old.version(OLD_VERSION).stores(OLD_STORES);
    await old.open();
    const rows = await rowsOf(old);
    old.close();
    await into.transaction('rw', into.tables, async () => {
      if (await meta.get(MOVED) !== undefined) return;
      for (const [name, list] of rows) await into.table(name).bulkPut([...list]);
      await meta.put({ key: MOVED, value: oldName });
    });
    await Dexie.delete(oldName);
  }
  if (await meta.get(MOVED) !== undefined) await meta.delete(MOVED);
}
