import { z } from 'zod';
import { type CareGroup, careGroups } from '../coaching/qualitySheet.ts';

/** What care is measured by, in the order of the sheet, each under the group it belongs to (shared/coaching/qualitySheet.ts says what the groups mean). */
export const careStandards = [
  ['answered-in-target', 'seek'], ['answered', 'seek'], ['quality-seek', 'seek'],
  ['rung-back', 'experience'], ['satisfied', 'experience'], ['quality-experience', 'experience'],
  ['promises-kept', 'credence'], ['complaints-in-time', 'credence'], ['requests-in-time', 'credence'], ['commitments-kept', 'credence'], ['quality-credence', 'credence'],
] as const satisfies readonly (readonly [string, CareGroup])[];
export type CareStandard = (typeof careStandards)[number][0];
const names = careStandards.map(([name]) => name) as [CareStandard, ...CareStandard[]];

const percent = z.number().min(0).max(100).nullable();
export const careRowSchema = z.object({
  group: z.enum(careGroups),
  standard: z.enum(names),
  /** Of how many. */
  counted: z.number().int().min(0),
  /** How many of them met it; null: it is a mean, not a share. */
  met: z.number().int().min(0).nullable(),
  /** To a tenth; null: there was nothing to count. */
  percent,
  /** How long the step took on the mean; null: it has no such time, or nothing to count. */
  meanSeconds: z.number().nullable(),
});
export type CareRow = z.infer<typeof careRowSchema>;

/** The care standards of some days. */
export const careReportSchema = z.object({
  zone: z.string(),
  pending: z.number().int().min(0),
  rows: z.array(careRowSchema),
  /** Of each group, the mean of its standards that had something to count; null: none had. */
  groups: z.object({ seek: percent, experience: percent, credence: percent }),
  /** The mean of the groups that have a figure. */
  totalPercent: percent,
});
export type CareReport = z.infer<typeof careReportSchema>;

const meanOf = (values: readonly (number | null)[]): number | null => {
  const given = values.flatMap((value) => value ?? []);
  return given.length === 0 ? null : Math.round((10 * given.reduce((sum, value) => sum + value, 0)) / given.length) / 10;
};

/** What the sheet comes to: each standard counts alike in its group, each group alike in the whole. */
export function careTotals(rows: readonly CareRow[]): Pick<CareReport, 'groups' | 'totalPercent'> {
  const of = (group: CareGroup): number | null => meanOf(rows.filter((row) => row.group === group).map((row) => row.percent));
  const groups = { seek: of('seek'), experience: of('experience'), credence: of('credence') };
  return { groups, totalPercent: meanOf(careGroups.map((group) => groups[group])) };
}
