import type { Language } from '../../../../shared/customers/customer.ts';
import type { Child } from '../../../../shared/customers/child.ts';
import { sparedOf } from '../../../../shared/customers/formerChild.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { stageMonths } from '../../../../shared/customers/childStage.ts';
import type { Article } from '../../../../shared/knowledge/article.ts';
import { callerClass } from '../../../../shared/knowledge/callerClass.ts';
import type { Opening } from '../../../../shared/knowledge/opening.ts';
import { seasonOf } from '../../../../shared/knowledge/season.ts';
import { type OpenMatter, suggestArticles, type SuggestChild, type Suggestion, type SuggestReason } from '../../../../shared/knowledge/suggestArticles.ts';
import { DAY_MS } from '../../../../shared/time/utcMs.ts';
import { localClock } from '../../../../shared/time/localClock.ts';
import { i18next } from '../../../language/i18n.ts';
import { cityWord } from '../../../language/cityWord.ts';

/** A household's children whose age is known, unborn ones in negative months. */
export function childrenOf(file: HouseholdFile, nowMs: number): readonly SuggestChild[] {
  return file.children.flatMap((child) => {
    const months = stageMonths(child, nowMs, file.household.zone);
    return months === null ? [] : [{ id: child.id, months, feeding: child.feeding }];
  });
}

/** A promise says what a call is about for so long before it is due and after. */
const PROMISE_NEAR_MS = 3 * DAY_MS;

/** What is not settled with them: the complaint before the promise that is due, the promise before the rest. */
function openMatters(file: HouseholdFile, nowMs: number): readonly OpenMatter[] {
  const near = (dueAtMs: number): boolean => Math.abs(dueAtMs - nowMs) <= PROMISE_NEAR_MS;
  return [
    ...file.cases.filter((each) => each.state !== 'closed').map((each): OpenMatter => ({ kind: each.kind, words: each.title })),
    ...file.callbacks.filter((each) => each.state === 'open' && each.purpose.trim() !== '' && near(each.dueAtMs)).map((each): OpenMatter => ({ kind: 'promise', words: each.purpose })),
    ...file.commitments.filter((each) => each.state === 'open' && near(each.dueAtMs)).map((each): OpenMatter => ({ kind: 'promise', words: each.what })),
  ].slice(0, MOST_OPEN);
}

const MOST_OPEN = 3;
const LAST_QUESTIONS = 5;

export interface SuggestedTo {
  /** Null: a hidden or unknown caller; then only season and city tell. */
  readonly file: HouseholdFile | null;
  readonly speaks: Language | null;
  /** The one child the agent chose; null: all of the family. */
  readonly childId: string | null;
  /** Of a caller who is not known, from their number. */
  readonly city: string | null;
  /** Of the desk, for a caller who is not known. */
  readonly zone: string;
}

/** Answers that fit this family now, with why. */
export function suggestFor({ file, speaks, childId, city, zone }: SuggestedTo, articles: readonly Article[], openings: ReadonlyMap<string, Opening['counts']>, nowMs: number, most: number): readonly Suggestion[] {
  // Nothing about children is put before whoever speaks with a family that lost its only one.
  if (file !== null && sparedOf(file)?.hasOthers === false) return [];
  const home = file === null ? city : file.household.city;
  const children = file === null ? [] : childrenOf(file, nowMs);
  const of = children.some((child) => child.id === childId) ? children.filter((child) => child.id === childId) : children;
  const counts = openings.get(callerClass(of) ?? '') ?? [];
  return suggestArticles(articles, {
    children: of,
    opened: new Map(counts.map(({ articleId, count }) => [articleId, count])),
    judged: new Map(counts.map(({ articleId, helped = 0, notHelped = 0 }) => [articleId, { helped, notHelped }])),
    season: seasonOf(localClock(nowMs, file?.household.zone ?? zone).month, home),
    lastQuestions: (file?.questions ?? []).slice(0, LAST_QUESTIONS).map(({ text, articleId, askedAtMs }) => ({ text, articleId, daysAgo: Math.max(0, (nowMs - askedAtMs) / DAY_MS) })),
    city: home,
    open: file === null ? [] : openMatters(file, nowMs),
    language: speaks === 'english' ? 'en' : 'zh-CN',
  }, most);
}

/** 「5月龄」「3岁」 */
export function ageWord(months: number): string {
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
    case 'open': return i18next.t(`workbench.because.open.${reason.params.kind}`, { words: reason.params.words });
    case 'opened': return i18next.t('workbench.because.opened', { count: reason.params.count });
    case 'helped': return i18next.t('workbench.because.helped', { count: reason.params.count });
    case 'notHelped': return i18next.t('workbench.because.notHelped', { count: reason.params.count });
  }
}

/**
 * Why an answer is suggested, in words: 「小满 5月龄 · 混合喂养」. What belongs to a child comes first and together.
 * @param children  those of the family the answer is suggested to.
 */
export function becauseWords(because: readonly SuggestReason[], children: readonly Child[]): string {
  // A warning is not the word that is left out.
  const warning = because.find((reason) => reason.key === 'notHelped');
  const told = warning === undefined ? because.slice(0, 3) : [...because.filter((reason) => reason !== warning).slice(0, 2), warning];
  return told.map((reason) => reasonWords(reason, children)).join(i18next.t('words.separator'));
}
