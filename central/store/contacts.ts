import type { Interaction } from '../../shared/calls/interaction.ts';
import type { AskedQuestion, Case, Commitment } from '../../shared/customers/household.ts';
import { insertRecords } from './insertRecords.ts';
import { type Connection, row, run, statement } from './pool.ts';

export async function addInteraction(on: Connection, interaction: Interaction): Promise<boolean> {
  return (await insertRecords(on, 'interaction', [interaction])) === 1;
}

export async function addQuestions(on: Connection, householdId: string, questions: readonly AskedQuestion[]): Promise<void> {
  await insertRecords(on, 'asked_question', questions.map((question) => ({ ...question, householdId })));
}

export async function addCommitment(on: Connection, commitment: Commitment): Promise<boolean> {
  return (await insertRecords(on, 'commitment', [commitment])) === 1;
}

export async function addCase(on: Connection, opened: Case): Promise<boolean> {
  return (await insertRecords(on, 'care_case', [opened])) === 1;
}

const lock = statement('SELECT household_id AS "householdId", agent_id AS "agentId", started_at_ms AS "startedAtMs" FROM interaction WHERE id = $1 FOR UPDATE');

export interface StandingInteraction { readonly householdId: string; readonly agentId: string | null; readonly startedAtMs: number }

export async function lockInteraction(on: Connection, id: string): Promise<StandingInteraction | null> {
  return await row<{ householdId: string; agentId: string | null; startedAtMs: number }>(on, lock, [id]);
}

const move = statement('UPDATE interaction SET household_id = $2, customer_id = $3 WHERE id = $1');
const moveQuestions = statement('UPDATE asked_question SET household_id = $2 WHERE interaction_id = $1');

/** Moves an interaction and the questions asked in it. Callbacks: `moveCallbacksOf`. */
export async function moveInteraction(on: Connection, id: string, householdId: string, customerId: string | null): Promise<void> {
  await run(on, move, [id, householdId, customerId]);
  await run(on, moveQuestions, [id, householdId]);
}
