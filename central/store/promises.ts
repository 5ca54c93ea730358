import type { Case, Commitment, Satisfaction } from '../../shared/customers/household.ts';
import type { OpData } from '../../shared/sync/pushMessages.ts';
import { type Connection, row, run, statement } from './pool.ts';

const commitment = statement('SELECT household_id AS "householdId", state FROM commitment WHERE id = $1 AND retracted_at_ms IS NULL FOR UPDATE');
const care = statement('SELECT household_id AS "householdId", kind, state, handler_name AS "handlerName", satisfaction FROM care_case WHERE id = $1 AND retracted_at_ms IS NULL FOR UPDATE');
const writeCommitment = statement('UPDATE commitment SET state = $2, words = coalesce($3, words) WHERE id = $1');
const writeCase = statement(`UPDATE care_case SET state = $2, handler_name = $3, words = coalesce($4, words), satisfaction = coalesce($5, satisfaction), settled_at_ms = CASE WHEN $2 <> 'open' THEN coalesce(settled_at_ms, CASE WHEN state = 'open' THEN $6::bigint END) END WHERE id = $1`);
const writeGap = statement(`
  INSERT INTO gap (id, question, household_id, interaction_id, asked_at_ms, asked_by_agent_id) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING`);

/** Reads a commitment and holds it until the transaction ends; null too for one that was taken back. */
export async function lockCommitment(on: Connection, id: string): Promise<Pick<Commitment, 'householdId' | 'state'> | null> {
  return await row(on, commitment, [id]);
}
/** @param words null: what was written before stays. */
export async function setCommitment(on: Connection, id: string, state: Commitment['state'], words: string | null): Promise<void> {
  await run(on, writeCommitment, [id, state, words]);
}

/** Reads a case and holds it until the transaction ends; null too for one that was taken back. */
export async function lockCase(on: Connection, id: string): Promise<Pick<Case, 'householdId' | 'kind' | 'state' | 'handlerName' | 'satisfaction'> | null> {
  return await row(on, care, [id]);
}
/** @param set `words` and `satisfaction` null: what was written before stays. `atMs`: when it was said. */
export async function setCase(on: Connection, id: string, set: { readonly state: Case['state']; readonly handlerName: string | null; readonly words: string | null; readonly satisfaction: Satisfaction | null; readonly atMs: number }): Promise<void> {
  await run(on, writeCase, [id, set.state, set.handlerName, set.words, set.satisfaction, set.atMs]);
}

/** @returns whether it was new. */
export async function addGap(on: Connection, gap: OpData<'gap.add'>['gap'], agentId: string): Promise<boolean> {
  return (await run(on, writeGap, [gap.id, gap.question, gap.householdId, gap.interactionId, gap.askedAtMs, agentId])) === 1;
}
