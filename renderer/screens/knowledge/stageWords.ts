import type { Article } from '../../../shared/knowledge/article.ts';
import { i18next } from '../../language/i18n.ts';

/** The stages one filters by, as months of age: `from` included, `to` not; unborn is negative. */
export const stageFilters = {
  unborn: { from: -10, to: 0 },
  first3: { from: 0, to: 3 },
  to6: { from: 3, to: 6 },
  to12: { from: 6, to: 12 },
  to24: { from: 12, to: 24 },
  over24: { from: 24, to: 61 },
} as const;
export type StageFilter = keyof typeof stageFilters;
export const stageFilterNames = Object.keys(stageFilters) as readonly StageFilter[];

/** Whether an answer is for any part of a stage. */
export function isForStage(article: Pick<Article, 'stage'>, filter: StageFilter): boolean {
  const { from, to } = stageFilters[filter];
  return article.stage.fromMonth < to && article.stage.toMonth > from;
}

/** From here on an age is said in years. */
const YEARS_FROM_MONTH = 24;

function age(months: number): string {
  if (months === 0) return i18next.t('knowledge.stage.birth');
  if (months < YEARS_FROM_MONTH) return i18next.t('knowledge.stage.months', { months });
  const [years, rest] = [Math.floor(months / 12), months % 12];
  return rest === 0 ? i18next.t('knowledge.stage.years', { years }) : i18next.t('knowledge.stage.yearsAndMonths', { years, months: rest });
}

/** 「孕期」「孕期到 6 月龄」「4–12 月龄」「6 月龄到 3 岁」「不限月龄」 */
export function stageWords({ fromMonth, toMonth }: Article['stage']): string {
  if (fromMonth <= -9 && toMonth >= 36) return i18next.t('knowledge.stage.any');
  if (toMonth <= 0) return i18next.t('knowledge.stage.unborn');
  if (fromMonth < 0) return i18next.t('knowledge.stage.fromUnborn', { to: age(toMonth) });
  if (fromMonth > 0 && toMonth < YEARS_FROM_MONTH) return i18next.t('knowledge.stage.monthRange', { from: fromMonth, to: toMonth });
  return i18next.t('knowledge.stage.range', { from: age(fromMonth), to: age(toMonth) });
}
