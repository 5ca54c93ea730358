import { z } from 'zod';
import { utcMsSchema } from '../time/utcMs.ts';
import { type Customer, customerSchema } from './customer.ts';

/** What of a person an agent may correct. */
export const patchFieldsSchema = customerSchema.omit({ id: true, householdId: true }).partial();
export type PatchFields = z.infer<typeof patchFieldsSchema>;
export type PatchField = keyof Omit<Customer, 'id' | 'householdId'>;
export const patchFields = Object.keys(patchFieldsSchema.shape) as [PatchField, ...PatchField[]];

/** Who a person is and how much they count: a later word does not simply replace an earlier one. */
export const identityFields: readonly string[] = ['name', 'tier'] satisfies readonly PatchField[];

/** Two agents changed one field without knowing of each other: the value that does not stand, until a person decides. */
export const rivalValueSchema = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  field: z.enum(patchFields),
  value: z.unknown(),
  /** 0: it stood there before values were written down, and nobody knows since when. */
  saidAtMs: z.literal(0).or(utcMsSchema),
  byName: z.string().max(40),
  /** Where it came from, and when it was last made sure of. Absent: told by an older central. */
  source: z.string().max(40).optional(),
  verifiedAtMs: utcMsSchema.nullish(),
});
export type RivalValue = z.infer<typeof rivalValueSchema>;

/** Who said what stands in a field now. A value from before values were written down has no row. */
export const saidValueSchema = rivalValueSchema.pick({ customerId: true, field: true, saidAtMs: true, byName: true, source: true, verifiedAtMs: true });
export type SaidValue = z.infer<typeof saidValueSchema>;

/** The same of a child or the household itself (shared/customers/recordPatch.ts). A field or kind of record this desktop does not know is not shown. */
export const recordRivalSchema = rivalValueSchema.omit({ customerId: true, field: true }).extend({ record: z.string().max(20), recordId: z.uuid(), field: z.string().max(40) });
export type RecordRival = z.infer<typeof recordRivalSchema>;
export const recordSaidSchema = recordRivalSchema.omit({ id: true, value: true });
export type RecordSaid = z.infer<typeof recordSaidSchema>;

export type FieldVerdict =
  /** Nobody has changed it meanwhile: mine stands. */
  | 'apply'
  /** It stands so already. */
  | 'same'
  /** Somebody has: mine stands, theirs is kept beside it. */
  | 'over'
  /** Somebody has, and who a person is is not settled by who came last: theirs stands, mine is kept beside it. */
  | 'beside';

/**
 * Three-way judgement of one field, in the order in which changes reach central, never by a desktop's clock.
 *
 * @param base   what the agent saw when they changed it.
 * @param mine   what they made of it.
 * @param theirs what stands in the store now.
 */
export function judgeField(field: PatchField, base: unknown, mine: unknown, theirs: unknown): FieldVerdict {
  return judgeValue(identityFields.includes(field), base, mine, theirs);
}

/** The same for a field of any record. @param isIdentity it tells who somebody is. */
export function judgeValue(isIdentity: boolean, base: unknown, mine: unknown, theirs: unknown): FieldVerdict {
  if (isSameValue(mine, theirs)) return 'same';
  if (isSameValue(base, theirs)) return 'apply';
  return isIdentity ? 'beside' : 'over';
}

/** Equal as JSON, whatever the order of keys; a missing value is null. */
export function isSameValue(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each);
}
