import { addMonths, dateOf, mondayOf } from '../time/calendarDays.ts';
import { addDays } from '../time/localClock.ts';
import { NUMBER, readNumber, readYear } from './chineseNumber.ts';
import { monthDay } from './monthDay.ts';
import { lastDayOf, monthOn, nthWeekday, weeksOn } from './nthWeekday.ts';
import type { DayDetail, DaySpec, Today, TokenContent, TokenMatcher } from './timeTokens.ts';

const WEEK = '(?:周|星期|礼拜)';
const WHICH = '(?<which>上上个?|上个?|本|这个?|下下个?|下一个?|下个?)';
const LATER = '(?:之后|以后|过后|后(?!天|日))';
const DAY_WORDS: Readonly<Record<string, number>> = {
  大大后天: 4, 大后天: 3, 后天: 2, 后日: 2, 明天: 1, 明日: 1, 明儿: 1, 明儿个: 1, 听日: 1, 今天: 0, 今日: 0, 今儿: 0, 今儿个: 0, 当天: 0, 昨天: -1, 昨日: -1, 前天: -2,
};
/** What may follow a bare 「3号」 for it to be a day and not a size or a house: 「3号奶粉」, 「2号楼」 are none. */
const AFTER_DAY = '(?=$|[\\s\\d,.;:!?、。；，的一二三四五六七八九十两上下早中午晚傍凌清夜白全随周星礼找问给打联回再叫请约跟和前后左之以内吧到至\\-~])';

const day = (spec: DaySpec): TokenContent => ({ part: 'day', day: spec });
const onDate = (date: string | null): TokenContent => day(date === null ? { kind: 'vague', detail: 'no-such-day', dates: [] } : { kind: 'date', date });
const vague = (detail: DayDetail, dates: readonly string[] = []): TokenContent => day({ kind: 'vague', detail, dates });
const weekShift = (which: string | undefined): number => {
  const word = (which ?? '').replace(/[个一]/g, '');
  return word === '上上' ? -2 : word === '上' ? -1 : word === '下' ? 1 : word === '下下' ? 2 : 0;
};
const weekdayNumber = (char: string): number => (/\d/.test(char) ? Number(char) : char === '日' || char === '天' ? 7 : '一二三四五六'.indexOf(char) + 1);
const count = (text: string | undefined): number | null => (text === undefined ? null : readNumber(text));
/** A month as it is named before 「第一个周一」; without a name: this one. */
const MONTH = `(?:(?<which>这个?|本|下下个?|下个?)月|(?:当月|月内)|(?<month>${NUMBER})月份?)`;
const monthIn = (g: Readonly<Record<string, string | undefined>>, today: Today): string | null => {
  const named = count(g['month']);
  if (g['month'] === undefined) return addMonths(`${today.date.slice(0, 7)}-01`, weekShift(g['which'])).slice(0, 7);
  return named === null ? null : monthOn(named, today.date);
};
const matcher = (source: string, read: TokenMatcher['read']): TokenMatcher => ({ pattern: new RegExp(source, 'y'), read });

function weekend(which: string | undefined, today: Today): TokenContent {
  const saturday = addDays(mondayOf(today.date), weekShift(which) * 7 + 5);
  return vague('weekend', [saturday, addDays(saturday, 1)].filter((date) => date >= today.date));
}

function monthPart(which: string | undefined, part: string | undefined, today: Today): TokenContent {
  const first = `${addMonths(`${today.date.slice(0, 7)}-01`, weekShift(which)).slice(0, 7)}-01`;
  const last = addDays(addMonths(first, 1), -1);
  const dates = part === undefined ? [] : /底|末|下旬/.test(part) ? [addDays(last, -1), last] : /初|上旬/.test(part) ? [first, addDays(first, 1)] : [addDays(first, 14)];
  return vague('month', dates.filter((date) => date >= today.date));
}

/** Ways of naming a day in Chinese, the longer before the shorter. */
export const chineseDays: readonly TokenMatcher[] = [
  // 「一个半小时后」「1.5小时后」「1小时20分后」「过半小时」「一个钟后」
  matcher(`(?<over>再?过)?(?:(?<half>半)个?(?:小时|钟头|钟)|(?<decimal>\\d{1,2}\\.\\d)个?小时|(?<hours>${NUMBER})(?:个(?<andHalf>半)?(?:小时|钟头|钟)|(?:小时|钟头))(?<halfAfter>半)?(?:零?(?<extra>${NUMBER})分钟?)?)(?<later>${LATER})?`, (g) => {
    if (g['over'] === undefined && g['later'] === undefined) return null;
    if (g['half'] !== undefined) return { part: 'ahead', minutes: 30 };
    if (g['decimal'] !== undefined) return { part: 'ahead', minutes: Math.round(Number(g['decimal']) * 60) };
    const hours = count(g['hours']);
    const extra = g['extra'] === undefined ? 0 : count(g['extra']);
    if (hours === null || extra === null) return null;
    return { part: 'ahead', minutes: hours * 60 + (g['andHalf'] !== undefined || g['halfAfter'] !== undefined ? 30 : 0) + extra };
  }),
  matcher(`(?<over>再?过)?(?<n>${NUMBER})(?<unit>分钟|分|刻钟)(?<later>${LATER})?`, (g) => {
    const n = count(g['n']);
    if (n === null || (g['over'] === undefined && g['later'] === undefined)) return null;
    return { part: 'ahead', minutes: g['unit'] === '刻钟' ? n * 15 : n };
  }),
  // 「过两天」 says some day soon; 「两天后」 says two days.
  matcher('再?过两三?天(?!后|之后|以后)|(?:过|这|隔)(?:几|一两|两三|两)(?:天|日|周|个?星期|个?礼拜|个?月)后?', () => vague('someday')),
  matcher(`(?:好|十)?几(?:天|日|周|个?星期|个?礼拜|个?月)${LATER}`, () => vague('someday')),
  // 「两周后的周三」: in the week that is two on, unless that weekday lies before the day itself.
  matcher(`(?<over>再?过)?(?<n>${NUMBER})个?${WEEK}(?<later>${LATER})?的?${WEEK}(?<day>[一二三四五六日天](?!点|时(?!间)|刻)|[1-7](?![\\d点时:刻]))`, (g, today) => {
    const n = count(g['n']);
    if (g['over'] === undefined && g['later'] === undefined) return null;
    return n === null ? vague('someday') : day(weeksOn(n, weekdayNumber(g['day'] ?? ''), today));
  }),
  matcher(`隔(?:一?[天日]|一?个?${WEEK}|一?个?月)`, () => vague('repeating')),
  matcher(`(?<over>再?过)?(?<n>${NUMBER})(?:(?<days>天|日)|个?(?<weeks>周|星期|礼拜)|个(?<months>月))(?:的)?(?<later>${LATER}|内|之内|以内)?`, (g, today) => {
    const n = count(g['n']);
    if (g['later']?.endsWith('内')) return vague('deadline');
    if (g['over'] === undefined && g['later'] === undefined) return null;
    if (n === null) return vague('someday');
    if (g['days'] !== undefined) return onDate(addDays(today.date, n));
    return onDate(g['weeks'] !== undefined ? addDays(today.date, n * 7) : addMonths(today.date, n));
  }),
  matcher(`(?:再?过半个?月(?:后)?|半个?月${LATER})`, (_g, today) => onDate(addDays(today.date, 15))),
  matcher(`半年${LATER}`, (_g, today) => onDate(addMonths(today.date, 6))),
  matcher('大大后天|大后天|后天|后日|明天|明日|明儿个?|听日|今天|今日|今儿个?|当天|昨天|昨日|前天', () => null),
  matcher(`(?:每个?|逢)(?:${WEEK}(?<day>[一二三四五六日天1-7])?|天|日|月)|天天`, (g, today) => vague('repeating', g['day'] === undefined ? [] : [addDays(today.date, (weekdayNumber(g['day']) - today.weekday + 7) % 7)])),
  matcher(`${WHICH}?(?:周末|礼拜末|双休日|${WEEK}六[、和]?[日天](?!点))`, (g, today) => weekend(g['which'], today)),
  // 「下周三点」 is next week, three o'clock: the day is still to be asked.
  matcher(`${WHICH}?${WEEK}(?<day>[一二三四五六日天](?!点|时(?!间)|刻)|[1-7](?![\\d点时:刻]))`, (g, today) => {
    const weekday = weekdayNumber(g['day'] ?? '');
    return day(g['which'] === undefined ? { kind: 'weekday', weekday } : { kind: 'date', date: addDays(mondayOf(today.date), weekShift(g['which']) * 7 + weekday - 1) });
  }),
  matcher(`${WHICH}${WEEK}`, (g, today) => day({ kind: 'week', monday: addDays(mondayOf(today.date), weekShift(g['which']) * 7) })),
  matcher(`(?<year>\\d{4}|\\d{2}|[零〇一二三四五六七八九]{2}|[零〇一二三四五六七八九]{4})年(?<month>${NUMBER})月(?:份)?(?<day>${NUMBER})[日号]?`, (g) => {
    const [year, month, dayOfMonth] = [readYear(g['year'] ?? ''), count(g['month']), count(g['day'])];
    return year === null || month === null || dayOfMonth === null ? null : onDate(dateOf(year, month, dayOfMonth));
  }),
  matcher('(?<year>20\\d{2})(?<mark>[-/.])(?<month>\\d{1,2})\\k<mark>(?<day>\\d{1,2})(?!\\d)', (g) => onDate(dateOf(Number(g['year']), Number(g['month']), Number(g['day'])))),
  matcher(`(?<year>今年|明年)?(?<month>${NUMBER})月(?:份)?(?<day>${NUMBER})(?:[日号]|(?![点时:\\d天个]))`, (g, today) => {
    const [month, dayOfMonth] = [count(g['month']), count(g['day'])];
    if (month === null || dayOfMonth === null || month > 12) return null;
    if (g['year'] === undefined) return onDate(monthDay(month, dayOfMonth, today));
    return onDate(dateOf(Number(today.date.slice(0, 4)) + (g['year'] === '明年' ? 1 : 0), month, dayOfMonth));
  }),
  matcher(`(?<which>这个?|本|下下个?|下个?)月(?:的)?(?<day>${NUMBER})[日号]`, (g, today) => {
    const dayOfMonth = count(g['day']);
    const month = addMonths(`${today.date.slice(0, 7)}-01`, weekShift(g['which']));
    return dayOfMonth === null ? null : onDate(dateOf(Number(month.slice(0, 4)), Number(month.slice(5, 7)), dayOfMonth));
  }),
  // 「12月第一个周一」「本月最后一个周五」「下个月最后一天」「月底最后一天」
  matcher(`${MONTH}的?(?:第(?<nth>[一二三四五1-5])个|(?<first>头一个|首个)|最后一?个)${WEEK}(?<day>[一二三四五六日天]|[1-7](?![\\d点时:刻]))`, (g, today) => {
    const month = monthIn(g, today);
    const nth = g['nth'] !== undefined ? count(g['nth']) : g['first'] !== undefined ? 1 : -1;
    return month === null || nth === null ? null : onDate(nthWeekday(month, weekdayNumber(g['day'] ?? ''), nth));
  }),
  matcher(`(?:${MONTH}|月(?=[底末]))(?:底|末)?的?(?:(?<first>第一天|头一天)|最后(?:一)?天)`, (g, today) => {
    const month = monthIn(g, today);
    return month === null ? null : onDate(g['first'] !== undefined ? `${month}-01` : lastDayOf(month));
  }),
  matcher('(?<which>这个?|本|下下个?|下个?)月(?<part>底|末|初|中旬?|上旬|下旬)?', (g, today) => monthPart(g['which'], g['part'], today)),
  matcher('月(?<part>底|末|初|中旬?)', (g, today) => monthPart(undefined, g['part'], today)),
  matcher(`${NUMBER}月份?(?:底|末|初|中旬?|上旬|下旬)?(?![\\d零一二三四五六七八九十]|大|龄)`, () => vague('month')),
  // 「25、26号」「25-27号」: the first borrows its 「号」 from the second.
  matcher(`(?<![\\d月./-])(?<day>${NUMBER})(?=\\s*(?:[、,，或和]|或者|还是|到|至|-|~)\\s*${NUMBER}[日号]${AFTER_DAY})`, (g) => {
    const dayOfMonth = count(g['day']);
    return dayOfMonth !== null && dayOfMonth >= 1 && dayOfMonth <= 31 ? day({ kind: 'day-of-month', day: dayOfMonth }) : null;
  }),
  matcher(`(?<day>${NUMBER})[日号]${AFTER_DAY}`, (g) => {
    const dayOfMonth = count(g['day']);
    if (dayOfMonth === null) return null;
    return dayOfMonth >= 1 && dayOfMonth <= 31 ? day({ kind: 'day-of-month', day: dayOfMonth }) : vague('no-such-day');
  }),
  // 「11-26」「11/26」; after 「上午」 the same shape is a span of hours, which chineseClock reads.
  matcher('(?<month>\\d{1,2})[-/](?<day>\\d{1,2})(?![-/\\d点时:])', (g, today, before) => {
    if (before !== null && before.part === 'time') return null;
    const [month, dayOfMonth] = [Number(g['month']), Number(g['day'])];
    return month < 1 || month > 12 ? null : onDate(monthDay(month, dayOfMonth, today));
  }),
  matcher('(?<month>\\d{1,2})\\.(?<day>\\d{1,2})(?=\\s*(?:上午|下午|早|中午|晚|傍晚|\\d{1,2}[点:]))', (g, today) => onDate(monthDay(Number(g['month']), Number(g['day']), today))),
  matcher('(?:(?:农历|阴历|正月|腊月|大年|谷雨|夏至|立春|立夏|立秋|立冬|暑假|寒假|放假|开学|开春|入冬)节?[一二三四五六七八九十月初]*(?:之后|以后|后|之前|以前|前|期间|那天)?|(?:年|节)[底末初前后]|明年|后年|开年)', () => vague('festival')),
  matcher('(?:改天|哪天|某天|过阵子|过段时间|这阵子|近期|最近|尽快|月内|出院|生完|工作日|周中|周内|上班的?日子)(?:之后|以后|后|之前|以前|前|那天)?', () => vague('someday')),
];

/** 「今」 and 「明」 before a part of the day: 「今晚」「明早」「明下午」. */
export const shortDays: readonly TokenMatcher[] = [
  matcher('(?<word>今|明|听)(?=早|晚|晨|夜|上午|下午|中午|傍晚|凌晨)', (g, today) => onDate(addDays(today.date, g['word'] === '今' ? 0 : 1))),
  matcher('(?<=^|[\\s,，、。])后(?=[早晚](?:上|\\s*\\d|\\s*[一二三四五六七八九十两]))', (_g, today) => onDate(addDays(today.date, 2))),
];

/** A day word at this place, or null: kept apart because the words themselves are the table. */
export function dayWord(text: string, today: Today): TokenContent | null {
  const shift = DAY_WORDS[text];
  return shift === undefined ? null : onDate(addDays(today.date, shift));
}
