import { v7 as uuidv7 } from 'uuid';
import { customerSchema, type Customer } from '../../shared/customers/customer.ts';
import type { PatchField, PatchFields } from '../../shared/customers/customerPatch.ts';
import { nameSearch } from '../../shared/customers/nameSearch.ts';
import { type Connection, row, run, statement } from './pool.ts';
import { columnName, recordJson } from './recordColumns.ts';

const lock = statement(`SELECT ${recordJson('customer', 'c')} AS customer FROM customer c WHERE c.id = $1 FOR UPDATE`);

/** Reads a person and holds them until the transaction ends: of two who change them, the second sees the first's change. */
export async function lockCustomer(on: Connection, id: string): Promise<Customer | null> {
  return (await row<{ customer: Customer }>(on, lock, [id]))?.customer ?? null;
}

const jsonFields: readonly PatchField[] = ['channelAttitude', 'interests'];
// One statement for each field: a person's fields are few and changed seldom.
const setters = new Map((Object.keys(customerSchema.shape) as (keyof Customer)[]).map((field) => [field as string, statement(`UPDATE customer SET ${columnName(field)} = $2 WHERE id = $1`)]));
const setSearch = statement('UPDATE customer SET search = $2 WHERE id = $1');

export async function setCustomerFields(on: Connection, id: string, fields: PatchFields): Promise<void> {
  for (const [field, value] of Object.entries(fields)) {
    const setter = setters.get(field);
    if (setter !== undefined) await run(on, setter, [id, jsonFields.includes(field as PatchField) ? JSON.stringify(value) : value]);
  }
  if (fields.name !== undefined) await run(on, setSearch, [id, nameSearch(fields.name)]);
}

/** One word of a field: what it was said to be, by whom, from which source and when. */
export interface Said {
  readonly value: unknown;
  readonly source: string;
  readonly saidAtMs: number;
  readonly storedAtMs: number;
  readonly verifiedAtMs: number | null;
  readonly agentId: string | null;
  readonly agentName: string;
  readonly state: 'standing' | 'replaced' | 'rival';
}

/** Where what is said of one record's fields is written down. */
export interface SaidOf {
  /** @returns the id of what was written down. */
  readonly add: (field: string, said: Said) => Promise<string>;
  /** The value that stood becomes what came before, or a rival of what stands from now on. False when none was written down. */
  readonly retireStanding: (field: string, to: 'replaced' | 'rival') => Promise<boolean>;
  readonly verifyStanding: (field: string, atMs: number) => Promise<void>;
  /** A person has decided: what was beside the standing value is history. */
  readonly settleRivals: (field: string) => Promise<void>;
}

const add = statement(`
  INSERT INTO field_value (id, household_id, customer_id, field, value, source, said_at_ms, stored_at_ms, verified_at_ms, agent_id, agent_name, state)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`);
const standing = statement(`UPDATE field_value SET state = $3 WHERE customer_id = $1 AND field = $2 AND state = 'standing' RETURNING id`);
const verify = statement(`UPDATE field_value SET verified_at_ms = greatest(verified_at_ms, $3::bigint) WHERE customer_id = $1 AND field = $2 AND state = 'standing'`);
const settle = statement(`UPDATE field_value SET state = 'settled' WHERE customer_id = $1 AND field = $2 AND state = 'rival'`);

/** Where what is said of a person is written down. */
export function saidOfCustomer(on: Connection, { id, householdId }: Pick<Customer, 'id' | 'householdId'>): SaidOf {
  return {
    add: async (field, said) => {
      const saidId = uuidv7();
      await run(on, add, [
        saidId, householdId, id, field, JSON.stringify(said.value ?? null), said.source, said.saidAtMs, said.storedAtMs, said.verifiedAtMs, said.agentId, said.agentName, said.state,
      ]);
      return saidId;
    },
    retireStanding: async (field, to) => (await run(on, standing, [id, field, to])) > 0,
    verifyStanding: async (field, atMs) => { await run(on, verify, [id, field, atMs]); },
    settleRivals: async (field) => { await run(on, settle, [id, field]); },
  };
}
