import { makeOp } from '../localdb/outbox.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import { deskClock } from '../time/deskClock.ts';
import { storeOps } from './storeOps.ts';

/** Gives a callback to a colleague; null: to nobody, so that it stands under 无人认领. */
export function handOverCallback(callbackId: string, toAgentId: string | null, reason: string): Promise<StoreOutcome> {
  return storeOps([makeOp('callback.handover', { callbackId, toAgentId, reason }, deskClock.now())]);
}
