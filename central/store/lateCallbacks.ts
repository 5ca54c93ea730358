import type { Callback } from '../../shared/callbacks/callback.ts';
import type { LatePolicy } from '../../shared/callbacks/lateSteps.ts';
import { HOUR_MS } from '../../shared/time/utcMs.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';
import { recordJson } from './recordColumns.ts';
import { visibleSql } from './remits.ts';

/** A desktop that was heard of within this time has its agent: one may work an hour without the network. */
const HERE_MS = HOUR_MS;

/** SQL: an agent's account is in use at a desktop and they are not away. @param now SQL of the present instant. */
const hereSql = (agent: string, now: string): string => `(EXISTS (SELECT 1 FROM desk_session s WHERE s.agent_id = ${agent} AND s.ended_at_ms IS NULL AND greatest(s.seen_at_ms, s.rotated_at_ms) > ${now} - ${HERE_MS})
  AND NOT ${awaySql(agent, now)})`;
const awaySql = (agent: string, at: string): string => `EXISTS (SELECT 1 FROM agent_absence w WHERE w.agent_id = ${agent} AND w.from_ms <= ${at} AND w.until_ms > ${at})`;

/** SQL: nothing is known of when they are here: they never signed in. */
const neverHereSql = (agent: string, now: string): string => `(NOT ${awaySql(agent, now)} AND NOT EXISTS (SELECT 1 FROM desk_session s WHERE s.agent_id = ${agent}))`;

const policy = statement('SELECT promise_fallback_minutes AS "fallbackMinutes", promise_supervisor_minutes AS "supervisorMinutes", promise_release_minutes AS "releaseMinutes" FROM policy');
export async function readLatePolicy(on: Connection): Promise<LatePolicy> {
  const found = await row<LatePolicy>(on, policy);
  if (found === null) throw new Error('the policy row is missing');
  return found;
}

/** SQL: how far the promise was told onward for its present time and owner. */
const STEP = `CASE WHEN b.late_for_ms = b.due_at_ms AND b.late_owner_id IS NOT DISTINCT FROM b.owner_agent_id THEN b.late_step ELSE 0 END`;
const IS_LATE = `b.state = 'open' AND b.household_id IS NOT NULL AND b.due_at_ms <= $1::bigint
    AND (b.late_step < 4 OR b.late_for_ms IS DISTINCT FROM b.due_at_ms OR b.late_owner_id IS DISTINCT FROM b.owner_agent_id)
    AND (b.late_for_ms IS DISTINCT FROM b.due_at_ms OR b.late_owner_id IS DISTINCT FROM b.owner_agent_id OR b.late_next_ms <= $1::bigint)`;

const late = statement(`SELECT b.id FROM callback b WHERE ${IS_LATE} ORDER BY b.due_at_ms, b.id LIMIT $2`);
/** Promises whose next step is due, the longest late first. */
export async function lateCallbacks(on: Connection, nowMs: number, most: number): Promise<readonly string[]> {
  return (await rows<{ id: string }>(on, late, [nowMs, most])).map((found) => found.id);
}

export interface LateCallback {
  readonly callback: Callback;
  readonly step: number;
  readonly fallbackAgentId: string | null;
  readonly ownerIsHere: boolean;
  readonly ownerIsTalking: boolean;
}

const lock = statement(`
  SELECT ${recordJson('callback', 'b')} AS callback, ${STEP} AS step, b.fallback_agent_id AS "fallbackAgentId",
    b.owner_agent_id IS NOT NULL AND (${hereSql('b.owner_agent_id', '$1::bigint')} OR ${neverHereSql('b.owner_agent_id', '$1::bigint')}) AS "ownerIsHere",
    EXISTS (SELECT 1 FROM call c WHERE c.agent_id = b.owner_agent_id AND c.state IN ('offered', 'talking') AND c.stored_number = b.number) AS "ownerIsTalking"
  FROM callback b WHERE b.id = $2 AND ${IS_LATE} FOR UPDATE OF b SKIP LOCKED`);
/** Reads a late promise and holds it; null: another central has it in hand, or it is late no more. */
export async function lockLate(on: Connection, id: string, nowMs: number): Promise<LateCallback | null> {
  return await row<LateCallback>(on, lock, [nowMs, id]);
}

const settle = statement(`
  UPDATE callback SET late_step = $2, late_for_ms = due_at_ms, late_owner_id = $3, late_next_ms = $4, owner_agent_id = $3,
    late_from_agent_id = CASE WHEN owner_agent_id IS DISTINCT FROM $3::uuid THEN owner_agent_id ELSE late_from_agent_id END,
    handed_in_interaction_id = CASE WHEN owner_agent_id IS DISTINCT FROM $3::uuid THEN NULL ELSE handed_in_interaction_id END,
    owner_before_id = CASE WHEN owner_agent_id IS DISTINCT FROM $3::uuid THEN NULL ELSE owner_before_id END
  WHERE id = $1`);
/** Writes down how far a promise was told onward, and whose it is now. */
export async function settleLate(on: Connection, id: string, step: number, ownerAgentId: string | null, nextMs: number | null): Promise<void> {
  await run(on, settle, [id, step, ownerAgentId, nextMs]);
}

const addStep = statement('INSERT INTO promise_step (callback_id, due_at_ms, step, at_ms, from_agent_id, to_agent_id) VALUES ($1, $2, $3, $4, $5, $6)');
export async function addPromiseStep(on: Connection, told: { readonly callbackId: string; readonly dueAtMs: number; readonly step: string; readonly atMs: number; readonly fromAgentId: string | null; readonly toAgentId: string | null }): Promise<void> {
  await run(on, addStep, [told.callbackId, told.dueAtMs, told.step, told.atMs, told.fromAgentId, told.toAgentId]);
}

// Asked for one group after the other: of colleagues who come after the owner's team nothing is asked while somebody of it can be behind them.
const may = (group: string): string => `
  SELECT a.id FROM agent a LEFT JOIN agent o ON o.id = $2::uuid
  WHERE a.active AND a.role = ANY ($5::text[]) AND a.id IS DISTINCT FROM $2::uuid AND ${group} AND ${visibleSql('$1::uuid', 'a.id', '$4::bigint')}
    AND CASE WHEN $6 THEN ${hereSql('a.id', '$4::bigint')} ELSE NOT ${awaySql('a.id', '$4::bigint')} END`;
const LEAST_TO_DO = "ORDER BY (SELECT count(*) FROM callback b WHERE b.owner_agent_id = a.id AND b.state = 'open') + (SELECT count(*) FROM callback b WHERE b.fallback_agent_id = a.id AND b.state = 'open'), a.number LIMIT 1";
// The one who was named, then colleagues of the owner's team, then any; whoever has the least to do, and is behind the fewest, first.
const fallback = statement(`SELECT coalesce(
  (${may('a.id = $3::uuid')}),
  (${may("a.role = 'agent' AND a.team IS NOT DISTINCT FROM o.team")} ${LEAST_TO_DO}),
  (${may("a.role = 'agent' AND a.team IS DISTINCT FROM o.team")} ${LEAST_TO_DO})) AS id`);
/**
 * Who has a promise when its owner does not keep it. Of many at a time, `chooseFallbacks` (shared/callbacks) says the same.
 *
 * @param named   the fallback owner of the promise; null: none is named.
 * @param onlyHere  signed in now; else anybody who is not away at that instant.
 */
export async function chooseFallback(on: Connection, of: { readonly householdId: string; readonly ownerAgentId: string | null; readonly named: string | null; readonly atMs: number; readonly onlyHere: boolean; readonly roles: readonly string[] }): Promise<string | null> {
  return (await row<{ id: string | null }>(on, fallback, [of.householdId, of.ownerAgentId, of.named, of.atMs, of.roles, of.onlyHere]))?.id ?? null;
}

const namedFallback = statement('UPDATE callback SET fallback_agent_id = $2, late_step = CASE WHEN $2::uuid IS NULL AND late_step = 0 THEN NULL ELSE late_step END WHERE id = $1');
/** Writes down who was named when it was agreed, or since. Null: somebody is chosen anew; of one that is told onward already, at its next step. */
export async function nameFallback(on: Connection, id: string, agentId: string | null): Promise<void> {
  await run(on, namedFallback, [id, agentId]);
}

const open = statement(`SELECT household_id AS "householdId", owner_agent_id AS "ownerAgentId", fallback_agent_id AS named, due_at_ms AS "atMs" FROM callback WHERE id = $1 AND state = 'open' AND household_id IS NOT NULL`);
/** What decides who is behind the owner of an open callback; null: there is no such. */
export async function openPromise(on: Connection, id: string): Promise<{ readonly householdId: string; readonly ownerAgentId: string | null; readonly named: string | null; readonly atMs: number } | null> {
  return await row(on, open, [id]);
}
// Of the owner's team; where it has none, all of them; where there is none at all, administrators.
const supervisors = statement(`
  WITH s AS (SELECT a.id, a.role, a.team IS NOT DISTINCT FROM (SELECT o.team FROM agent o WHERE o.id = $1::uuid) AS own FROM agent a
    WHERE a.active AND a.role IN ('supervisor', 'admin') AND ${visibleSql('$2::uuid', 'a.id', '$3::bigint')}),
  t AS (SELECT id, CASE WHEN role = 'supervisor' AND own THEN 1 WHEN role = 'supervisor' THEN 2 ELSE 3 END AS rank FROM s)
  SELECT id FROM t WHERE rank = (SELECT min(rank) FROM t) ORDER BY id`);
/** Supervisors who answer for what an agent promised. @param ownerAgentId null: nobody's. */
export async function supervisorsOf(on: Connection, ownerAgentId: string | null, householdId: string, nowMs: number): Promise<readonly string[]> {
  return (await rows<{ id: string }>(on, supervisors, [ownerAgentId, householdId, nowMs])).map((found) => found.id);
}

const know = statement(`UPDATE callback SET late_step = 1, late_for_ms = due_at_ms, late_owner_id = owner_agent_id, late_next_ms = $1::bigint + ${HOUR_MS} WHERE state = 'open' AND due_at_ms <= $1::bigint`);
/** What is late by now counts as told to its owner, who has an hour. */
export async function knowLate(on: Connection, nowMs: number): Promise<void> {
  await run(on, know, [nowMs]);
}
