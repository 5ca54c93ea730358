import type { AccessEntry } from '../../shared/sync/accessMessages.ts';
import { type Connection, rows, run, statement } from './pool.ts';

/** One look at one household. */
export interface Access {
  readonly atMs: number;
  readonly agentId: string;
  readonly householdId: string;
  readonly why: 'pop' | 'search' | 'open' | 'audit';
  /** Only of 'audit'. */
  readonly purpose: string | null;
}

const MOST_ENTRIES = 500;

const add = statement(`
  INSERT INTO access_log (at_ms, agent_id, household_id, why, purpose)
  SELECT x."atMs", x."agentId", x."householdId", x.why, x.purpose
  FROM jsonb_to_recordset($1::jsonb) x ("atMs" bigint, "agentId" uuid, "householdId" uuid, why text, purpose text)`);

export async function addAccesses(on: Connection, accesses: readonly Access[]): Promise<void> {
  if (accesses.length > 0) await run(on, add, [JSON.stringify(accesses)]);
}

const ofHousehold = statement(`
  SELECT l.at_ms AS "atMs", l.agent_id AS "agentId", a.number AS "agentNumber", a.name AS "agentName", l.why, l.purpose
  FROM access_log l JOIN agent a ON a.id = l.agent_id WHERE l.household_id = $1 ORDER BY l.at_ms DESC, l.id DESC LIMIT ${MOST_ENTRIES}`);

/** Who saw a household, latest first. */
export async function accessesOf(on: Connection, householdId: string): Promise<readonly AccessEntry[]> {
  return await rows<AccessEntry>(on, ofHousehold, [householdId]);
}
