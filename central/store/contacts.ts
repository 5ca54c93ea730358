import type { Interaction } from '../../shared/calls/interaction.ts';
import type { AskedQuestion, Case, Commitment } from '../../shared/customers/household.ts';
import { insertRecords } from './insertRecords.ts';
import { type Connection, row, run, statement } from './pool.ts';

/** @param storedAtMs now, by central's clock: its author may take it back for a while from here. */
export async function addInteraction(on: Connection, interaction: Interaction, storedAtMs: number): Promise<boolean> {
  return (await insertRecords(on, 'interaction', [{ ...interaction, storedAtMs }])) === 1;
}

export async function addQuestions(on: Connection, householdId: string, questions: readonly AskedQuestion[]): Promise<void> {
  await insertRecords(on, 'asked_question', questions.map((question) => ({ ...question, householdId })));
}

/** @param promisedInInteractionId the interaction in which it was promised; null: by itself. */
export async function addCommitment(on: Connection, commitment: Commitment, promisedInInteractionId: string | null): Promise<boolean> {
  return (await insertRecords(on, 'commitment', [{ ...commitment, promisedInInteractionId }])) === 1;
}

/** @param openedInInteractionId the interaction in which it was opened; null: by itself. */
export async function addCase(on: Connection, opened: Case, openedInInteractionId: string | null): Promise<boolean> {
  return (await insertRecords(on, 'care_case', [{ ...opened, openedInInteractionId }])) === 1;
}

const lock = statement('SELECT household_id AS "householdId", customer_id AS "customerId", agent_id AS "agentId", started_at_ms AS "startedAtMs" FROM interaction WHERE id = $1 AND retracted_at_ms IS NULL FOR UPDATE');

export interface StandingInteraction { readonly householdId: string | null; readonly customerId: string | null; readonly agentId: string | null; readonly startedAtMs: number }

/** @returns null too for one that was taken back: nothing can be done with it any more. */
export async function lockInteraction(on: Connection, id: string): Promise<StandingInteraction | null> {
  return await row<{ householdId: string | null; customerId: string | null; agentId: string | null; startedAtMs: number }>(on, lock, [id]);
}

// What was in the way is now said of the right family, and counted by what that one is to us.
const move = statement(`
  UPDATE interaction i SET household_id = $2, customer_id = $3, obstacle_class = CASE WHEN i.obstacle IS NOT NULL THEN h.relation_class END, obstacle_tier = CASE WHEN i.obstacle IS NOT NULL THEN h.tier END
  FROM household h WHERE i.id = $1 AND h.id = $2`);
const moveQuestions = statement('UPDATE asked_question SET household_id = $2 WHERE interaction_id = $1');
const moveCommitments = statement('UPDATE commitment SET household_id = $2, customer_id = $3 WHERE promised_in_interaction_id = $1');
const moveCases = statement('UPDATE care_case SET household_id = $2, customer_id = $3 WHERE opened_in_interaction_id = $1');

/** Moves an interaction, the questions asked in it, and what was promised and opened in it. Callbacks: `moveCallbacksOf`; number: `movePhonesOf`. */
export async function moveInteraction(on: Connection, id: string, householdId: string, customerId: string | null): Promise<void> {
  await run(on, move, [id, householdId, customerId]);
  await run(on, moveQuestions, [id, householdId]);
  await run(on, moveCommitments, [id, householdId, customerId]);
  await run(on, moveCases, [id, householdId, customerId]);
}
