import type { DBCore, DBCoreMutateRequest, DBCoreTable, DBCoreTransaction, Middleware } from 'dexie';
import { type JournaledTable, journaledTables, type JournalPlace, type JournalRow } from '../../../shared/ipc/journal.ts';
import { journalRow } from './journalRow.ts';

/** What one transaction changed, in the order it did. */
export type JournalChange = { readonly put: JournalRow } | { readonly drop: JournalPlace };
type Key = JournalPlace['key'];
type Row = Readonly<Record<string, unknown>>;

const isJournaled = (name: string): name is JournaledTable => (journaledTables as readonly string[]).includes(name);

/** Central has the record of a finished call, or its op is still in the outbox. */
export const isFollowed = (table: JournaledTable, row: Row): boolean => table !== 'callLog' || row['state'] !== 'finished';

function changesOf(table: JournaledTable, request: DBCoreMutateRequest, results: readonly unknown[], failures: Readonly<Record<number, Error>>): readonly JournalChange[] {
  if (request.type === 'delete') return (request.keys as Key[]).map((key) => ({ drop: { table, key } }));
  if (request.type === 'deleteRange') return [];
  return request.values.flatMap((value: Row, place): readonly JournalChange[] => {
    if (failures[place] !== undefined) return [];
    const key = results[place] as Key;
    // The store gives an op its number; the row we hold has none yet.
    const row = table === 'outbox' ? { ...value, seq: key } : value;
    return [isFollowed(table, row) ? { put: journalRow(table, key, row) } : { drop: { table, key } }];
  });
}

function followedTable(table: JournaledTable, down: DBCoreTable, changed: (trans: DBCoreTransaction, changes: readonly JournalChange[]) => void): DBCoreTable {
  const follow = (request: DBCoreMutateRequest): ReturnType<DBCoreTable['mutate']> => down.mutate(request).then((answer) => {
    changed(request.trans, changesOf(table, request, answer.results ?? [], answer.failures));
    return answer;
  });
  return {
    ...down,
    mutate: (request) => {
      if (request.type !== 'deleteRange') return follow(request);
      return down.query({ trans: request.trans, values: false, query: { index: down.schema.primaryKey, range: request.range } })
        .then(({ result }) => follow(request).then((answer) => {
          changed(request.trans, (result as Key[]).map((key) => ({ drop: { table, key } })));
          return answer;
        }));
    },
  };
}

/**
 * Tells what each transaction changed in the tables only this computer has, once the disk has taken it: below the
 * sealing, so that no plain word passes through here.
 */
export function followTables(stored: (changes: readonly JournalChange[]) => void): Middleware<DBCore> {
  const pending = new WeakMap<DBCoreTransaction, JournalChange[]>();
  const changed = (trans: DBCoreTransaction, changes: readonly JournalChange[]): void => {
    const before = pending.get(trans);
    if (before) {
      before.push(...changes);
      return;
    }
    const mine = [...changes];
    pending.set(trans, mine);
    (trans as unknown as IDBTransaction).addEventListener('complete', () => { stored(mine); });
  };
  return {
    stack: 'dbcore', name: 'journal', level: -3,
    create: (core) => ({ ...core, table: (name) => (isJournaled(name) ? followedTable(name, core.table(name), changed) : core.table(name)) }),
  };
}
