import type { Agent } from '../../shared/agents/agent.ts';
import { leanOf } from '../../shared/knowledge/leanOf.ts';
import type { OpData } from '../../shared/sync/pushMessages.ts';
import { isArticle, judgeAnswer } from '../store/answerJudgements.ts';
import { judgedIn, openingClass } from '../store/openings.ts';
import type { Connection } from '../store/pool.ts';
import { type Applied, refusedOp } from './applied.ts';
import { ALL } from './deskScopes.ts';

/**
 * An agent says whether an answer helped in their call; said again, the last word counts. Desktops are told when the words of a
 * class of callers turn the other way; else they hear of it with the openings.
 *
 * @param atMs when it was said.
 */
export async function judgeAnswerOp(client: Connection, data: OpData<'answer.judge'>, me: Agent, atMs: number): Promise<Applied> {
  if (!await isArticle(client, data.articleId)) return refusedOp('not-found', 'articleId');
  const of = data.callerClass ?? null;
  const side = async (): Promise<number> => (of === null ? 0 : Math.sign(leanOf(await judgedIn(client, of, data.articleId))));
  const before = await side();
  await judgeAnswer(client, { ...data, callerClass: of, agentId: me.id, atMs });
  const turned = await side() === before ? null : await openingClass(client, of ?? '');
  return { ok: true, touched: turned === null ? [] : [{ scope: ALL, tbl: 'opening', id: turned }], subjects: [] };
}
