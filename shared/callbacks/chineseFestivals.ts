import { addDays } from '../time/localClock.ts';
import { dateOfLunar, lunarNewYearsEve, lunarOf } from '../time/lunarCalendar.ts';
import { workdaysFrom } from '../time/workdays.ts';
import { NUMBER, readNumber } from './chineseNumber.ts';
import { type FestivalPart, festivalDay } from './festivalDay.ts';
import { comingFestival, festivals } from './festivals.ts';
import { monthDay } from './monthDay.ts';
import type { DayDetail, Today, TokenContent, TokenMatcher } from './timeTokens.ts';

const NAMES = festivals.flatMap((festival) => festival.zh).sort((a, b) => b.length - a.length).join('|');
const FIRST_WORKDAY = '(?:的?(?:第一天上班|上班的?第一天|(?:第一个|首个|头一个)(?:工作日|上班日)|头一天上班|开工(?:第一天|那天|日)))';
const LAST_WORKDAY = '(?:的?最后一?(?:天上班|个工作日|个上班日|天班))';
const AFTER = '(?:(?:之|以|过)?后|完|回来|结束之?后?)';
/** In this order: what says more first. */
const PARTS: readonly (readonly [string, FestivalPart])[] = [
  [`${AFTER}?(?:放假回来)?${FIRST_WORKDAY}`, 'first-workday-after'],
  [`(?:之|以)?前${LAST_WORKDAY}`, 'last-workday-before'],
  ['前(?:的)?[一1](?:周|个?星期|个?礼拜)', 'week-before'],
  ['后(?:的)?[一1](?:周|个?星期|个?礼拜)', 'week-after'],
  ['(?:的)?前(?:的)?[一1][天日]|前[夕夜]', 'day-before'],
  ['后(?:的)?第?[一1][天日]|的?第二天|次日', 'day-after'],
  ['的?(?:头一天|第一天)', 'first-day'],
  ['的?最后一?天', 'last-day'],
  ['(?:那|当)(?:一)?[天日]|正日子', 'the-day'],
  [AFTER, 'after'],
  ['(?:之|以)?前', 'before'],
  ['期间|里|假期|长假|放假', 'during'],
];
const PART = PARTS.map(([source], index) => `(?<p${String(index)}>${source})`).join('|');
const partOf = (groups: Readonly<Record<string, string | undefined>>): FestivalPart => PARTS.find((_part, index) => groups[`p${String(index)}`] !== undefined)?.[1] ?? 'named';

const matcher = (source: string, read: TokenMatcher['read']): TokenMatcher => ({ pattern: new RegExp(source, 'y'), read });
const onDate = (date: string | null): TokenContent => ({ part: 'day', day: date === null ? { kind: 'vague', detail: 'no-such-day', dates: [] } : { kind: 'date', date } });
const vague = (detail: DayDetail, dates: readonly string[], today: Today): TokenContent => ({ part: 'day', day: { kind: 'vague', detail, dates: [...new Set(dates)].filter((date) => date >= today.date).sort() } });

/** The next lunar day of that month and day that is not past. */
function comingLunar(month: number, day: number, isLeap: boolean, today: Today): string | null {
  const year = Number(today.date.slice(0, 4));
  // The last day of the year is called the thirtieth also where the month has 29.
  const dates = [year - 1, year, year + 1].map((each) => (month === 12 && day === 30 && !isLeap ? lunarNewYearsEve(each) : dateOfLunar({ year: each, month, isLeap, day })));
  return dates.find((date) => date !== null && date >= today.date) ?? null;
}

const MONTH_NAMES: Readonly<Record<string, number>> = { 正: 1, 冬: 11, 腊: 12 };
const monthOf = (text: string | undefined): number | null => (text === undefined ? null : (MONTH_NAMES[text] ?? readNumber(text)));
const lunarDay = (text: string | undefined): number | null => (text === undefined ? null : readNumber(text.replace(/^初/, '')));

/** 「初三」 without its month: this lunar month's or the next one's, and the new year's when that is near. */
function bareLunarDays(day: number, today: Today): readonly string[] {
  const now = lunarOf(today.date);
  if (now === null) return [];
  const months = [now, lunarOf(addDays(today.date, 30))].filter((each) => each !== null);
  return months.map((each) => dateOfLunar({ ...each, day })).filter((date) => date !== null);
}

/** Festivals, lunar days and workdays in Chinese; they stand before the plain days, of which 「五一」 and 「八月十五」 are made, too. */
export const chineseFestivals: readonly TokenMatcher[] = [
  matcher(`(?:下一?个|最近的?一?个|第一个)(?:工作日|上班日)`, (_g, today) => onDate(workdaysFrom(today.date, 1, 1, today.calendar ?? [])[0] ?? null)),
  // 「年后第一天上班」「节后上班第一天」: the holiday that comes next.
  matcher(`(?<![今明后去十百])(?:节|假期?|放假)${AFTER}(?:的|放假回来)?${FIRST_WORKDAY}`, (_g, today) => {
    const calendar = today.calendar ?? [];
    const next = calendar.filter((each) => !each.worked && each.toDay >= today.date).sort((a, b) => (a.fromDay < b.fromDay ? -1 : 1))[0];
    return next === undefined ? vague('festival', [], today) : onDate(workdaysFrom(next.toDay, 1, 1, calendar)[0] ?? null);
  }),
  // 「年后」 is after the Spring Festival; 「半年后」 and 「两年后」 are none.
  matcher(`(?<![今明后去十百零一二两三四五六七八九半几\\d])(?:年(?<work>${AFTER}?(?:的)?${FIRST_WORKDAY})|年(?<after>(?:之|以|过)?后)|年(?<before>(?:之|以)?前)(?!夜)|(?<over>过完年|开年)后?)`, (g, today) => {
    const [newYear] = festivals;
    const days = newYear === undefined ? null : comingFestival(newYear, today.date, today.calendar ?? []);
    const part = g['work'] !== undefined ? 'first-workday-after' : g['before'] !== undefined ? 'before' : 'after';
    return days === null ? vague('festival', [], today) : { part: 'day', day: festivalDay(days, true, part, today) };
  }),
  matcher('(?<!\\d|[零一二三四五六七八九])(?:大年|(?<![今明后去半])年)(?<day>初[一二三四五六七八九十]|三十|廿[一二三四五六七八九]|二十[三四五六七八九])(?![年号月])', (g, today) => {
    const day = lunarDay(g['day']);
    return day === null ? null : onDate(comingLunar(g['day']?.startsWith('初') ? 1 : 12, day, false, today));
  }),
  matcher(`(?<mark>农历|阴历|旧历)(?:的)?(?<leap>闰)?(?<month>正|冬|腊|${NUMBER})月(?:份)?的?(?<day>初[一二三四五六七八九十]|${NUMBER})[日号]?`, (g, today) => lunarContent(g, today)),
  matcher(`(?<leap>闰)?(?<month>正|冬|腊|[一二三四五六七八九]|十[一二]?)月(?<day>初[一二三四五六七八九十]|[廿卅][一二三四五六七八九]?)[日号]?`, (g, today) => lunarContent(g, today)),
  matcher(`(?<month>正|冬|腊)月(?<day>${NUMBER})[日号]?`, (g, today) => lunarContent(g, today)),
  // 「八月十五」, all in Chinese figures and no 「号」: the lunar day to most, the common one to some.
  matcher('(?<month>[一二三四五六七八九]|十[一二]?)月(?<day>二?十[一二三四五六七八九]?|三十)(?![日号\\d点时个分多几一二三四五六七八九])', (g, today) => {
    const [month, day] = [monthOf(g['month']), lunarDay(g['day'])];
    if (month === null || day === null) return null;
    return vague('calendar', [comingLunar(month, day, false, today), monthDay(month, day, today)].filter((date) => date !== null), today);
  }),
  matcher('(?<!中秋|[今明后去])小年夜?(?!级|轻)', (_g, today) => vague('festival', [23, 24].map((day) => comingLunar(12, day, false, today)).filter((date) => date !== null), today)),
  matcher(`(?<![零一二三四五六七八九十\\d])(?<feast>${NAMES})(?:节)?(?:(?:长假|假期|放假)(?=后|之后|以后|过后|完|回来|结束|前|之前|的|最后|第一))?(?:(?:的)?(?<side>前|后)(?<n>${NUMBER})(?<unit>[天日](?!半)|周|个?星期|个?礼拜)|${PART})?(?!快乐|礼|促销|活动|优惠)`, (g, today) => {
    const name = g['feast'] ?? '';
    const festival = festivals.find((each) => each.zh.includes(name));
    const days = festival === undefined ? null : comingFestival(festival, today.date, today.calendar ?? []);
    if (festival === undefined || days === null) return vague('festival', [], today);
    const n = g['n'] === undefined ? null : readNumber(g['n']);
    const shift = n === null ? null : n * (/[天日]/.test(g['unit'] ?? '') ? 1 : 7) * (g['side'] === '前' ? -1 : 1);
    return { part: 'day', day: festivalDay(days, festival.usualSpan !== null, shift === null ? partOf(g) : { shiftDays: shift }, today) };
  }),
  matcher('(?<day>初[一二三四五六七八九十])(?![中小高级\\d])', (g, today) => {
    const day = lunarDay(g['day']);
    const newYears = day === null ? null : comingLunar(1, day, false, today);
    return day === null ? null : vague('festival', [...bareLunarDays(day, today), ...(newYears === null ? [] : [newYears])], today);
  }),
];

function lunarContent(groups: Readonly<Record<string, string | undefined>>, today: Today): TokenContent | null {
  const [month, day] = [monthOf(groups['month']), lunarDay(groups['day'])];
  return month === null || day === null || month > 12 ? null : onDate(comingLunar(month, day, groups['leap'] !== undefined, today));
}
