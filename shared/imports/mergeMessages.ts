import { z } from 'zod';
import { householdFileSchema } from '../customers/household.ts';
import { utcMsSchema } from '../time/utcMs.ts';

export const mergeReasons = ['same-number', 'same-child', 'similar-name-address'] as const;
export type MergeReason = (typeof mergeReasons)[number];

/** Fields of the absorbed household that may take the place of the kept one's; what the kept one has nothing in is filled from it. Consent is never taken over. */
export const mergeableFields = ['name', 'city', 'address', 'tier', 'relationClass', 'brand', 'source', 'sourceDetail'] as const;
export type MergeableField = (typeof mergeableFields)[number];

const pairSchema = z.object({ keep: z.uuid(), absorb: z.uuid() });

export const mergeRequestSchema = z.object({
  keepId: z.uuid(),
  absorbId: z.uuid(),
  /** Taken from the absorbed household; the others stay as the kept one has them. */
  take: z.array(z.enum(mergeableFields)).max(mergeableFields.length).default([]),
  /** Who is the same person, the same child: what belongs to one becomes the other's. Everybody else moves in. */
  people: z.array(pairSchema).max(20).default([]),
  children: z.array(pairSchema).max(20).default([]),
});
export type MergeRequest = z.infer<typeof mergeRequestSchema>;

const sideSchema = z.object({ id: z.uuid(), name: z.string(), city: z.string().nullable(), address: z.string().nullable(), people: z.array(z.string()), numbers: z.array(z.string()), children: z.array(z.string()) });

export const mergeProposalSchema = z.object({ id: z.uuid(), reasons: z.array(z.enum(mergeReasons)), madeAtMs: utcMsSchema, a: sideSchema, b: sideSchema });
export type MergeProposal = z.infer<typeof mergeProposalSchema>;

/** What two families of one name are told apart by. */
const familySchema = z.object({ city: z.string().nullable(), numbers: z.array(z.string()) });

/** Both files, side by side. */
export const mergeComparisonSchema = z.object({ id: z.uuid(), reasons: z.array(z.enum(mergeReasons)), state: z.enum(['open', 'merged', 'dismissed']), a: householdFileSchema, b: householdFileSchema });

/** What one of the two households had in a field and does not stand in the merged one. */
export const mergeLeftSchema = z.object({ field: z.enum([...mergeableFields, 'phoneConsentUntilMs']), of: z.enum(['kept', 'absorbed']), value: z.string().or(utcMsSchema) });
export type MergeLeft = z.infer<typeof mergeLeftSchema>;

export const mergeSchema = z.object({
  id: z.uuid(), keptId: z.uuid(), absorbedId: z.uuid(),
  /** The kept one's name now, null when it is absorbed itself by now; the absorbed one's when it was. */
  keptName: z.string().nullable(), absorbedName: z.string().nullable(),
  agentName: z.string(), atMs: utcMsSchema, undoneByName: z.string().nullable(), undoneAtMs: utcMsSchema.nullable(),
  /** What each could be told by before the merge. Absent: told by an older central. */
  kept: familySchema.optional(), absorbed: familySchema.optional(),
  /** Absent: told by an older central. */
  left: z.array(mergeLeftSchema).optional(),
});
export type Merge = z.infer<typeof mergeSchema>;

/** Both households' files and why they were proposed. */
export type MergeComparison = z.infer<typeof mergeComparisonSchema>;
export const mergedSchema = z.object({ id: z.uuid() });
