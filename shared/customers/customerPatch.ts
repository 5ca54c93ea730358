import { z } from 'zod';
import { utcMsSchema } from '../time/utcMs.ts';
import { type Customer, customerSchema } from './customer.ts';

/** What of a person an agent may correct. */
export const patchFieldsSchema = customerSchema.omit({ id: true, householdId: true }).partial();
export type PatchFields = z.infer<typeof patchFieldsSchema>;
export type PatchField = keyof Omit<Customer, 'id' | 'householdId'>;
export const patchFields = Object.keys(patchFieldsSchema.shape) as [PatchField, ...PatchField[]];

/** Who a person is and how much they count: a later word does not simply replace an earlier one. */
const identityFields: readonly PatchField[] = ['name', 'tier'];

/** Two agents changed one field without knowing of each other: the value that does not stand, until a person decides. */
export const rivalValueSchema = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  field: z.enum(patchFields),
  value: z.unknown(),
  saidAtMs: utcMsSchema,
  byName: z.string().max(40),
});
export type RivalValue = z.infer<typeof rivalValueSchema>;

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
  if (isSame(mine, theirs)) return 'same';
  if (isSame(base, theirs)) return 'apply';
  return identityFields.includes(field) ? 'beside' : 'over';
}

/** Equal as JSON, whatever the order of keys; a missing value is null. */
function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : each);
}
