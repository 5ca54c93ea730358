import { type Connection, run, type Statement, statement } from './pool.ts';
import { type RecordTable, recordColumns, toColumns } from './recordColumns.ts';

/** Columns beside the record's own that a table wants filled. */
const extraColumns: { readonly [T in RecordTable]?: readonly string[] } = {
  phone: ['household_id'],
  customer: ['search'],
  child: ['search'],
  interaction: ['stored_at_ms'],
  asked_question: ['household_id'],
  callback: ['closed_at_ms'],
  agent: ['password_hash'],
};

const statements = new Map<RecordTable, Statement>();

/** The columns a stored record fills: its own and the extra ones. */
export function storedColumns(table: RecordTable): readonly string[] {
  return [...recordColumns(table), ...(extraColumns[table] ?? [])];
}

function insertStatement(table: RecordTable): Statement {
  const made = statements.get(table);
  if (made) return made;
  const columns = storedColumns(table).join(', ');
  const text = `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb) ON CONFLICT (id) DO NOTHING`;
  const fresh = statement(text);
  statements.set(table, fresh);
  return fresh;
}

/**
 * Stores records in one statement. A record whose id is there already is left as it stands.
 *
 * @param records records of `table`, with the extra columns it wants in camel case (`search`, `householdId`, …).
 * @returns how many were new.
 */
export async function insertRecords(on: Connection, table: RecordTable, records: readonly object[]): Promise<number> {
  if (records.length === 0) return 0;
  return await run(on, insertStatement(table), [JSON.stringify(records.map(toColumns))]);
}
