import { z } from 'zod';
import { utcMsSchema } from '../time/utcMs.ts';

/** `GET /households/:id/access?purpose=`, for supervisors and administrators: who saw a household, latest first. */
export const accessEntrySchema = z.object({
  atMs: utcMsSchema,
  agentId: z.uuid(),
  agentNumber: z.string(),
  agentName: z.string(),
  /** It rang, it was among what a search found, it was opened, or somebody asked this question. */
  why: z.enum(['pop', 'search', 'open', 'audit']),
  /** What the asker wanted to know it for; of 'audit' only. */
  purpose: z.string().nullable(),
});
export type AccessEntry = z.infer<typeof accessEntrySchema>;

/** Why somebody wants to know: stands in the log from then on. */
export const accessQuerySchema = z.object({ purpose: z.string().trim().min(5).max(200) });
