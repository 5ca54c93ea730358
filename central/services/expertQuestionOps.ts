import type { Agent } from '../../shared/agents/agent.ts';
import { runsFloor, seesCustomers } from '../../shared/agents/roleRights.ts';
import type { ArticleContent } from '../../shared/knowledge/articleMessages.ts';
import type { ExpertQuestion } from '../../shared/knowledge/expertQuestion.ts';
import { sameQuestion } from '../../shared/knowledge/sameQuestion.ts';
import type { NoticeKind } from '../../shared/notices/notice.ts';
import type { Op, OpData } from '../../shared/sync/pushMessages.ts';
import { addDraft, articleVersions, holdArticle, newArticleId, writeDraft } from '../store/articles.ts';
import { holdAgent } from '../store/agents.ts';
import {
  addExpertQuestion, answerExpertQuestion, askerOfQuestion, expertName, handExpertQuestion, lockExpertQuestion, questionTouched, shownToExpert, takeLateQuestions, withdrawExpertQuestion,
} from '../store/expertQuestions.ts';
import { isAsked, openQuestions, questionContent } from '../store/gaps.ts';
import { customerIsOf, householdExists } from '../store/households.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { addNotice } from '../store/notices.ts';
import type { Connection, Pool } from '../store/pool.ts';
import { agentScope, householdTouched, mergeTouched, touch, type Touched } from '../store/touch.ts';
import { type Applied, refusedOp, type Subjects } from './applied.ts';
import { mayOwn } from './applyCallbackOp.ts';
import { proposeAnswers } from './proposeAnswers.ts';

const LATE_AT_ONCE = 200;
/** As long as `say` and `body` of an article may be. */
const [SAY_LENGTH, BODY_LENGTH] = [600, 6000];

/*
 *   open ──answer──▶ answered            its expert
 *   open ──hand──▶ open, another's       its expert, whoever asked, a supervisor; to nobody (back to whoever asked): its expert
 *   open ──withdraw──▶ withdrawn         whoever asked, a supervisor
 */

const subjectsOf = (householdId: string | null): Subjects => (householdId === null ? [] : [{ table: 'household', id: householdId }]);

/** @returns what an expert who works here and is shown this household is called; null for anybody else. */
async function whoMayAnswer(client: Connection, agentId: string, householdId: string | null, nowMs: number): Promise<string | null> {
  const name = await expertName(client, agentId);
  if (name === null) return null;
  if (householdId !== null) return await mayOwn(client, agentId, householdId, nowMs) ? name : null;
  const agent = await holdAgent(client, agentId);
  return agent?.active === true && seesCustomers(agent.role) ? name : null;
}

/** The question where it is mirrored, and its household where it is shown: the expert has to do with it from now on. */
async function touchedBy(client: Connection, question: Pick<ExpertQuestion, 'id' | 'askedByAgentId' | 'expertAgentId'>, householdId: string | null): Promise<readonly Touched[]> {
  const { expertAgentId } = question;
  return mergeTouched([questionTouched(question), householdId === null ? [] : await householdTouched(client, householdId, expertAgentId === null ? [] : [agentScope(expertAgentId)])]);
}

async function tell(client: Connection, toAgentId: string | null, kind: NoticeKind, { householdId, dueAtMs }: Pick<ExpertQuestion, 'householdId' | 'dueAtMs'>, nowMs: number): Promise<readonly Touched[]> {
  return toAgentId === null ? [] : [await addNotice(client, { toAgentId, kind, householdId, detail: { dueAtMs: String(dueAtMs) }, madeAtMs: nowMs })];
}

/** A question is handed to a colleague who is an expert, and they are told. */
export async function addExpertQuestionOp(client: Connection, { question }: OpData<'expert-question.add'>, me: Agent, nowMs: number): Promise<Applied> {
  const { householdId, customerId, interactionId, articleId, expertAgentId } = question;
  // Who is shown no customers hands on what stands without an answer, and nothing of anybody.
  if (!seesCustomers(me.role)) {
    const stray = householdId !== null ? 'householdId' : customerId !== null ? 'customerId' : interactionId !== null ? 'interactionId' : articleId === null ? 'articleId' : null;
    if (stray !== null) return refusedOp('not-allowed', `question.${stray}`);
  }
  if (householdId === null && customerId !== null) return refusedOp('bad-op', 'question.customerId');
  if (householdId !== null && !await householdExists(client, householdId)) return refusedOp('not-found', 'question.householdId');
  if (householdId !== null && customerId !== null && !await customerIsOf(client, customerId, householdId)) return refusedOp('not-found', 'question.customerId');
  const subjects = subjectsOf(householdId);
  const name = await whoMayAnswer(client, expertAgentId, householdId, nowMs);
  if (name === null) return refusedOp('not-found', 'question.expertAgentId', null, subjects);
  if (!await addExpertQuestion(client, { ...question, expertName: name }, me)) return refusedOp('conflict', 'question.id', null, subjects);
  const asked = { id: question.id, askedByAgentId: me.id, expertAgentId };
  return { ok: true, touched: mergeTouched([await touchedBy(client, asked, householdId), await tell(client, expertAgentId, 'expert-asked', question, nowMs)]), subjects };
}

type ChangeOp = Extract<Op, { readonly kind: 'expert-question.answer' | 'expert-question.hand' | 'expert-question.withdraw' }>;

/** What an open question becomes: answered, another expert's, or not wanted any more. */
export async function changeExpertQuestionOp(client: Connection, op: ChangeOp, me: Agent, nowMs: number): Promise<Applied> {
  const standing = await lockExpertQuestion(client, op.data.questionId);
  if (standing === null) return refusedOp('not-found', 'questionId');
  const subjects = subjectsOf(standing.householdId);
  if (standing.state !== 'open') return refusedOp('already-closed', 'questionId', standing.state === 'answered' ? standing.expertName : null, subjects);
  switch (op.kind) {
    case 'expert-question.answer': return await answered(client, standing, op.data, me, nowMs);
    case 'expert-question.hand': return await handed(client, standing, op.data, me, nowMs);
    case 'expert-question.withdraw': {
      if (standing.askedByAgentId !== me.id && !runsFloor(me.role)) return refusedOp('not-owner', 'questionId', standing.askedByName, subjects);
      await withdrawExpertQuestion(client, standing.id, nowMs);
      return { ok: true, touched: await touchedBy(client, standing, standing.householdId), subjects };
    }
  }
}

async function handed(client: Connection, standing: ExpertQuestion, { baseAgentId, toAgentId, words }: OpData<'expert-question.hand'>, me: Agent, nowMs: number): Promise<Applied> {
  const subjects = subjectsOf(standing.householdId);
  const isMine = standing.expertAgentId === me.id;
  const mayChoose = isMine || standing.askedByAgentId === me.id || runsFloor(me.role);
  if (!mayChoose) return refusedOp('not-owner', 'questionId', standing.expertName || standing.askedByName, subjects);
  if (standing.expertAgentId !== baseAgentId) return refusedOp('conflict', 'baseAgentId', standing.expertName, subjects);
  if (toAgentId === null && !isMine) return refusedOp('not-owner', 'toAgentId', standing.expertName, subjects);
  if (toAgentId === standing.expertAgentId) return refusedOp('bad-op', 'toAgentId', null, subjects);
  const name = toAgentId === null ? null : await whoMayAnswer(client, toAgentId, standing.householdId, nowMs);
  if (toAgentId !== null && name === null) return refusedOp('not-found', 'toAgentId', null, subjects);
  await handExpertQuestion(client, standing.id, toAgentId === null ? null : { id: toAgentId, name: name ?? '' }, me.name, words);
  const left: readonly Touched[] = standing.expertAgentId === null || standing.expertAgentId === standing.askedByAgentId ? [] : [{ scope: agentScope(standing.expertAgentId), tbl: 'expertQuestion', id: standing.id, gone: true }];
  const told = toAgentId === null ? await tell(client, standing.askedByAgentId, 'expert-returned', standing, nowMs) : await tell(client, toAgentId, 'expert-asked', standing, nowMs);
  return { ok: true, touched: mergeTouched([left, await touchedBy(client, { ...standing, expertAgentId: toAgentId }, standing.householdId), told]), subjects };
}

/** The answer stands in the family's file, whoever asked is told, and rings the customer where that was promised. */
async function answered(client: Connection, standing: ExpertQuestion, { answer, asDraft }: OpData<'expert-question.answer'>, me: Agent, nowMs: number): Promise<Applied> {
  if (standing.expertAgentId !== me.id) return refusedOp('not-owner', 'questionId', standing.expertName || standing.askedByName, subjectsOf(standing.householdId));
  const articleId = asDraft || standing.articleId !== null ? await intoDraft(client, standing, answer, me, nowMs) : null;
  const householdId = await answerExpertQuestion(client, standing.id, answer, nowMs, articleId);
  const ringing = standing.isPromised && householdId !== null ? await promiseOf(client, standing, nowMs) : [];
  const touched = mergeTouched([
    ringing, householdId === null ? questionTouched(standing) : mergeTouched([await householdTouched(client, householdId, []), await shownToExpert(client, standing, householdId, nowMs)]), await tell(client, standing.askedByAgentId === me.id ? null : standing.askedByAgentId, 'expert-answered', { ...standing, householdId }, nowMs),
  ]);
  return { ok: true, touched, subjects: subjectsOf(householdId) };
}

/** The call with the answer: whoever asked makes it, while they work here and are shown the family; else it is nobody's yet. */
async function promiseOf(client: Connection, standing: ExpertQuestion, nowMs: number): Promise<readonly Touched[]> {
  const asker = await askerOfQuestion(client, standing.id);
  if (asker === null || asker.householdId === null) return [];
  const ownerAgentId = standing.askedByAgentId !== null && await mayOwn(client, standing.askedByAgentId, asker.householdId, nowMs) ? standing.askedByAgentId : null;
  return (await proposeAnswers(client, [{ ...asker, ownerAgentId }], standing.question, nowMs)).touched;
}

/**
 * The answer becomes what an article says: the draft of the question without an answer that it was handed on from or that asks the
 * same, else a draft of its own. What an editor has written there stays, and the answer stands below it.
 *
 * @returns the article.
 */
async function intoDraft(client: Connection, standing: ExpertQuestion, answer: string, me: Agent, nowMs: number): Promise<string> {
  const open = standing.articleId ?? sameQuestion(standing.question, await openQuestions(client))?.id ?? null;
  if (open !== null) await holdArticle(client, open);
  const [newest] = open !== null && await isAsked(client, open) ? await articleVersions(client, open) : [];
  if (open !== null && newest !== undefined) {
    // Under review its editor goes by the question.
    if (newest.state === 'draft') await writeDraft(client, open, newest.version, withAnswer(newest.content, answer), me, nowMs);
    return open;
  }
  const fresh = newArticleId();
  await addDraft(client, fresh, 1, withAnswer(questionContent(standing.question), answer), me, nowMs);
  return fresh;
}

/** What is to be said first is one or two sentences: a longer answer is the explanation. */
function withAnswer(content: ArticleContent, answer: string): ArticleContent {
  if (content.say.trim() === '' && answer.length <= SAY_LENGTH) return { ...content, say: answer };
  return { ...content, body: [content.body, answer].filter((part) => part.trim() !== '').join('\n\n').slice(0, BODY_LENGTH) };
}

/** Tells of questions whose time is over, once: the expert and whoever asked. Safe in several centrals at a time. @returns how many. */
export async function tellLateQuestions(pool: Pool, nowMs: number): Promise<number> {
  return await inTransaction(pool, async (client) => {
    const late = await takeLateQuestions(client, nowMs, LATE_AT_ONCE);
    const told: (readonly Touched[])[] = [];
    for (const { householdId, askedByAgentId, expertAgentId, dueAtMs } of late) {
      for (const agentId of new Set([expertAgentId, askedByAgentId])) told.push(await tell(client, agentId, 'expert-late', { householdId, dueAtMs }, nowMs));
    }
    await touch(client, mergeTouched(told));
    return late.length;
  });
}
