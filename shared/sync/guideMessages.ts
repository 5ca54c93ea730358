import { z } from 'zod';
import { guideSchema, guideTextSchema } from '../guides/guide.ts';

/** A guide to be stored. `base`: the version the editor saw, 0 for a new one; another one meanwhile is refused as 'conflict'. */
export const guideToStoreSchema = z.object({ guide: guideTextSchema, base: z.number().int().min(0) });
export type GuideToStore = z.infer<typeof guideToStoreSchema>;

/** A version of a guide as it stood, and who stored it; null: it came with the system. */
export const guideVersionSchema = z.object({ guide: guideSchema, storedByName: z.string().nullable() });
export type GuideVersion = z.infer<typeof guideVersionSchema>;

/** What agents marked as not applicable, by step; `stepId` null: the whole guide. */
export const guideMarksSchema = z.array(z.object({ stepId: z.string().nullable(), count: z.number().int().min(1) }));

/** A guide as its owner looks at it. */
export const guideStandingSchema = z.object({
  guide: guideSchema,
  ownerName: z.string().nullable(),
  /** Of the last 30 days. */
  notApplicable: guideMarksSchema,
});
export type GuideStanding = z.infer<typeof guideStandingSchema>;
