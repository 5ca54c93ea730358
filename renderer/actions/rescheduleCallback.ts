import type { Callback } from '../../shared/callbacks/callback.ts';
import { makeOp } from '../localdb/outbox.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import { deskClock } from '../time/deskClock.ts';
import { storeOps } from './storeOps.ts';

/** Moves a callback to another time. `agreedText`: the line as typed, empty when a picker or the keys chose. */
export function rescheduleCallback(callbackId: string, dueAtMs: number, agreedText: string): Promise<StoreOutcome> {
  return storeOps([makeOp('callback.reschedule', { callbackId, dueAtMs, agreedText }, deskClock.now())]);
}

/** Names who rings when the owner does not; null: central chooses anew. Its time stays. */
export function nameFallback({ id: callbackId, dueAtMs, agreedText }: Pick<Callback, 'id' | 'dueAtMs' | 'agreedText'>, fallbackAgentId: string | null): Promise<StoreOutcome> {
  return storeOps([makeOp('callback.reschedule', { callbackId, dueAtMs, agreedText, fallbackAgentId }, deskClock.now())]);
}

/** Chooses which of the family's numbers a callback rings; its time stays. */
export function chooseNumber({ id: callbackId, dueAtMs, agreedText }: Pick<Callback, 'id' | 'dueAtMs' | 'agreedText'>, phoneId: string): Promise<StoreOutcome> {
  return storeOps([makeOp('callback.reschedule', { callbackId, dueAtMs, agreedText, phoneId }, deskClock.now())]);
}
