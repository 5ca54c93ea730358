import type { Child } from '../../shared/customers/child.ts';
import type { Customer } from '../../shared/customers/customer.ts';
import type { Household } from '../../shared/customers/household.ts';
import type { Phone } from '../../shared/customers/phoneKind.ts';
import { insertRecords } from './insertRecords.ts';
import { nameSearch } from '../../shared/customers/nameSearch.ts';
import { type Connection, row, run, statement } from './pool.ts';

export async function addHousehold(on: Connection, household: Household): Promise<boolean> {
  return (await insertRecords(on, 'household', [household])) === 1;
}

/** @returns how many of the people were new. */
export async function addCustomers(on: Connection, customers: readonly Customer[]): Promise<number> {
  return await insertRecords(on, 'customer', customers.map((customer) => ({ ...customer, search: nameSearch(customer.name) })));
}

/** @returns how many of the children were new. */
export async function addChildren(on: Connection, children: readonly Child[]): Promise<number> {
  return await insertRecords(on, 'child', children.map((child) => ({ ...child, search: nameSearch(child.name) })));
}

/** @returns how many of the numbers were new. */
export async function addPhones(on: Connection, householdId: string, phones: readonly Phone[]): Promise<number> {
  return await insertRecords(on, 'phone', phones.map((phone) => ({ ...phone, householdId })));
}

const dropDoubles = statement(`
  DELETE FROM phone kept WHERE kept.added_in_interaction_id = $1 AND kept.household_id <> $2
    AND (EXISTS (SELECT 1 FROM phone there WHERE there.household_id = $2 AND there.number = kept.number)
      OR EXISTS (SELECT 1 FROM former_phone f WHERE f.household_id = $2 AND f.number = kept.number AND f.returned_at_ms IS NULL))`);
const movePhones = statement(`
  UPDATE phone SET household_id = $2, customer_id = CASE WHEN customer_id IS NULL THEN NULL ELSE $3::uuid END WHERE added_in_interaction_id = $1`);

/** The number kept of an interaction goes with it to another household or person; where it stands already it is not doubled, and where it is said not to be theirs it does not come back. */
export async function movePhonesOf(on: Connection, interactionId: string, householdId: string, customerId: string | null): Promise<void> {
  await run(on, dropDoubles, [interactionId, householdId]);
  await run(on, movePhones, [interactionId, householdId, customerId]);
}

const exists = statement('SELECT 1 AS one FROM household WHERE id = $1');
const customerOf = statement('SELECT 1 AS one FROM customer WHERE id = $1 AND household_id = $2');

const lock = statement('SELECT 1 AS one FROM household WHERE id = $1 FOR NO KEY UPDATE');
const lockNew = statement("SELECT 1 AS one FROM meta WHERE key = 'new-household' FOR UPDATE");

/** One new household at a time from here to COMMIT: of two that are alike the second finds the first. */
export async function lockNewHouseholds(on: Connection): Promise<void> {
  await row(on, lockNew);
}

const numberOf = statement('SELECT 1 AS one FROM phone WHERE household_id = $1 AND number = $2 LIMIT 1');

/** Holds others off who want to change the same household in this way, until the transaction ends. @returns false when there is none. */
export async function lockHousehold(on: Connection, id: string): Promise<boolean> {
  return (await row(on, lock, [id])) !== null;
}

/** @param number in the form numbers are stored in. */
export async function hasNumber(on: Connection, householdId: string, number: string): Promise<boolean> {
  return (await row(on, numberOf, [householdId, number])) !== null;
}

export async function householdExists(on: Connection, id: string): Promise<boolean> {
  return (await row(on, exists, [id])) !== null;
}

export async function customerIsOf(on: Connection, customerId: string, householdId: string): Promise<boolean> {
  return (await row(on, customerOf, [customerId, householdId])) !== null;
}
