import type { OpData } from '../../shared/sync/pushMessages.ts';
import { newId } from '../localdb/newId.ts';
import { makeOp } from '../localdb/outbox.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import { deskClock } from '../time/deskClock.ts';
import { storeOps } from './storeOps.ts';

export type ConsentWords = Omit<OpData<'consent.add'>['consent'], 'id' | 'givenAtMs'>;
export type OptOutWords = Omit<OpData<'opt-out.add'>['optOut'], 'id' | 'saidAtMs'>;

/** Writes down that somebody may be contacted by a channel from now on. */
export function recordConsent(consent: ConsentWords): Promise<StoreOutcome> {
  const nowMs = deskClock.now();
  return storeOps([makeOp('consent.add', { consent: { ...consent, id: newId(), givenAtMs: nowMs } }, nowMs)]);
}

/** Writes down that somebody does not want to be contacted any more: it holds at once, here and everywhere. */
export function recordOptOut(optOut: OptOutWords): Promise<StoreOutcome> {
  const nowMs = deskClock.now();
  return storeOps([makeOp('opt-out.add', { optOut: { ...optOut, id: newId(), saidAtMs: nowMs } }, nowMs)]);
}
