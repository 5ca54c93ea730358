import type { ExpertQuestion, QuestionToAsk } from '../../shared/knowledge/expertQuestion.ts';
import type { Asker } from './gaps.ts';
import { type Connection, row, rows, run, statement } from './pool.ts';
import { recordJson } from './recordColumns.ts';
import { isVisible } from './remits.ts';
import { agentScope, type Touched } from './touch.ts';

/** SQL of a question as desktops mirror it (shape: expertQuestionRowSchema). */
export function expertQuestionSql(id: string): string {
  return `(SELECT (${recordJson('expert_question', 'q')}::jsonb || jsonb_build_object('householdName', (SELECT h.name FROM household h WHERE h.id = q.household_id)))::json FROM expert_question q WHERE q.id = ${id})`;
}

/** SQL of what an agent (`a`) is an expert in, by name. */
export const EXPERT_IN = "(SELECT coalesce(jsonb_agg(s.name ORDER BY s.id), '[]') FROM agent_skill k JOIN skill s ON s.id = k.skill_id WHERE k.agent_id = a.id AND s.is_expert)";

const expert = statement('SELECT a.name FROM agent a WHERE a.id = $1 AND EXISTS (SELECT 1 FROM agent_skill k JOIN skill s ON s.id = k.skill_id WHERE k.agent_id = a.id AND s.is_expert)');
/** @returns what an expert is called; null for who is none. */
export async function expertName(on: Connection, agentId: string): Promise<string | null> {
  return (await row<{ name: string }>(on, expert, [agentId]))?.name ?? null;
}

const withSkill = statement('SELECT agent_id AS id FROM agent_skill WHERE skill_id = $1');
/** Who has a skill. */
export async function agentsWithSkill(on: Connection, skillId: string): Promise<readonly string[]> {
  return (await rows<{ id: string }>(on, withSkill, [skillId])).map((found) => found.id);
}

const add = statement(`
  INSERT INTO expert_question (id, question, household_id, customer_id, interaction_id, article_id, asked_by_agent_id, asked_by_name, asked_at_ms, expert_agent_id, expert_name, due_at_ms, is_promised, state)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'open') ON CONFLICT (id) DO NOTHING`);
/** @returns whether it was new. */
export async function addExpertQuestion(on: Connection, question: Omit<QuestionToAsk, 'expertAgentId'> & { readonly expertAgentId: string | null }, by: { readonly id: string | null; readonly name: string }): Promise<boolean> {
  const { id, question: words, householdId, customerId, interactionId, articleId, askedAtMs, expertAgentId, expertName: name, dueAtMs, isPromised } = question;
  return await run(on, add, [id, words, householdId, customerId, interactionId, articleId, by.id, by.name, askedAtMs, expertAgentId, name, dueAtMs, isPromised]) === 1;
}

const lock = statement(`SELECT ${recordJson('expert_question', 'q')} AS question FROM expert_question q WHERE q.id = $1 FOR UPDATE`);
/** Reads a question and holds it until the transaction ends. */
export async function lockExpertQuestion(on: Connection, id: string): Promise<ExpertQuestion | null> {
  return (await row<{ question: ExpertQuestion }>(on, lock, [id]))?.question ?? null;
}

const hand = statement('UPDATE expert_question SET expert_agent_id = $2, expert_name = $3, passed_by_name = $4, passed_words = $5 WHERE id = $1');
export async function handExpertQuestion(on: Connection, id: string, to: { readonly id: string; readonly name: string } | null, by: string, words: string): Promise<void> {
  await run(on, hand, [id, to?.id ?? null, to?.name ?? '', by, words]);
}

const withdraw = statement("UPDATE expert_question SET state = 'withdrawn', settled_at_ms = $2 WHERE id = $1");
export async function withdrawExpertQuestion(on: Connection, id: string, atMs: number): Promise<void> {
  await run(on, withdraw, [id, atMs]);
}

// Whose it is may have been found out since: the contact in which it was asked says so.
const answer = statement(`
  UPDATE expert_question q SET state = 'answered', answer = $2, settled_at_ms = $3, article_id = coalesce($4::uuid, q.article_id), household_id = coalesce(q.household_id, i.household_id),
    customer_id = CASE WHEN q.household_id IS NULL OR q.customer_id IS NULL THEN i.customer_id ELSE q.customer_id END
  FROM (SELECT $1::uuid AS id) k LEFT JOIN expert_question e ON e.id = k.id LEFT JOIN interaction i ON i.id = e.interaction_id AND i.retracted_at_ms IS NULL AND (e.household_id IS NULL OR i.household_id = e.household_id)
  WHERE q.id = k.id RETURNING q.household_id AS "householdId"`);
/** @returns whose question it is now; null: nobody's that is known. */
export async function answerExpertQuestion(on: Connection, id: string, words: string, atMs: number, articleId: string | null): Promise<string | null> {
  return (await row<{ householdId: string | null }>(on, answer, [id, words, atMs, articleId]))?.householdId ?? null;
}

const asker = statement(`
  SELECT q.id AS "gapId", h.id AS "householdId", q.customer_id AS "customerId", q.interaction_id AS "interactionId", q.asked_at_ms AS "askedAtMs", q.asked_by_agent_id AS "byAgentId", h.zone,
    (SELECT p.number FROM phone p WHERE p.household_id = h.id ORDER BY (p.number = i.number) DESC NULLS LAST, (p.customer_id = q.customer_id) DESC NULLS LAST, p.id LIMIT 1) AS number
  FROM expert_question q JOIN household h ON h.id = q.household_id LEFT JOIN interaction i ON i.id = q.interaction_id AND i.retracted_at_ms IS NULL WHERE q.id = $1`);
/** Who is to be rung with the answer; null: nobody that is known. */
export async function askerOfQuestion(on: Connection, id: string): Promise<Asker | null> {
  return await row<Asker>(on, asker, [id]);
}

const ofContact = statement('UPDATE expert_question SET household_id = $2, customer_id = $3 WHERE interaction_id = $1 RETURNING id, asked_by_agent_id AS "askedByAgentId", expert_agent_id AS "expertAgentId"');
/** What was asked an expert in a contact is whoever's the contact is. @returns what that touches. */
export async function moveExpertQuestions(on: Connection, interactionId: string, householdId: string, customerId: string | null, nowMs: number): Promise<readonly Touched[]> {
  const touched: Touched[] = [];
  for (const one of await rows<Mirroring>(on, ofContact, [interactionId, householdId, customerId])) touched.push(...await shownToExpert(on, one, householdId, nowMs));
  return touched;
}

type Mirroring = Pick<ExpertQuestion, 'id' | 'askedByAgentId' | 'expertAgentId'>;
const withoutExpert = statement("UPDATE expert_question SET expert_agent_id = NULL, expert_name = CASE WHEN state = 'open' THEN '' ELSE expert_name END WHERE id = $1");
/**
 * A question that is a household's from now on: its expert has to do with that household, if they are shown it; else the question
 * leaves them, and an open one is back with whoever asked. @returns what that touches.
 */
export async function shownToExpert(on: Connection, question: Mirroring, householdId: string, nowMs: number): Promise<readonly Touched[]> {
  const { id, askedByAgentId, expertAgentId } = question;
  if (expertAgentId === null) return questionTouched(question);
  if (await isVisible(on, householdId, expertAgentId, nowMs)) return [...questionTouched(question), { scope: agentScope(expertAgentId), tbl: 'household', id: householdId }];
  await run(on, withoutExpert, [id]);
  const left: readonly Touched[] = expertAgentId === askedByAgentId ? [] : [{ scope: agentScope(expertAgentId), tbl: 'expertQuestion', id, gone: true }];
  return [...left, ...questionTouched({ id, askedByAgentId, expertAgentId: null })];
}

/** A question where it is mirrored: at who asked and at who has it. */
export function questionTouched({ id, askedByAgentId, expertAgentId }: Pick<ExpertQuestion, 'id' | 'askedByAgentId' | 'expertAgentId'>): readonly Touched[] {
  return [...new Set([askedByAgentId, expertAgentId])].flatMap((agentId) => (agentId === null ? [] : [{ scope: agentScope(agentId), tbl: 'expertQuestion', id } as const]));
}

const ofGoing = statement(`
  SELECT f.scope, f.row_id AS id FROM feed f JOIN expert_question q ON q.id = f.row_id
  WHERE f.tbl = 'expertQuestion' AND NOT f.gone AND (q.household_id = ANY ($1::uuid[]) OR q.customer_id = ANY ($2::uuid[]))`);
/** Where the questions of households and people that go are mirrored: they go there too. */
export async function questionsGoing(on: Connection, households: readonly string[], customers: readonly string[]): Promise<readonly Touched[]> {
  return (await rows<{ scope: string; id: string }>(on, ofGoing, [households, customers])).map(({ scope, id }) => ({ scope, tbl: 'expertQuestion', id, gone: true }));
}

export interface LateQuestion extends Pick<ExpertQuestion, 'id' | 'householdId' | 'askedByAgentId' | 'expertAgentId' | 'dueAtMs'> { readonly zone: string | null }
const late = statement(`
  UPDATE expert_question q SET late_told = true FROM (SELECT e.id, h.zone FROM expert_question e LEFT JOIN household h ON h.id = e.household_id
    WHERE e.state = 'open' AND NOT e.late_told AND e.due_at_ms < $1 ORDER BY e.due_at_ms LIMIT $2 FOR UPDATE OF e SKIP LOCKED) l
  WHERE q.id = l.id RETURNING q.id, q.household_id AS "householdId", q.asked_by_agent_id AS "askedByAgentId", q.expert_agent_id AS "expertAgentId", q.due_at_ms AS "dueAtMs", l.zone`);
/** Takes questions that are late and of which nobody was told so: each once. */
export async function takeLateQuestions(on: Connection, nowMs: number, limit: number): Promise<readonly LateQuestion[]> {
  return await rows<LateQuestion>(on, late, [nowMs, limit]);
}

const knowLate = statement("UPDATE expert_question SET late_told = true WHERE state = 'open' AND due_at_ms < $1");
/** Who has to do with questions that are late by now knows it already. */
export async function knowLateQuestions(on: Connection, nowMs: number): Promise<void> {
  await run(on, knowLate, [nowMs]);
}
