import { create } from 'zustand';
import { logCall } from './callLog.ts';
import { currentDatabase } from './currentDatabase.ts';
import type { CallLogRow } from './rows.ts';
import { settledWithin } from './storeOutcome.ts';

/** A write without an answer for so long counts as refused; written twice, it is the same row. */
const LOGGED_WITHIN_MS = 8000;
/** A full disk may be freed. */
const RETRY_AFTER_MS = 5000;

interface Unlogged {
  readonly agentId: string;
  readonly row: CallLogRow;
}

/** Calls the disk has not taken yet, each its agent's own: listed all the same, and tried again until they are on it. */
const useUnloggedStore = create<{ readonly calls: readonly Unlogged[] }>(() => ({ calls: [] }));
let retry: ReturnType<typeof setTimeout> | null = null;

function retryLater(): void {
  if (retry !== null) return;
  retry = setTimeout(() => {
    retry = null;
    writeUnlogged().catch((error: unknown) => { console.error('a call was not logged', error); });
  }, RETRY_AFTER_MS);
}

/** Writes down what is still to be; what the disk refuses waits for the next try. */
export async function writeUnlogged(): Promise<void> {
  for (const each of useUnloggedStore.getState().calls) {
    if (currentDatabase()?.agentId !== each.agentId) continue;
    const logged = await settledWithin(logCall(each.row), LOGGED_WITHIN_MS);
    if (logged.ok) useUnloggedStore.setState(({ calls }) => ({ calls: calls.filter((other) => other !== each) }));
  }
  if (useUnloggedStore.getState().calls.length > 0) retryLater();
}

/** Writes a call down now or, should the disk refuse it, as soon as it takes it. Without an open database there is nobody whose call it is. */
export async function logCallSurely(row: CallLogRow): Promise<void> {
  const database = currentDatabase();
  if (!database) return;
  useUnloggedStore.setState(({ calls }) => ({ calls: [...calls, { agentId: database.agentId, row }] }));
  await writeUnlogged();
}

/** This agent's calls of the list and those not on the disk yet, newest first. */
export function useWithUnlogged(rows: readonly CallLogRow[] | undefined): readonly CallLogRow[] | undefined {
  const waiting = useUnloggedStore((state) => state.calls);
  const agentId = currentDatabase()?.agentId;
  const mine = waiting.filter((each) => each.agentId === agentId && !rows?.some((row) => row.callId === each.row.callId));
  if (rows === undefined || mine.length === 0) return rows;
  return [...rows, ...mine.map(({ row }) => row)].sort((a, b) => b.startedAtMs - a.startedAtMs);
}
