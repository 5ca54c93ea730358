import type { Customer } from '../../shared/customers/customer.ts';
import { type Connection, rows, run, statement } from './pool.ts';

/** What was said of a field of a person (field_value), or of a child or household (record_value), as a merge reads it. */
export interface Word {
  readonly id: string;
  readonly field: string;
  readonly state: 'standing' | 'replaced' | 'rival' | 'settled';
  readonly value: unknown;
}

const read = {
  field_value: statement('SELECT id, field, state, value FROM field_value WHERE customer_id = $1 ORDER BY stored_at_ms, id FOR UPDATE'),
  record_value: statement('SELECT id, field, state, value FROM record_value WHERE record_id = $1 ORDER BY stored_at_ms, id FOR UPDATE'),
};

/** All that was said of one record's fields, the oldest first. */
export async function wordsOf(on: Connection, table: 'field_value' | 'record_value', recordId: string): Promise<readonly Word[]> {
  return await rows<Word>(on, read[table], [recordId]);
}

// Where a merge and a later correction both changed what stands, the correction's word does.
const oneStands = [['field_value', 'customer_id'], ['record_value', 'record_id']].map(([table, owner]) => statement(`
  UPDATE ${table} w SET state = 'replaced' WHERE w.household_id = ANY ($1::uuid[]) AND w.state = 'standing' AND EXISTS (
    SELECT 1 FROM ${table} n WHERE n.${owner} = w.${owner} AND n.field = w.field AND n.state = 'standing' AND (n.stored_at_ms, n.id) > (w.stored_at_ms, w.id))`));

/** After a merge was undone: of each field one word stands, the latest. */
export async function leaveOneStanding(on: Connection, householdIds: readonly string[]): Promise<void> {
  for (const one of oneStands) await run(on, one, [householdIds]);
}

type Attitude = Customer['channelAttitude'];
/** How a person stood to the channels before an opt-out; it names the person (central/store/leave.ts). */
interface Cancelled { readonly what: string; readonly id: string; readonly before?: Attitude }
export interface RefusedBy { readonly id: string; readonly channel: string; readonly cancelled: readonly Cancelled[] }

const refusals = statement(`SELECT id, channel, cancelled FROM opt_out
  WHERE household_id IN (SELECT c.household_id FROM customer c WHERE c.id = ANY ($1::uuid[])) AND cancelled @> '[{"what": "attitude"}]' ORDER BY id FOR UPDATE`);

/** Opt-outs that changed how one of these people stands to the channels, with what it was before. */
export async function optOutsThatRefused(on: Connection, customerIds: readonly string[]): Promise<readonly RefusedBy[]> {
  return (await rows<RefusedBy>(on, refusals, [customerIds])).filter((each) => each.cancelled.some((one) => one.what === 'attitude' && customerIds.includes(one.id)));
}

const relations = statement('SELECT id FROM relation_history WHERE household_id = $1 ORDER BY until_ms, id');
const dropRelation = statement('DELETE FROM relation_history WHERE household_id = $1 AND NOT (id = ANY ($2::uuid[]))');

/** What a household was, by id: the store writes it down by itself when its relation class or brand changes. */
export async function relationsOf(on: Connection, householdId: string): Promise<readonly string[]> {
  return (await rows<{ id: string }>(on, relations, [householdId])).map((found) => found.id);
}

/** Forgets all but these. */
export async function keepRelations(on: Connection, householdId: string, ids: readonly string[]): Promise<void> {
  await run(on, dropRelation, [householdId, ids]);
}
