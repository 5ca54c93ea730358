import { DAY_MS, type UtcMs } from '../../shared/time/utcMs.ts';
import { writeDesk } from './currentDatabase.ts';
import type { CallLogRow } from './rows.ts';
import type { StoreOutcome } from './storeOutcome.ts';

/** Long enough to redial and to correct a person; the central store keeps the record itself. */
const KEPT_DAYS = 30;

export function logCall(row: CallLogRow): Promise<StoreOutcome> {
  return writeDesk((database) => database.callLog.put(row).then(() => null));
}

/** Drops finished and missed calls older than 30 days; an unfinished one stays until it is finished. */
export function tidyCallLog(nowMs: UtcMs): Promise<StoreOutcome<number>> {
  return writeDesk((database) => database.callLog
    .where('startedAtMs').below(nowMs - KEPT_DAYS * DAY_MS)
    .filter((row) => row.state === 'finished' || row.state === 'missed')
    .delete());
}
