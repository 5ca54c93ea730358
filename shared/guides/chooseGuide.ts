import type { Language } from '../customers/customer.ts';
import type { Guide, GuidePurpose, GuideRule } from './guide.ts';

/** What is known of a talk when its guide is chosen. */
export interface TalkSituation {
  readonly purpose: GuidePurpose;
  /** Ages of the children in months, unborn negative; empty when nothing is known. */
  readonly months: readonly number[];
  readonly language: Language;
  readonly city: string | null;
  /** By the customer's clock. */
  readonly minuteOfDay: number;
}

/** A thing the rule asked for and found; the screen words it. In the order in which they weigh. */
export type GuideReason =
  | { readonly key: 'purpose'; readonly purpose: GuidePurpose }
  | { readonly key: 'stage'; readonly months: number }
  | { readonly key: 'language'; readonly language: Language }
  | { readonly key: 'city'; readonly city: string }
  | { readonly key: 'hours'; readonly fromMinute: number; readonly toMinute: number };

export interface ChosenGuide {
  readonly guide: Guide;
  /** Empty: it asks for nothing, it is the one for everybody. */
  readonly because: readonly GuideReason[];
}

/**
 * The guide whose rule fits most closely; null when none fits.
 *
 * A rule fits when everything it asks for is so. Of those that fit, the one that asks for the weightier thing wins: purpose
 * before stage before language before city before hours (a complaint is handled as one whatever the hour). Of two that ask
 * for the same things the narrower wins, in this order: the shorter span of months, fewer purposes, fewer languages, fewer
 * cities, the shorter hours. After that the lower code: two rules that are equal in all of it are to be put right by their owners.
 */
export function chooseGuide(guides: Iterable<Guide>, talk: TalkSituation): ChosenGuide | null {
  let best: (ChosenGuide & { readonly rank: readonly number[] }) | null = null;
  for (const guide of guides) {
    const because = guide.state === 'published' && isSpoken(guide.language, talk) ? reasonsOf(guide.rule, talk) : null;
    if (because === null) continue;
    const rank = rankOf(guide.rule);
    const order = best === null ? -1 : compare(rank, best.rank) || (guide.code < (best.guide.code) ? -1 : 1);
    if (order < 0) best = { guide, because, rank };
  }
  return best === null ? null : { guide: best.guide, because: best.because };
}

/** What a rule asked for and found; null when something it asks for is not so. */
export function reasonsOf(rule: GuideRule, { purpose, months, language, city, minuteOfDay }: TalkSituation): readonly GuideReason[] | null {
  const because: GuideReason[] = [];
  if (rule.purposes.length > 0) {
    if (!rule.purposes.includes(purpose)) return null;
    because.push({ key: 'purpose', purpose });
  }
  if (rule.stage !== null) {
    const { fromMonth, toMonth } = rule.stage;
    const fitting = months.find((month) => month >= fromMonth && month < toMonth);
    if (fitting === undefined) return null;
    because.push({ key: 'stage', months: fitting });
  }
  if (rule.languages.length > 0) {
    if (!rule.languages.includes(language)) return null;
    because.push({ key: 'language', language });
  }
  if (rule.cities.length > 0) {
    if (city === null || !rule.cities.includes(city)) return null;
    because.push({ key: 'city', city });
  }
  if (rule.hours !== null) {
    const { fromMinute, toMinute } = rule.hours;
    const within = fromMinute < toMinute ? minuteOfDay >= fromMinute && minuteOfDay < toMinute : minuteOfDay >= fromMinute || minuteOfDay < toMinute;
    if (!within) return null;
    because.push({ key: 'hours', fromMinute, toMinute });
  }
  return because;
}

/** What of a rule is not so in a talk; 'written': the guide is in a language the customer is not spoken to in. */
export type UnmetCondition = GuideReason['key'] | 'written';

/** Why a guide is not the one for a talk; empty: all it asks for is so. In the order in which conditions weigh. */
export function unmetOf({ rule, language }: Pick<Guide, 'rule' | 'language'>, talk: TalkSituation): readonly UnmetCondition[] {
  const free: GuideRule = { cities: [], hours: null, stage: null, purposes: [], languages: [] };
  const asked: readonly (readonly [UnmetCondition, Partial<GuideRule>])[] = [
    ['purpose', { purposes: rule.purposes }], ['stage', { stage: rule.stage }], ['language', { languages: rule.languages }], ['city', { cities: rule.cities }], ['hours', { hours: rule.hours }],
  ];
  const unmet = asked.filter(([, only]) => reasonsOf({ ...free, ...only }, talk) === null).map(([key]) => key);
  return isSpoken(language, talk) ? unmet : ['written', ...unmet];
}

/** Who speaks English gets an English guide, everybody else a Chinese one. */
const isSpoken = (language: Guide['language'], talk: TalkSituation): boolean => (language === 'en') === (talk.language === 'english');

const DAY = 1440;

/** Smaller is closer; compared place by place. */
function rankOf({ purposes, stage, languages, cities, hours }: GuideRule): readonly number[] {
  const asks = (it: boolean): number => (it ? 0 : 1);
  return [
    asks(purposes.length > 0), asks(stage !== null), asks(languages.length > 0), asks(cities.length > 0), asks(hours !== null),
    stage === null ? 0 : stage.toMonth - stage.fromMonth, purposes.length, languages.length, cities.length,
    hours === null ? 0 : (hours.toMinute - hours.fromMinute + DAY) % DAY || DAY,
  ];
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [at, value] of a.entries()) {
    const difference = value - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
