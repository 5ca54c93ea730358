import { type JournaledTable, journaledTables, type JournalRow, type KeptJournal, placeName } from '../../../shared/ipc/journal.ts';
import { askDesk } from '../../bridge/desk.ts';
import type { DeskDatabase } from '../deskDatabase.ts';
import { newId } from '../newId.ts';
import { openedRow, sealedRow } from '../sealing/sealedTables.ts';
import { journalRow, sealedOf } from './journalRow.ts';
import { isFollowed, type JournalChange } from './journalTables.ts';

type Row = Readonly<Record<string, unknown>>;
interface Kept { readonly table: JournaledTable; readonly row: Row }

/** @returns undefined when main could not read it; what stands in it must not be written over then. */
async function readJournal(database: DeskDatabase): Promise<KeptJournal | null | undefined> {
  try {
    const read = await askDesk('journal:read', { name: database.name });
    return read.ok ? read.value : undefined;
  } catch (error) {
    console.error('the journal was not read', error);
    return undefined;
  }
}

/** The journal's rows, and over them what it could not take any more. */
function latest(journal: KeptJournal, unwritten: readonly JournalChange[]): readonly JournalRow[] {
  const rows = new Map(journal.rows.map((row) => [placeName(row), row]));
  for (const change of unwritten) {
    if ('put' in change) rows.set(placeName(change.put), change.put);
    else rows.delete(placeName(change.drop));
  }
  return [...rows.values()];
}

function opened(database: DeskDatabase, kept: JournalRow): readonly Kept[] {
  try {
    const row = openedRow(database.key, kept.table, sealedOf(kept));
    return row === undefined ? [] : [{ table: kept.table, row }];
  } catch (error) {
    console.error('a row of the journal cannot be opened', error);
    return [];
  }
}

/** Puts rows back, but no older text of a draft in a newer one's place. */
async function putBack(database: DeskDatabase, rows: readonly Kept[]): Promise<void> {
  for (const { table, row } of rows) {
    const standing = table === 'drafts' ? await database.drafts.get(String(row['callId'])) : undefined;
    if (standing === undefined || standing.updatedAtMs < Number(row['updatedAtMs'])) await database.table(table).put(row);
  }
}

async function rowsOf(database: DeskDatabase): Promise<readonly JournalRow[]> {
  const rows: JournalRow[] = [];
  for (const name of journaledTables) {
    const table = database.table<Row, string | number>(name);
    for (const row of await table.toArray()) {
      const key = row[String(table.schema.primKey.keyPath)] as string | number;
      if (isFollowed(name, row)) rows.push(journalRow(name, key, sealedRow(database.key, name, row)));
    }
  }
  return rows;
}

/**
 * For a database that was just opened and is shown to nobody yet. If the browser has made it anew, what the journal kept
 * of the one before is put back; rows that only the journal took are put in too. From then on the journal follows it.
 *
 * @param lost  what the journal of the database in whose place this one comes could not take.
 */
export async function followWithJournal(database: DeskDatabase, lost: readonly JournalChange[] = []): Promise<void> {
  const journal = await readJournal(database);
  if (journal === undefined) return;
  const own = (await database.meta.get('lineage'))?.value;
  const isLost = own === undefined;
  const kept = journal === null ? [] : latest(journal, lost);
  const missing = isLost ? kept : journal?.lineage === own ? kept.filter((row) => row.ahead) : [];
  const lineage = own ?? journal?.lineage ?? newId();
  const rows = missing.flatMap((row) => opened(database, row));
  if (isLost || rows.length > 0) {
    await database.transaction('rw', [...journaledTables.map((name) => database.table(name)), database.meta], async () => {
      await putBack(database, rows);
      await database.meta.put({ key: 'lineage', value: lineage });
    });
  }
  database.journal.begin(lineage, await rowsOf(database));
}
