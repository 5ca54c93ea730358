import { v7 as uuidv7 } from 'uuid';
import type { Child } from '../../shared/customers/child.ts';
import type { Household } from '../../shared/customers/household.ts';
import { nameSearch } from '../../shared/customers/nameSearch.ts';
import type { Said, SaidOf } from './customerFields.ts';
import { type Connection, row, run, statement } from './pool.ts';
import { recordJson } from './recordColumns.ts';

const lockChildStatement = statement(`SELECT ${recordJson('child', 'c')} AS child FROM child c WHERE c.id = $1 FOR UPDATE`);
/** Reads a child and holds it until the transaction ends. */
export async function lockChild(on: Connection, id: string): Promise<Child | null> {
  return (await row<{ child: Child }>(on, lockChildStatement, [id]))?.child ?? null;
}

const lockHouseholdStatement = statement(`SELECT ${recordJson('household', 'h')} AS household FROM household h WHERE h.id = $1 FOR NO KEY UPDATE`);
/** Reads a household itself and holds it until the transaction ends. */
export async function readLockedHousehold(on: Connection, id: string): Promise<Household | null> {
  return (await row<{ household: Household }>(on, lockHouseholdStatement, [id]))?.household ?? null;
}

const setChildStatement = statement(`
  UPDATE child SET name = $2, sex = $3, birth_date = $4, due_date = $5, hospital = $6, feeding = $7, product = $8, remark = $9, search = $10 WHERE id = $1`);
/** All of a locked child at once: its two days are checked together. Its search words follow its name. */
export async function setChild(on: Connection, child: Child): Promise<void> {
  await run(on, setChildStatement, [child.id, child.name, child.sex, child.birthDate, child.dueDate, child.hospital, child.feeding, child.product, child.remark, nameSearch(child.name)]);
}

const setHouseholdStatement = statement('UPDATE household SET name = $2, city = $3, address = $4, brand = $5 WHERE id = $1');
/** What of a locked household may be corrected. */
export async function setHousehold(on: Connection, household: Pick<Household, 'id' | 'name' | 'city' | 'address' | 'brand'>): Promise<void> {
  await run(on, setHouseholdStatement, [household.id, household.name, household.city, household.address, household.brand]);
}

const add = statement(`
  INSERT INTO record_value (id, household_id, record, record_id, field, value, source, said_at_ms, stored_at_ms, verified_at_ms, agent_id, agent_name, state)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`);
const standing = statement("UPDATE record_value SET state = $3 WHERE record_id = $1 AND field = $2 AND state = 'standing' RETURNING id");
const verify = statement("UPDATE record_value SET verified_at_ms = greatest(verified_at_ms, $3::bigint) WHERE record_id = $1 AND field = $2 AND state = 'standing'");
const settle = statement("UPDATE record_value SET state = 'settled' WHERE record_id = $1 AND field = $2 AND state = 'rival'");

/** Where what is said of a child, a number or a household itself is written down. */
export function saidOfRecord(on: Connection, record: 'household' | 'child' | 'phone', id: string, householdId: string): SaidOf {
  return {
    add: async (field: string, said: Said) => {
      const saidId = uuidv7();
      await run(on, add, [
        saidId, householdId, record, id, field, JSON.stringify(said.value ?? null), said.source, said.saidAtMs, said.storedAtMs, said.verifiedAtMs, said.agentId, said.agentName, said.state,
      ]);
      return saidId;
    },
    retireStanding: async (field, to) => (await run(on, standing, [id, field, to])) > 0,
    verifyStanding: async (field, atMs) => { await run(on, verify, [id, field, atMs]); },
    settleRivals: async (field) => { await run(on, settle, [id, field]); },
  };
}
