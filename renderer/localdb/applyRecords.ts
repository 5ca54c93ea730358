import type { Table } from 'dexie';
import type { Colleague } from '../../shared/agents/agent.ts';
import type { CallbackRow } from '../../shared/callbacks/callback.ts';
import type { Coaching } from '../../shared/coaching/coaching.ts';
import type { HouseholdFile } from '../../shared/customers/household.ts';
import type { Erasure } from '../../shared/customers/erasure.ts';
import type { Notice } from '../../shared/notices/notice.ts';
import type { ExpertQuestionRow } from '../../shared/knowledge/expertQuestion.ts';
import type { WordTable } from '../../shared/knowledge/wordTable.ts';
import type { Guide } from '../../shared/guides/guide.ts';
import type { MessageTemplate } from '../../shared/messages/messageTemplate.ts';
import type { Opening } from '../../shared/knowledge/opening.ts';
import type { Article } from '../../shared/knowledge/article.ts';
import { parse } from '../../shared/language/parse.ts';
import { type MirrorTable, mirrorRowSchemas, mirrorTables } from '../../shared/sync/mirrorTables.ts';
import { RECORD_SCHEMA_VERSION } from '../../shared/sync/protocolVersion.ts';
import type { Change, Cursor, PullReply } from '../../shared/sync/pullMessages.ts';
import type { UtcMs } from '../../shared/time/utcMs.ts';
import type { DeskDatabase } from './deskDatabase.ts';
import { erasedAmong, type Forgotten, forgetErased, tablesOfErasing, withoutErased } from './forgetErased.ts';
import { householdNumbers, KEPT_SCOPE, newerFile } from './householdRow.ts';
import type { AgentRow, ArticleRow, CallbackMirrorRow, ErasureRow, ExpertQuestionMirrorRow, GuideRow, HouseholdRow, Mirrored, NoticeRow, OpeningRow, TemplateRow, WordTableRow } from './rows.ts';

const START: Cursor = [0, ''];
const staleMark = (scope: string): string => `${scope}~`;
const isLocal = (scope: string): boolean => scope === KEPT_SCOPE;
const bareScope = (scope: string): string => scope.replace(/~$/, '');

function after(a: Cursor, b: Cursor): boolean {
  return a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);
}

type AnyRow = HouseholdRow | CallbackMirrorRow | ArticleRow | AgentRow | NoticeRow | ErasureRow | GuideRow | OpeningRow | TemplateRow | WordTableRow | ExpertQuestionMirrorRow;

function mirrorTablesOf(database: DeskDatabase): readonly Table<AnyRow, string>[] {
  return [database.households, database.callbacks, database.articles, database.agents, database.notices, database.erasures, database.guides, database.openings, database.templates, database.wordTables, database.expertQuestions] as unknown as readonly Table<AnyRow, string>[];
}

function tableOf(database: DeskDatabase, table: MirrorTable): Table<AnyRow, string> {
  const tables = { household: database.households, callback: database.callbacks, article: database.articles, agent: database.agents, notice: database.notices, erasure: database.erasures, guide: database.guides, opening: database.openings, template: database.templates, wordTable: database.wordTables, expertQuestion: database.expertQuestions, coaching: database.notices };
  return tables[table] as unknown as Table<AnyRow, string>;
}

/**
 * Every table that applying these changes may write: the transaction that calls `applyChanges` must cover them. Drafts and
 * outbox only when somebody was erased: what an agent writes does not wait for an ordinary pull.
 */
export function tablesOfRecords(database: DeskDatabase, changes: readonly Change[]): Table[] {
  const erasing = changes.some((change) => change.t === 'erasure') ? tablesOfErasing(database) : [];
  return [...new Set([...mirrorTablesOf(database) as readonly Table[], ...erasing, database.cursors, database.meta])];
}

function rowFrom(table: MirrorTable, raw: unknown, head: Mirrored, before: AnyRow | undefined, nowMs: UtcMs): AnyRow | null {
  const parsed = parse(mirrorRowSchemas[table], raw);
  if (!parsed.ok) {
    console.warn('a record was refused', table, head.id, parsed.faults.map((fault) => fault.field).join(' '));
    return null;
  }
  switch (table) {
    case 'household': {
      const arrived = parsed.value as HouseholdFile;
      const known = before as HouseholdRow | undefined;
      // A file fetched for a call may be newer than the page of a pull that was already on its way.
      const file = known ? newerFile(known.file, arrived) : arrived;
      return { ...head, numbers: householdNumbers(file), touchedAtMs: known?.touchedAtMs ?? nowMs, file };
    }
    case 'callback': {
      const row = parsed.value as CallbackRow;
      const { state, householdId } = row.callback;
      return { ...head, state, householdId, row };
    }
    case 'article': return { ...head, article: parsed.value as Article };
    case 'agent': return { ...head, agent: parsed.value as Colleague };
    case 'guide': return { ...head, guide: parsed.value as Guide };
    case 'expertQuestion': {
      const row = parsed.value as ExpertQuestionRow;
      return { ...head, householdId: row.householdId ?? '', row };
    }
    case 'wordTable': return { ...head, table: parsed.value as WordTable };
    case 'opening': return { ...head, opening: parsed.value as Opening };
    case 'template': return { ...head, template: parsed.value as MessageTemplate };
    case 'notice': {
      const notice = parsed.value as Notice;
      return { ...head, madeAtMs: notice.madeAtMs, notice };
    }
    case 'coaching': {
      const coaching = parsed.value as Coaching;
      return { ...head, madeAtMs: coaching.lines.at(-1)?.atMs ?? coaching.madeAtMs, coaching };
    }
    case 'erasure': {
      const { householdId, households, customers, atMs } = parsed.value as Erasure;
      return { ...head, householdId, households, customers, atMs };
    }
  }
}

function heldIn(row: AnyRow, scope: string, v: number): Mirrored {
  const scopes = row.scopes.filter((each) => each !== scope && each !== staleMark(scope));
  return { id: row.id, scopes: [...scopes, scope], versions: { ...row.versions, [scope]: v } };
}

/** The row without one scope; null when no other holds it. What central has handed out it also takes back: a kept copy goes too. */
function leftBy(row: AnyRow, scope: string): AnyRow | null {
  const takesKept = scope.startsWith('desk:');
  const scopes = row.scopes.filter((each) => each !== scope && each !== staleMark(scope) && !(takesKept && each === KEPT_SCOPE));
  if (scopes.length === 0) return null;
  const { [scope]: _left, ...versions } = row.versions;
  return { ...row, scopes, versions };
}

/** What one change makes of a row; the row itself when it is old news, null when it goes. */
function rowAfter(before: AnyRow | null, change: Change, nowMs: UtcMs): AnyRow | null {
  const heldVersion = before?.versions[change.s];
  if (heldVersion !== undefined && heldVersion > change.v) return before;
  if (change.g) return before && leftBy(before, change.s);
  const head = before
    ? heldIn(before, change.s, change.v)
    : { id: change.id, scopes: [change.s], versions: { [change.s]: change.v } };
  return rowFrom(change.t, change.r, head, before ?? undefined, nowMs) ?? before;
}

/**
 * Writes rows central sent, a table at a time. Older news than what is held here is passed over: a result answered
 * twice, or a live message that a pull has overtaken, can never undo a newer row.
 *
 * Who was erased goes from every table, whatever holds them, and is told of afterwards (`tellForgotten`).
 *
 * @param cursors  where each scope stands; a change at or before it has been seen.
 */
export async function applyChanges(database: DeskDatabase, changes: readonly Change[], cursors: ReadonlyMap<string, Cursor>, nowMs: UtcMs): Promise<Written> {
  const news = changes.filter((change) => after([change.v, change.id], cursors.get(change.s) ?? START));
  let written = 0;
  let erasures: readonly ErasureRow[] = [];
  for (const name of mirrorTables) {
    const ofTable = news.filter((change) => change.t === name);
    if (ofTable.length === 0) continue;
    const table = tableOf(database, name);
    const ids = [...new Set(ofTable.map((change) => change.id))];
    const before = new Map((await table.bulkGet(ids)).map((row, index) => [ids[index] ?? '', row ?? null]));
    const standing = new Map(before);
    for (const change of ofTable) standing.set(change.id, rowAfter(standing.get(change.id) ?? null, change, nowMs));
    const changed = ids.filter((id) => standing.get(id) !== before.get(id));
    const rows = await exceptErased(database, name, changed.flatMap((id) => standing.get(id) ?? []));
    const kept = new Set(rows.map((row) => row.id));
    await table.bulkPut(rows);
    await table.bulkDelete(changed.filter((id) => !kept.has(id)));
    written += changed.length;
    // One that stood here before was carried out before.
    if (name === 'erasure') erasures = changed.flatMap((id) => (before.get(id) === null ? standing.get(id) as ErasureRow | null ?? [] : []));
  }
  // Last, so that nothing of the same page stays.
  const forgotten = erasures.length === 0 ? [] : [await forgetErased(database, erasures, nowMs)];
  return { written, forgotten };
}

export interface Written {
  /** Rows written or removed. */
  readonly written: number;
  readonly forgotten: readonly Forgotten[];
}

/** What was on its way while its people were erased must not bring them back. One look for a whole page, before it is written. */
async function exceptErased(database: DeskDatabase, name: MirrorTable, arrived: readonly AnyRow[]): Promise<readonly AnyRow[]> {
  if (name === 'household') {
    const rows = arrived as readonly HouseholdRow[];
    const suspects = await erasedAmong(database, rows.map((row) => row.id), rows.flatMap((row) => row.file.customers.map((each) => each.id)));
    if (suspects.size === 0) return rows;
    return (await Promise.all(rows.map(async (row) => {
      if (!suspects.has(row.id) && !row.file.customers.some((each) => suspects.has(each.id))) return row;
      const file = await withoutErased(database, row.file);
      return file && { ...row, file, numbers: householdNumbers(file) };
    }))).filter((row) => row !== null);
  }
  if (name === 'callback') {
    const rows = arrived as readonly CallbackMirrorRow[];
    const suspects = await erasedAmong(database, rows.map((row) => row.householdId), rows.flatMap(({ row }) => row.callback.customerId ?? []));
    return rows.filter(({ householdId, row }) => !suspects.has(householdId) && (row.callback.customerId === null || !suspects.has(row.callback.customerId)));
  }
  if (name === 'expertQuestion') {
    const rows = arrived as readonly ExpertQuestionMirrorRow[];
    const suspects = await erasedAmong(database, rows.map((row) => row.householdId), rows.flatMap(({ row }) => row.customerId ?? []));
    return rows.filter(({ householdId, row }) => !suspects.has(householdId) && (row.customerId === null || !suspects.has(row.customerId)));
  }
  return arrived;
}

export async function readCursors(database: DeskDatabase): Promise<Map<string, Cursor>> {
  const rows = await database.cursors.toArray();
  return new Map(rows.map((row) => [row.scope, row.cursor]));
}

/** False while nothing was mirrored yet. */
export async function isMirroring(database: DeskDatabase): Promise<boolean> {
  return (await database.cursors.count()) > 0;
}

async function markForSweep(database: DeskDatabase, scope: string): Promise<void> {
  for (const table of mirrorTablesOf(database)) {
    const rows = await table.where('scopes').equals(scope).toArray();
    await table.bulkPut(rows.map((row) => {
      const { [scope]: _old, ...versions } = row.versions;
      return { ...row, scopes: [...row.scopes.filter((each) => each !== scope), staleMark(scope)], versions };
    }));
  }
  await database.cursors.put({ scope, cursor: START, sweeping: true });
}

async function dropScope(database: DeskDatabase, mark: string): Promise<void> {
  for (const table of mirrorTablesOf(database)) {
    const rows = await table.where('scopes').equals(mark).toArray();
    const left = rows.map((row) => leftBy(row, bareScope(mark)));
    await table.bulkPut(left.filter((row) => row !== null));
    await table.bulkDelete(rows.filter((_row, index) => left[index] === null).map((row) => row.id));
  }
}

async function forgetScopesNotIn(database: DeskDatabase, allowed: readonly string[], cursors: ReadonlyMap<string, Cursor>): Promise<void> {
  const held = new Set(cursors.keys());
  for (const table of mirrorTablesOf(database)) {
    for (const key of await table.orderBy('scopes').uniqueKeys()) held.add(bareScope(String(key)));
  }
  for (const scope of held) {
    if (allowed.includes(scope) || isLocal(scope)) continue;
    await dropScope(database, scope);
    await dropScope(database, staleMark(scope));
    await database.cursors.delete(scope);
  }
}

/** Whom this agent is shown may be others now: what look-ups left here is not theirs to keep. What they still see, they look up again. */
async function heedRemit(database: DeskDatabase, remit: string): Promise<void> {
  if (((await database.meta.get('remit'))?.value ?? '') === remit) return;
  await database.meta.put({ key: 'remit', value: remit });
  await dropScope(database, KEPT_SCOPE);
}

/** After a restore the revisions of files begin again from where the store had been: those held here count for nothing. */
async function forgetRevisions(database: DeskDatabase): Promise<void> {
  await database.households.bulkPut((await database.households.toArray()).map((row) => {
    const { revision: _ofBefore, ...file } = row.file;
    return { ...row, file };
  }));
}

/** A mirror written by a program of another record schema lacks what that one did not know: every scope is mirrored anew. */
export async function startAnewAfterUpdate(database: DeskDatabase): Promise<void> {
  await database.transaction('rw', tablesOfRecords(database, []), async () => {
    const schema = (await database.meta.get('schema'))?.value;
    if (schema === String(RECORD_SCHEMA_VERSION)) return;
    for (const scope of (await readCursors(database)).keys()) await markForSweep(database, scope);
    await database.meta.put({ key: 'schema', value: String(RECORD_SCHEMA_VERSION) });
  });
}

export interface Applied extends Written {
  /** True when the reply came from another epoch than the mirror: the same pull must be asked again, from 0. */
  readonly again: boolean;
}

/**
 * Applies one page of a pull: rows and cursors in ONE transaction, so that a crash between them cannot lose a row.
 * A scope in `reset` is marked, pulled from 0, and what was not seen again goes when its last page has come.
 */
export async function applyPullReply(database: DeskDatabase, reply: PullReply, nowMs: UtcMs): Promise<Applied> {
  return database.transaction('rw', tablesOfRecords(database, reply.changes), async () => {
    const epoch = await database.meta.get('epoch');
    await database.meta.put({ key: 'epoch', value: reply.epoch });
    await heedRemit(database, reply.remit ?? '');
    const cursors = await readCursors(database);
    const restored = epoch !== undefined && epoch.value !== reply.epoch;
    if (restored) await forgetRevisions(database);
    const reset = restored ? [...new Set([...cursors.keys(), ...reply.reset])] : reply.reset;
    for (const scope of reset) {
      await markForSweep(database, scope);
      cursors.set(scope, START);
    }
    // Without the resets of its own, a reply of another epoch was counted from cursors that mean nothing there.
    if (restored && reply.reset.length === 0 && cursors.size > 0) return { written: 0, forgotten: [], again: true };

    const { written, forgotten } = await applyChanges(database, reply.changes, cursors, nowMs);
    const sweeping = new Map((await database.cursors.toArray()).map((row) => [row.scope, row.sweeping]));
    for (const change of reply.changes) {
      const at: Cursor = [change.v, change.id];
      if (after(at, cursors.get(change.s) ?? START)) cursors.set(change.s, at);
    }
    for (const scope of reply.scopes) {
      const isSweeping = sweeping.get(scope) ?? false;
      if (!reply.more && isSweeping) await dropScope(database, staleMark(scope));
      await database.cursors.put({ scope, cursor: cursors.get(scope) ?? START, sweeping: isSweeping && reply.more });
    }
    // Every index of scopes is read for it: between two pages, only where a scope is known to have gone.
    if (!reply.more || [...cursors.keys()].some((scope) => !reply.scopes.includes(scope))) await forgetScopesNotIn(database, reply.scopes, cursors);
    return { written, forgotten, again: false };
  });
}
