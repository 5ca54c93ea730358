import type { Cursor, PullRequest } from '../../shared/sync/pullMessages.ts';
import { FIRST_ROW, type Page, pullPage } from '../store/pull.ts';
import type { Central } from './central.ts';
import { ALL, deskScopes } from './deskScopes.ts';
import type { Desk } from './sessions.ts';

/** Rows of a page at most, of what everybody mirrors and of the desktop's own, whatever a desktop asks for: a household's file can be tens of kilobytes. */
const MOST_ROWS = 500;

/**
 * What a desktop has not seen yet of its scopes.
 *
 * Scopes under `reset` have no rows in this answer: the desktop sets their cursors to 0 and asks again (`more` is true).
 * That happens to all of them when the store's epoch is another, and to one whose cursor is ahead of the store
 * or behind what tombstones are kept of.
 *
 * @returns the reply as JSON text (shape: pullReplySchema).
 */
export async function recordsSince(central: Central, desk: Desk, request: PullRequest): Promise<string> {
  const scopes = await deskScopes(central, desk);
  const limit = Math.min(request.limit, MOST_ROWS);
  const cursors = new Map<string, Cursor>(scopes.map((scope) => [scope, readCursor(request.cursors[scope])]));
  const own = new Map([...cursors].filter(([scope]) => scope !== ALL));
  const nowMs = central.clock.now();
  const page = await pullPage(central.pool, own, scopes, limit, nowMs);
  const seen = scopes.filter((scope) => (request.cursors[scope]?.[0] ?? 0) > 0);
  const reset = request.epoch !== null && request.epoch !== page.epoch ? seen : lostScopes(seen, request, page);
  if (reset.length > 0) return reply(page.epoch, scopes, '', true, reset);
  const ver = page.standing.find(({ name }) => name === ALL)?.ver ?? 0;
  const forAll = await central.pages.after(central.pool, ALL, cursors.get(ALL) ?? [0, FIRST_ROW], limit, nowMs, { epoch: page.epoch, ver });
  const changes = [page.changes, forAll.changes].filter((text) => text !== '').join(',');
  return reply(page.epoch, scopes, changes, page.count === limit || forAll.count === limit, []);
}

function lostScopes(seen: readonly string[], request: PullRequest, page: Page): readonly string[] {
  const standing = new Map(page.standing.map((version) => [version.name, version]));
  return seen.filter((scope) => {
    const at = request.cursors[scope]?.[0] ?? 0;
    const version = standing.get(scope);
    return version === undefined || at > version.ver || at < version.pruned;
  });
}

/** A row id that is none (a desktop starts with '') means: before the first row of that version. */
function readCursor(cursor: Cursor | undefined): Cursor {
  if (cursor === undefined) return [0, FIRST_ROW];
  const [version, rowId] = cursor;
  return [version, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(rowId) ? rowId : FIRST_ROW];
}

function reply(epoch: string, scopes: readonly string[], changes: string, more: boolean, reset: readonly string[]): string {
  return `{"epoch":${JSON.stringify(epoch)},"scopes":${JSON.stringify(scopes)},"changes":[${changes}],"more":${more},"reset":${JSON.stringify(reset)}}`;
}
