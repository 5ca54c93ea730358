import type { DBCore, DBCoreCursor, DBCoreKeyRange, DBCoreMutateRequest, DBCoreTable, Middleware } from 'dexie';
import { must } from '../../../shared/language/must.ts';
import { NONCE_BYTES, openBytes, openBytesOfBefore, sealBytes } from './sealBytes.ts';
import { keyedHash, type StoreKey } from './storeKey.ts';

/** How a table's rows lie on disk. */
interface Sealing {
  /** Ids, times and states, which stay readable because they are looked up by. */
  readonly open: readonly string[];
  /** A list of numbers, of which only keyed hashes stay. */
  readonly hashed: string | null;
  /** The field that says which row this is: a sealed text opens nowhere else. */
  readonly named: string;
  /** Read over and over as a whole list: what a row was opened to is remembered while this database is open. */
  readonly remembered?: true;
}

const sealings: Readonly<Record<string, Sealing>> = {
  households: { open: ['id', 'scopes', 'touchedAtMs'], hashed: 'numbers', named: 'id' },
  callbacks: { open: ['id', 'state', 'householdId', 'scopes'], hashed: null, named: 'id', remembered: true },
  articles: { open: ['id', 'scopes'], hashed: null, named: 'id' },
  agents: { open: ['id', 'scopes'], hashed: null, named: 'id' },
  erasures: { open: ['id', 'households', 'customers', 'scopes'], hashed: null, named: 'id' },
  notices: { open: ['id', 'madeAtMs', 'scopes'], hashed: null, named: 'id' },
  guides: { open: ['id', 'scopes'], hashed: null, named: 'id' },
  openings: { open: ['id', 'scopes'], hashed: null, named: 'id' },
  templates: { open: ['id', 'scopes'], hashed: null, named: 'id' },
  wordTables: { open: ['id', 'scopes'], hashed: null, named: 'id' },
  expertQuestions: { open: ['id', 'householdId', 'scopes'], hashed: null, named: 'id' },
  outbox: { open: ['seq', 'id', 'state', 'addedAtMs'], hashed: null, named: 'id' },
  drafts: { open: ['callId', 'updatedAtMs'], hashed: null, named: 'callId' },
  callLog: { open: ['callId', 'startedAtMs', 'state'], hashed: null, named: 'callId' },
};

/** Tables without a word of anybody in them: versions of scopes, and which history they belong to. */
export const unsealedTables: ReadonlySet<string> = new Set(['cursors', 'meta']);

/** A row that this key does not open: the disk gave back something else than was written. */
export class UnopenableRow extends Error {
  constructor(table: string) {
    super(`a row of ${table} cannot be opened`);
    this.name = 'UnopenableRow';
  }
}

type Row = Readonly<Record<string, unknown>>;
/** What Web Crypto draws at most at a time. */
const MOST_RANDOM_BYTES = 65_536;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** As many nonces, one behind the other: drawing each by itself costs as much as sealing its row. */
function drawNonces(howMany: number): Uint8Array {
  const nonces = new Uint8Array(NONCE_BYTES * howMany);
  for (let at = 0; at < nonces.length; at += MOST_RANDOM_BYTES) crypto.getRandomValues(nonces.subarray(at, at + MOST_RANDOM_BYTES));
  return nonces;
}

function sealRow(key: StoreKey, table: string, how: Sealing, row: Row, nonce: Uint8Array): Row {
  const open: Record<string, unknown> = {};
  const closed: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(row)) (how.open.includes(field) ? open : closed)[field] = value;
  if (how.hashed !== null) open[how.hashed] = ((row[how.hashed] ?? []) as readonly string[]).map((number) => keyedHash(key, number));
  open['sealed'] = sealBytes(key.sealing, nonce, encoder.encode(JSON.stringify(closed)), encoder.encode(`${table}:${String(row[how.named])}`));
  return open;
}

/** What rows were opened to, each with the nonce of that sealing, which is another one every time a row is written. */
type Opened = Map<unknown, { readonly nonce: Uint8Array; readonly closed: Row }>;
/** More than an agent's list ever holds; beyond it all is forgotten and remembered anew. */
const MOST_REMEMBERED = 20_000;

const isSame = (a: Uint8Array, b: Uint8Array): boolean => a.every((byte, at) => byte === b[at]);

function openRow(key: StoreKey, table: string, how: Sealing, stored: Row | undefined, opened: Opened): Row | undefined {
  if (stored === undefined) return undefined;
  const { sealed, ...open } = stored;
  const bytes = ArrayBuffer.isView(sealed) ? new Uint8Array(sealed.buffer, sealed.byteOffset, sealed.byteLength) : null;
  const nonce = bytes?.subarray(0, NONCE_BYTES) ?? null;
  const before = how.remembered && nonce !== null ? opened.get(stored[how.named]) : undefined;
  if (before !== undefined && nonce !== null && isSame(nonce, before.nonce)) return { ...open, ...before.closed };
  const beside = encoder.encode(`${table}:${String(stored[how.named])}`);
  const plain = bytes && (openBytes(key.sealing, bytes, beside) ?? openBytesOfBefore(key.sealingBefore, bytes, beside));
  if (!plain) throw new UnopenableRow(table);
  const closed = JSON.parse(decoder.decode(plain)) as Row;
  if (how.remembered && nonce !== null) {
    if (opened.size >= MOST_REMEMBERED) opened.clear();
    opened.set(stored[how.named], { nonce: nonce.slice(), closed });
  }
  return { ...open, ...closed };
}

/** A number is looked up whole: of its parts the hash knows nothing. */
function hashedRange(key: StoreKey, range: DBCoreKeyRange): DBCoreKeyRange {
  if (range.lower === undefined || range.lower !== range.upper) throw new RangeError('a sealed number can only be looked up whole');
  const hash = keyedHash(key, String(range.lower));
  return { ...range, lower: hash, upper: hash };
}

function openCursor(cursor: DBCoreCursor, open: (stored: Row | undefined) => Row | undefined): DBCoreCursor {
  let at: { readonly stored: unknown; readonly row: Row | undefined } | null = null;
  return Object.create(cursor, {
    // Methods must run on the cursor itself, which is a native object underneath.
    continue: { value: (key?: unknown) => { cursor.continue(key); } },
    continuePrimaryKey: { value: (key: unknown, primaryKey: unknown) => { cursor.continuePrimaryKey(key, primaryKey); } },
    advance: { value: (count: number) => { cursor.advance(count); } },
    start: { value: (onNext: () => void) => cursor.start(onNext) },
    stop: { value: (value?: unknown) => { cursor.stop(value as Promise<unknown>); } },
    next: { value: () => cursor.next() },
    fail: { value: (error: Error) => { cursor.fail(error); } },
    key: { get: () => cursor.key as unknown },
    primaryKey: { get: () => cursor.primaryKey as unknown },
    value: {
      get: () => {
        const stored: unknown = cursor.value;
        if (at?.stored !== stored) at = { stored, row: open(stored as Row | undefined) };
        return at?.row;
      },
    },
  }) as DBCoreCursor;
}

function sealedTable(key: StoreKey, name: string, how: Sealing, down: DBCoreTable): DBCoreTable {
  const opened: Opened = new Map();
  const open = (stored: Row | undefined): Row | undefined => openRow(key, name, how, stored, opened);
  const translated = <R extends { readonly query: { readonly index: { readonly name: string | null }; readonly range: DBCoreKeyRange } }>(request: R): R =>
    (how.hashed !== null && request.query.index.name === how.hashed ? { ...request, query: { ...request.query, range: hashedRange(key, request.query.range) } } : request);
  return {
    ...down,
    get: (request) => down.get(request).then((row) => open((row ?? undefined) as Row | undefined)),
    getMany: (request) => down.getMany(request).then((rows) => rows.map((row) => open((row ?? undefined) as Row | undefined))),
    query: (request) => down.query(translated(request)).then((answer) => (request.values ? { ...answer, result: answer.result.map((row) => open(row as Row)) } : answer)),
    count: (request) => down.count(translated(request)),
    openCursor: (request) => down.openCursor(translated(request)).then((cursor) => (cursor !== null && request.values ? openCursor(cursor, open) : cursor)),
    mutate: (request) => down.mutate(request.type === 'add' || request.type === 'put' ? sealRequest(request) : request),
  };

  function sealRequest(request: DBCoreMutateRequest & { readonly type: 'add' | 'put' }): DBCoreMutateRequest {
    const nonces = drawNonces(request.values.length);
    return { ...request, values: request.values.map((row, place) => sealRow(key, name, how, row as Row, nonces.subarray(place * NONCE_BYTES, (place + 1) * NONCE_BYTES))) };
  }
}

const sealingOf = (table: string): Sealing => must(sealings[table], `table ${table} has no rule for sealing`);

/** A row as it would lie on disk, for a copy beside the database. */
export function sealedRow(key: StoreKey, table: string, row: Row): Row {
  return sealRow(key, table, sealingOf(table), row, drawNonces(1));
}

/** @throws UnopenableRow */
export function openedRow(key: StoreKey, table: string, stored: Row): Row | undefined {
  return openRow(key, table, sealingOf(table), stored, new Map());
}

/**
 * Seals rows on their way to the disk and opens them on their way back, below everything else of Dexie: whoever uses the
 * database sees plain rows, and no plain word is ever handed to IndexedDB.
 *
 * @throws Error for a table that no rule names: a table added later must say what of it stays readable.
 */
export function sealTables(key: StoreKey): Middleware<DBCore> {
  return {
    stack: 'dbcore', name: 'sealing',
    // Below Dexie's own (−1 and up): what they keep and compare is plain.
    level: -2,
    create: (core) => ({
      ...core,
      table: (name) => {
        if (unsealedTables.has(name)) return core.table(name);
        return sealedTable(key, name, sealingOf(name), core.table(name));
      },
    }),
  };
}
