import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from '../../../central/store/pool.ts';
import { changesIn, placedRecords } from '../../../central/store/pull.ts';
import { openScope, POOL } from '../../../central/store/touch.ts';
import { KEPT_SCOPE } from '../../../renderer/localdb/householdRow.ts';
import type { MirrorTable } from '../../../shared/sync/mirrorTables.ts';
import type { Change } from '../../../shared/sync/pullMessages.ts';
import type { ChaosDesk } from './chaosDesk.ts';
import type { DeskReport } from './chaosMessages.ts';

/** What each desktop may mirror now. A household closed on screen leaves with the next pull: it is not among these. */
async function granted(pool: Pool, desk: ChaosDesk): Promise<readonly string[]> {
  const watched = await pool.query<{ id: string }>(
    'SELECT household_id AS id FROM watched_household w JOIN desk_session s ON s.id = w.session_id WHERE s.agent_id = $1 AND s.ended_at_ms IS NULL', [desk.seat.agentId]);
  return ['all', `agent:${desk.seat.agentId}`, POOL, ...watched.rows.map(({ id }) => openScope(id))];
}

/** Waits, without doing anything about it, until nothing waits on any desktop and each has seen what its scopes hold. */
export async function settled(pool: Pool, desks: readonly ChaosDesk[], withinMs: number): Promise<ReadonlyMap<ChaosDesk, DeskReport>> {
  const untilMs = performance.now() + withinMs;
  for (;;) {
    const reports = new Map(await Promise.all(desks.map(async (desk) => [desk, await desk.report()] as const)));
    const versions = new Map((await pool.query<{ name: string; ver: number }>('SELECT name, ver FROM scope')).rows.map(({ name, ver }) => [name, ver]));
    const behind: string[] = [];
    for (const [at, [desk, report]] of [...reports].entries()) {
      const who = `desk ${at} (${report.live ? 'live' : 'away'})`;
      if (report.waiting > 0) behind.push(`${who} waits with ${report.waiting}`);
      for (const scope of await granted(pool, desk)) {
        const seen = report.cursors[scope] ?? 0;
        if (seen < (versions.get(scope) ?? 0)) behind.push(`${who} at ${seen} of ${versions.get(scope)} in ${scope.split(':')[0]}`);
      }
    }
    if (behind.length === 0) return reports;
    if (performance.now() > untilMs) throw new Error(`not settled within ${withinMs} ms: ${behind.join('; ')}`);
    await wait(500);
  }
}

/**
 * A record without what changes by itself: when central built the file, and the household's last contact beside a callback
 * that is closed (no list shows it, so nobody is told). The order of keys does not matter.
 */
function comparable(record: unknown): string {
  const { callback } = record as { readonly callback?: { readonly state: string } };
  if (callback !== undefined && callback.state !== 'open') return comparable({ closed: callback });
  return JSON.stringify(record, (key, value: unknown) => {
    if (key === 'asOfMs') return 0;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** Where two records part: the path of each difference, what stands here and what in the store. Takes what comparable() returns. */
function partings(here: unknown, truth: unknown, at = ''): readonly string[] {
  if (JSON.stringify(here) === JSON.stringify(truth)) return [];
  if (typeof here !== 'object' || typeof truth !== 'object' || here === null || truth === null) return [`${at}: ${JSON.stringify(here)} here, ${JSON.stringify(truth)} there`];
  const [ours, theirs] = [here as Record<string, unknown>, truth as Record<string, unknown>];
  return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].flatMap((key) => partings(ours[key], theirs[key], `${at}.${key}`));
}

/** What differs between a desktop's mirror and its scopes. What it keeps of its own accord beside them is no mirror. */
export async function differences(pool: Pool, desk: ChaosDesk, report: DeskReport): Promise<readonly string[]> {
  const scopes = await granted(pool, desk);
  const mirrors = (scope: string): boolean => scope !== KEPT_SCOPE && (!scope.startsWith('open:') || scopes.includes(scope));
  const feed = await pool.query<{ table: MirrorTable; id: string }>('SELECT DISTINCT tbl AS "table", row_id AS id FROM feed WHERE scope = ANY ($1) AND NOT gone', [scopes]);
  const truth = new Map(changesIn(scopes, await placedRecords(pool, feed.rows, Date.now())).map((standing) => JSON.parse(standing.text) as Change).filter((change) => !change.g).map((change) => [`${change.t} ${change.id}`, comparable(change.r)]));
  const here = new Map(report.mirror.filter((row) => row.scopes.some(mirrors)).map((row) => [`${row.table} ${row.id}`, comparable(row.record)]));
  return [
    ...[...truth].filter(([key]) => !here.has(key)).map(([key]) => `missing ${key}`),
    ...[...here.keys()].filter((key) => !truth.has(key)).map((key) => `left over ${key}`),
    ...[...truth].flatMap(([key, record]) => {
      const mirrored = here.get(key);
      return mirrored === undefined || mirrored === record ? [] : [`stale ${key}: ${partings(JSON.parse(mirrored), JSON.parse(record)).join('; ')}`];
    }),
  ];
}
