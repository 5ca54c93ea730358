import { assertNever } from '../language/assertNever.ts';
import { addDays } from '../time/localClock.ts';
import { type ChildDay, childDay } from './childDays.ts';
import { NUMBER, readNumber } from './chineseNumber.ts';
import type { DaySpec, Today, TokenMatcher } from './timeTokens.ts';

const WHOSE = '(?:(?:宝宝|孩子|小孩|小宝|娃娃?|小家伙|女儿|儿子|他|她)的?)?';
const DAY = `(?:(?<double>双满月)|(?<month>满月)|满?(?<hundred>百[天日]|一百天|100天)|满?(?<half>半岁|半周岁)|(?:满|第)?(?<years>${NUMBER})?周岁(?:生日)?|满(?<age>${NUMBER})岁|(?<turns>${NUMBER})岁生日|满(?<months>${NUMBER})个月|(?<old>${NUMBER})个月大?(?:(?=的?那?[那当](?:一)?天)|的?时候|时(?=$|[\\s,，上下中早晚傍]))|(?:产后|出生后?)(?<nth>第)?(?<since>${NUMBER})天|(?<lunar>[农阴旧]历生日)|(?<birthday>生日)|(?<due>预产期))`;
const N = '(?<n>[一两二三四五六七八九十]|\\d{1,2})?';
const PART = `(?:(?:的)?(?:(?<eve>前[一1][天日]|前夕)|(?<next>后(?:的)?第?[一1][天日]|第二天|次日)|(?<side>前|后)${N}(?<unit>[天日]|周|个?星期|个?礼拜)|(?<that>[那当](?:一)?[天日](?!后|前|之|以))|(?<second>(?:之|以|过)?后(?:的)?第[二2两][天日])|(?<loose>(?:之|以|过)?后|(?:之|以)?前)))?`;
/** What turns the word into a thing or a fact: 「满月酒」「周岁照」「百天了」「生日蛋糕」「预产期在…」. */
const NO_DAY = '(?!酒|宴|照|礼|蛋糕|纪念|祝福|快乐|红包|儿|了|奶粉|优惠|派对|是|在|到了|推|提前|体检报告)';

type Groups = Readonly<Record<string, string | undefined>>;
const count = (text: string | undefined): number | null => (text === undefined ? null : readNumber(text));

function which(g: Groups): ChildDay | null {
  if (g['double'] !== undefined) return { kind: 'month', months: 2 };
  if (g['month'] !== undefined) return { kind: 'month', months: 1 };
  if (g['hundred'] !== undefined) return { kind: 'nth-day', day: 100 };
  if (g['half'] !== undefined) return { kind: 'month', months: 6 };
  if (g['lunar'] !== undefined) return { kind: 'lunar-birthday' };
  if (g['birthday'] !== undefined) return { kind: 'birthday' };
  if (g['due'] !== undefined) return { kind: 'due' };
  const months = g['months'] ?? g['old'];
  if (months !== undefined || g['since'] !== undefined) {
    const n = count(months ?? g['since']);
    if (n === null) return null;
    if (months !== undefined) return { kind: 'month', months: n };
    return g['nth'] === undefined ? { kind: 'days-after', days: n } : { kind: 'nth-day', day: n };
  }
  const years = g['years'] ?? g['age'] ?? g['turns'];
  const n = years === undefined ? 1 : count(years);
  return n === null ? null : { kind: 'month', months: n * 12 };
}

function read(g: Groups, today: Today): DaySpec | null {
  const day = which(g);
  if (day === null) return null;
  if (g['eve'] !== undefined) return childDay(day, -1, today);
  if (g['next'] !== undefined) return childDay(day, 1, today);
  if (g['side'] !== undefined) {
    const n = count(g['n']);
    if (n === null) return { kind: 'vague', detail: 'deadline', dates: [] };
    const days = /[天日]/.test(g['unit'] ?? '') ? n : n * 7;
    return childDay(day, g['side'] === '前' ? -days : days, today);
  }
  const found = childDay(day, 0, today);
  if (g['second'] !== undefined && found.kind === 'date') {
    // 「满月后第二天」 is the next day to most, the one after that to who counts.
    return { kind: 'vague', detail: 'deadline', dates: [1, 2].map((days) => addDays(found.date, days)).filter((date) => date >= today.date) };
  }
  if (g['loose'] === undefined) return found;
  // 「满月后」: some day after it.
  const shift = g['loose'].includes('前') ? -1 : 1;
  switch (found.kind) {
    case 'date': return { kind: 'vague', detail: 'deadline', dates: [addDays(found.date, shift)].filter((date) => date >= today.date) };
    case 'vague': return found;
    case 'weekday': case 'day-of-month': case 'week': return null;
    default: return assertNever(found, 'child day');
  }
}

/** A child's days in Chinese: 「宝宝满月那天」「百天」「周岁」「预产期前一周」. */
export const chineseChildDays: readonly TokenMatcher[] = [
  { pattern: new RegExp(`${WHOSE}${DAY}${PART}${NO_DAY}`, 'y'), read: (g, today) => {
    const day = read(g, today);
    return day === null ? null : { part: 'day', day };
  } },
];
