import { type Connection, row, rows, run, statement } from './pool.ts';

/** Where names stand that people are found by, in the order in which they are gone through. */
export const searchedTables = ['customer', 'child', 'former_child'] as const;
export type SearchedTable = (typeof searchedTables)[number];

/** How far the search words of stored names have been brought to a rule. `table` null: all of them. */
export interface SearchProgress {
  readonly rule: number;
  readonly table: SearchedTable | null;
  /** Last id done. */
  readonly afterId: string;
}

/** Before every id. */
export const FIRST_ID = '00000000-0000-0000-0000-000000000000';

const read = statement("SELECT value FROM meta WHERE key = 'search-rule'");
const write = statement("INSERT INTO meta (key, value) VALUES ('search-rule', $1::jsonb) ON CONFLICT (key) DO UPDATE SET value = excluded.value");

export async function readSearchProgress(on: Connection): Promise<SearchProgress | null> {
  return (await row<{ value: SearchProgress }>(on, read))?.value ?? null;
}

export async function writeSearchProgress(on: Connection, progress: SearchProgress): Promise<void> {
  await run(on, write, [JSON.stringify(progress)]);
}

export interface NamedRow { readonly id: string; readonly name: string | null; readonly search: string }

const next = {
  customer: statement('SELECT id, name, search FROM customer WHERE id > $1 ORDER BY id LIMIT $2::int'),
  child: statement('SELECT id, name, search FROM child WHERE id > $1 ORDER BY id LIMIT $2::int'),
  former_child: statement('SELECT id, name, search FROM former_child WHERE id > $1 ORDER BY id LIMIT $2::int'),
} as const;
// A name that was changed meanwhile brought its own words along.
const rewrite = {
  customer: statement('UPDATE customer c SET search = x.search FROM jsonb_to_recordset($1::jsonb) x (id uuid, name text, search text) WHERE c.id = x.id AND c.name = x.name'),
  child: statement('UPDATE child c SET search = x.search FROM jsonb_to_recordset($1::jsonb) x (id uuid, name text, search text) WHERE c.id = x.id AND c.name IS NOT DISTINCT FROM x.name'),
  former_child: statement('UPDATE former_child c SET search = x.search FROM jsonb_to_recordset($1::jsonb) x (id uuid, name text, search text) WHERE c.id = x.id AND c.name IS NOT DISTINCT FROM x.name'),
} as const;

export async function namesAfter(on: Connection, table: SearchedTable, afterId: string, limit: number): Promise<readonly NamedRow[]> {
  return await rows<NamedRow>(on, next[table], [afterId, limit]);
}

export async function writeSearchWords(on: Connection, table: SearchedTable, named: readonly NamedRow[]): Promise<void> {
  if (named.length > 0) await run(on, rewrite[table], [JSON.stringify(named)]);
}
