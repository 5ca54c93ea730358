import type { Op } from '../../shared/sync/pushMessages.ts';
import { writeDesk } from '../localdb/currentDatabase.ts';
import { enqueueOps } from '../localdb/outbox.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import { courier } from './openDesk.ts';

/** Puts ops into the outbox (the screens see them at once, laid over central's rows) and sends them. */
export async function storeOps(ops: readonly Op[]): Promise<StoreOutcome> {
  const stored = await writeDesk((database) => database.transaction('rw', database.outbox, async () => {
    await enqueueOps(database, ops);
    return null;
  }));
  if (stored.ok) courier()?.push();
  return stored;
}
