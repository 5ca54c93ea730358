import type { GuideRule } from '../../../../shared/guides/guide.ts';
import { cityWord } from '../../../language/cityWord.ts';
import { i18next } from '../../../language/i18n.ts';
import { stageWords } from '../../knowledge/stageWords.ts';
import { clockOf } from '../../workbench/assist/guideWords.ts';

/** Of a pregnancy a guide may mean a part only: 「产前 3 个月内」. */
function stageOf(stage: NonNullable<GuideRule['stage']>): string {
  if (stage.toMonth > 0 || stage.fromMonth <= -9) return stageWords(stage);
  return i18next.t(stage.toMonth === 0 ? 'editing.guide.lastMonths' : 'editing.guide.monthsBefore', { from: -stage.fromMonth, to: -stage.toMonth });
}

/** When a guide is meant: 「投诉未结或投诉跟进 · 4–12 月龄 · 粤语 · 广州 · 18:00–22:00」; one that asks for nothing is for everybody. */
export function ruleInWords({ purposes, stage, languages, cities, hours }: GuideRule): string {
  const or = (words: readonly string[]): string => words.join(i18next.t('editing.guide.or'));
  const parts = [
    or(purposes.map((purpose) => i18next.t(`workbench.guide.purpose.${purpose}`))), stage === null ? '' : stageOf(stage), or(languages.map((language) => i18next.t(`words.language.${language}`))),
    or(cities.map(cityWord)), hours === null ? '' : `${clockOf(hours.fromMinute)}–${clockOf(hours.toMinute)}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? i18next.t('editing.guide.forAll') : parts.join(i18next.t('words.separator'));
}
