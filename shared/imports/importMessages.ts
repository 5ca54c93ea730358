import { z } from 'zod';
import { utcMsSchema } from '../time/utcMs.ts';
import { importLanguages } from './importWords.ts';

/** Query of `POST /imports`; the list itself is the body. */
export const importRequestSchema = z.object({
  /** File name, for people. */
  name: z.string().trim().min(1).max(120),
  city: z.string().trim().min(1).max(40),
  /** Where the list comes from: an acquisition source, or words of one's own. */
  source: z.string().trim().min(1).max(80),
  /** Of a CSV. Left out: found out. */
  encoding: z.enum(['utf-8', 'gb18030']).nullable().default(null),
  /** Reads and compares everything and stores nothing but the report. */
  dryRun: z.enum(['true', 'false']).default('false').transform((value) => value === 'true'),
});

export const importStatusSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  city: z.string(),
  source: z.string(),
  dryRun: z.boolean(),
  state: z.enum(['running', 'done', 'failed']),
  /** A FileFault, or 'internal'. */
  failure: z.string().nullable(),
  /** Null until the list was counted. */
  rowsTotal: z.number().int().nullable(),
  rowsDone: z.number().int(),
  rowsStored: z.number().int(),
  rowsRejected: z.number().int(),
  proposals: z.number().int(),
  /** Columns nothing was read from. */
  ignoredColumns: z.array(z.string()),
  /** Null: from the command line. */
  startedBy: z.string().nullable(),
  startedAtMs: utcMsSchema,
  endedAtMs: utcMsSchema.nullable(),
});
export type ImportStatus = z.infer<typeof importStatusSchema>;

export const rejectionQuerySchema = z.object({ language: z.enum(importLanguages).default('zh-CN') });
