import { type Connection, row, rows, run, statement } from './pool.ts';

/** A finished wrap-up as the rule of taking it back needs it. */
export interface RetractableInteraction {
  readonly householdId: string | null;
  readonly agentId: string | null;
  /** By central's clock; null: imported. */
  readonly storedAtMs: number | null;
  readonly isRetracted: boolean;
}

const lock = statement(`
  SELECT household_id AS "householdId", agent_id AS "agentId", stored_at_ms AS "storedAtMs", retracted_at_ms IS NOT NULL AS "isRetracted"
  FROM interaction WHERE id = $1 FOR UPDATE`);

/** Reads an interaction, taken back or not, and holds it until the transaction ends. */
export async function lockRetractable(on: Connection, id: string): Promise<RetractableInteraction | null> {
  return await row<{ householdId: string | null; agentId: string | null; storedAtMs: number | null; isRetracted: boolean }>(on, lock, [id]);
}

/** A callback an interaction agreed, closed or tried to keep. */
export interface AffectedCallback {
  readonly id: string;
  readonly householdId: string;
  /** Once the interaction is taken back. */
  readonly ownerAgentId: string | null;
}

const affected = statement(`
  SELECT id, household_id AS "householdId", CASE WHEN handed_in_interaction_id = $1 THEN owner_before_id ELSE owner_agent_id END AS "ownerAgentId" FROM callback
  WHERE agreed_in_interaction_id = $1 OR closed_by_interaction_id = $1 OR tried_in_interaction_id = $1 OR handed_in_interaction_id = $1 ORDER BY id FOR UPDATE`);

/** Reads what an interaction did to callbacks and holds them: a colleague who claims one now waits. */
export async function lockAffectedCallbacks(on: Connection, interactionId: string): Promise<readonly AffectedCallback[]> {
  return await rows<{ id: string; householdId: string; ownerAgentId: string | null }>(on, affected, [interactionId]);
}

const colleague = statement(`
  SELECT o.kind, a.name FROM op o JOIN agent a ON a.id = o.agent_id
  WHERE o.detail ? 'callbackId' AND o.detail->>'callbackId' = ANY ($1::text[]) AND o.received_at_ms >= $2 AND o.agent_id <> $3
    AND (o.result->>'ok')::boolean
  ORDER BY o.received_at_ms DESC, o.id DESC LIMIT 1`);

/** @returns the last deed of somebody else to one of the callbacks since an instant, null when there is none. */
export async function colleaguesDeed(
  on: Connection, callbackIds: readonly string[], sinceMs: number, me: string,
): Promise<{ readonly kind: string; readonly name: string } | null> {
  return callbackIds.length === 0 ? null : await row<{ kind: string; name: string }>(on, colleague, [callbackIds, sinceMs, me]);
}

const answered = statement(`
  SELECT 'commitment' AS what FROM commitment WHERE promised_in_interaction_id = $1 AND state <> 'open'
  UNION ALL SELECT 'case' FROM care_case WHERE opened_in_interaction_id = $1 AND state <> 'open'
  UNION ALL SELECT 'coaching' FROM coaching WHERE interaction_id = $1 LIMIT 1`);

/** @returns what was opened in an interaction and is dealt with by now, or what a supervisor has written about it; null when there is nothing. */
export async function dealtWith(on: Connection, interactionId: string): Promise<'commitment' | 'case' | 'coaching' | null> {
  return (await row<{ what: 'commitment' | 'case' | 'coaching' }>(on, answered, [interactionId]))?.what ?? null;
}

/** Why a callback was cancelled whose agreement was taken back. A code: screens word it. */
const RETRACTED_REASON = 'interaction-retracted';

const markInteraction = statement('UPDATE interaction SET retracted_at_ms = $2, retracted_by = $3 WHERE id = $1');
const markQuestions = statement('UPDATE asked_question SET retracted_at_ms = $2 WHERE interaction_id = $1');
const markCommitments = statement('UPDATE commitment SET retracted_at_ms = $2 WHERE promised_in_interaction_id = $1');
const markCases = statement('UPDATE care_case SET retracted_at_ms = $2 WHERE opened_in_interaction_id = $1');
const cancelAgreed = statement(`
  UPDATE callback SET state = 'cancelled', closed_reason = '${RETRACTED_REASON}', closed_at_ms = $2 WHERE agreed_in_interaction_id = $1 AND state = 'open'`);
const reopenClosed = statement(`
  UPDATE callback SET state = 'open', closed_reason = NULL, closed_at_ms = NULL, closed_by_interaction_id = NULL WHERE closed_by_interaction_id = $1`);
const unhand = statement(`
  UPDATE callback SET owner_agent_id = owner_before_id, owner_before_id = NULL, handed_in_interaction_id = NULL WHERE handed_in_interaction_id = $1`);
const untry = statement(`
  UPDATE callback SET attempts = greatest(attempts - 1, 0), due_at_ms = coalesce(due_before_ms, due_at_ms), due_before_ms = NULL, tried_in_interaction_id = NULL
  WHERE tried_in_interaction_id = $1`);

/** Takes an interaction back with all it made and did. Its rows stay, for history. */
export async function retractInteraction(on: Connection, id: string, agentId: string, atMs: number): Promise<void> {
  await run(on, markInteraction, [id, atMs, agentId]);
  for (const mark of [markQuestions, markCommitments, markCases]) await run(on, mark, [id, atMs]);
  await run(on, reopenClosed, [id]);
  await run(on, untry, [id]);
  await run(on, unhand, [id]);
  await run(on, cancelAgreed, [id, atMs]);
}
