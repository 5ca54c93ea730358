import { z } from 'zod';
import { relationClasses } from '../customers/household.ts';
import { tiers } from '../customers/customer.ts';
import { stageBands } from './stageBand.ts';

const count = z.number().int().min(0);

/** What families are told apart by. */
export const customerSides = ['city', 'brand', 'stage', 'relationClass', 'tier'] as const;
export type CustomerSide = (typeof customerSides)[number];

/** A family of which it is not known: how it is named in a question. */
export const NOT_KNOWN = '-';

/** What stands in the lines and what in the columns, and which families alone are counted. `NOT_KNOWN`: those of which it is not known. */
export const customerReportRequestSchema = z.object({
  by: z.enum(customerSides).default('city'),
  across: z.enum(customerSides).default('stage'),
  city: z.string().trim().min(1).max(40).optional(),
  brand: z.string().trim().min(1).max(40).optional(),
  stage: z.enum(stageBands).optional(),
  relationClass: z.enum(relationClasses).optional(),
  tier: z.enum(tiers).optional(),
}).refine((asked) => asked.by !== asked.across, { message: 'across is the same as by', path: ['across'] });
export type CustomerReportRequest = z.infer<typeof customerReportRequestSchema>;

/** Families as they are now, each once: the lines add up to all that are counted. */
export const customerReportSchema = z.object({
  zone: z.string(),
  /** Families that changed and were not looked at again yet. */
  pending: count,
  /** All that fit. */
  total: count,
  /** Cells that are not empty. null: it is not known. */
  rows: z.array(z.object({ by: z.string().nullable(), across: z.string().nullable(), families: count })),
  /** What can be asked for. */
  cities: z.array(z.string()),
  brands: z.array(z.string()),
});
export type CustomerReport = z.infer<typeof customerReportSchema>;
