import type { DBCore, DBCoreCursor, DBCoreKeyRange, DBCoreMutateRequest, DBCoreTable, Middleware } from 'dexie';
import { openBytes, openBytesOfBefore, sealBytes } from './sealBytes.ts';
import { keyedHash, type StoreKey } from './storeKey.ts';

/** How a table's rows lie on disk. */
interface Sealing {
  /** Ids, times and states, which stay readable because they are looked up by. */
  readonly open: readonly string[];
  /** A list of numbers, of which only keyed hashes stay. */
  readonly hashed: string | null;
  /** The field that says which row this is: a sealed text opens nowhere else. */
  readonly named: string;
}

const sealings: Readonly<Record<string, Sealing>> = {
  households: { open: ['id', 'scopes', 'touchedAtMs'], hashed: 'numbers', named: 'id' },
  callbacks: { open: ['id', 'dueAtMs', 'ownerAgentId', 'state', 'householdId', 'scopes'], hashed: null, named: 'id' },
  articles: { open: ['id', 'scopes'], hashed: null, named: 'id' },
  agents: { open: ['id', 'scopes'], hashed: null, named: 'id' },
  erasures: { open: ['id', 'households', 'customers', 'scopes'], hashed: null, named: 'id' },
  notices: { open: ['id', 'madeAtMs', 'scopes'], hashed: null, named: 'id' },
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
const encoder = new TextEncoder();
const decoder = new TextDecoder();

function sealRow(key: StoreKey, table: string, how: Sealing, row: Row): Row {
  const open: Record<string, unknown> = {};
  const closed: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(row)) (how.open.includes(field) ? open : closed)[field] = value;
  if (how.hashed !== null) open[how.hashed] = ((row[how.hashed] ?? []) as readonly string[]).map((number) => keyedHash(key, number));
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  open['sealed'] = sealBytes(key.sealing, nonce, encoder.encode(JSON.stringify(closed)), encoder.encode(`${table}:${String(row[how.named])}`));
  return open;
}

function openRow(key: StoreKey, table: string, how: Sealing, stored: Row | undefined): Row | undefined {
  if (stored === undefined) return undefined;
  const { sealed, ...open } = stored;
  const bytes = ArrayBuffer.isView(sealed) ? new Uint8Array(sealed.buffer, sealed.byteOffset, sealed.byteLength) : null;
  const beside = encoder.encode(`${table}:${String(stored[how.named])}`);
  const plain = bytes && (openBytes(key.sealing, bytes, beside) ?? openBytesOfBefore(key.sealingBefore, bytes, beside));
  if (!plain) throw new UnopenableRow(table);
  return { ...open, ...(JSON.parse(decoder.decode(plain)) as Row) };
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
  const open = (stored: Row | undefined): Row | undefined => openRow(key, name, how, stored);
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
    return { ...request, values: request.values.map((row) => sealRow(key, name, how, row as Row)) };
  }
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
        const how = sealings[name];
        if (how === undefined) throw new Error(`table ${name} has no rule for sealing`);
        return sealedTable(key, name, how, core.table(name));
      },
    }),
  };
}
