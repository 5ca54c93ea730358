import type { PatchField, PatchFields } from '../../shared/customers/customerPatch.ts';
import type { Customer } from '../../shared/customers/customer.ts';
import type { OpData } from '../../shared/sync/pushMessages.ts';
import { makeOp } from '../localdb/outbox.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import { deskClock } from '../time/deskClock.ts';
import { storeOps } from './storeOps.ts';

export type PatchSource = OpData<'customer.patch'>['source'];

/**
 * Corrects one field of a person. Central judges it against what stands there by then; changed meanwhile by a colleague,
 * both values are kept (shared/customers/customerPatch.ts).
 *
 * @param seen   the person as they stand on screen: what the correction is made from.
 * @param source said by the person now counts as made sure of.
 */
export function correctCustomer(seen: Customer, field: PatchField, value: PatchFields[PatchField], source: PatchSource): Promise<StoreOutcome> {
  const nowMs = deskClock.now();
  return storeOps([makeOp('customer.patch', {
    customerId: seen.id, base: { [field]: seen[field] ?? null }, set: { [field]: value }, source, verifiedAtMs: source === 'call' ? nowMs : null,
  }, nowMs)]);
}
