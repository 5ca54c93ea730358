import { withIds } from '../../shared/customers/withIds.ts';
import { DAY_MS, type UtcMs } from '../../shared/time/utcMs.ts';
import { writeDesk } from './currentDatabase.ts';
import type { DeskDatabase } from './deskDatabase.ts';
import type { CallLogRow } from './rows.ts';
import type { StoreOutcome } from './storeOutcome.ts';

/** Long enough to redial and to correct a person; the central store keeps the record itself. */
const KEPT_DAYS = 30;

/** The key of an offer that is over: the call's own is its newest offer's. */
const earlierKey = (row: CallLogRow): string => `${row.callId}/${String(row.startedAtMs)}`;

/** What stands of an offer whose call was offered again before anything was written about it. */
const setAside = (row: CallLogRow): CallLogRow =>
  ({ ...row, callId: earlierKey(row), state: row.state === 'finished' ? 'finished' : row.answeredAtMs === null && row.direction === 'in' ? 'missed' : 'finished' });

/**
 * Writes an entry down within the caller's transaction. The same call may be offered to this desktop more than once, under the
 * same id: each offer, told apart by when it began, keeps a row of its own.
 */
export async function putCall(database: DeskDatabase, row: CallLogRow): Promise<void> {
  const standing = await database.callLog.get(row.callId);
  if (standing === undefined || standing.startedAtMs === row.startedAtMs) await database.callLog.put(row);
  else if (standing.startedAtMs > row.startedAtMs) await database.callLog.put(setAside(row));
  else await database.callLog.bulkPut([setAside(standing), row]);
}

export function logCall(row: CallLogRow): Promise<StoreOutcome> {
  return writeDesk((database) => database.transaction('rw', database.callLog, async () => {
    await putCall(database, row);
    return null;
  }));
}

/** Calls of people and households that were merged into others: they are the others' from then on. */
export function leadCalls(ids: ReadonlyMap<string, string>): Promise<StoreOutcome> {
  return writeDesk(async (database) => {
    await database.callLog.toCollection().modify((row, place) => { place.value = withIds(row, ids); });
    return null;
  });
}

/** Drops finished and missed calls older than 30 days; an unfinished one stays until it is finished. */
export function tidyCallLog(nowMs: UtcMs): Promise<StoreOutcome<number>> {
  return writeDesk((database) => database.callLog
    .where('startedAtMs').below(nowMs - KEPT_DAYS * DAY_MS)
    .filter((row) => row.state === 'finished' || row.state === 'missed')
    .delete());
}
