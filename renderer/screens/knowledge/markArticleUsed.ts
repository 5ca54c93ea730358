import type { Article } from '../../../shared/knowledge/article.ts';
import { editDraft } from '../../actions/editDraft.ts';
import { newId } from '../../localdb/newId.ts';
import type { WrapUpDraft } from '../../localdb/wrapUpDraft.ts';
import { deskClock } from '../../time/deskClock.ts';

/** Whether a call's record says that this answer was given in it. */
export function isArticleUsed(draft: WrapUpDraft, articleId: string): boolean {
  return draft.articlesUsed.some((each) => each.articleId === articleId);
}

/**
 * Notes in the call's record that this answer was given, with the version whose wording the caller heard, and the
 * question it answers; a second press takes both back.
 */
export function markArticleUsed(draft: WrapUpDraft, article: Article): void {
  if (isArticleUsed(draft, article.id)) {
    editDraft(draft.callId, {
      articlesUsed: draft.articlesUsed.filter((each) => each.articleId !== article.id),
      questions: draft.questions.filter((each) => each.articleId !== article.id),
    });
    return;
  }
  editDraft(draft.callId, {
    articlesUsed: [...draft.articlesUsed, { articleId: article.id, version: article.version }],
    questions: [...draft.questions, { id: newId(), articleId: article.id, articleVersion: article.version, text: article.title, askedAtMs: deskClock.now() }],
  });
}
