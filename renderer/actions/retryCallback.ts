import { makeOp } from '../localdb/outbox.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import { deskClock } from '../time/deskClock.ts';
import { storeOps } from './storeOps.ts';

/** Tried without a wrap-up of its own (a record made by hand): one attempt more, and the next time. */
export function retryCallback(callbackId: string, interactionId: string, nextDueAtMs: number): Promise<StoreOutcome> {
  return storeOps([makeOp('callback.retry', { callbackId, interactionId, nextDueAtMs }, deskClock.now())]);
}
