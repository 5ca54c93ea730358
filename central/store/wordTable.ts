import { WORD_TABLE_ID, type WordGroup, type WordTable, type WordTableVersion } from '../../shared/knowledge/wordTable.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';
import { recordJson } from './recordColumns.ts';

const read = statement(`SELECT ${recordJson('word_table', 'w')} AS found FROM word_table w`);
/** What editors have told about words; null: nothing yet. */
export async function wordTable(on: Connection): Promise<WordTable | null> {
  return (await row<{ found: WordTable }>(on, read))?.found ?? null;
}

const hold = statement('SELECT pg_advisory_xact_lock(170, 1) IS NULL AS held');
/** Of two who store at once the second waits for the first. */
export async function holdWordTable(on: Connection): Promise<void> {
  await row(on, hold);
}

const put = statement(`
  INSERT INTO word_table (id, version, groups, updated_at_ms) VALUES ($1, $2, $3, $4)
  ON CONFLICT (id) DO UPDATE SET version = excluded.version, groups = excluded.groups, updated_at_ms = excluded.updated_at_ms`);
const keep = statement('INSERT INTO word_table_version (version, groups, stored_at_ms, stored_by_agent_id) VALUES ($1, $2, $3, $4)');
/** Stores the next version. Desktops are told by whoever calls. */
export async function putWordTable(on: Connection, table: WordTable, agentId: string): Promise<void> {
  await run(on, put, [WORD_TABLE_ID, table.version, JSON.stringify(table.groups), table.updatedAtMs]);
  await run(on, keep, [table.version, JSON.stringify(table.groups), table.updatedAtMs, agentId]);
}

/** Of a table with more, the oldest versions are not shown. */
const MOST_VERSIONS = 50;
const versions = statement(`
  SELECT v.version, v.groups, v.stored_at_ms AS "updatedAtMs", coalesce(a.name, '') AS "storedByName" FROM word_table_version v LEFT JOIN agent a ON a.id = v.stored_by_agent_id
  ORDER BY v.version DESC LIMIT ${MOST_VERSIONS}`);
/** Newest first. */
export async function wordTableVersions(on: Connection): Promise<readonly WordTableVersion[]> {
  return await rows<WordTableVersion>(on, versions);
}

/** What the search is told beside the system's own table. */
export async function wordGroups(on: Connection): Promise<readonly WordGroup[]> {
  return (await wordTable(on))?.groups ?? [];
}
