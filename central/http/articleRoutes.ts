import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { editorRoles, mayEdit } from '../../shared/agents/roleRights.ts';
import { writeAnswersSchema } from '../../shared/knowledge/answerProposals.ts';
import { answerGapSchema, articleSearchSchema, moveArticleSchema, newArticleSchema, saveArticleSchema } from '../../shared/knowledge/articleMessages.ts';
import { DAY_MS } from '../../shared/time/utcMs.ts';
import { answerProposals, writeAnswers } from '../services/writeAnswers.ts';
import { answerGap, articleFile, createArticle, moveArticle, saveArticle } from '../services/articleLife.ts';
import type { ArticleSearch } from '../services/articleSearch.ts';
import type { Central } from '../services/central.ts';
import type { Outcome } from '../services/refusals.ts';
import { refuse } from '../services/refusals.ts';
import { articleLines, articleVersion } from '../store/articles.ts';
import { forDesks, forRoles } from './authenticate.ts';
import { idSchema, readBoth, readInput, sendRefusal } from './replies.ts';

const MOST_LINES = 5000;
/** How far back an article's use is counted. */
const USED_WITHIN_MS = 30 * DAY_MS;

export const versionRef = z.object({ id: z.uuid(), version: z.coerce.number().int().min(1).max(1_000_000) });

/** The life of an article: editors write, review, publish and withdraw; everybody searches, and reads again what was told once. */
export function articleRoutes(app: FastifyInstance, central: Central, search: ArticleSearch): void {
  const forEditors = forRoles(central, editorRoles);
  const answer = <T>(outcome: Outcome<T>, reply: Parameters<typeof sendRefusal>[0]) => (outcome.ok ? outcome.value : sendRefusal(reply, outcome.refused));

  app.get('/articles/search', forDesks(central, async (desk, request, reply) => {
    const asked = readInput(articleSearchSchema, request.query);
    return asked.ok ? await search.find(asked.value.q, asked.value.limit, desk.agent.id) : sendRefusal(reply, asked.refused);
  }));

  app.get('/articles/:id/versions/:version', forDesks(central, async (desk, request, reply) => {
    const which = readInput(versionRef, request.params);
    if (!which.ok) return sendRefusal(reply, which.refused);
    const found = await articleVersion(central.pool, which.value.id, which.value.version);
    // What never was out was told to nobody.
    const isOut = found !== null && (found.publishedAtMs !== null || mayEdit(desk.agent.role));
    return isOut ? found : sendRefusal(reply, refuse(404, 'not-found', 'id'));
  }));

  app.get('/articles', forEditors(async () => await articleLines(central.pool, MOST_LINES, central.clock.now() - USED_WITHIN_MS)));

  app.get('/articles/:id', forEditors(async (_desk, request, reply) => {
    const which = readInput(idSchema, request.params);
    if (!which.ok) return sendRefusal(reply, which.refused);
    return await articleFile(central.pool, which.value.id) ?? sendRefusal(reply, refuse(404, 'not-found', 'id'));
  }));

  app.post('/articles', forEditors(async (desk, request, reply) => {
    const input = readInput(newArticleSchema, request.body);
    return input.ok ? answer(await createArticle(central, desk.agent, input.value.id, input.value.content), reply) : sendRefusal(reply, input.refused);
  }));

  app.put('/articles/:id', forEditors(async (desk, request, reply) => {
    const input = readBoth(idSchema, saveArticleSchema, request);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const { path, body } = input.value;
    return answer(await saveArticle(central, desk.agent, path.id, body.base, body.content), reply);
  }));

  app.post('/articles/:id/state', forEditors(async (desk, request, reply) => {
    const input = readBoth(idSchema, moveArticleSchema, request);
    if (!input.ok) return sendRefusal(reply, input.refused);
    const { path, body: { to, ...base } } = input.value;
    return answer(await moveArticle(central, desk.agent, path.id, base, to), reply);
  }));

  app.get('/articles/:id/askers', forEditors(async (_desk, request, reply) => {
    const which = readInput(idSchema, request.params);
    return which.ok ? await answerProposals(central.pool, central, which.value.id) : sendRefusal(reply, which.refused);
  }));

  app.post('/articles/:id/askers/messages', forEditors(async (desk, request, reply) => {
    const input = readBoth(idSchema, writeAnswersSchema, request);
    return input.ok ? answer(await writeAnswers(central, desk.agent, input.value.path.id, input.value.body), reply) : sendRefusal(reply, input.refused);
  }));

  app.post('/articles/:id/answered-by', forEditors(async (desk, request, reply) => {
    const input = readBoth(idSchema, answerGapSchema, request);
    return input.ok ? answer(await answerGap(central, desk.agent, input.value.path.id, input.value.body.articleId), reply) : sendRefusal(reply, input.refused);
  }));
}
