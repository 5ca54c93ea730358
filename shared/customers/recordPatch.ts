import { z } from 'zod';
import { childSchema, childStandings } from './child.ts';
import { householdSchema } from './household.ts';
import { phoneSchema } from './phoneKind.ts';

const childFieldsSchema = z.object(childSchema.shape).omit({ id: true, householdId: true });
export type ChildField = keyof typeof childFieldsSchema.shape;
export const childFields = Object.keys(childFieldsSchema.shape) as [ChildField, ...ChildField[]];
/** What of a child an agent may correct; and, by itself, that it is not in the family's file any more and why, or is again. */
export const childPatchSchema = childFieldsSchema.extend({ standing: z.enum(childStandings) }).partial();
export type ChildPatch = z.infer<typeof childPatchSchema>;

/** What of a household an agent may correct; the rest of it follows from people, purchases and consents. */
export const householdPatchSchema = householdSchema.pick({ name: true, city: true, address: true, brand: true }).partial();
export type HouseholdPatch = z.infer<typeof householdPatchSchema>;
export type HouseholdField = keyof typeof householdPatchSchema.shape;
export const householdFields = Object.keys(householdPatchSchema.shape) as [HouseholdField, ...HouseholdField[]];

/** What of a number an agent may correct: whose it is, its extension; and, by itself, that it is not the household's any more, or is again. */
export const phonePatchSchema = phoneSchema.pick({ customerId: true, extension: true }).extend({ isTheirs: z.boolean() }).partial();
export type PhonePatch = z.infer<typeof phonePatchSchema>;
export const phoneFields = ['customerId', 'extension'] as const satisfies readonly (keyof PhonePatch)[];
export type PhoneField = (typeof phoneFields)[number];

/** What tells who they are: a later word does not simply replace an earlier one. A due date moves with every check-up. */
export const childIdentity: readonly string[] = ['name', 'sex', 'birthDate'] satisfies readonly ChildField[];
export const householdIdentity: readonly string[] = ['name'] satisfies readonly HouseholdField[];
