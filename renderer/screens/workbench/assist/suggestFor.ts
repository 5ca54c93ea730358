import type { Language } from '../../../../shared/customers/customer.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { stageMonths } from '../../../../shared/customers/childStage.ts';
import type { Article } from '../../../../shared/knowledge/article.ts';
import { seasonOf } from '../../../../shared/knowledge/season.ts';
import { suggestArticles, type Suggestion, type SuggestReason } from '../../../../shared/knowledge/suggestArticles.ts';
import { localClock } from '../../../../shared/time/localClock.ts';
import { i18next } from '../../../language/i18n.ts';
import { cityWord } from '../callWords.ts';

/** Ages of a household's children in months, unborn negative. */
function monthsOf(file: HouseholdFile, nowMs: number): readonly number[] {
  return file.children.map((child) => stageMonths(child, nowMs, file.household.zone)).filter((months) => months !== null);
}

/** Answers that fit this family now, with why. */
export function suggestFor(file: HouseholdFile, speaks: Language | null, articles: readonly Article[], nowMs: number, most: number): readonly Suggestion[] {
  return suggestArticles(articles, {
    months: monthsOf(file, nowMs),
    feeding: file.children.flatMap((child) => (child.feeding === null ? [] : [child.feeding])),
    season: seasonOf(localClock(nowMs, file.household.zone).month, file.household.city),
    lastQuestions: file.questions.slice(0, 5).map(({ text, articleId }) => ({ text, articleId })),
    city: file.household.city,
    language: speaks === 'english' ? 'en' : 'zh-CN',
  }, most);
}

function stageWord(months: number): string {
  if (months < 0) return i18next.t('workbench.because.unborn');
  return months < 24 ? i18next.t('workbench.because.months', { count: months }) : i18next.t('workbench.because.years', { count: Math.floor(months / 12) });
}

function reasonWords(reason: SuggestReason): string {
  switch (reason.key) {
    case 'stage': return stageWord(reason.params.months);
    case 'feeding': return i18next.t(`words.feeding.${reason.params.feeding}`);
    case 'season': return i18next.t(`workbench.because.season.${reason.params.season}`);
    case 'city': return cityWord(reason.params.city);
    case 'asked': return i18next.t('workbench.because.asked', { text: reason.params.text });
  }
}

/** Why an answer is suggested, in words: 「适合5月龄」. */
export function becauseWords(because: readonly SuggestReason[]): string {
  return because.slice(0, 3).map(reasonWords).join(i18next.t('words.separator'));
}
