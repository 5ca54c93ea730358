import type { Colleague } from '../../shared/agents/agent.ts';
import type { ExpertQuestion } from '../../shared/knowledge/expertQuestion.ts';
import type { UtcMs } from '../../shared/time/utcMs.ts';
import { newId } from '../localdb/newId.ts';
import { makeOp } from '../localdb/outbox.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import { deskClock } from '../time/deskClock.ts';
import { storeOps } from './storeOps.ts';

/** What an expert is asked, for whom, and until when. */
export interface Asking extends Pick<ExpertQuestion, 'question' | 'householdId' | 'customerId' | 'interactionId' | 'articleId' | 'isPromised'> {
  readonly expert: Pick<Colleague, 'id' | 'name'>;
  readonly dueAtMs: UtcMs;
}

/** Hands a question to an expert. */
export function askExpert({ expert, ...asking }: Asking): Promise<StoreOutcome> {
  const nowMs = deskClock.now();
  return storeOps([makeOp('expert-question.add', { question: { ...asking, id: newId(), expertAgentId: expert.id, expertName: expert.name, askedAtMs: nowMs } }, nowMs)]);
}

/** Answers a question one has. @param asDraft it becomes the draft of an article too. */
export function answerQuestion({ id }: Pick<ExpertQuestion, 'id'>, answer: string, asDraft: boolean): Promise<StoreOutcome> {
  return storeOps([makeOp('expert-question.answer', { questionId: id, answer: answer.trim(), asDraft }, deskClock.now())]);
}

/** Hands a question on. @param to null: back to whoever asked. */
export function handQuestion({ id, expertAgentId }: Pick<ExpertQuestion, 'id' | 'expertAgentId'>, to: Pick<Colleague, 'id' | 'name'> | null, words: string): Promise<StoreOutcome> {
  return storeOps([makeOp('expert-question.hand', { questionId: id, baseAgentId: expertAgentId, toAgentId: to?.id ?? null, toName: to?.name ?? '', words: words.trim() }, deskClock.now())]);
}

/** The answer is not wanted any more. */
export function withdrawQuestion({ id }: Pick<ExpertQuestion, 'id'>): Promise<StoreOutcome> {
  return storeOps([makeOp('expert-question.withdraw', { questionId: id }, deskClock.now())]);
}
