import { makeOp } from '../localdb/outbox.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import { deskClock } from '../time/deskClock.ts';
import { storeOps } from './storeOps.ts';

/** Takes an unclaimed callback. Central decides; when somebody was quicker it comes back refused, with their name. */
export function claimCallback(callbackId: string): Promise<StoreOutcome> {
  return storeOps([makeOp('callback.claim', { callbackId }, deskClock.now())]);
}
