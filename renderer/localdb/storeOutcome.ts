import type { Done, Refused } from '../../shared/ipc/answer.ts';

/** A write that did not reach the disk is a value, so that the screen keeps what was typed and says so. */
export type StoreRefusal = 'store-full' | 'store-failed';
export type StoreOutcome<T = null> = Done<T> | Refused<StoreRefusal>;

type Listener = (refusal: StoreRefusal | null) => void;
const listeners = new Set<Listener>();

/** Hears of every write: null when it went well. Feeds the 'store' link. Returns its own undo. */
export function onStoreOutcome(listener: Listener): () => void {
  listeners.add(listener);
  return () => { listeners.delete(listener); };
}

/** What came of a write elsewhere than in the page's database: the journal's. */
export function tellStoreOutcome(refusal: StoreRefusal | null): void {
  for (const each of listeners) each(refusal);
}

function isQuota(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 4) return false;
  const { name, inner } = error as { readonly name?: unknown; readonly inner?: unknown };
  return name === 'QuotaExceededError' || isQuota(inner, depth + 1);
}

/** Runs a write and turns a failing disk into a value. Anything that is no storage failure is thrown on. */
export async function attemptWrite<T>(write: () => Promise<T>): Promise<StoreOutcome<T>> {
  try {
    const value = await write();
    tellStoreOutcome(null);
    return { ok: true, value };
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError) throw error;
    const refusal: StoreRefusal = isQuota(error) ? 'store-full' : 'store-failed';
    const detail = error instanceof Error ? error.name : null;
    tellStoreOutcome(refusal);
    return { ok: false, refusal, detail };
  }
}

/** The outcome, or a refusal when there is none in time: on a disk that refuses, the browser may never answer at all. */
export async function settledWithin<T>(outcome: Promise<StoreOutcome<T>>, withinMs: number): Promise<StoreOutcome<T>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<StoreOutcome<T>>((resolve) => { timer = setTimeout(() => { resolve({ ok: false, refusal: 'store-failed', detail: 'no answer' }); }, withinMs); });
  try {
    return await Promise.race([outcome, late]);
  } finally {
    clearTimeout(timer);
  }
}
