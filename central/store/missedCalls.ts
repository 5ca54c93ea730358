import { type Connection, row, rows, statement } from './pool.ts';

const openReturn = statement(`
  SELECT id FROM callback WHERE household_id = $1 AND number = $2 AND state = 'open' AND permission_reason = 'missed-call-return' ORDER BY due_at_ms, id LIMIT 1`);
/** The promise to return calls of this number that stands already. */
export async function openReturnOf(on: Connection, householdId: string, storedNumber: string): Promise<string | null> {
  return (await row<{ id: string }>(on, openReturn, [householdId, storedNumber]))?.id ?? null;
}

const unreturned = statement(`
  SELECT b.id, b.household_id AS "householdId", b.owner_agent_id AS "ownerAgentId" FROM callback b
  WHERE b.state = 'open' AND b.household_id IS NOT NULL AND b.id IN (SELECT c.callback_id FROM call c WHERE c.stored_number = $1 AND c.callback_id IS NOT NULL
    AND c.state IN ('abandoned', 'kept', 'returned', 'turned-away')) ORDER BY b.id FOR UPDATE OF b`);
/** Open promises that were made because nobody answered this number, held until the transaction ends. */
export async function unreturnedOf(on: Connection, storedNumber: string): Promise<readonly { readonly id: string; readonly householdId: string; readonly ownerAgentId: string | null }[]> {
  return await rows(on, unreturned, [storedNumber]);
}

const missed = statement(`
  SELECT DISTINCT stored_number AS number FROM call WHERE stored_number = ANY ($1::text[]) AND callback_id IS NOT NULL AND state IN ('abandoned', 'kept', 'returned', 'turned-away')`);
/** Those of some numbers to which something was promised because nobody answered them, whether it is kept by now or not. */
export async function missedAmong(on: Connection, storedNumbers: readonly string[]): Promise<readonly string[]> {
  return storedNumbers.length === 0 ? [] : (await rows<{ number: string }>(on, missed, [storedNumbers])).map(({ number }) => number);
}

const zone = statement('SELECT zone FROM household WHERE id = $1');
export async function zoneOf(on: Connection, householdId: string): Promise<string | null> {
  return (await row<{ zone: string }>(on, zone, [householdId]))?.zone ?? null;
}
