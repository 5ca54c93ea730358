import { z } from 'zod';
import { utcMsSchema } from '../time/utcMs.ts';

/**
 * A telephone number as it is stored and compared: E.164 ('+862161234567') when it can be made so, else the bare
 * digits of a short code ('95588'). The extension is kept apart and never compared.
 */
export const storedNumberSchema = z.string().regex(/^\+?\d{3,15}$/);

export const phoneKinds = ['landline', 'mobile', 'toll-free', 'shared-cost', 'short', 'foreign', 'unknown'] as const;
export type PhoneKind = (typeof phoneKinds)[number];

export const phoneSchema = z.object({
  id: z.uuid(),
  number: storedNumberSchema,
  extension: z.string().regex(/^\d{1,8}$/).nullable(),
  kind: z.enum(phoneKinds),
  /** Whose own number this is; null for a line the household shares. */
  customerId: z.uuid().nullable(),
  /** When an agent kept it because a call came from it, and who: told by central. Null or absent: it came with the household. */
  addedAtMs: utcMsSchema.nullish(),
  addedByName: z.string().max(40).nullish(),
  /** The interaction it rang in, when it was kept with it: it moves with it. */
  addedInInteractionId: z.uuid().nullish(),
});
export type Phone = z.infer<typeof phoneSchema>;

/** A number that was a household's and is said to be theirs no more. It rings nobody and is rung by nobody for this household. */
export const formerPhoneSchema = phoneSchema.extend({
  /** Where that comes from: the customer, a form, something else. */
  source: z.string().max(40),
  /** When and by whom it was written down. */
  saidAtMs: utcMsSchema,
  endedByName: z.string().max(40),
  /** When and by whom it was taken back: it is theirs. Null or absent: it is not. */
  returnedAtMs: utcMsSchema.nullish(),
  returnedByName: z.string().max(40).nullish(),
});
export type FormerPhone = z.infer<typeof formerPhoneSchema>;

/** What no family is rung by: a short code or an extension, a company's 400 or 800 number. */
export const noFamilyKinds: readonly Phone['kind'][] = ['short', 'toll-free', 'shared-cost'];
