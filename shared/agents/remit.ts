import { z } from 'zod';

/** Regions and lines of business are named by short codes, chosen by an administrator. */
export const codeSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,29}$/);

const codes = z.array(codeSchema).max(50).transform((list) => [...new Set(list)].sort());

/** What an agent works for. An empty list is no limit: all regions, all lines. */
export const remitSchema = z.object({ regionIds: codes, lineIds: codes });
export interface Remit {
  readonly regionIds: readonly string[];
  readonly lineIds: readonly string[];
}

/** Where a household belongs: the region of its city (null: the city is in none), and the lines of business it has to do with. */
export interface Belonging {
  readonly regionId: string | null;
  readonly lineIds: readonly string[];
}

/**
 * Whether a household is part of what an agent works for. What belongs nowhere belongs to everybody. Beside this an agent
 * is shown the households they serve: central/store/remits.ts has the whole rule, in SQL.
 */
export function inRemit(remit: Remit, household: Belonging): boolean {
  const regionFits = remit.regionIds.length === 0 || household.regionId === null || remit.regionIds.includes(household.regionId);
  const lineFits = remit.lineIds.length === 0 || household.lineIds.length === 0 || household.lineIds.some((line) => remit.lineIds.includes(line));
  return regionFits && lineFits;
}
