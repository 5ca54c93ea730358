import type { Cursor } from '../../shared/sync/pullMessages.ts';
import { type MirrorTable, mirrorTables } from '../../shared/sync/mirrorTables.ts';
import { callbackRowSql } from './callbackRow.ts';
import { coachingSql } from './coaching.ts';
import { erasureSql } from './erasures.ts';
import { EXPERT_IN, expertQuestionSql } from './expertQuestions.ts';
import { householdFileSql } from './householdFile.ts';
import { noticeSql } from './notices.ts';
import { openingSql } from './openings.ts';
import { type Connection, row, rows, type Statement, statement } from './pool.ts';
import { recordJson } from './recordColumns.ts';

/** Before every row id: the start of a version. */
export const FIRST_ROW = '00000000-0000-0000-0000-000000000000';

/** SQL of one record of each table as JSON. `id` is SQL of its id, `now` of the present instant. */
const recordOf: { readonly [T in MirrorTable]: (id: string, now: string) => string } = {
  household: householdFileSql,
  callback: callbackRowSql,
  article: (id) => `(SELECT ${recordJson('article', 'a')} FROM article a WHERE a.id = ${id})`,
  agent: (id) => `(SELECT (${recordJson('agent', 'a')}::jsonb || jsonb_build_object('expertIn', ${EXPERT_IN}))::json FROM agent a WHERE a.id = ${id})`,
  notice: noticeSql,
  erasure: erasureSql,
  guide: (id) => `(SELECT ${recordJson('guide', 'g')} FROM guide g WHERE g.id = ${id})`,
  template: (id) => `(SELECT ${recordJson('message_template', 't')} FROM message_template t WHERE t.id = ${id})`,
  wordTable: (id) => `(SELECT ${recordJson('word_table', 'w')} FROM word_table w WHERE w.id = ${id})`,
  expertQuestion: expertQuestionSql,
  coaching: coachingSql,
  opening: openingSql,
};

/** SQL of the record a row `alias` (tbl, row_id) names, as JSON. `now` is SQL of the present instant. `tables`: those it can be of. */
function recordSql(alias: string, now: string, tables: readonly MirrorTable[] = mirrorTables): string {
  return `CASE ${alias}.tbl ${tables.map((table) => `WHEN '${table}' THEN ${recordOf[table](`${alias}.row_id`, now)}`).join(' ')} END`;
}

/** A version of a feed row `f`, its record read in the same snapshot. `$now` is SQL of the present instant. */
function changeJson(now: string): string {
  return `json_build_object('s', f.scope, 'v', f.ver, 't', f.tbl, 'id', f.row_id, 'g', f.gone, 'r', CASE WHEN f.gone THEN NULL ELSE ${recordSql('f', now)} END)`;
}

/**
 * SQL of parallel lists as rows. Each is put into a query of its own, so that PostgreSQL does not see how long it is: else it takes the plan for just these
 * few to be worth making anew each time, and making one of a statement that reads any record takes ten times as long as what it is made for.
 */
const asked = (...lists: readonly string[]): string => `unnest(${lists.map((list) => `(SELECT ${list})`).join(', ')})`;

// A failover that lost its tail or a base backup gives another identifier or timeline, our own restore another history: every cursor starts again.
const EPOCH = `(SELECT s.system_identifier::text || '-' || c.timeline_id || coalesce('-' || (SELECT value->>0 FROM meta WHERE key = 'history'), '')
  FROM pg_control_system() s, pg_control_checkpoint() c)`;

/** SQL of where scopes stand, as JSON. `names` is SQL of their names. */
function standingsSql(names: string): string {
  return `coalesce((SELECT json_agg(json_build_object('name', s.name, 'ver', s.ver, 'pruned', s.pruned)) FROM scope s WHERE s.name = ANY (${names}::text[])), '[]'::json)`;
}

// One statement is one snapshot: a version of a scope is visible only when all before it are (see touch in 0004-sync.sql). And one
// round trip, its rows one text: a thousand desktops come back at once.
const page = statement(`
  WITH k AS (SELECT * FROM ${asked('$1::text[]', '$2::bigint[]', '$3::uuid[]')} k (s, v, i)),
  f AS MATERIALIZED (
    SELECT x.* FROM k CROSS JOIN LATERAL (
      SELECT scope, tbl, row_id, ver, gone FROM feed WHERE scope = k.s AND (ver, row_id) > (k.v, k.i) AND tbl = ANY ($7::text[]) ORDER BY ver, row_id LIMIT $4::int
    ) x ORDER BY x.scope, x.ver, x.row_id LIMIT $4::int
  )
  SELECT ${EPOCH} AS epoch,
    ${standingsSql('$6')} AS standing,
    (SELECT count(*)::int FROM f) AS count,
    coalesce((SELECT string_agg(${changeJson('$5::bigint')}::text, ',' ORDER BY f.scope, f.ver, f.row_id) FROM f), '') AS changes`);

const ahead = statement(`
  WITH k AS (SELECT * FROM unnest($1::int[], $2::text[], $3::bigint[], $4::uuid[]) k (n, s, v, i))
  SELECT ${EPOCH} AS epoch,
    ${standingsSql('$5')} AS standing,
    ARRAY(SELECT DISTINCT k.n FROM k WHERE EXISTS (SELECT 1 FROM feed WHERE scope = k.s AND (ver, row_id) > (k.v, k.i))) AS behind`);

export interface Standings {
  readonly epoch: string;
  readonly standings: ReadonlyMap<string, ScopeVersion>;
  /** Places of the askers whose scopes hold anything after their cursors. */
  readonly behind: ReadonlySet<number>;
}

/**
 * Where scopes stand, and for whom there is anything new: for many desktops in one snapshot, without a record.
 * @param asked the cursors of each. @param names the scopes whose standing is told.
 */
export async function standingsAfter(on: Connection, asked: readonly ReadonlyMap<string, Cursor>[], names: readonly string[]): Promise<Standings> {
  const all = asked.flatMap((cursors, place) => [...cursors].map(([scope, [version, rowId]]) => ({ place, scope, version, rowId: rowId || FIRST_ROW })));
  const found = await row<{ epoch: string; standing: ScopeVersion[]; behind: number[] }>(on, ahead, [
    all.map((each) => each.place), all.map((each) => each.scope), all.map((each) => each.version), all.map((each) => each.rowId), names,
  ]);
  return { epoch: found?.epoch ?? '', standings: new Map((found?.standing ?? []).map((each) => [each.name, each])), behind: new Set(found?.behind) };
}

/** One answer to a pull. */
export interface Page {
  readonly epoch: string;
  /** Where the scopes stand; one that was never touched is missing. */
  readonly standing: readonly ScopeVersion[];
  /** What changed after the cursors, in the order scope, version, row: JSON of each (shape: changeSchema), with commas between. */
  readonly changes: string;
  /** How many: as many as the limit means there may be more. */
  readonly count: number;
}

/** Where a scope stands; 0 for one that was never touched, or was not asked for. */
export const versionOf = (page: Page, scope: string): number => page.standing.find(({ name }) => name === scope)?.ver ?? 0;

/**
 * @param cursors last (version, row id) seen of each scope that is read.
 * @param standing scopes whose standing is told.
 * @param tables  the tables whoever asks knows.
 */
export async function pullPage(
  on: Connection, cursors: ReadonlyMap<string, Cursor>, standing: readonly string[], tables: readonly MirrorTable[], limit: number, nowMs: number,
): Promise<Page> {
  const scopes = [...cursors.keys()];
  const versions = scopes.map((scope) => cursors.get(scope)?.[0] ?? 0);
  const rowIds = scopes.map((scope) => cursors.get(scope)?.[1] || FIRST_ROW);
  const found = await row<{ epoch: string; standing: ScopeVersion[]; changes: string; count: number }>(on, page, [scopes, versions, rowIds, limit, nowMs, standing, tables]);
  return found ?? { epoch: '', standing: [], changes: '', count: 0 };
}

/** A change as JSON text (shape: changeSchema), with what it says of itself. */
export interface ScopeChange { readonly scope: string; readonly ver: number; readonly table: MirrorTable; readonly id: string; readonly text: string }

/** A record as it was read when it stood in a scope at that version. `record`: its JSON. */
export interface RecordAt { readonly scope: string; readonly ver: number; readonly table: MirrorTable; readonly id: string; readonly record: string }

/** JSON of a change (shape: changeSchema). @param record JSON of the record; null for one that left the scope. */
function changeText({ scope, ver, table, id }: Omit<RecordAt, 'record'>, gone: boolean, record: string | null): string {
  return `{"s":${JSON.stringify(scope)},"v":${String(ver)},"t":"${table}","id":"${id}","g":${String(gone)},"r":${(gone ? null : record) ?? 'null'}}`;
}

// Each record is read once in however many scopes it stands, and not at all where it is known for each of them as it stands there now.
const news = statement(`
  WITH f AS MATERIALIZED (
    SELECT x.* FROM ${asked('$1::text[]', '$2::bigint[]')} k (s, v) CROSS JOIN LATERAL (
      SELECT scope, tbl, row_id, ver, gone FROM feed WHERE scope = k.s AND ver > k.v ORDER BY ver, row_id LIMIT $3::int
    ) x
  ), known AS (SELECT * FROM ${asked('$5::text[]', '$6::text[]', '$7::uuid[]', '$8::bigint[]')} n (scope, tbl, row_id, ver)),
  r AS MATERIALIZED (
    SELECT d.tbl, d.row_id, ${recordSql('d', '$4::bigint')} AS record FROM (SELECT DISTINCT f.tbl, f.row_id FROM f
      WHERE NOT f.gone AND NOT EXISTS (SELECT 1 FROM known n WHERE n.scope = f.scope AND n.tbl = f.tbl AND n.row_id = f.row_id AND n.ver = f.ver)) d
  )
  SELECT f.scope, f.ver, f.tbl AS "table", f.row_id AS id, f.gone, r.record::text AS record FROM f LEFT JOIN r USING (tbl, row_id) ORDER BY f.scope, f.ver, f.row_id`);

/**
 * What changed after the versions of some scopes.
 *
 * @param limit most rows of each scope: that many means there may be more.
 * @param known records as they were read a moment ago: one that stands where it stood then is not read again.
 */
export async function newsOf(on: Connection, versions: ReadonlyMap<string, number>, limit: number, nowMs: number, known: readonly RecordAt[] = []): Promise<readonly ScopeChange[]> {
  if (versions.size === 0) return [];
  const found = await rows<Omit<RecordAt, 'record'> & { readonly gone: boolean; readonly record: string | null }>(on, news, [
    [...versions.keys()], [...versions.values()], limit, nowMs, known.map((one) => one.scope), known.map((one) => one.table), known.map((one) => one.id), known.map((one) => one.ver),
  ]);
  const place = ({ scope, table, id, ver }: Omit<RecordAt, 'record'>): string => `${scope} ${table} ${id} ${String(ver)}`;
  const knownAt = new Map(known.map((one) => [place(one), one.record]));
  return found.map(({ gone, record, ...at }) => ({ ...at, text: changeText(at, gone, record ?? knownAt.get(place(at)) ?? null) }));
}

// The statement for the records of some tables. Starting to read a record costs the store as much as reading it: of tables that are not asked for nothing is started.
const placed = new Map<string, Statement>();
function placedStatement(tables: readonly MirrorTable[]): Statement {
  const made = placed.get(tables.join(' ')) ?? statement(`
    SELECT d.tbl AS "table", d.row_id AS id, p.places, CASE WHEN p.stands THEN ${recordSql('d', 'present.ms', tables)} END::text AS record
    FROM (SELECT DISTINCT * FROM ${asked('$1::text[]', '$2::uuid[]')} u (tbl, row_id)) d CROSS JOIN (SELECT $3::bigint AS ms) present
    CROSS JOIN LATERAL (SELECT json_agg(json_build_array(f.scope, f.ver, f.gone)) AS places, bool_or(NOT f.gone) AS stands FROM feed f WHERE f.row_id = d.row_id AND f.tbl = d.tbl OFFSET 0) p
    WHERE p.places IS NOT NULL`);
  placed.set(tables.join(' '), made);
  return made;
}

/** A record that is asked for. */
export interface RecordAsked { readonly table: MirrorTable; readonly id: string }

/** A record with the scopes it stands in, or left (`gone`), and at which version. `record`: its JSON; null where it stands in none. */
export interface PlacedRecord extends RecordAsked {
  readonly places: readonly (readonly [scope: string, ver: number, gone: boolean])[];
  readonly record: string | null;
}

/** Records as they stand now and where, each once. Whoever shows them to somebody picks that one's scopes: `changesIn`. */
export async function placedRecords(on: Connection, asked: readonly RecordAsked[], nowMs: number): Promise<readonly PlacedRecord[]> {
  if (asked.length === 0) return [];
  const tables = mirrorTables.filter((table) => asked.some((one) => one.table === table));
  return await rows<PlacedRecord>(on, placedStatement(tables), [asked.map(({ table }) => table), asked.map(({ id }) => id), nowMs]);
}

/** What somebody who mirrors some scopes is shown of those records, in the order scope, version, record. */
export function changesIn(scopes: readonly string[], records: readonly PlacedRecord[]): readonly ScopeChange[] {
  const mine = new Set(scopes);
  const changes = records.flatMap(({ table, id, places, record }) => places.filter(([scope]) => mine.has(scope)).map(([scope, ver, gone]) => {
    const at = { scope, ver, table, id };
    return { ...at, text: changeText(at, gone, record) };
  }));
  const before = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
  return changes.sort((one, other) => before(one.scope, other.scope) || one.ver - other.ver || before(one.id, other.id));
}

export interface ScopeVersion { readonly name: string; readonly ver: number; readonly pruned: number }

const moved = statement('SELECT s.name, s.ver, s.pruned FROM unnest($1::text[], $2::bigint[]) k (name, ver) JOIN scope s ON s.name = k.name WHERE s.ver <> k.ver');

/** Scopes that stand at another version than the one known. @param known -1 for none yet. */
export async function movedScopes(on: Connection, known: ReadonlyMap<string, number>): Promise<readonly ScopeVersion[]> {
  return await rows<{ name: string; ver: number; pruned: number }>(on, moved, [[...known.keys()], [...known.values()]]);
}
