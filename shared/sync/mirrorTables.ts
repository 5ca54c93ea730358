import type { z } from 'zod';
import { agentSchema } from '../agents/agent.ts';
import { callbackRowSchema } from '../callbacks/callback.ts';
import { householdFileSchema } from '../customers/household.ts';
import { articleSchema } from '../knowledge/article.ts';

/** The tables a desktop mirrors, each with the shape of its row. A new table is a new line here. */
export const mirrorRowSchemas = {
  household: householdFileSchema,
  callback: callbackRowSchema,
  article: articleSchema,
  agent: agentSchema,
} as const;

export const mirrorTables = ['household', 'callback', 'article', 'agent'] as const satisfies readonly (keyof typeof mirrorRowSchemas)[];
export type MirrorTable = keyof typeof mirrorRowSchemas;
export type MirrorRow<T extends MirrorTable> = z.infer<(typeof mirrorRowSchemas)[T]>;
