import { liveQuery, type Subscription } from 'dexie';
import type { CallbackRow } from '../../shared/callbacks/callback.ts';
import { unlessClosed } from './currentDatabase.ts';
import type { DeskDatabase } from './deskDatabase.ts';
import { callbackRows } from './queries.ts';

export type ReadRows = { readonly ok: true; readonly rows: readonly CallbackRow[] } | { readonly ok: false; readonly error: unknown };

/**
 * The list of callbacks, read and unsealed once for all who show it, and again when it changes. Status bar, rail, start page
 * and list each had a reading of their own: of 10,000 rows one costs 200 ms of processor.
 */
export class CallbackReading {
  readonly #database: DeskDatabase;
  readonly #listeners = new Set<() => void>();
  #subscription: Subscription | null = null;
  #last: ReadRows | null = null;

  constructor(database: DeskDatabase) {
    this.#database = database;
  }

  /** As it was read last; null: not read yet, or nobody follows it. */
  readonly last = (): ReadRows | null => this.#last;

  /** Returns its own undo. */
  readonly follow = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#subscription ??= liveQuery(() => unlessClosed(this.#database, () => callbackRows(this.#database))).subscribe({
      // Null: the database was closed in the middle of it. What was read before stays on screen.
      next: (rows) => { if (rows !== null) this.#tell({ ok: true, rows }); },
      error: (error: unknown) => { this.#tell({ ok: false, error }); },
    });
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#subscription?.unsubscribe();
      this.#subscription = null;
      this.#last = null;
    };
  };

  #tell(read: ReadRows): void {
    this.#last = read;
    for (const listener of this.#listeners) listener();
  }
}

const readings = new WeakMap<DeskDatabase, CallbackReading>();

export function callbackReading(database: DeskDatabase): CallbackReading {
  const known = readings.get(database);
  if (known) return known;
  const made = new CallbackReading(database);
  readings.set(database, made);
  return made;
}

/** The rows as they are being followed; read for this once while nobody does. */
export async function callbackRowsNow(database: DeskDatabase): Promise<readonly CallbackRow[]> {
  const last = callbackReading(database).last();
  return last?.ok === true ? last.rows : callbackRows(database);
}
