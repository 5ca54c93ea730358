import { z } from 'zod';
import { utcMsSchema } from '../time/utcMs.ts';

/** Promises an agent can keep in an hour, talk and wrap-up together. */
export const CALLS_PER_AGENT_HOUR = 2;
export const SLOT_MINUTES = 30;

/** What an agent's team has promised, and who of it is there to keep it. Numbers only. */
export const callbackLoadSchema = z.object({
  /** Agents of the team whose desktop is up now. */
  agents: z.number().int().min(0),
  /** Open callbacks of the team that fall due in each half hour; one without any is left out. */
  slots: z.array(z.object({ fromMs: utcMsSchema, booked: z.number().int().min(1) })),
});
export type CallbackLoad = z.infer<typeof callbackLoadSchema>;

export const callbackLoadQuerySchema = z.object({ fromMs: z.coerce.number().int().min(0), toMs: z.coerce.number().int().min(0) })
  .refine(({ fromMs, toMs }) => toMs > fromMs && toMs - fromMs <= 9 * 86_400_000, { path: ['toMs'], error: 'not-within-nine-days' });
