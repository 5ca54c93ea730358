import type { Op } from '../../shared/sync/pushMessages.ts';
import { callbackReading } from '../localdb/callbackReading.ts';
import { writeDesk } from '../localdb/currentDatabase.ts';
import type { DeskDatabase } from '../localdb/deskDatabase.ts';
import { enqueueOps } from '../localdb/outbox.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import { courier } from './openDesk.ts';

/** The family whose callback these ops are about; undefined: they are about none that is listed here. */
function familyOf(database: DeskDatabase, ops: readonly Op[]): string | undefined {
  const [op] = ops;
  const callbackId = op !== undefined && 'callbackId' in op.data ? op.data.callbackId : null;
  const read = callbackReading(database).last();
  return callbackId === null || read?.ok !== true ? undefined : read.rows.find((row) => row.callback.id === callbackId)?.householdName;
}

/** Puts ops into the outbox (the screens see them at once, laid over central's rows) and sends them. */
export async function storeOps(ops: readonly Op[]): Promise<StoreOutcome> {
  const stored = await writeDesk((database) => database.transaction('rw', database.outbox, async () => {
    await enqueueOps(database, ops, familyOf(database, ops));
    return null;
  }));
  if (stored.ok) courier()?.push();
  return stored;
}
