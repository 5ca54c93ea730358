import type { Case, Commitment } from '../../shared/customers/household.ts';
import type { OpData } from '../../shared/sync/pushMessages.ts';
import { type Connection, row, run, statement } from './pool.ts';

const commitment = statement('SELECT household_id AS "householdId", state FROM commitment WHERE id = $1 AND retracted_at_ms IS NULL FOR UPDATE');
const care = statement('SELECT household_id AS "householdId", state, handler_name AS "handlerName" FROM care_case WHERE id = $1 AND retracted_at_ms IS NULL FOR UPDATE');
const writeCommitment = statement('UPDATE commitment SET state = $2, words = coalesce($3, words) WHERE id = $1');
const writeCase = statement('UPDATE care_case SET state = $2, handler_name = $3, words = coalesce($4, words) WHERE id = $1');
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
export async function lockCase(on: Connection, id: string): Promise<Pick<Case, 'householdId' | 'state' | 'handlerName'> | null> {
  return await row(on, care, [id]);
}
/** @param words null: what was written before stays. */
export async function setCase(on: Connection, id: string, state: Case['state'], handlerName: string | null, words: string | null): Promise<void> {
  await run(on, writeCase, [id, state, handlerName, words]);
}

/** @returns whether it was new. */
export async function addGap(on: Connection, gap: OpData<'gap.add'>['gap'], agentId: string): Promise<boolean> {
  return (await run(on, writeGap, [gap.id, gap.question, gap.householdId, gap.interactionId, gap.askedAtMs, agentId])) === 1;
}
