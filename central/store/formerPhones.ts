import type { Callback } from '../../shared/callbacks/callback.ts';
import type { Phone } from '../../shared/customers/phoneKind.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';
import { recordColumns, recordJson } from './recordColumns.ts';

const COPIED = recordColumns('phone').filter((column) => column !== 'id').join(', ');

const lockPhoneStatement = statement(`SELECT ${recordJson('phone', 'p')} AS phone FROM phone p WHERE p.id = $1 AND p.household_id = $2 FOR UPDATE`);
/** Reads a number of a household and holds it until the transaction ends. */
export async function lockPhone(on: Connection, id: string, householdId: string): Promise<Phone | null> {
  return (await row<{ phone: Phone }>(on, lockPhoneStatement, [id, householdId]))?.phone ?? null;
}

const setPhoneStatement = statement('UPDATE phone SET customer_id = $2, extension = $3 WHERE id = $1');
/** What of a locked number may be corrected. */
export async function setPhone(on: Connection, { id, customerId, extension }: Phone): Promise<void> {
  await run(on, setPhoneStatement, [id, customerId, extension]);
}

const standing = statement('SELECT number, said_at_ms::float8 AS "saidAtMs" FROM former_phone WHERE household_id = $1 AND (phone_id = $2 OR number = $3) AND returned_at_ms IS NULL ORDER BY said_at_ms DESC LIMIT 1');
export interface Former {
  readonly number: string;
  readonly saidAtMs: number;
}
/** @returns the number with this id, if it is said not to be the household's any more. */
export async function formerById(on: Connection, householdId: string, phoneId: string): Promise<Former | null> {
  return await row<Former>(on, standing, [householdId, phoneId, null]);
}
/** @param number as stored. */
export async function formerByNumber(on: Connection, householdId: string, number: string): Promise<Former | null> {
  return await row<Former>(on, standing, [householdId, null, number]);
}

const end = statement(`
  WITH gone AS (DELETE FROM phone WHERE household_id = $1 AND number = $2 RETURNING *)
  INSERT INTO former_phone (phone_id, household_id, ${COPIED}, source, said_at_ms, ended_at_ms, ended_by_agent_id, ended_by_name, left_callbacks)
  SELECT id, household_id, ${COPIED}, $3, $4, $5, $6, $7, $8::uuid[] FROM gone`);
export interface Ending {
  readonly source: string;
  readonly saidAtMs: number;
  readonly endedAtMs: number;
  readonly agentId: string;
  readonly agentName: string;
  /** Callbacks that are left without a number. */
  readonly left: readonly string[];
}
/** A number is the household's no more, however often it stands there. */
export async function endNumber(on: Connection, householdId: string, number: string, one: Ending): Promise<void> {
  await run(on, end, [householdId, number, one.source, one.saidAtMs, one.endedAtMs, one.agentId, one.agentName, one.left]);
}

const giveBack = statement(`
  INSERT INTO phone (id, household_id, ${COPIED})
  SELECT phone_id, household_id, ${COPIED} FROM former_phone WHERE household_id = $1 AND number = $2 AND returned_at_ms IS NULL ON CONFLICT (id) DO NOTHING`);
const markReturned = statement(`
  UPDATE former_phone SET returned_at_ms = $3, returned_by_name = $4 WHERE household_id = $1 AND number = $2 AND returned_at_ms IS NULL RETURNING left_callbacks AS left`);
const ringAgain = statement("UPDATE callback SET number = $3 WHERE household_id = $1 AND id = ANY ($2::uuid[]) AND state = 'open' AND number = '' RETURNING id, owner_agent_id AS \"ownerAgentId\"");

export interface Changed {
  readonly id: string;
  readonly ownerAgentId: string | null;
}
/**
 * A number is the household's after all.
 * @param isAsItWas false: it is added anew by whoever asks.
 * @returns the callbacks that had been left without a number and ring it again.
 */
export async function returnNumber(on: Connection, householdId: string, number: string, isAsItWas: boolean, nowMs: number, agentName: string): Promise<readonly Changed[]> {
  if (isAsItWas) await run(on, giveBack, [householdId, number]);
  const left = (await rows<{ left: readonly string[] }>(on, markReturned, [householdId, number, nowMs, agentName])).flatMap((each) => each.left);
  return await rows<Changed>(on, ringAgain, [householdId, left, number]);
}

const phonesOfStatement = statement('SELECT id, number FROM phone WHERE household_id = $1');
export async function phonesOf(on: Connection, householdId: string): Promise<readonly Pick<Phone, 'id' | 'number'>[]> {
  return await rows<Pick<Phone, 'id' | 'number'>>(on, phonesOfStatement, [householdId]);
}

const openCallbacks = statement('SELECT id, number, owner_agent_id AS "ownerAgentId" FROM callback WHERE household_id = $1 AND state = \'open\' ORDER BY id FOR UPDATE');
/** A household's open callbacks, held until the transaction ends. */
export async function lockOpenCallbacks(on: Connection, householdId: string): Promise<readonly Pick<Callback, 'id' | 'number' | 'ownerAgentId'>[]> {
  return await rows<Pick<Callback, 'id' | 'number' | 'ownerAgentId'>>(on, openCallbacks, [householdId]);
}

const setNumber = statement('UPDATE callback SET number = $2 WHERE id = $1');
/** @param number '' : none, until somebody chooses. */
export async function setCallbackNumber(on: Connection, id: string, number: string): Promise<void> {
  await run(on, setNumber, [id, number]);
}
