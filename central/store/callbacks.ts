import type { Callback } from '../../shared/callbacks/callback.ts';
import { insertRecords } from './insertRecords.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';
import { recordJson } from './recordColumns.ts';

/** A callback as the rules need it, with its owner's name for a refusal. */
export interface StandingCallback {
  readonly callback: Callback;
  readonly ownerName: string | null;
  readonly closedByInteractionId: string | null;
  /** Whose it was before it went on because it was late; null: nobody's. */
  readonly lateFromAgentId: string | null;
}

const lock = statement(`
  SELECT ${recordJson('callback', 'b')} AS callback, (SELECT a.name FROM agent a WHERE a.id = b.owner_agent_id) AS "ownerName",
    b.closed_by_interaction_id AS "closedByInteractionId", b.late_from_agent_id AS "lateFromAgentId"
  FROM callback b WHERE b.id = $1 FOR UPDATE OF b`);

/** Reads a callback and holds it until the transaction ends: of two who claim it, one waits and then sees the other's claim. */
export async function lockCallback(on: Connection, id: string): Promise<StandingCallback | null> {
  return await row<StandingCallback>(on, lock, [id]);
}

const openOf = statement(`SELECT id, household_id AS "householdId" FROM callback WHERE owner_agent_id = $1 AND state = 'open' AND household_id IS NOT NULL ORDER BY id FOR UPDATE`);

/** The open callbacks somebody owns, held until the transaction ends. */
export async function openCallbacksOf(on: Connection, agentId: string): Promise<readonly { readonly id: string; readonly householdId: string }[]> {
  return await rows<{ id: string; householdId: string }>(on, openOf, [agentId]);
}

export async function addCallback(on: Connection, callback: Callback): Promise<boolean> {
  return (await insertRecords(on, 'callback', [{ ...callback, fallbackAgentId: null, closedAtMs: callback.state === 'open' ? null : callback.agreedAtMs }])) === 1;
}

const setOwner = statement(`
  UPDATE callback SET owner_agent_id = $2, handed_in_interaction_id = $3, owner_before_id = CASE WHEN $3::uuid IS NULL THEN NULL ELSE owner_agent_id END WHERE id = $1`);
const close = statement(`UPDATE callback SET state = $2, closed_reason = $3, closed_at_ms = $4, closed_by_interaction_id = $5 WHERE id = $1`);
const retry = statement(`
  UPDATE callback SET attempts = least(attempts + 1, 99), due_before_ms = due_at_ms, due_at_ms = $2, tried_in_interaction_id = $3 WHERE id = $1`);
const reschedule = statement('UPDATE callback SET due_at_ms = $2, agreed_text = $3, due_before_ms = CASE WHEN due_at_ms = $2 THEN due_before_ms END WHERE id = $1');

/** @param handedInInteractionId  the try after which it was handed over; null: by itself. */
export async function setCallbackOwner(on: Connection, id: string, agentId: string | null, handedInInteractionId: string | null = null): Promise<void> {
  await run(on, setOwner, [id, agentId, handedInInteractionId]);
}

export async function closeCallback(
  on: Connection, id: string, as: { readonly state: 'done' | 'cancelled'; readonly reason: string | null; readonly atMs: number; readonly interactionId: string | null },
): Promise<void> {
  await run(on, close, [id, as.state, as.reason, as.atMs, as.interactionId]);
}

export async function retryCallback(on: Connection, id: string, nextDueAtMs: number, interactionId: string): Promise<void> {
  await run(on, retry, [id, nextDueAtMs, interactionId]);
}

export async function rescheduleCallback(on: Connection, id: string, dueAtMs: number, agreedText: string): Promise<void> {
  await run(on, reschedule, [id, dueAtMs, agreedText]);
}

const moveAgreed = statement('UPDATE callback SET household_id = $2, customer_id = $3 WHERE agreed_in_interaction_id = $1 RETURNING id');

/** The callbacks agreed in an interaction go with it to another household or person. @returns their ids. */
export async function moveCallbacksOf(on: Connection, interactionId: string, householdId: string, customerId: string | null): Promise<readonly string[]> {
  return (await rows<{ id: string }>(on, moveAgreed, [interactionId, householdId, customerId])).map((moved) => moved.id);
}
