import { makeOp } from '../localdb/outbox.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import { deskClock } from '../time/deskClock.ts';
import { storeOps } from './storeOps.ts';

/** Nobody need ring any more (无需). The reason is kept. */
export function cancelCallback(callbackId: string, reason: string): Promise<StoreOutcome> {
  return storeOps([makeOp('callback.cancel', { callbackId, reason }, deskClock.now())]);
}
