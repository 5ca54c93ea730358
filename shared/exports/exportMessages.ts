import { z } from 'zod';
import { tiers } from '../customers/customer.ts';
import { acquisitionSources, relationClasses } from '../customers/household.ts';
import { importLanguages } from '../imports/importWords.ts';
import { isoDateSchema } from '../time/isoDate.ts';
import { utcMsSchema } from '../time/utcMs.ts';

/** Which customers. Everything that is given must fit. */
export const exportFilterSchema = z.object({
  city: z.string().trim().min(1).max(40).nullable().default(null),
  tier: z.enum(tiers).nullable().default(null),
  relationClass: z.enum(relationClasses).nullable().default(null),
  source: z.enum(acquisitionSources).nullable().default(null),
  /** A child born, or expected, from this day to that, both included. */
  childFrom: isoDateSchema.nullable().default(null),
  childTo: isoDateSchema.nullable().default(null),
  /** Only households with consent to be rung that holds now. */
  withConsent: z.boolean().default(false),
});
export type ExportFilter = z.infer<typeof exportFilterSchema>;

export const exportRequestSchema = z.object({
  /** What the list is for, in words: it stands in the log with the name of who asked. */
  purpose: z.string().trim().min(4).max(200),
  format: z.enum(['csv', 'xlsx']),
  language: z.enum(importLanguages).default('zh-CN'),
  filter: exportFilterSchema.prefault({}),
});

export const exportLogSchema = z.object({
  id: z.uuid(),
  agentId: z.uuid(),
  agentName: z.string(),
  atMs: utcMsSchema,
  purpose: z.string(),
  filter: exportFilterSchema,
  format: z.enum(['csv', 'xlsx']),
  rows: z.number().int(),
  /** Null: cut off. */
  endedAtMs: utcMsSchema.nullable(),
});
export type ExportLog = z.infer<typeof exportLogSchema>;

const zh = ['家庭', '姓名', '关系', '电话', '城市', '地址', '级别', '客户类别', '品牌', '来源', '孩子', '电话态度', '同意至'] as const;
const en = ['Household', 'Name', 'Relation', 'Phone', 'City', 'Address', 'Tier', 'Class', 'Brand', 'Source', 'Children', 'Attitude to phone', 'Consent until'] as const;
/** Headings of an exported list; the values are the store's own codes, so that it can be imported again. */
export const exportColumns = { 'zh-CN': zh, en } as const;
