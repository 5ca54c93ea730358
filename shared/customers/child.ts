import { z } from 'zod';
import { isoDateSchema } from '../time/isoDate.ts';

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
