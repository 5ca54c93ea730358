import { z } from 'zod';
import { permissionReasons } from '../callbacks/callback.ts';
import { languages } from '../customers/customer.ts';
import { utcMsSchema } from '../time/utcMs.ts';

/**
 * What a talk is for: what somebody rings about, as far as the desk can tell before the first word, and why we may ring.
 * There is none for selling (M31).
 */
export const guidePurposes = ['question', 'product', 'expert', 'complaint', ...permissionReasons] as const;
export type GuidePurpose = (typeof guidePurposes)[number];

/** One thing to say or to do. Its id stays through all versions: ticks and counts hang on it. */
export const guideStepSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  title: z.string().trim().min(1).max(60),
  /** In the words to be spoken; empty: nothing is spoken. */
  say: z.string().max(300),
});
export type GuideStep = z.infer<typeof guideStepSchema>;

/** When a guide is meant. What is empty or null asks for nothing. */
export const guideRuleSchema = z.object({
  cities: z.array(z.string().min(1).max(40)).max(60),
  /** Minutes after midnight by the customer's clock, end excluded; over midnight when the end is before the start. */
  hours: z.object({ fromMinute: z.number().int().min(0).max(1439), toMinute: z.number().int().min(1).max(1440) }).nullable(),
  /** A child's age in months, unborn negative; `toMonth` excluded. */
  stage: z.object({ fromMonth: z.number().int().min(-10).max(60), toMonth: z.number().int().min(-9).max(61) }).nullable(),
  purposes: z.array(z.enum(guidePurposes)).max(guidePurposes.length),
  languages: z.array(z.enum(languages)).max(languages.length),
});
export type GuideRule = z.infer<typeof guideRuleSchema>;

/** What an editor writes of a guide. */
export const guideTextSchema = z.object({
  /** What colleagues call it: 'G-217'. */
  code: z.string().regex(/^G-\d{3,5}$/),
  name: z.string().trim().min(1).max(40),
  /** Language it is written in: who speaks English gets an English one, everybody else a Chinese one. */
  language: z.enum(['zh-CN', 'en']),
  rule: guideRuleSchema,
  steps: z.array(guideStepSchema).min(1).max(12).refine((steps) => new Set(steps.map(({ id }) => id)).size === steps.length, { message: 'ids of steps differ' }),
  state: z.enum(['published', 'retired']),
  /** Whose rule it is: they look at what was marked as not applicable. Null: the editors'. */
  ownerAgentId: z.uuid().nullable(),
});
export type GuideText = z.infer<typeof guideTextSchema>;

/** What to say in a talk: by city, hour, the child's stage, purpose and language (table name 'guide'). */
export const guideSchema = guideTextSchema.extend({ id: z.uuid(), version: z.number().int().min(1), updatedAtMs: utcMsSchema });
export type Guide = z.infer<typeof guideSchema>;
