import { z } from 'zod';
import { tiers } from '../customers/customer.ts';
import { utcMsSchema } from '../time/utcMs.ts';
import { permissionReasons } from './callback.ts';

const days = z.number().int().min(1).max(3650);

/** What each rule may be told; the names of the rules are those of the statements in central/store/workListRules.ts. */
export const workListConditions = {
  /** Expecting, from one week of the pregnancy to another, both included; until birth. */
  prenatal: z.object({ fromWeek: z.number().int().min(1).max(42), toWeek: z.number().int().min(1).max(42) }).refine((each) => each.fromWeek <= each.toWeek, { path: ['toWeek'], message: 'before fromWeek' }),
  /** Bought so many days ago, not longer ago than the second figure, and not talked with since. */
  'post-purchase': z.object({ afterDays: days, withinDays: days }).refine((each) => each.afterDays < each.withinDays, { path: ['withinDays'], message: 'not after afterDays' }),
  /** A complaint that is answered and not closed: nobody asked whether they are satisfied. */
  'complaint-revisit': z.object({ afterDays: days }),
  /** Nobody talked with them for so many days. */
  quarterly: z.object({ everyDays: days, tiers: z.array(z.enum(tiers)).min(1) }),
  /** Nothing at all happened with them for so many days. */
  'long-silent': z.object({ silentDays: days }),
  /** They use another brand now, bought ours, and not for so many days. */
  'win-back': z.object({ sinceDays: days }),
  /** A request past its deadline. */
  'overdue-request': z.object({}),
} as const;
export const workListRules = ['prenatal', 'post-purchase', 'complaint-revisit', 'quarterly', 'long-silent', 'win-back', 'overdue-request'] as const satisfies readonly (keyof typeof workListConditions)[];
export type WorkListRule = keyof typeof workListConditions;

/** What may be changed of a list: an item of the set-up (setUpMessages.ts), and `PUT /work-lists/:id`. */
export const workListChangeSchema = z.object({
  active: z.boolean(),
  /** Figures of its rule. */
  conditions: z.record(z.string(), z.unknown()),
  mostOpen: z.number().int().min(1).max(1000),
});
export type WorkListChange = z.infer<typeof workListChangeSchema>;

/** `GET /work-lists`. */
export const workListSchema = workListChangeSchema.extend({
  id: z.string(),
  name: z.string(),
  rule: z.enum(workListRules),
  permissionReason: z.enum(permissionReasons),
  /** Why this customer, with {{…}} for what the rule found. */
  because: z.string(),
  /** Its callbacks that stand open now. */
  open: z.number().int(),
  ranAtMs: utcMsSchema.nullable(),
});
export type WorkList = z.infer<typeof workListSchema>;

/** `POST /work-lists/:id/preview`: what a list would do now with these figures, switched on. */
export const workListPreviewRequestSchema = workListChangeSchema.pick({ conditions: true, mostOpen: true });
/** What came of it. Nothing is written. */
export const workListPreviewSchema = z.object({
  /** Households that meet the conditions and were not in the list for it before. */
  matching: z.number().int(),
  /** So many would enter now: there is room, and the gate lets them. */
  entering: z.number().int(),
  /** Looked at and kept out by the gate, or without a number. */
  heldBack: z.number().int(),
  /** Of those that stand in it, so many no longer meet the conditions. */
  leaving: z.number().int(),
  /** Sentences of the first who would enter and whom the asker is shown. */
  examples: z.array(z.string()).max(3),
});
export type WorkListPreview = z.infer<typeof workListPreviewSchema>;

/** The sentence of one row: 「孕 33 周，预产期 2027-01-10」. What was not found stays empty. */
export function becauseOf(because: string, found: Readonly<Record<string, string | number | null>>): string {
  return because.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(found[name] ?? ''));
}
