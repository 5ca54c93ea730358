import type { CustomerHit } from '../../shared/sync/sessionMessages.ts';
import { askDesk } from '../bridge/desk.ts';
import { currentDatabase } from '../localdb/currentDatabase.ts';
import { findPeople } from '../localdb/peopleIndex.ts';

export interface CustomerHits {
  readonly hits: readonly CustomerHit[];
  /** 'cache': central could not be asked, so only what this desktop holds was looked through. */
  readonly from: 'central' | 'cache';
}

/** What this desktop knows itself; at once, with or without a network. */
export async function searchCustomersHere(query: string): Promise<CustomerHits> {
  const database = currentDatabase();
  return { hits: database ? await findPeople(database, query) : [], from: 'cache' };
}

/** Looks people up by name, number, pinyin or initials in the central store; when it is away, among what is here. */
export async function searchCustomers(query: string): Promise<CustomerHits> {
  if (query.trim() === '') return { hits: [], from: 'central' };
  const reply = await askDesk('customers:search', { query: query.slice(0, 80) });
  return reply.ok ? { hits: reply.value, from: 'central' } : searchCustomersHere(query);
}
