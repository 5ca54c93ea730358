import { tablesOfSchema } from '../../shared/sync/mirrorTables.ts';
import type { Cursor, PullRequest } from '../../shared/sync/pullMessages.ts';
import { FIRST_ROW, type Page, versionOf } from '../store/pull.ts';
import { REMITS } from '../store/remits.ts';
import type { Central } from './central.ts';
import { ALL, knownScopes, seenScopes, type SeenScopes } from './deskScopes.ts';
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
  const limit = Math.min(request.limit, MOST_ROWS);
  const nowMs = central.clock.now();
  const { scopes, remit, cursors, page } = await readOwn(central, desk, request, limit);
  const seen = scopes.filter((scope) => (request.cursors[scope]?.[0] ?? 0) > 0);
  const reset = request.epoch !== null && request.epoch !== page.epoch ? seen : lostScopes(seen, request, page);
  if (reset.length > 0) return reply(page.epoch, scopes, remit, '', true, reset);
  // What it asks for ahead of what it has written proves nothing about its disk.
  if (request.ahead !== true) central.mirrors.isAt(desk.mirrorId, request.schema, request.cursors);
  const ver = versionOf(page, ALL);
  const forAll = await central.pages.after(central.pool, ALL, cursors.get(ALL) ?? [0, FIRST_ROW], request.schema, limit, nowMs, { epoch: page.epoch, ver });
  const changes = [page.changes, forAll.changes].filter((text) => text !== '').join(',');
  return reply(page.epoch, scopes, remit, changes, page.count === limit || forAll.count === limit, []);
}

interface Own {
  readonly scopes: readonly string[];
  /** Null for who is shown everybody. */
  readonly remit: string | null;
  readonly cursors: ReadonlyMap<string, Cursor>;
  /** What the desktop mirrors beside what everybody does, and where all its scopes stand. */
  readonly page: Page;
}

/** The scopes known of a connected desktop do as long as it is not another question who is shown what: that is read with the page. */
async function readOwn(central: Central, desk: Desk, request: PullRequest, limit: number): Promise<Own> {
  const known = knownScopes(central, desk, request.schema);
  if (known !== null) {
    const own = await readOf({ scopes: known.scopes, view: null });
    if (versionOf(own.page, REMITS) === known.remitsVersion) return own;
  }
  return await readOf(await seenScopes(central.crowd, desk, request.schema));

  async function readOf({ scopes, view }: SeenScopes): Promise<Own> {
    const cursors = new Map<string, Cursor>(scopes.map((scope) => [scope, readCursor(request.cursors[scope])]));
    const own = new Map([...cursors].filter(([scope]) => scope !== ALL));
    const page = await central.crowd.page({ cursors: own, standing: [...scopes, REMITS], tables: tablesOfSchema(request.schema), limit });
    return { scopes, remit: view?.limited === true ? String(view.remitsVersion) : null, cursors, page };
  }
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

function reply(epoch: string, scopes: readonly string[], remit: string | null, changes: string, more: boolean, reset: readonly string[]): string {
  return `{"epoch":${JSON.stringify(epoch)},"scopes":${JSON.stringify(scopes)},${remit === null ? '' : `"remit":${JSON.stringify(remit)},`}"changes":[${changes}],"more":${more},"reset":${JSON.stringify(reset)}}`;
}
