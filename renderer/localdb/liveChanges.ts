import type { Change } from '../../shared/sync/pullMessages.ts';
import { deskClock } from '../time/deskClock.ts';
import { applyChanges, readCursors, tablesOfRecords, type Written } from './applyRecords.ts';
import { writeDesk } from './currentDatabase.ts';
import { tellForgotten } from './forgetErased.ts';
import type { StoreOutcome } from './storeOutcome.ts';

/**
 * Writes rows central sent by itself, so that the screen has them at once. The cursors stay where they are: the pull
 * that follows takes the same rows once more and moves them, so a live message that was lost on the way cannot hide a row.
 */
export async function applyLiveChanges(changes: readonly Change[]): Promise<StoreOutcome<Written>> {
  const outcome = await writeDesk((database) => database.transaction('rw', tablesOfRecords(database, changes), async () =>
    applyChanges(database, changes, await readCursors(database), deskClock.now())));
  if (outcome.ok) tellForgotten(outcome.value.forgotten);
  return outcome;
}
