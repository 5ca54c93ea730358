import type { HouseholdFile } from '../../shared/customers/household.ts';
import type { CustomerHit } from '../../shared/sync/sessionMessages.ts';
import { askDesk } from '../bridge/desk.ts';
import { currentDatabase } from '../localdb/currentDatabase.ts';
import { searchHouseholds } from '../localdb/queries.ts';

export interface CustomerHits {
  readonly hits: readonly CustomerHit[];
  /** 'cache': central could not be asked, so only what this desktop holds was looked through. */
  readonly from: 'central' | 'cache';
}

function hitsOf(file: HouseholdFile): readonly CustomerHit[] {
  return file.customers.map((person) => ({
    householdId: file.household.id, householdName: file.household.name, customerId: person.id, customerName: person.name,
    relation: person.relation, tier: person.tier, city: file.household.city,
    number: (file.phones.find((phone) => phone.customerId === person.id) ?? file.phones[0])?.number ?? null,
  }));
}

/** What this desktop knows itself; at once, with or without a network. */
export async function searchCustomersHere(query: string): Promise<CustomerHits> {
  const database = currentDatabase();
  const files = database ? await searchHouseholds(database, query) : [];
  return { hits: files.flatMap(hitsOf), from: 'cache' };
}

/** Looks people up by name, number, pinyin or initials in the central store; when it is away, among what is here. */
export async function searchCustomers(query: string): Promise<CustomerHits> {
  if (query.trim() === '') return { hits: [], from: 'central' };
  const reply = await askDesk('customers:search', { query: query.slice(0, 80) });
  return reply.ok ? { hits: reply.value, from: 'central' } : searchCustomersHere(query);
}
