import { z } from 'zod';
import { isoDateSchema } from '../time/isoDate.ts';

export const tiers = ['A', 'B', 'C'] as const;
export type Tier = (typeof tiers)[number];

/** What a person likes to be spoken to in. Dialects count: they route calls and choose the greeting. */
export const languages = ['putonghua', 'cantonese', 'shanghainese', 'sichuanese', 'hokkien', 'hakka', 'english'] as const;
export type Language = (typeof languages)[number];

/** How a person stands to the child of the household. */
export const relations = [
  'mother', 'father', 'maternal-grandmother', 'maternal-grandfather', 'paternal-grandmother', 'paternal-grandfather',
  'aunt', 'uncle', 'nanny', 'other',
] as const;
export type Relation = (typeof relations)[number];

export const channels = ['phone', 'sms', 'mail', 'email'] as const;
export const channelAttitudes = ['prefer', 'allow', 'refuse'] as const;

/** A person. Several share a household. */
export const customerSchema = z.object({
  id: z.uuid(),
  householdId: z.uuid(),
  name: z.string().trim().min(1).max(60),
  relation: z.enum(relations),
  tier: z.enum(tiers),
  language: z.enum(languages),
  birthday: isoDateSchema.nullable(),
  /** Attitude to each channel; one that is missing is allowed for service and refused for anything else. */
  channelAttitude: z.partialRecord(z.enum(channels), z.enum(channelAttitudes)),
  /** Hours one likes to be rung, free words of the customer: 「10–12点 / 15点后」. */
  bestHours: z.string().max(60).nullable(),
  /** Where they are written to by e-mail. Null or absent: not known. */
  email: z.email().max(120).nullish(),
  /** Interests told by the customer. */
  interests: z.array(z.string().min(1).max(20)).max(20),
  remark: z.string().max(500).nullable(),
});
export type Customer = z.infer<typeof customerSchema>;
