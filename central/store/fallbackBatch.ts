import type { FallbackCandidate, PromiseToBack } from '../../shared/callbacks/chooseFallbacks.ts';
import { type Connection, rows, run, statement } from './pool.ts';
import { limitedSql, visibleSql } from './remits.ts';

/** A promise whose fallback owner is still to be chosen. */
export interface UnnamedPromise extends PromiseToBack {
  readonly id: string;
}

const unnamed = statement(`
  SELECT b.id, b.household_id AS "householdId", b.owner_agent_id AS "ownerAgentId", o.team AS "ownerTeam", b.fallback_agent_id AS named, b.due_at_ms AS "atMs"
  FROM callback b LEFT JOIN agent o ON o.id = b.owner_agent_id WHERE b.state = 'open' AND b.late_step IS NULL AND b.household_id IS NOT NULL ORDER BY b.id LIMIT $1`);
/** Promises whose fallback owner is still to be chosen: they were stored with the rest of their call in one statement, or are older than fallback owners. */
export async function withoutFallback(on: Connection, most: number): Promise<readonly UnnamedPromise[]> {
  return await rows(on, unnamed, [most]);
}

// What everybody has to do is counted once for all, where `chooseFallback` (lateCallbacks.ts) counts it for each it looks at.
const candidates = statement(`
  SELECT a.id, a.role = 'agent' AS "isAgent", a.team, ${limitedSql('a.id')} AS "isLimited", coalesce(t.count, 0) AS "toDo"
  FROM agent a
  LEFT JOIN (SELECT p.id, count(*) FROM callback b CROSS JOIN LATERAL (VALUES (b.owner_agent_id), (b.fallback_agent_id)) p (id) WHERE b.state = 'open' GROUP BY p.id) t ON t.id = a.id
  WHERE a.active AND a.role = ANY ($1::text[]) ORDER BY a.number`);
const away = statement(`SELECT agent_id AS id, json_agg(json_build_object('fromMs', from_ms, 'untilMs', until_ms)) AS absences FROM agent_absence WHERE until_ms > $1 AND from_ms <= $2 GROUP BY 1`);
/** Who may be behind the owners of some promises, in the order of their numbers. @param roles those of whom one may be named. @param atMs the promises' instants. */
export async function fallbackCandidates(on: Connection, roles: readonly string[], atMs: readonly number[]): Promise<readonly FallbackCandidate[]> {
  const found = await rows<Pick<FallbackCandidate, 'id' | 'absences'>>(on, away, [Math.min(...atMs), Math.max(...atMs)]);
  const absences = new Map(found.map((each) => [each.id, each.absences]));
  return (await rows<Omit<FallbackCandidate, 'absences'>>(on, candidates, [roles])).map((each) => ({ ...each, absences: absences.get(each.id) ?? [] }));
}

const shown = statement(`SELECT k.id FROM unnest($2::uuid[]) k (id) WHERE ${visibleSql('$1::uuid', 'k.id', '$3::bigint')}`);
/** Which of some colleagues are shown the household of a promise, at its time. */
export async function shownPromise(on: Connection, { householdId, atMs }: PromiseToBack, agentIds: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set((await rows<{ id: string }>(on, shown, [householdId, agentIds, atMs])).map((found) => found.id));
}

// Whoever has one of them in hand at this moment is not waited for: it is looked at again.
const asRead = statement(`
  SELECT b.id FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[]) w (id, household_id, owner_agent_id, fallback_agent_id, due_at_ms) JOIN callback b ON b.id = w.id
  WHERE b.state = 'open' AND b.late_step IS NULL AND b.household_id = w.household_id AND b.due_at_ms = w.due_at_ms
    AND b.owner_agent_id IS NOT DISTINCT FROM w.owner_agent_id AND b.fallback_agent_id IS NOT DISTINCT FROM w.fallback_agent_id
  ORDER BY b.id FOR UPDATE OF b SKIP LOCKED`);
/** Holds promises whose fallback owners are to be written down. @returns those that are still as they were read; another's by now, closed, put off, or named for is none. */
export async function lockUnnamed(on: Connection, of: readonly UnnamedPromise[]): Promise<ReadonlySet<string>> {
  const found = await rows<{ id: string }>(on, asRead, [of.map((each) => each.id), of.map((each) => each.householdId), of.map((each) => each.ownerAgentId), of.map((each) => each.named), of.map((each) => each.atMs)]);
  return new Set(found.map((each) => each.id));
}

const chosen = statement('UPDATE callback b SET fallback_agent_id = w.fallback, late_step = coalesce(b.late_step, 0) FROM unnest($1::uuid[], $2::uuid[]) w (id, fallback) WHERE b.id = w.id');
/** Writes down who is behind the owners, nobody being found included. */
export async function setFallbacks(on: Connection, of: readonly { readonly id: string; readonly fallback: string | null }[]): Promise<void> {
  await run(on, chosen, [of.map((each) => each.id), of.map((each) => each.fallback)]);
}
