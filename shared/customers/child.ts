import { z } from 'zod';
import { callbackSchema } from '../callbacks/callback.ts';
import { isoDateSchema } from '../time/isoDate.ts';
import { utcMsSchema } from '../time/utcMs.ts';

export const feedings = ['breast', 'mixed', 'formula', 'solids'] as const;
export type Feeding = (typeof feedings)[number];

/** A child, born or expected: exactly one of `birthDate` and `dueDate` decides which. After birth the due date may stay. */
export const childSchema = z
  .object({
    id: z.uuid(),
    householdId: z.uuid(),
    /** Null while unborn or not told. */
    name: z.string().trim().min(1).max(40).nullable(),
    sex: z.enum(['girl', 'boy']).nullable(),
    birthDate: isoDateSchema.nullable(),
    dueDate: isoDateSchema.nullable(),
    hospital: z.string().max(60).nullable(),
    feeding: z.enum(feedings).nullable(),
    /** Product now used, ours or another brand's: 「优安1段」. */
    product: z.string().max(40).nullable(),
    remark: z.string().max(200).nullable(),
  })
  .refine((child) => child.birthDate !== null || child.dueDate !== null, { message: 'birthDate or dueDate is needed', path: ['birthDate'] });
export type Child = z.infer<typeof childSchema>;

/** Why a child left a family's file. mistake: written down wrongly, there is none, or it is not theirs. lost: the child died, or the pregnancy did not continue. */
export const childLeaveReasons = ['mistake', 'lost'] as const;
export type ChildLeaveReason = (typeof childLeaveReasons)[number];
/** Whether a child is in the family's file, and when not, why. */
export const childStandings = ['theirs', ...childLeaveReasons] as const;
export type ChildStanding = (typeof childStandings)[number];

/** A child that was in a family's file and is not any more: nothing that shows or reasons by children sees it. */
export const formerChildSchema = z.object({
  ...childSchema.shape,
  reason: z.enum(childLeaveReasons),
  /** Where that comes from: the customer, a form, something else. */
  source: z.string().max(40),
  /** When and by whom it was written down. */
  saidAtMs: utcMsSchema,
  endedByName: z.string().max(40),
  /** When and by whom it was put back. Null or absent: it is not. */
  returnedAtMs: utcMsSchema.nullish(),
  returnedByName: z.string().max(40).nullish(),
  /** Agreed calls that were cancelled with it, as they stand now. */
  cancelled: z.array(callbackSchema.pick({ id: true, dueAtMs: true, zone: true, purpose: true, state: true })),
});
export type FormerChild = z.infer<typeof formerChildSchema>;
