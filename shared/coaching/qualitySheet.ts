import { z } from 'zod';
import { codeSchema } from '../agents/remit.ts';

/**
 * By what a customer can judge care (product.md M89): before it (what is there to see: accuracy, reach), while it lasts (manners,
 * listening), and not even afterwards (they must trust us: promises, privacy).
 */
export const careGroups = ['seek', 'experience', 'credence'] as const;
export type CareGroup = (typeof careGroups)[number];
export const criterionKinds = ['yes-no', 'five'] as const;
export type CriterionKind = (typeof criterionKinds)[number];

const MOST_CRITERIA = 30;
const nameSchema = z.string().trim().min(1).max(40);

/** One thing a call is judged by. `weight`: what it counts beside the others. */
export const criterionSchema = z.object({ id: codeSchema, zh: nameSchema, en: nameSchema, group: z.enum(careGroups), kind: z.enum(criterionKinds), weight: z.number().int().min(1).max(100) });
export type Criterion = z.infer<typeof criterionSchema>;

export const criteriaSchema = z.array(criterionSchema).min(1).max(MOST_CRITERIA).superRefine((criteria, context) => {
  for (const [at, { id, zh, en }] of criteria.entries()) {
    const before = criteria.slice(0, at);
    if (before.some((other) => other.id === id)) context.addIssue({ code: 'custom', path: [at, 'id'], message: 'twice' });
    if (before.some((other) => other.zh === zh)) context.addIssue({ code: 'custom', path: [at, 'zh'], message: 'twice' });
    if (before.some((other) => other.en.toLowerCase() === en.toLowerCase())) context.addIssue({ code: 'custom', path: [at, 'en'], message: 'twice' });
  }
});

/** The centre's sheet. `days`: over how many the floor shows an agent's mean. */
export const qualitySheetSchema = z.object({ criteria: criteriaSchema, days: z.number().int().min(1).max(365) });
export type QualitySheet = z.infer<typeof qualitySheetSchema>;

/** `GET /quality-sheet`: the sheet in force. A score keeps the version it was given by. */
export const standingSheetSchema = z.object({ version: z.number().int().min(1), criteria: z.array(criterionSchema), days: z.number().int() });
export type StandingSheet = z.infer<typeof standingSheetSchema>;

/** By criterion: yes 1, no 0; or 1 to 5; null: it does not apply to this call. */
export const marksSchema = z.record(z.string().max(60), z.number().int().min(0).max(5).nullable());
export type Marks = z.infer<typeof marksSchema>;

/** What a centre begins with; the migration has the same. */
export const usualQualitySheet: QualitySheet = {
  days: 30,
  criteria: [
    { id: 'greeting', zh: '按话术问候并报出姓名', en: 'Greets by the guide and says their name', group: 'seek', kind: 'yes-no', weight: 10 },
    { id: 'accurate', zh: '解答准确、依据知识库', en: 'Answers right, by the knowledge base', group: 'seek', kind: 'five', weight: 25 },
    { id: 'polite', zh: '礼貌、耐心倾听', en: 'Polite, listens patiently', group: 'experience', kind: 'five', weight: 20 },
    { id: 'clear', zh: '表达清楚、不让客户久等', en: 'Speaks clearly, leaves nobody waiting', group: 'experience', kind: 'five', weight: 15 },
    { id: 'identity', zh: '核对身份、保守客户资料', en: 'Makes sure who it is, keeps data private', group: 'credence', kind: 'yes-no', weight: 15 },
    { id: 'promise', zh: '约定说清楚并记录', en: 'Says and writes down what is promised', group: 'credence', kind: 'yes-no', weight: 15 },
  ],
};

const isMark = ({ kind }: Criterion, mark: number): boolean => (kind === 'yes-no' ? mark === 0 || mark === 1 : mark >= 1 && mark <= 5);
const worth = ({ kind }: Criterion, mark: number): number => (kind === 'yes-no' ? mark : (mark - 1) / 4);

/** @returns the first criterion without a mark it can have; '' when none of them applies; null when all is well. */
export function markFault(criteria: readonly Criterion[], marks: Marks): string | null {
  for (const criterion of criteria) {
    const mark = marks[criterion.id];
    if (mark === undefined || (mark !== null && !isMark(criterion, mark))) return criterion.id;
  }
  return criteria.every(({ id }) => marks[id] === null) ? '' : null;
}

/**
 * Per cent of what could be reached, weighted, to a tenth: yes is all, no nothing; 5 is all, 1 nothing, 3 half. What does
 * not apply, or is not marked yet, counts in neither.
 *
 * @returns null when nothing of it applies.
 */
export function scoreOf(criteria: readonly Criterion[], marks: Marks): number | null {
  const given = criteria.flatMap((criterion) => {
    const mark = marks[criterion.id];
    return mark === undefined || mark === null ? [] : [{ weight: criterion.weight, value: worth(criterion, mark) }];
  });
  const weights = given.reduce((sum, { weight }) => sum + weight, 0);
  return weights === 0 ? null : Math.round((1000 * given.reduce((sum, { weight, value }) => sum + weight * value, 0)) / weights) / 10;
}

const percent = z.number().min(0).max(100);
export const groupScoresSchema = z.object({ seek: percent.nullable(), experience: percent.nullable(), credence: percent.nullable() });
export type GroupScores = z.infer<typeof groupScoresSchema>;

export function groupScoresOf(criteria: readonly Criterion[], marks: Marks): GroupScores {
  const of = (group: CareGroup): number | null => scoreOf(criteria.filter((each) => each.group === group), marks);
  return { seek: of('seek'), experience: of('experience'), credence: of('credence') };
}

/** A call's score with the sheet it was given by. */
export const callScoreSchema = z.object({ version: z.number().int(), percent, groups: groupScoresSchema, criteria: z.array(criterionSchema), marks: marksSchema });
export type CallScore = z.infer<typeof callScoreSchema>;
