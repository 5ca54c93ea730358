import type { Article } from '../../shared/knowledge/article.ts';
import { callerClass } from '../../shared/knowledge/callerClass.ts';
import type { SuggestChild } from '../../shared/knowledge/suggestArticles.ts';
import { makeOp } from '../localdb/outbox.ts';
import type { WrapUpDraft } from '../localdb/wrapUpDraft.ts';
import { deskClock } from '../time/deskClock.ts';
import { editDraft } from './editDraft.ts';
import { storeOps } from './storeOps.ts';

/** What was said of an answer in a call: it helped, or not; null: nothing. */
export function answerWord(draft: Pick<WrapUpDraft, 'answerWords'>, articleId: string): boolean | null {
  return draft.answerWords?.[articleId] ?? null;
}

/** Says whether an answer helped; the same word again takes it back. @param children of the family, as far as their ages are known: of what callers it is counted. */
export function judgeAnswer(draft: WrapUpDraft, article: Pick<Article, 'id' | 'version'>, word: boolean, children: readonly SuggestChild[]): void {
  const helped = answerWord(draft, article.id) === word ? null : word;
  const { [article.id]: _before, ...others } = draft.answerWords ?? {};
  editDraft(draft.callId, { answerWords: helped === null ? others : { ...others, [article.id]: helped } });
  const of = callerClass(children);
  void storeOps([makeOp('answer.judge', { articleId: article.id, version: article.version, interactionId: draft.interactionId, helped, ...(of === null ? {} : { callerClass: of }) }, deskClock.now())]);
}
