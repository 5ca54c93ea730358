import type { z } from 'zod';
import { colleagueSchema } from '../agents/agent.ts';
import { coachingSchema } from '../coaching/coaching.ts';
import { callbackRowSchema } from '../callbacks/callback.ts';
import { erasureSchema } from '../customers/erasure.ts';
import { householdFileSchema } from '../customers/household.ts';
import { guideSchema } from '../guides/guide.ts';
import { articleSchema } from '../knowledge/article.ts';
import { expertQuestionRowSchema } from '../knowledge/expertQuestion.ts';
import { messageTemplateSchema } from '../messages/messageTemplate.ts';
import { openingSchema } from '../knowledge/opening.ts';
import { wordTableSchema } from '../knowledge/wordTable.ts';
import { noticeSchema } from '../notices/notice.ts';

/** The tables a desktop mirrors, each with the shape of its row. A new table is a new line here. */
export const mirrorRowSchemas = {
  household: householdFileSchema,
  callback: callbackRowSchema,
  article: articleSchema,
  agent: colleagueSchema,
  notice: noticeSchema,
  erasure: erasureSchema,
  guide: guideSchema,
  opening: openingSchema,
  template: messageTemplateSchema,
  wordTable: wordTableSchema,
  expertQuestion: expertQuestionRowSchema,
  coaching: coachingSchema,
} as const;

export const mirrorTables = ['household', 'callback', 'article', 'agent', 'notice', 'erasure', 'guide', 'opening', 'template', 'wordTable', 'expertQuestion', 'coaching'] as const satisfies readonly (keyof typeof mirrorRowSchemas)[];
export type MirrorTable = keyof typeof mirrorRowSchemas;
export type MirrorRow<T extends MirrorTable> = z.infer<(typeof mirrorRowSchemas)[T]>;

const firstTables: readonly MirrorTable[] = ['household', 'callback', 'article', 'agent'];

/** The tables a desktop with that record schema knows: one that is unknown to it would spoil the whole message. */
export function tablesOfSchema(schema: number): readonly MirrorTable[] {
  return schema >= 2 ? mirrorTables : firstTables;
}
