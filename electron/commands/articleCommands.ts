import type { CommandHandlers } from '../ipc/answerCommands.ts';
import type { CentralClient } from '../sync/centralClient.ts';

type ArticleCommands = Pick<CommandHandlers, 'articles:list' | 'articles:read' | 'articles:create' | 'articles:save' | 'articles:move' | 'articles:answer' | 'articles:askers' | 'articles:write' | 'articles:version' | 'words:store' | 'words:versions'>;

/** The life of an article: central decides who may, and whether it still is what was on screen. */
export function articleCommands(central: CentralClient): ArticleCommands {
  return {
    'articles:list': () => central.articles(),
    'articles:read': ({ id }) => central.article(id),
    'articles:create': (article) => central.createArticle(article),
    'articles:save': ({ id, ...save }) => central.saveArticle(id, save),
    'articles:move': ({ id, ...move }) => central.moveArticle(id, move),
    'articles:answer': ({ id, articleId }) => central.answerGap(id, articleId),
    'articles:askers': ({ id }) => central.articleAskers(id),
    'articles:write': ({ id, ...answers }) => central.writeAnswers(id, answers),
    'words:store': (table) => central.storeWords(table),
    'words:versions': () => central.wordVersions(),
    'articles:version': ({ id, version }) => central.articleVersion(id, version),
  };
}
