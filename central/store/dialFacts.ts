import type { Role } from '../../shared/agents/agent.ts';
import type { Callback } from '../../shared/callbacks/callback.ts';
import type { CutOff } from '../../shared/calls/cutOff.ts';
import type { HouseholdFile } from '../../shared/customers/household.ts';
import type { LineDialQuestion } from '../../shared/line/lineMessages.ts';
import type { Policy } from '../../shared/sync/sessionMessages.ts';
import { policySql } from './agents.ts';
import { householdFileSql } from './householdFile.ts';
import { type Connection, row, statement } from './pool.ts';
import { recordJson } from './recordColumns.ts';

/** A number with more households than this is a switchboard's. */
const MOST_HOUSEHOLDS = 20;

/** Everything that says whether one dial may go out, as it stands in one instant. */
export interface DialFacts {
  /** Whose extension it is; null: nobody's who may sign in. */
  readonly agent: { readonly id: string; readonly role: Role; readonly isSignedIn: boolean } | null;
  /** The number is an extension of ours. */
  readonly isColleague: boolean;
  /** Those that have the number, that are named, and whose the callback is. */
  readonly files: readonly HouseholdFile[];
  readonly callback: Callback | null;
  /** The call whose summary closed it; null: it is open, or was closed without one. */
  readonly callbackClosedIn: string | null;
  /** The last talk with the number; one that goes on ends now. */
  readonly talk: CutOff | null;
  readonly policy: Policy;
}

const read = statement(`
  WITH promise AS (SELECT b.* FROM callback b WHERE b.id = $4::uuid),
  family AS (
    (SELECT DISTINCT household_id AS id FROM phone WHERE number = $2 LIMIT ${MOST_HOUSEHOLDS})
    UNION SELECT id FROM household WHERE id = $3::uuid
    UNION SELECT household_id FROM promise)
  SELECT
    (SELECT json_build_object('id', a.id, 'role', a.role, 'isSignedIn', EXISTS (
      SELECT 1 FROM desk_session s WHERE s.agent_id = a.id AND s.ended_at_ms IS NULL AND s.rotated_at_ms > $7::bigint))
      FROM agent a WHERE a.extension = $1 AND a.active) AS agent,
    EXISTS (SELECT 1 FROM agent WHERE extension = $5 AND active) AS "isColleague",
    coalesce((SELECT json_agg(${householdFileSql('family.id', '$6::bigint')} ORDER BY family.id) FROM family), '[]'::json) AS files,
    (SELECT ${recordJson('callback', 'p')} FROM promise p) AS callback,
    (SELECT i.call_id FROM promise p JOIN interaction i ON i.id = p.closed_by_interaction_id) AS "callbackClosedIn",
    (SELECT json_build_object('startedAtMs', c.arrived_at_ms, 'endedAtMs', coalesce(c.ended_at_ms, $6::bigint)) FROM call c
      WHERE c.stored_number = $2 AND c.answered_at_ms IS NOT NULL AND c.id <> $8 ORDER BY c.arrived_at_ms DESC LIMIT 1) AS talk,
    ${policySql('$6::bigint')} AS policy`);

/**
 * In one statement, so that an opt-out, a callback and a household of one moment are judged together.
 *
 * @param storedNumber  the dialled number in the form numbers are stored in.
 * @param signedInSince sessions that were not heard of since then are none.
 */
export async function dialFacts(on: Connection, dial: LineDialQuestion, storedNumber: string, nowMs: number, signedInSince: number): Promise<DialFacts> {
  const found = await row<DialFacts>(on, read, [dial.extension, storedNumber, dial.householdId, dial.callbackId, dial.to, nowMs, signedInSince, dial.callId]);
  if (found === null) throw new Error('a statement without FROM answers one row');
  return found;
}
