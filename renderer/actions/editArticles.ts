import type { AnswerProposals, WriteAnswers, WrittenAnswers } from '../../shared/knowledge/answerProposals.ts';
import type { AnsweredGap, ArticleBase, ArticleContent, ArticleFile, ArticleLine, ArticleState, ArticleVersion, MovedArticle } from '../../shared/knowledge/articleMessages.ts';
import type { WordGroup, WordTable, WordTableVersion } from '../../shared/knowledge/wordTable.ts';
import type { CourierOutcome } from '../../shared/ipc/commands.ts';
import { askDesk } from '../bridge/desk.ts';
import { newId } from '../localdb/newId.ts';

/*
 * What editors do with articles. Asked of central each time and kept nowhere here: whether a draft is still the one on
 * screen is known only there. What desktops mirror of it comes by the ordinary way.
 */

export const readArticleLines = (): Promise<CourierOutcome<readonly ArticleLine[]>> => askDesk('articles:list', null);
export const readArticleFile = (id: string): Promise<CourierOutcome<ArticleFile>> => askDesk('articles:read', { id });
export const createArticle = (content: ArticleContent): Promise<CourierOutcome<ArticleFile>> => askDesk('articles:create', { id: newId(), content });
export const saveArticle = (id: string, base: ArticleBase, content: ArticleContent): Promise<CourierOutcome<ArticleFile>> => askDesk('articles:save', { id, base, content });
export const moveArticle = (id: string, base: ArticleBase, to: ArticleState): Promise<CourierOutcome<MovedArticle>> => askDesk('articles:move', { id, version: base.version, revision: base.revision, to });
export const answerGap = (id: string, articleId: string): Promise<CourierOutcome<AnsweredGap>> => askDesk('articles:answer', { id, articleId });
export const readAskers = (id: string): Promise<CourierOutcome<AnswerProposals>> => askDesk('articles:askers', { id });
export const writeAnswers = (id: string, answers: WriteAnswers): Promise<CourierOutcome<WrittenAnswers>> => askDesk('articles:write', { id, ...answers });
export const storeWords = (groups: readonly WordGroup[], base: number): Promise<CourierOutcome<WordTable>> => askDesk('words:store', { groups: [...groups], base });
export const readWordVersions = (): Promise<CourierOutcome<readonly WordTableVersion[]>> => askDesk('words:versions', null);
export const readArticleVersion = (id: string, version: number): Promise<CourierOutcome<ArticleVersion>> => askDesk('articles:version', { id, version });
