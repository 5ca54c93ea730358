import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { articleTopics } from '../../shared/knowledge/article.ts';
import { type ArticleContent, articleContentSchema, articleStates } from '../../shared/knowledge/articleMessages.ts';
import { must } from '../../shared/language/must.ts';
import { parse } from '../../shared/language/parse.ts';
import { DAY_MS, HOUR_MS, type UtcMs } from '../../shared/time/utcMs.ts';
import { answerCall, askingFamilies } from '../services/proposeAnswers.ts';
import { readPolicy } from '../store/agents.ts';
import { addDraft, articleVersions, moveVersion, showVersion } from '../store/articles.ts';
import { addCallback } from '../store/callbacks.ts';
import { addExpertQuestion, answerExpertQuestion, handExpertQuestion, knowLateQuestions } from '../store/expertQuestions.ts';
import { countAsked, fileForGate, joinGap, linkAnswer, questionContent, settleGaps } from '../store/gaps.ts';
import type { Connection } from '../store/pool.ts';
import { addGap } from '../store/promises.ts';
import { demoAgent } from './demoAgents.ts';
import { articleId } from './demoArticles.ts';
import { demoId } from './demoId.ts';
import { fixedHouseholdId } from './fixed/fixedFamily.ts';

const askedSchema = z.object({ words: z.string(), household: z.string().nullable(), by: z.string(), hoursAgo: z.number() });

const writtenSchema = z.object({
  /** Older wordings of published articles, oldest first; they had `blocks` paragraphs. */
  earlier: z.array(z.object({ key: z.string(), blocks: z.number().int(), author: z.string(), wordings: z.array(z.object({ daysBefore: z.number(), say: z.string() })) })),
  questions: z.array(z.object({
    key: z.string(), topic: z.enum(articleTopics), asked: z.array(askedSchema).min(1),
  })),
  /** `of`: an article that is there already, whose next version it is. */
  written: z.array(z.object({ key: z.string(), of: z.string().nullable(), author: z.string(), daysAgo: z.number(), state: z.enum(articleStates), content: articleContentSchema.partial() })),
  /** Questions that an article has answered since: whoever asked is proposed to be told. */
  answered: z.array(z.object({ of: z.string(), hoursAgo: z.number(), asked: z.array(askedSchema) })),
  /** Handed to experts. `of`: the question without an answer it came from; `to` null: it came back. */
  experts: z.array(z.object({
    key: z.string(), question: z.string(), household: z.string().nullable(), by: z.string(), to: z.string().nullable(), hoursAgo: z.number(), dueInHours: z.number(), isPromised: z.boolean(),
    of: z.string().optional(), answer: z.string().optional(), answeredHoursAgo: z.number().optional(), passedBy: z.string().optional(), passedWords: z.string().optional(),
  })),
});

type Written = z.infer<typeof writtenSchema>;

function readWritten(): Written {
  const parsed = parse(writtenSchema, JSON.parse(readFileSync(join(import.meta.dirname, 'editing.json'), 'utf8')));
  if (!parsed.ok) throw new Error(`editing.json: ${parsed.faults.map((fault) => `${fault.field} ${fault.detail}`).join('; ')}`);
  return parsed.value;
}

/** What stands on the editors' desk in the demo: older wordings, questions nobody has answered, drafts, one under review, one withdrawn, one that answered a question; and what experts were asked. */
export async function loadDemoEditing(on: Connection, nowMs: UtcMs): Promise<void> {
  const { earlier, questions, written, answered, experts } = readWritten();
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
  for (const each of answered) await answerAskers(on, each, nowMs);
  for (const each of experts) await askExpert(on, each, nowMs);
  await knowLateQuestions(on, nowMs);
}

const householdOf = (key: string | null): string | null => (key === null ? null : fixedHouseholdId(key));

/** Questions that have their answer, and the calls that are proposed with it, as when an editor had just published it. */
async function answerAskers(on: Connection, { of, hoursAgo, asked }: Written['answered'][number], nowMs: UtcMs): Promise<void> {
  const id = articleId(of);
  for (const { words, household, by, hoursAgo: askedAgo } of asked) {
    const gapId = demoId('gap', of, words);
    await addGap(on, { id: gapId, question: words, householdId: householdOf(household), interactionId: null, askedAtMs: nowMs - askedAgo * HOUR_MS }, demoAgent(by).id);
    await joinGap(on, gapId, id);
  }
  const askers = await settleGaps(on, id, 'answered', id, nowMs - hoursAgo * HOUR_MS);
  const { content: { title } } = must((await articleVersions(on, id))[0], `an article ${of}`);
  for (const family of askingFamilies(askers)) {
    const file = must(await fileForGate(on, family.householdId, nowMs), `a household that asked ${of}`);
    const call = answerCall(family, file, title, nowMs, await readPolicy(on, nowMs));
    if (!call.ok) continue;
    const id = demoId('answer-call', family.householdId);
    await addCallback(on, { ...call.callback, id });
    await linkAnswer(on, family.askers.map((each) => each.gapId), { callbackId: id, messageId: null });
  }
}

async function askExpert(on: Connection, { key, question, household, by, to, hoursAgo, dueInHours, isPromised, of, answer, answeredHoursAgo, passedBy, passedWords }: Written['experts'][number], nowMs: UtcMs): Promise<void> {
  const id = demoId('expert-question', key);
  const expert = demoAgent(to ?? passedBy ?? by);
  await addExpertQuestion(on, {
    id, question, householdId: householdOf(household), customerId: null, interactionId: null, articleId: of === undefined ? null : demoId('question', of), askedAtMs: nowMs - hoursAgo * HOUR_MS,
    expertAgentId: expert.id, expertName: expert.name, dueAtMs: nowMs + dueInHours * HOUR_MS, isPromised,
  }, demoAgent(by));
  if (to === null) await handExpertQuestion(on, id, null, expert.name, passedWords ?? '');
  if (answer !== undefined) await answerExpertQuestion(on, id, answer, nowMs - (answeredHoursAgo ?? 0) * HOUR_MS, null);
}
