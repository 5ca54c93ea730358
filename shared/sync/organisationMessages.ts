import { z } from 'zod';
import { codeSchema } from '../agents/remit.ts';
import { zoneSchema } from '../time/zone.ts';

const citySchema = z.string().trim().min(1).max(40);
const nameSchema = z.string().trim().min(1).max(40);

/** `GET /organisation`, for administrators: the parts of the country and the lines of business there are. */
export const organisationSchema = z.object({
  regions: z.array(z.object({ id: codeSchema, name: z.string(), zone: zoneSchema, cities: z.array(z.string()) })),
  businessLines: z.array(z.object({ id: codeSchema, name: z.string() })),
  /** Names an account may be given: sites and teams in use. Absent from an older central. */
  sites: z.array(z.string()).default([]),
  teams: z.array(z.string()).default([]),
});
export type Organisation = z.infer<typeof organisationSchema>;

/** `PUT /regions/:id`: the region as it is from now on. A city named here leaves the region it was in. */
export const regionSchema = z.object({ name: nameSchema, zone: zoneSchema.default('Asia/Shanghai'), cities: z.array(citySchema).max(1000) });
export type Region = z.infer<typeof regionSchema>;

/** `PUT /business-lines/:id`. */
export const businessLineSchema = z.object({ name: nameSchema });

/** `GET` and `PUT /households/:id/business-lines`: the lines a household has to do with; none: all of them. */
export const householdLinesSchema = z.object({ lineIds: z.array(codeSchema).max(50) });
