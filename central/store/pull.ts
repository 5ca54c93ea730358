import type { Cursor } from '../../shared/sync/pullMessages.ts';
import type { MirrorTable } from '../../shared/sync/mirrorTables.ts';
import { callbackRowSql } from './callbackRow.ts';
import { coachingSql } from './coaching.ts';
import { erasureSql } from './erasures.ts';
import { EXPERT_IN, expertQuestionSql } from './expertQuestions.ts';
import { householdFileSql } from './householdFile.ts';
import { noticeSql } from './notices.ts';
import { openingSql } from './openings.ts';
import { type Connection, row, rows, statement } from './pool.ts';
import { recordJson } from './recordColumns.ts';

/** Before every row id: the start of a version. */
export const FIRST_ROW = '00000000-0000-0000-0000-000000000000';

/** SQL of the record a row `alias` (tbl, row_id) names, as JSON. `now` is SQL of the present instant. */
function recordSql(alias: string, now: string): string {
  const id = `${alias}.row_id`;
  return `CASE ${alias}.tbl
    WHEN 'household' THEN ${householdFileSql(id, now)}
    WHEN 'callback' THEN ${callbackRowSql(id)}
    WHEN 'article' THEN (SELECT ${recordJson('article', 'a')} FROM article a WHERE a.id = ${id})
    WHEN 'agent' THEN (SELECT (${recordJson('agent', 'a')}::jsonb || jsonb_build_object('expertIn', ${EXPERT_IN}))::json FROM agent a WHERE a.id = ${id})
    WHEN 'notice' THEN ${noticeSql(id)}
    WHEN 'erasure' THEN ${erasureSql(id)}
    WHEN 'guide' THEN (SELECT ${recordJson('guide', 'g')} FROM guide g WHERE g.id = ${id})
    WHEN 'template' THEN (SELECT ${recordJson('message_template', 't')} FROM message_template t WHERE t.id = ${id})
    WHEN 'wordTable' THEN (SELECT ${recordJson('word_table', 'w')} FROM word_table w WHERE w.id = ${id})
    WHEN 'expertQuestion' THEN ${expertQuestionSql(id)}
    WHEN 'coaching' THEN ${coachingSql(id)}
    WHEN 'opening' THEN ${openingSql(id)}
    END`;
}

/** A version of a feed row `f`, its record read in the same snapshot. `$now` is SQL of the present instant. */
function changeJson(now: string): string {
  return `json_build_object('s', f.scope, 'v', f.ver, 't', f.tbl, 'id', f.row_id, 'g', f.gone, 'r', CASE WHEN f.gone THEN NULL ELSE ${recordSql('f', now)} END)`;
}

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
  WITH k AS (SELECT * FROM unnest($1::text[], $2::bigint[], $3::uuid[]) k (s, v, i)),
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

const news = statement(`
  WITH f AS (
    SELECT x.* FROM unnest($1::text[], $2::bigint[]) k (s, v) CROSS JOIN LATERAL (
      SELECT scope, tbl, row_id, ver, gone FROM feed WHERE scope = k.s AND ver > k.v ORDER BY ver, row_id LIMIT $3::int
    ) x
  )
  SELECT f.scope, f.ver, f.tbl AS "table", ${changeJson('$4::bigint')}::text AS text FROM f ORDER BY f.scope, f.ver, f.row_id`);

/** A change as JSON text (shape: changeSchema), with what it says of itself. */
export interface ScopeChange { readonly scope: string; readonly ver: number; readonly table: MirrorTable; readonly text: string }

/** What changed after the versions of some scopes. @param limit most rows of each scope: that many means there may be more. */
export async function newsOf(on: Connection, versions: ReadonlyMap<string, number>, limit: number, nowMs: number): Promise<readonly ScopeChange[]> {
  if (versions.size === 0) return [];
  return await rows<ScopeChange>(on, news, [[...versions.keys()], [...versions.values()], limit, nowMs]);
}

// Each record once, in however many of the scopes it stands.
const standing = statement(`
  WITH f AS MATERIALIZED (
    SELECT f.scope, f.tbl, f.row_id, f.ver, f.gone FROM unnest($2::text[], $3::uuid[]) k (t, i) JOIN feed f ON f.tbl = k.t AND f.row_id = k.i WHERE f.scope = ANY ($1::text[])
  ), r AS MATERIALIZED (
    SELECT d.tbl, d.row_id, ${recordSql('d', '$4::bigint')} AS record FROM (SELECT DISTINCT tbl, row_id FROM f WHERE NOT gone) d
  )
  SELECT f.tbl AS "table", f.row_id AS id, json_build_object('s', f.scope, 'v', f.ver, 't', f.tbl, 'id', f.row_id, 'g', f.gone, 'r', CASE WHEN f.gone THEN NULL ELSE r.record END)::text AS text, f.scope, f.ver
  FROM f LEFT JOIN r USING (tbl, row_id) ORDER BY f.scope, f.ver, f.row_id`);

/** A record in a scope. `text`: JSON (shape: changeSchema). */
export interface StandingRecord extends ScopeChange { readonly id: string }

/** Records as they stand now in the given scopes. */
export async function recordsInScopes(
  on: Connection, scopes: readonly string[], records: readonly { readonly table: string; readonly id: string }[], nowMs: number,
): Promise<readonly StandingRecord[]> {
  if (records.length === 0) return [];
  return await rows<StandingRecord>(on, standing, [scopes, records.map((record) => record.table), records.map((record) => record.id), nowMs]);
}

export interface ScopeVersion { readonly name: string; readonly ver: number; readonly pruned: number }

const moved = statement('SELECT s.name, s.ver, s.pruned FROM unnest($1::text[], $2::bigint[]) k (name, ver) JOIN scope s ON s.name = k.name WHERE s.ver <> k.ver');

/** Scopes that stand at another version than the one known. @param known -1 for none yet. */
export async function movedScopes(on: Connection, known: ReadonlyMap<string, number>): Promise<readonly ScopeVersion[]> {
  return await rows<{ name: string; ver: number; pruned: number }>(on, moved, [[...known.keys()], [...known.values()]]);
}
