import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { articleTopics } from '../../shared/knowledge/article.ts';
import { type ArticleContent, articleContentSchema, articleStates } from '../../shared/knowledge/articleMessages.ts';
import { must } from '../../shared/language/must.ts';
import { parse } from '../../shared/language/parse.ts';
import { DAY_MS, HOUR_MS, type UtcMs } from '../../shared/time/utcMs.ts';
import { addDraft, articleVersions, moveVersion, showVersion } from '../store/articles.ts';
import { countAsked, joinGap, questionContent } from '../store/gaps.ts';
import type { Connection } from '../store/pool.ts';
import { addGap } from '../store/promises.ts';
import { demoAgent } from './demoAgents.ts';
import { articleId } from './demoArticles.ts';
import { demoId } from './demoId.ts';
import { fixedHouseholdId } from './fixed/fixedFamily.ts';

const writtenSchema = z.object({
  /** Older wordings of published articles, oldest first; they had `blocks` paragraphs. */
  earlier: z.array(z.object({ key: z.string(), blocks: z.number().int(), author: z.string(), wordings: z.array(z.object({ daysBefore: z.number(), say: z.string() })) })),
  questions: z.array(z.object({
    key: z.string(), topic: z.enum(articleTopics), asked: z.array(z.object({ words: z.string(), household: z.string().nullable(), by: z.string(), hoursAgo: z.number() })).min(1),
  })),
  /** `of`: an article that is there already, whose next version it is. */
  written: z.array(z.object({ key: z.string(), of: z.string().nullable(), author: z.string(), daysAgo: z.number(), state: z.enum(articleStates), content: articleContentSchema.partial() })),
});

function readWritten(): z.infer<typeof writtenSchema> {
  const parsed = parse(writtenSchema, JSON.parse(readFileSync(join(import.meta.dirname, 'editing.json'), 'utf8')));
  if (!parsed.ok) throw new Error(`editing.json: ${parsed.faults.map((fault) => `${fault.field} ${fault.detail}`).join('; ')}`);
  return parsed.value;
}

/** What stands on the editors' desk in the demo: older wordings, questions nobody has answered, drafts, one under review, one withdrawn. */
export async function loadDemoEditing(on: Connection, nowMs: UtcMs): Promise<void> {
  const { earlier, questions, written } = readWritten();
  for (const { key, blocks, author, wordings } of earlier) {
    const id = articleId(key);
    const newest = must((await articleVersions(on, id))[0], `an article ${key}`);
    const publishedMs = newest.publishedAtMs ?? newest.savedAtMs;
    for (const [place, { daysBefore, say }] of wordings.entries()) {
      const content: ArticleContent = { ...newest.content, say, body: newest.content.body.split('\n\n').slice(0, blocks).join('\n\n'), similarQuestions: newest.content.similarQuestions.slice(0, -1) };
      const version = newest.version - wordings.length + place;
      await addDraft(on, id, version, content, demoAgent(author), publishedMs - daysBefore * DAY_MS);
      await moveVersion(on, id, { version }, 'published', publishedMs - daysBefore * DAY_MS);
    }
    await moveVersion(on, id, newest, 'published', publishedMs);
  }
  for (const { key, topic, asked } of questions) {
    const id = demoId('question', key);
    const newestFirst = [...asked].sort((a, b) => a.hoursAgo - b.hoursAgo);
    const [last, first] = [must(newestFirst[0], 'an asking'), must(newestFirst.at(-1), 'an asking')];
    await addDraft(on, id, 1, { ...questionContent(first.words), topic }, demoAgent(first.by), nowMs - first.hoursAgo * HOUR_MS);
    await showVersion(on, id, 1, 'draft', nowMs - last.hoursAgo * HOUR_MS, asked.length);
    for (const { words, household, by, hoursAgo } of asked) {
      const gapId = demoId('gap', key, words);
      await addGap(on, { id: gapId, question: words, householdId: household === null ? null : fixedHouseholdId(household), interactionId: null, askedAtMs: nowMs - hoursAgo * HOUR_MS }, demoAgent(by).id);
      await joinGap(on, gapId, id);
    }
    await countAsked(on, id, nowMs - last.hoursAgo * HOUR_MS);
  }
  for (const { key, of, author, daysAgo, state, content } of written) {
    const id = of === null ? demoId('article', key) : articleId(of);
    const newest = (await articleVersions(on, id))[0];
    const version = (newest?.version ?? 0) + 1;
    await addDraft(on, id, version, articleContentSchema.parse({ ...(newest?.content ?? questionContent(key)), ...content }), demoAgent(author), nowMs - daysAgo * DAY_MS);
    if (state !== 'draft') await moveVersion(on, id, { version }, state, nowMs - daysAgo * DAY_MS);
  }
}
