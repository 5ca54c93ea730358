import { dateOfLunar } from '../time/lunarCalendar.ts';
import { workdaysFrom } from '../time/workdays.ts';
import { type ChildDay, childDay } from './childDays.ts';
import { type FestivalPart, festivalDay } from './festivalDay.ts';
import { comingFestival, festivals } from './festivals.ts';
import type { DaySpec, Today, TokenContent, TokenMatcher } from './timeTokens.ts';

/** Longest name first: what a name must not be followed by says nothing of its length. */
const lengthOf = (source: string): number => source.replace(/\(\?!.*?\)/g, '').length;
const NAMES = festivals.flatMap((festival) => festival.en).sort((a, b) => lengthOf(b) - lengthOf(a)).join('|');
const BABY = '(?:(?:the |her |his |their |our )?(?:bab(?:y|ies)|child|kid|son|daughter|little one)(?:\'s)?|(?:her|his|she|he|it))';
const WORKDAY = '(?:working|business|work)\\s?day';
const PARTS: readonly (readonly [string, FestivalPart])[] = [
  [`(?:the )?first (?:${WORKDAY}|day back|day at work) after`, 'first-workday-after'],
  [`(?:the )?last (?:${WORKDAY}|day at work) before`, 'last-workday-before'],
  ['(?:the )?day before', 'day-before'], ['(?:the )?day after', 'day-after'],
  ['(?:a|one) week before', 'week-before'], ['(?:a|one) week after', 'week-after'],
  ['before', 'before'], ['after', 'after'], ['during|over', 'during'],
];
const PART = PARTS.map(([source], index) => `(?<p${String(index)}>${source})`).join('|');
type Groups = Readonly<Record<string, string | undefined>>;
const partOf = (g: Groups): FestivalPart => PARTS.find((_part, index) => g[`p${String(index)}`] !== undefined)?.[1] ?? (g['day'] === undefined ? 'named' : 'the-day');
const matcher = (source: string, read: TokenMatcher['read']): TokenMatcher => ({ pattern: new RegExp(`\\b${source}`, 'y'), read });
const onDay = (day: DaySpec): TokenContent => ({ part: 'day', day });
const numberOf = (text: string | undefined): number => ['one', 'two', 'three', 'four', 'five', 'six'].indexOf(text ?? '') + 1 || Number.parseInt(text ?? '', 10);

function which(g: Groups): ChildDay | null {
  if (g['due'] !== undefined) return { kind: 'due' };
  if (g['hundred'] !== undefined) return { kind: 'nth-day', day: 100 };
  if (g['birthday'] !== undefined) return g['first'] === undefined ? { kind: 'birthday' } : { kind: 'month', months: (['first', 'second', 'third'].indexOf(g['first'].replace('1st', 'first').replace('2nd', 'second').replace('3rd', 'third')) + 1) * 12 };
  const n = numberOf(g['n']);
  if (!Number.isInteger(n) || n < 1 || n > 60) return null;
  return { kind: 'month', months: g['unit']?.startsWith('year') ? n * 12 : n };
}

function lunarDay(g: Groups, today: Today): TokenContent | null {
  const [month, day] = [Number(g['month']), Number(g['day'])];
  if (month < 1 || month > 12) return null;
  const year = Number(today.date.slice(0, 4));
  const date = [year - 1, year, year + 1].map((each) => dateOfLunar({ year: each, month, isLeap: false, day })).find((each) => each !== null && each >= today.date) ?? null;
  return onDay(date === null ? { kind: 'vague', detail: 'no-such-day', dates: [] } : { kind: 'date', date });
}

/** Festivals, workdays, lunar days and a child's days in English. */
export const englishFestivals: readonly TokenMatcher[] = [
  matcher(`(?:the )?next ${WORKDAY}\\b`, (_g, today) => {
    const [date] = workdaysFrom(today.date, 1, 1, today.calendar ?? []);
    return date === undefined ? null : onDay({ kind: 'date', date });
  }),
  matcher(`(?:(?:(?<n>two|three|four|five|six|\\d{1,2}) (?<unit>days?|weeks?) (?<side>before|after)|${PART})\\s+(?:the\\s+)?)?(?<feast>${NAMES})(?!\\w)(?:\\s+holidays?)?(?:\\s+(?<day>itself))?`, (g, today) => {
    const festival = festivals.find((each) => each.en.some((source) => new RegExp(`^(?:${source})$`).test(g['feast'] ?? '')));
    const days = festival === undefined ? null : comingFestival(festival, today.date, today.calendar ?? []);
    if (festival === undefined || days === null) return onDay({ kind: 'vague', detail: 'festival', dates: [] });
    const shift = g['n'] === undefined ? null : numberOf(g['n']) * (g['unit']?.startsWith('week') ? 7 : 1) * (g['side'] === 'before' ? -1 : 1);
    return onDay(festivalDay(days, festival.usualSpan !== null, shift === null ? partOf(g) : { shiftDays: shift }, today));
  }),
  matcher('lunar (?<month>\\d{1,2})[-/](?<day>\\d{1,2})(?!\\d)', lunarDay),
  matcher('(?:the )?(?<day>\\d{1,2})(?:st|nd|rd|th)? (?:day )?of the (?<month>\\d{1,2})(?:st|nd|rd|th) lunar month\\b', lunarDay),
  matcher(`(?:(?<eve>the day before|a day before)|(?<next>the day after)|(?<week>a week before|one week before)|(?<weekAfter>a week after|one week after)|(?:on )?(?:the day )?(?:when )?)\\s*(?:(?:${BABY}\\s+)?(?<due>(?:the )?due date)|${BABY}\\s+(?:(?:is|turns|becomes|gets)\\s+)?(?:(?<hundred>(?:100|a hundred|one hundred) days(?: old)?|hundred[- ]days?|100th day)|(?<n>one|two|three|four|five|six|\\d{1,2})[- ](?<unit>months?|years?)(?: old)?|(?:(?<first>first|second|third|1st|2nd|3rd) )?(?<birthday>birthday)))\\b(?!\\s+(?:cake|party|gift|present|photos?|check))`, (g, today) => {
    const day = which(g);
    if (day === null) return null;
    return onDay(childDay(day, g['eve'] !== undefined ? -1 : g['next'] !== undefined ? 1 : g['week'] !== undefined ? -7 : g['weekAfter'] !== undefined ? 7 : 0, today));
  }),
];
