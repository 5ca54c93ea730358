import type { Agent } from '../../shared/agents/agent.ts';
import type { OpData } from '../../shared/sync/pushMessages.ts';
import { sameQuestion } from '../../shared/knowledge/sameQuestion.ts';
import { addDraft, articleTouched, holdArticle, newArticleId, showVersion } from '../store/articles.ts';
import { countAsked, isAsked, joinGap, openQuestions, questionContent } from '../store/gaps.ts';
import { addGap, lockCase, lockCommitment, setCase, setCommitment } from '../store/promises.ts';
import { householdExists } from '../store/households.ts';
import { noticeTouched, readNotice } from '../store/notices.ts';
import type { Connection } from '../store/pool.ts';
import { householdTouched } from '../store/touch.ts';
import { type Applied, refusedOp } from './applied.ts';

/** open ──▶ kept, broken. Said twice alike it is no fault; said otherwise, what was said first stands. */
export async function changeCommitmentOp(client: Connection, data: OpData<'commitment.change'>): Promise<Applied> {
  const standing = await lockCommitment(client, data.commitmentId);
  if (standing === null) return refusedOp('not-found', 'commitmentId');
  const subjects = [{ table: 'household', id: standing.householdId }] as const;
  if (standing.state === data.state) return { ok: true, touched: [], subjects };
  if (standing.state !== 'open') return refusedOp('already-closed', 'commitmentId', standing.state, subjects);
  await setCommitment(client, data.commitmentId, data.state, data.words ?? null);
  return { ok: true, touched: await householdTouched(client, standing.householdId, []), subjects };
}

const CASE_ORDER = ['open', 'answered', 'closed'] as const;

/** open ──▶ answered ──▶ closed, forward only; a complaint is closed once its customer was asked whether they are content. Who saw another state than the one that stands is told what stands. */
export async function changeCaseOp(client: Connection, data: OpData<'case.change'>, atMs: number): Promise<Applied> {
  const standing = await lockCase(client, data.caseId);
  if (standing === null) return refusedOp('not-found', 'caseId');
  const subjects = [{ table: 'household', id: standing.householdId }] as const;
  if (standing.state === data.state && standing.handlerName === data.handlerName) return { ok: true, touched: [], subjects };
  if (standing.state === 'closed') return refusedOp('already-closed', 'caseId', standing.handlerName ?? standing.state, subjects);
  if (standing.state !== data.base) return refusedOp('conflict', 'state', standing.handlerName ?? standing.state, subjects);
  if (CASE_ORDER.indexOf(data.state) < CASE_ORDER.indexOf(standing.state)) return refusedOp('bad-op', 'state');
  const satisfaction = data.satisfaction ?? null;
  if (standing.kind === 'complaint' && data.state === 'closed' && (satisfaction ?? standing.satisfaction ?? null) === null) return refusedOp('bad-op', 'satisfaction', undefined, subjects);
  await setCase(client, data.caseId, { state: data.state, handlerName: data.handlerName, words: data.words ?? null, satisfaction, atMs });
  return { ok: true, touched: await householdTouched(client, standing.householdId, []), subjects };
}

/**
 * A question without an article: it joins the one that asks the same, or stands on every desktop from now on as a draft without
 * an answer. Who asked is told nowhere there.
 */
export async function addGapOp(client: Connection, data: OpData<'gap.add'>, me: Agent, nowMs: number): Promise<Applied> {
  const { gap } = data;
  if (gap.householdId !== null && !await householdExists(client, gap.householdId)) return refusedOp('not-found', 'gap.householdId');
  if (!await addGap(client, gap, me.id)) return refusedOp('conflict', 'gap.id');
  const same = await stillOpen(client, sameQuestion(gap.question, await openQuestions(client)));
  const articleId = same?.id ?? newArticleId();
  await joinGap(client, gap.id, articleId);
  if (same === null) {
    await addDraft(client, articleId, 1, questionContent(gap.question), { id: me.id, name: me.name }, nowMs);
    await showVersion(client, articleId, 1, 'draft', nowMs, 1);
  } else await countAsked(client, articleId, nowMs);
  return { ok: true, touched: [articleTouched(articleId)], subjects: [] };
}

/** An editor may be answering it at this moment: then it is asked anew. */
async function stillOpen<Q extends { readonly id: string }>(client: Connection, same: Q | null): Promise<Q | null> {
  if (same === null) return null;
  await holdArticle(client, same.id);
  return await isAsked(client, same.id) ? same : null;
}

/** Only the colleague it was sent to can have read it; to anybody else there is no such notice. */
export async function readNoticeOp(client: Connection, data: OpData<'notice.read'>, me: Agent, nowMs: number): Promise<Applied> {
  if (!await readNotice(client, data.noticeId, me.id, nowMs)) return refusedOp('not-found', 'noticeId');
  return { ok: true, touched: [noticeTouched(me.id, data.noticeId)], subjects: [] };
}
