import { z } from 'zod';
import { importLanguages } from '../imports/importWords.ts';
import { utcMsSchema } from '../time/utcMs.ts';
import { reportRequestSchema } from './reportBook.ts';

/** A report as a file, as it is on screen. */
export const reportExportRequestSchema = z.object({
  format: z.enum(['csv', 'xlsx']),
  language: z.enum(importLanguages).default('zh-CN'),
}).and(reportRequestSchema);
export type ReportExportRequest = z.infer<typeof reportExportRequestSchema>;

export const reportExportLogSchema = z.object({
  id: z.uuid(), agentNumber: z.string(), agentName: z.string(), atMs: utcMsSchema, report: z.string(), asked: z.record(z.string(), z.unknown()), format: z.enum(['csv', 'xlsx']), rows: z.number().int(),
});
export type ReportExportLog = z.infer<typeof reportExportLogSchema>;
