import { z } from 'zod';
import { utcMsSchema } from '../time/utcMs.ts';

/** A question for which there is no article, in the customer's words. */
export const gapSchema = z.object({
  id: z.uuid(),
  question: z.string().trim().min(1).max(200),
  householdId: z.uuid().nullable(),
  interactionId: z.uuid().nullable(),
  askedAtMs: utcMsSchema,
});
