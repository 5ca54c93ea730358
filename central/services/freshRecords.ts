import type { PlacedRecord, RecordAt } from '../store/pull.ts';

/** Told to whoever else mirrors them within a turn or two of following (live.ts). */
const KEPT_MS = 1000;
const MOST_KEPT = 2000;

/**
 * Records as they were read for the answer to a push, and the versions they stood at in each of their scopes then. Colleagues are told
 * of the same change a moment later: while a record stands at that version it has not changed, and is not read a second time.
 */
export class FreshRecords {
  private readonly kept = new Map<string, RecordAt & { readonly atMs: number }>();

  note(records: readonly PlacedRecord[]): void {
    const atMs = performance.now();
    for (const { table, id, places, record } of records) {
      if (record === null) continue;
      for (const [scope, ver, gone] of places) {
        const key = `${scope} ${table} ${id}`;
        // At the end, so that the oldest come first. A slower reader may be late with an older one.
        if (gone || (this.kept.get(key)?.ver ?? 0) > ver) continue;
        this.kept.delete(key);
        this.kept.set(key, { scope, ver, table, id, record, atMs });
      }
    }
    for (const [key, { atMs: keptSinceMs }] of this.kept) {
      if (this.kept.size <= MOST_KEPT && keptSinceMs > atMs - KEPT_MS) break;
      this.kept.delete(key);
    }
  }

  /** What is kept of some scopes. */
  among(scopes: ReadonlySet<string>): readonly RecordAt[] {
    return [...this.kept.values()].filter(({ scope }) => scopes.has(scope));
  }
}
