import { type Connection, rows, run, statement } from './pool.ts';

type Json = Readonly<Record<string, unknown>>;

/** One thing a merge did. */
export interface Deed {
  readonly deed: 'moved' | 'deleted' | 'changed' | 'inserted';
  readonly tbl: string;
  /** Primary key after the deed. */
  readonly key: Json;
  readonly before: Json;
  readonly after: Json;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

// One-column references to a table, wherever they are: a table that comes later is merged without a word here.
const references = statement(`
  SELECT c.conrelid::regclass::text AS tbl, a.attname AS col FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
  WHERE c.contype = 'f' AND c.confrelid = $1::regclass AND cardinality(c.conkey) = 1 AND c.connamespace = 'public'::regnamespace ORDER BY 1, 2`);
const primaryKey = statement(`
  SELECT a.attname AS col FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) WHERE i.indrelid = $1::regclass AND i.indisprimary ORDER BY 1`);

const everyColumn = statement("SELECT attname AS col FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY 1");

/** `equals`: an index can answer '=' alone, and a primary key is never null. */
interface Key { readonly columns: readonly string[]; readonly equals: '=' | 'IS NOT DISTINCT FROM' }

/** What tells a row of a table from others: its primary key, or all of it where there is none. */
async function keyOf(on: Connection, tbl: string): Promise<Key> {
  const found = await rows<{ col: string }>(on, primaryKey, [tbl]);
  if (found.length > 0) return { columns: found.map((one) => one.col), equals: '=' };
  return { columns: (await rows<{ col: string }>(on, everyColumn, [tbl])).map((one) => one.col), equals: 'IS NOT DISTINCT FROM' };
}

const keyJson = (key: Key): string => `jsonb_build_object(${key.columns.map((column) => `'${column.replaceAll("'", "''")}', t.${quoted(column)}`).join(', ')})`;
/** One row that has a key; where a table has no primary key, one of those that are alike. */
const keyMatches = (key: Key, parameter: string): string => `t.ctid = (SELECT o.ctid FROM TBL o, jsonb_populate_record(NULL::TBL, ${parameter}::jsonb) k
  WHERE ${key.columns.map((column) => `o.${quoted(column)} ${key.equals} k.${quoted(column)}`).join(' AND ')} LIMIT 1)`;
const onTable = (sql: string, tbl: string): Parameters<typeof run>[1] => statement(sql.replaceAll('TBL', tbl));

/**
 * Makes every record that refers to one row refer to another. A record that would then stand there twice is taken out:
 * the one that stands already stays.
 */
export async function moveReferences(on: Connection, target: 'household' | 'customer' | 'child', from: string, to: string): Promise<readonly Deed[]> {
  const deeds: Deed[] = [];
  for (const { tbl, col } of await rows<{ tbl: string; col: string }>(on, references, [target])) {
    const keyed = await keyOf(on, tbl);
    const found = await rows<{ key: Json; whole: Json }>(on, onTable(`SELECT ${keyJson(keyed)} AS key, to_jsonb(t) AS whole FROM TBL t WHERE t.${quoted(col)} = $1 ORDER BY 1 FOR UPDATE`, tbl), [from]);
    for (const one of found) {
      await on.query('SAVEPOINT one_row');
      try {
        const [moved] = await rows<{ key: Json }>(on, onTable(`UPDATE TBL t SET ${quoted(col)} = $2 WHERE ${keyMatches(keyed, '$1')} RETURNING ${keyJson(keyed)} AS key`, tbl), [JSON.stringify(one.key), to]);
        if (moved !== undefined) deeds.push({ deed: 'moved', tbl, key: moved.key, before: { [col]: from }, after: { [col]: to } });
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === '23505')) throw error;
        await on.query('ROLLBACK TO SAVEPOINT one_row');
        deeds.push(...await deleteRow(on, tbl, one.key));
      }
      await on.query('RELEASE SAVEPOINT one_row');
    }
  }
  return deeds;
}

const generated = statement("SELECT attname AS col FROM pg_attribute WHERE attrelid = $1::regclass AND attgenerated <> ''");

/** Takes a row out, keeping all of it but what the store works out by itself. */
export async function deleteRow(on: Connection, tbl: string, key: Json): Promise<readonly Deed[]> {
  const keyed = await keyOf(on, tbl);
  const gone = await rows<{ whole: Json }>(on, onTable(`DELETE FROM TBL t WHERE ${keyMatches(keyed, '$1')} RETURNING to_jsonb(t) AS whole`, tbl), [JSON.stringify(key)]);
  const workedOut = new Set((await rows<{ col: string }>(on, generated, [tbl])).map((found) => found.col));
  return gone.map(({ whole }) => ({ deed: 'deleted', tbl, key, before: Object.fromEntries(Object.entries(whole).filter(([column]) => !workedOut.has(column))), after: {} }));
}

/** Changes some columns of a row, keeping what they were. */
export async function changeRow(on: Connection, tbl: string, key: Json, after: Json): Promise<readonly Deed[]> {
  const changed = Object.keys(after);
  if (changed.length === 0) return [];
  const keyed = await keyOf(on, tbl);
  const [standing] = await rows<{ whole: Json }>(on, onTable(`SELECT to_jsonb(t) AS whole FROM TBL t WHERE ${keyMatches(keyed, '$1')} FOR UPDATE`, tbl), [JSON.stringify(key)]);
  if (standing === undefined) return [];
  const before = Object.fromEntries(changed.map((column) => [column, standing.whole[column] ?? null]));
  await setColumns(on, tbl, keyed, key, after);
  return [{ deed: 'changed', tbl, key, before, after }];
}

async function setColumns(on: Connection, tbl: string, keyed: Key, key: Json, values: Json): Promise<void> {
  const sets = Object.keys(values).map((column) => `${quoted(column)} = (jsonb_populate_record(NULL::TBL, $2::jsonb)).${quoted(column)}`).join(', ');
  await run(on, onTable(`UPDATE TBL t SET ${sets} WHERE ${keyMatches(keyed, '$1')}`, tbl), [JSON.stringify(key), JSON.stringify(values)]);
}

const write = statement(`
  INSERT INTO merge_journal (merge_id, seq, deed, tbl, key, before, after)
  SELECT $1, x.seq, x.deed, x.tbl, x.key, x.before, x.after FROM jsonb_to_recordset($2::jsonb) x (seq integer, deed text, tbl text, key jsonb, before jsonb, after jsonb)`);
const read = statement('SELECT deed, tbl, key, before, after FROM merge_journal WHERE merge_id = $1 ORDER BY seq DESC');

export async function writeJournal(on: Connection, mergeId: string, deeds: readonly Deed[]): Promise<void> {
  await run(on, write, [mergeId, JSON.stringify(deeds.map((deed, seq) => ({ seq, ...deed })))]);
}

/** Takes back everything a merge did, the last first. What people changed since then stays as they changed it. */
export async function undoJournal(on: Connection, mergeId: string): Promise<void> {
  for (const deed of await rows<Deed>(on, read, [mergeId])) await undoDeed(on, deed);
}

async function undoDeed(on: Connection, { deed, tbl, key, before, after }: Deed): Promise<void> {
  const keyed = await keyOf(on, tbl);
  const keyText = JSON.stringify(key);
  switch (deed) {
    case 'deleted': {
      const filled = Object.keys(before).map(quoted).join(', ');
      await run(on, onTable(`INSERT INTO TBL (${filled}) SELECT ${filled} FROM jsonb_populate_record(NULL::TBL, $1::jsonb) ON CONFLICT DO NOTHING`, tbl), [JSON.stringify(before)]);
      return;
    }
    case 'inserted':
      await run(on, onTable(`DELETE FROM TBL t WHERE ${keyMatches(keyed, '$1')} AND to_jsonb(t) @> $2::jsonb`, tbl), [keyText, JSON.stringify(after)]);
      return;
    case 'moved': case 'changed': {
      const [standing] = await rows<{ whole: Json }>(on, onTable(`SELECT to_jsonb(t) AS whole FROM TBL t WHERE ${keyMatches(keyed, '$1')} FOR UPDATE`, tbl), [keyText]);
      if (standing === undefined) return;
      const ours = Object.fromEntries(Object.entries(before).filter(([column]) => JSON.stringify(standing.whole[column] ?? null) === JSON.stringify(after[column] ?? null)));
      if (Object.keys(ours).length > 0) await setColumns(on, tbl, keyed, key, ours);
    }
  }
}
