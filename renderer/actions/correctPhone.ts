import type { HouseholdFile } from '../../shared/customers/household.ts';
import type { Phone } from '../../shared/customers/phoneKind.ts';
import { type PhoneField, type PhonePatch, phoneFields } from '../../shared/customers/recordPatch.ts';
import type { OpData } from '../../shared/sync/pushMessages.ts';
import { makeOp } from '../localdb/outbox.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import { deskClock } from '../time/deskClock.ts';
import type { PatchSource } from './correctCustomer.ts';
import { storeOps } from './storeOps.ts';

type Of = Pick<HouseholdFile, 'household'>;

function store({ household }: Of, phoneId: string, base: PhonePatch, set: PhonePatch, source: PatchSource, callbacks?: OpData<'phone.patch'>['callbacks']): Promise<StoreOutcome> {
  const nowMs = deskClock.now();
  return storeOps([makeOp('phone.patch', { householdId: household.id, phoneId, base, set, source, verifiedAtMs: source === 'call' ? nowMs : null, ...(callbacks === undefined ? {} : { callbacks }) }, nowMs)]);
}

/** What differs between a number as it was seen and as it is to be; empty when nothing does. */
export function phoneChanges(seen: Phone, wanted: Pick<Phone, PhoneField>): PhonePatch {
  return Object.fromEntries(phoneFields.filter((field) => wanted[field] !== seen[field]).map((field) => [field, wanted[field]]));
}

/** Corrects whose a number is, or its extension. @param seen the number as it stands on screen. */
export function correctPhone(file: Of, seen: Phone, set: Pick<PhonePatch, PhoneField>, source: PatchSource): Promise<StoreOutcome> {
  return store(file, seen.id, Object.fromEntries(Object.keys(set).map((field) => [field, seen[field as PhoneField]])), set, source);
}

/** A number is not this family's any more. @param callbacks which other number of theirs each callback that would ring it rings; null: none until one is chosen. */
export function endPhone(file: Of, phoneId: string, callbacks: OpData<'phone.patch'>['callbacks'], source: PatchSource): Promise<StoreOutcome> {
  return store(file, phoneId, { isTheirs: true }, { isTheirs: false }, source, callbacks);
}

/** It is theirs after all. */
export function returnPhone(file: Of, phoneId: string): Promise<StoreOutcome> {
  return store(file, phoneId, { isTheirs: false }, { isTheirs: true }, 'other');
}
