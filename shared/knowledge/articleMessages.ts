import { z } from 'zod';
import { utcMsSchema } from '../time/utcMs.ts';
import { articleSchema } from './article.ts';

const { language, topic, title, similarQuestions, say, body, facts, sourceKinds, seeDoctor, stage, feeding, seasons, regions, validFromMs, validUntilMs, attachments } = articleSchema.shape;

/** What editors write of an article; number, state and author of a version are central's to say. */
export const articleContentSchema = z.object({
  language, topic, title: title.trim().min(1), similarQuestions, say, body, facts, sourceKinds, seeDoctor, stage, feeding, seasons,
  regions: regions.unwrap().unwrap(), validFromMs: validFromMs.unwrap(), validUntilMs: validUntilMs.unwrap(),
  /** Null or absent: none. */
  attachments,
});
export type ArticleContent = z.infer<typeof articleContentSchema>;

export const articleStates = articleSchema.shape.state.options;
export type ArticleState = (typeof articleStates)[number];

/** One version. `revision` counts its savings while it is written: whoever saves names the one they began from. */
export const articleVersionSchema = z.object({
  version: z.number().int().min(1),
  revision: z.number().int().min(1),
  state: z.enum(articleStates),
  content: articleContentSchema,
  authorName: z.string(),
  savedAtMs: utcMsSchema,
  publishedAtMs: utcMsSchema.nullable(),
});
export type ArticleVersion = z.infer<typeof articleVersionSchema>;

/** Which writing of an article somebody has before them. */
export const articleBaseSchema = z.object({ version: z.number().int().min(1), revision: z.number().int().min(1) });
export type ArticleBase = z.infer<typeof articleBaseSchema>;

/** A line of the editors' list: the newest version, and what became of the article so far. */
export const articleLineSchema = z.object({
  id: z.uuid(),
  title: z.string(),
  language,
  topic,
  ...articleBaseSchema.shape,
  state: z.enum(articleStates),
  authorName: z.string(),
  savedAtMs: utcMsSchema,
  /** The version desktops have; null: none. */
  publishedVersion: z.number().int().nullable(),
  /** In how many conversations it was the answer given. */
  given: z.number().int(),
  /** How often it was opened for a caller; in how many conversations agents said that it helped, or did not. */
  opened: z.number().int(),
  helped: z.number().int(),
  notHelped: z.number().int(),
  /** Minutes of these conversations, shared out among the answers given in them. */
  minutes: z.number().int(),
  /** A question without an answer: how often it was asked; 0 for an article of the editors' own. */
  asked: z.number().int(),
});
export type ArticleLine = z.infer<typeof articleLineSchema>;

/** An article with its versions, newest first, and how its question was asked, in the callers' words. */
export const articleFileSchema = z.object({ id: z.uuid(), versions: z.array(articleVersionSchema), asked: z.array(z.string()) });
export type ArticleFile = z.infer<typeof articleFileSchema>;

export const newArticleSchema = z.object({ id: z.uuid(), content: articleContentSchema });
/** `base`: what was on screen before; another writing in between is refused as 'edited-meanwhile'. */
export const saveArticleSchema = z.object({ base: articleBaseSchema, content: articleContentSchema });
export const moveArticleSchema = articleBaseSchema.extend({ to: z.enum(articleStates) });

/** What publishing led to: callbacks that were put up for whoever asked, and askers who may not be rung. */
export const movedArticleSchema = z.object({ file: articleFileSchema, proposed: z.number().int(), withoutLeave: z.number().int() });
export type MovedArticle = z.infer<typeof movedArticleSchema>;

const moves: Readonly<Record<ArticleState, readonly ArticleState[]>> = {
  draft: ['review', 'retired'],
  review: ['draft', 'published', 'retired'],
  published: ['retired'],
  retired: [],
};

/**
 * draft ⇄ review ──▶ published ──▶ retired; what is not published yet can be dropped (retired) too. A retired or
 * published one is changed by a new version.
 */
export function mayMoveArticle(from: ArticleState, to: ArticleState): boolean {
  return moves[from].includes(to);
}

/** A question is answered by an article that is there already. */
export const answerGapSchema = z.object({ articleId: z.uuid() });
export const answeredGapSchema = movedArticleSchema.pick({ proposed: true, withoutLeave: true });
export type AnsweredGap = z.infer<typeof answeredGapSchema>;

export const articleSearchSchema = z.object({ q: z.string().trim().min(1).max(100), limit: z.coerce.number().int().min(1).max(50).default(10) });

/** What a search at central finds: `matched` are ranges of the title, `passage` a sentence of the answer. */
export const foundArticleSchema = z.object({
  id: z.uuid(), title: z.string(), language, topic, version: z.number().int(), say: z.string(),
  matched: z.array(z.object({ start: z.number().int(), end: z.number().int() })), passage: z.string().nullable(),
});
export type FoundArticle = z.infer<typeof foundArticleSchema>;
