import type { Language } from '../../../../shared/customers/customer.ts';
import type { Child } from '../../../../shared/customers/child.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { stageMonths } from '../../../../shared/customers/childStage.ts';
import type { Article } from '../../../../shared/knowledge/article.ts';
import { seasonOf } from '../../../../shared/knowledge/season.ts';
import { suggestArticles, type SuggestChild, type Suggestion, type SuggestReason } from '../../../../shared/knowledge/suggestArticles.ts';
import { localClock } from '../../../../shared/time/localClock.ts';
import { i18next } from '../../../language/i18n.ts';
import { cityWord } from '../callWords.ts';

/** A household's children whose age is known, unborn ones in negative months. */
function childrenOf(file: HouseholdFile, nowMs: number): readonly SuggestChild[] {
  return file.children.flatMap((child) => {
    const months = stageMonths(child, nowMs, file.household.zone);
    return months === null ? [] : [{ id: child.id, months, feeding: child.feeding }];
  });
}

/** Answers that fit this family now, with why. */
export function suggestFor(file: HouseholdFile, speaks: Language | null, articles: readonly Article[], nowMs: number, most: number): readonly Suggestion[] {
  return suggestArticles(articles, {
    children: childrenOf(file, nowMs),
    season: seasonOf(localClock(nowMs, file.household.zone).month, file.household.city),
    lastQuestions: file.questions.slice(0, 5).map(({ text, articleId }) => ({ text, articleId })),
    city: file.household.city,
    language: speaks === 'english' ? 'en' : 'zh-CN',
  }, most);
}

function ageWord(months: number): string {
  return months < 24 ? i18next.t('workbench.because.months', { count: months }) : i18next.t('workbench.because.years', { count: Math.floor(months / 12) });
}

/** 「5月龄」; with brothers and sisters 「小满 5月龄」: whose age it is must be plain. */
function stageWords({ childIds, months, near, edge }: Extract<SuggestReason, { key: 'stage' }>['params'], children: readonly Child[]): string {
  const unborn = i18next.t('workbench.because.unborn');
  const age = months < 0 ? (near === 'soon' && edge !== null && edge >= 0 ? i18next.t('workbench.because.soonBorn') : unborn)
    : near === 'now' || edge === null ? ageWord(months)
    : near === 'soon' ? i18next.t('workbench.because.soon', { age: ageWord(edge) })
    : i18next.t(edge <= 0 ? 'workbench.because.justBorn' : 'workbench.because.past', { age: ageWord(Math.max(0, edge)) });
  if (children.length < 2) return age;
  const names = children.filter((child) => childIds.includes(child.id)).flatMap((child) => child.name ?? []);
  // An unborn child is named by being unborn; others nobody has named yet by their age alone.
  return names.length === 0 ? age : `${names.join(i18next.t('workbench.opening.and'))} ${age}`;
}

function reasonWords(reason: SuggestReason, children: readonly Child[]): string {
  switch (reason.key) {
    case 'stage': return stageWords(reason.params, children);
    case 'feeding': return i18next.t(`words.feeding.${reason.params.feeding}`);
    case 'season': return i18next.t(`workbench.because.season.${reason.params.season}`);
    case 'city': return cityWord(reason.params.city);
    case 'asked': return i18next.t('workbench.because.asked', { text: reason.params.text });
  }
}

/**
 * Why an answer is suggested, in words: 「小满 5月龄 · 混合喂养」. What belongs to a child comes first and together.
 * @param children  those of the family the answer is suggested to.
 */
export function becauseWords(because: readonly SuggestReason[], children: readonly Child[]): string {
  return because.slice(0, 3).map((reason) => reasonWords(reason, children)).join(i18next.t('words.separator'));
}
