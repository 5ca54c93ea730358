import type { Child, ChildLeaveReason, FormerChild } from '../../shared/customers/child.ts';
import type { Household } from '../../shared/customers/household.ts';
import { type ChildField, type ChildPatch, childFields, type HouseholdField, type HouseholdPatch } from '../../shared/customers/recordPatch.ts';
import type { OpData } from '../../shared/sync/pushMessages.ts';
import { makeOp } from '../localdb/outbox.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import { deskClock } from '../time/deskClock.ts';
import type { PatchSource } from './correctCustomer.ts';
import { storeOps } from './storeOps.ts';

/** What differs between a child as it was seen and as it is to be; empty when nothing does. */
export function childChanges(seen: Child, wanted: Pick<Child, ChildField>): ChildPatch {
  return Object.fromEntries(childFields.filter((field) => wanted[field] !== seen[field]).map((field) => [field, wanted[field]]));
}

/** Corrects fields of a child, judged by central as `correctCustomer`. @param seen the child as it stands on screen. */
export function correctChild(seen: Child, set: ChildPatch, source: PatchSource): Promise<StoreOutcome> {
  const nowMs = deskClock.now();
  const base = Object.fromEntries(Object.keys(set).map((field) => [field, seen[field as ChildField]]));
  return storeOps([makeOp('child.patch', { householdId: seen.householdId, childId: seen.id, base, set, source, verifiedAtMs: source === 'call' ? nowMs : null }, nowMs)]);
}

/** A child is not in the family's file any more. @param callbacks of a lost one: which agreed calls go with it; left out: none is known here. */
export function endChild(seen: Child, reason: ChildLeaveReason, callbacks: OpData<'child.patch'>['callbacks'], source: PatchSource): Promise<StoreOutcome> {
  const nowMs = deskClock.now();
  const said = { base: { standing: 'theirs' }, set: { standing: reason }, source, verifiedAtMs: source === 'call' ? nowMs : null } as const;
  return storeOps([makeOp('child.patch', { householdId: seen.householdId, childId: seen.id, ...said, ...(callbacks === undefined ? {} : { callbacks }) }, nowMs)]);
}

/** It is in the file after all. @param seen as it stands on screen. */
export function returnChild(seen: FormerChild): Promise<StoreOutcome> {
  return storeOps([makeOp('child.patch', { householdId: seen.householdId, childId: seen.id, base: { standing: seen.reason }, set: { standing: 'theirs' }, source: 'other', verifiedAtMs: null }, deskClock.now())]);
}

/** A child the household has beside those that are known: the other twin, or one that is expected. */
export function addChild(child: Child): Promise<StoreOutcome> {
  return storeOps([makeOp('child.add', { child }, deskClock.now())]);
}

/** Corrects one field of the household itself. */
export function correctHousehold(seen: Household, field: HouseholdField, value: HouseholdPatch[HouseholdField], source: PatchSource): Promise<StoreOutcome> {
  const nowMs = deskClock.now();
  return storeOps([makeOp('household.patch', { householdId: seen.id, base: { [field]: seen[field] }, set: { [field]: value }, source, verifiedAtMs: source === 'call' ? nowMs : null }, nowMs)]);
}
