import type { Agent } from '../../shared/agents/agent.ts';
import type { OpData } from '../../shared/sync/pushMessages.ts';
import { isArticle, judgeAnswer } from '../store/answerJudgements.ts';
import type { Connection } from '../store/pool.ts';
import { type Applied, refusedOp } from './applied.ts';

/** An agent says whether an answer helped in their call; said again, the last word counts. @param atMs when it was said. */
export async function judgeAnswerOp(client: Connection, data: OpData<'answer.judge'>, me: Agent, atMs: number): Promise<Applied> {
  if (!await isArticle(client, data.articleId)) return refusedOp('not-found', 'articleId');
  await judgeAnswer(client, { ...data, agentId: me.id, atMs });
  return { ok: true, touched: [], subjects: [] };
}
