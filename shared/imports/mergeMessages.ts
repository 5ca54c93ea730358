import { z } from 'zod';

export const mergeReasons = ['same-number', 'same-child', 'similar-name-address'] as const;
export type MergeReason = (typeof mergeReasons)[number];
export const mergeReasonSchema = z.enum(mergeReasons);
