import type { Change, Cursor } from '../../shared/sync/pullMessages.ts';
import type { MirrorTable } from '../../shared/sync/mirrorTables.ts';
import { callbackRowSql } from './callbackRow.ts';
import { erasureSql } from './erasures.ts';
import { householdFileSql } from './householdFile.ts';
import { noticeSql } from './notices.ts';
import { type Connection, row, rows, statement } from './pool.ts';
import { recordJson } from './recordColumns.ts';

/** Before every row id: the start of a version. */
export const FIRST_ROW = '00000000-0000-0000-0000-000000000000';
/** After every row id: the end of a version. */
export const LAST_ROW = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** A version of a feed row `f`, its record read in the same snapshot. `$now` is SQL of the present instant. */
function changeJson(now: string): string {
  return `json_build_object('s', f.scope, 'v', f.ver, 't', f.tbl, 'id', f.row_id, 'g', f.gone, 'r', CASE WHEN f.gone THEN NULL ELSE CASE f.tbl
    WHEN 'household' THEN ${householdFileSql('f.row_id', now)}
    WHEN 'callback' THEN ${callbackRowSql('f.row_id')}
    WHEN 'article' THEN (SELECT ${recordJson('article', 'a')} FROM article a WHERE a.id = f.row_id)
    WHEN 'agent' THEN (SELECT ${recordJson('agent', 'a')} FROM agent a WHERE a.id = f.row_id)
    WHEN 'notice' THEN ${noticeSql('f.row_id')}
    WHEN 'erasure' THEN ${erasureSql('f.row_id')}
    END END)`;
}

// One statement is one snapshot: a version of a scope is visible only when all before it are (see touch in 0004-sync.sql).
const page = statement(`
  WITH k AS (SELECT * FROM unnest($1::text[], $2::bigint[], $3::uuid[]) k (s, v, i)),
  f AS (
    SELECT x.* FROM k CROSS JOIN LATERAL (
      SELECT scope, tbl, row_id, ver, gone FROM feed WHERE scope = k.s AND (ver, row_id) > (k.v, k.i) AND tbl = ANY ($6::text[]) ORDER BY ver, row_id LIMIT $4::int
    ) x ORDER BY x.scope, x.ver, x.row_id LIMIT $4::int
  )
  SELECT ${changeJson('$5::bigint')}::text AS change FROM f ORDER BY f.scope, f.ver, f.row_id`);

/**
 * What changed in scopes after their cursors, in the order scope, version, row.
 *
 * @param cursors last (version, row id) seen of each scope.
 * @param tables  the tables whoever asks knows.
 * @param limit   most rows in the answer; that many means there may be more.
 * @returns each change as JSON text (shape: changeSchema).
 */
export async function changesSince(on: Connection, cursors: ReadonlyMap<string, Cursor>, tables: readonly MirrorTable[], limit: number, nowMs: number): Promise<readonly string[]> {
  const scopes = [...cursors.keys()];
  const versions = scopes.map((scope) => cursors.get(scope)?.[0] ?? 0);
  const rowIds = scopes.map((scope) => cursors.get(scope)?.[1] || FIRST_ROW);
  return (await rows<{ change: string }>(on, page, [scopes, versions, rowIds, limit, nowMs, tables])).map((found) => found.change);
}

const standing = statement(`
  SELECT ${changeJson('$4::bigint')} AS change FROM feed f
  JOIN unnest($2::text[], $3::uuid[]) k (t, i) ON f.tbl = k.t AND f.row_id = k.i
  WHERE f.scope = ANY ($1::text[]) ORDER BY f.scope, f.ver, f.row_id`);

/** Records as they stand now in the given scopes. */
export async function recordsInScopes(
  on: Connection, scopes: readonly string[], records: readonly { readonly table: string; readonly id: string }[], nowMs: number,
): Promise<readonly Change[]> {
  if (records.length === 0) return [];
  const values = [scopes, records.map((record) => record.table), records.map((record) => record.id), nowMs];
  return (await rows<{ change: Change }>(on, standing, values)).map((found) => found.change);
}

const versions = statement('SELECT name, ver, pruned FROM scope WHERE name = ANY ($1::text[])');

export interface ScopeVersion { readonly name: string; readonly ver: number; readonly pruned: number }

/** Present version of each scope; one that was never touched is missing. */
export async function scopeVersions(on: Connection, scopes: readonly string[]): Promise<readonly ScopeVersion[]> {
  return await rows<{ name: string; ver: number; pruned: number }>(on, versions, [scopes]);
}

// A failover that lost its tail or a base backup gives another identifier or timeline, our own restore another history: every cursor starts again.
const epochOf = statement(`
  SELECT s.system_identifier::text || '-' || c.timeline_id || coalesce('-' || (SELECT value->>0 FROM meta WHERE key = 'history'), '') AS epoch
  FROM pg_control_system() s, pg_control_checkpoint() c`);

/** The history this store belongs to. */
export async function storeEpoch(on: Connection): Promise<string> {
  return (await row<{ epoch: string }>(on, epochOf))?.epoch ?? '';
}
