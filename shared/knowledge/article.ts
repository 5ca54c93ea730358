import { z } from 'zod';
import { codeSchema } from '../agents/remit.ts';
import { utcMsSchema } from '../time/utcMs.ts';
import { attachmentSchema, MOST_ATTACHMENTS } from './attachment.ts';

export const articleTopics = [
  'pregnancy', 'feeding', 'formula', 'weaning', 'allergy', 'sleep', 'growth', 'illness', 'vaccine', 'safety', 'care', 'product', 'service',
] as const;

/** A knowledge-base answer. Content is sample content until the owner's professionals have reviewed it. */
export const articleSchema = z.object({
  id: z.uuid(),
  language: z.enum(['zh-CN', 'en']),
  topic: z.enum(articleTopics),
  title: z.string().min(1).max(120),
  similarQuestions: z.array(z.string().min(1).max(160)).max(20),
  /** What the agent can say at once. */
  say: z.string().max(600),
  /** The full answer; paragraphs separated by a blank line, list lines begin with '- '. */
  body: z.string().max(6000),
  facts: z.array(z.string().min(1).max(300)).max(10),
  /** The kind of source the facts rest on, in words. */
  sourceKinds: z.array(z.string().min(1).max(120)).max(5),
  seeDoctor: z.string().max(1200),
  /** Child's age in months it is for; unborn is negative (-9 … 0); `fromMonth` included, `toMonth` not. */
  stage: z.object({ fromMonth: z.number().int().min(-10).max(60), toMonth: z.number().int().min(-9).max(61) }),
  feeding: z.array(z.enum(['breast', 'mixed', 'formula'])).max(3),
  seasons: z.array(z.enum(['spring', 'summer', 'autumn', 'winter'])).max(4),
  version: z.number().int().min(1),
  state: z.enum(['draft', 'review', 'published', 'retired']),
  updatedAtMs: utcMsSchema,
  /** Regions it is for, by code; none: all. Here and below: missing in what an older central told. */
  regions: z.array(codeSchema).max(50).nullish(),
  /** It holds from … until (excluded); null: no bound. */
  validFromMs: utcMsSchema.nullish(),
  validUntilMs: utcMsSchema.nullish(),
  /** Files that belong to this version. */
  attachments: z.array(attachmentSchema).max(MOST_ATTACHMENTS).nullish(),
  /** Who wrote this version. */
  authorName: z.string().max(40).nullish(),
  /** A question without an answer yet: how often it was asked. Null for an answer. */
  asked: z.number().int().min(1).nullish(),
});
export type Article = z.infer<typeof articleSchema>;
