import { addMonths, dateOf, mondayOf } from '../time/calendarDays.ts';
import { addDays } from '../time/localClock.ts';
import { comingWeekday } from './chooseDay.ts';
import { monthDay } from './monthDay.ts';
import { monthOn, nthWeekday } from './nthWeekday.ts';
import type { DayDetail, DayPeriod, DaySpec, TimeDetail, TimeSpec, TimeToken, Today, TokenContent, TokenMatcher } from './timeTokens.ts';

const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const WORD = `(?:\\d{1,2}|${WORDS.slice(1).join('|')})`;
const COUNT = `(?:\\d{1,3}(?:\\.\\d)?|an?|half an?|${WORDS.slice(1).join('|')})`;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = '(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const WEEKDAY = '(?<weekday>mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|rs|rsday|r|urday)?';
const HALF = '(?<half>[ap]\\.?m\\.?)(?![a-z])';
const ABOUT = '(?:(?<about>no later than|not later than|after|before|past|around|about|roughly|by|from)\\s+)?(?:at\\s+)?';

const day = (spec: DaySpec): TokenContent => ({ part: 'day', day: spec });
const onDate = (date: string | null): TokenContent => day(date === null ? { kind: 'vague', detail: 'no-such-day', dates: [] } : { kind: 'date', date });
const someDay = (detail: DayDetail, dates: readonly string[] = []): TokenContent => day({ kind: 'vague', detail, dates });
const time = (spec: TimeSpec): TokenContent => ({ part: 'time', time: spec });
const someTime = (detail: TimeDetail): TokenContent => time({ kind: 'vague', detail });
const period = (name: DayPeriod): TokenContent => time({ kind: 'period', period: name });
const matcher = (source: string, read: TokenMatcher['read']): TokenMatcher => ({ pattern: new RegExp(`\\b${source}`, 'y'), read });

function numberOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^\d/.test(text)) return Number(text);
  if (text.startsWith('half')) return 0.5;
  return /^an?$/.test(text) ? 1 : WORDS.indexOf(text);
}
const weekdayOf = (text: string | undefined): number => ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].indexOf(text ?? '') + 1;
const monthOf = (text: string | undefined): number => MONTHS.indexOf((text ?? '').slice(0, 3)) + 1;

function clock(hour: number | null, minute: number, half: string | undefined, about: string | undefined, full = false): TokenContent | null {
  if (hour === null || hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return null;
  const side = half === undefined ? null : half.startsWith('a') ? 'am' : 'pm';
  if (side !== null && (hour < 1 || hour > 12)) return null;
  const kind = about === 'after' || about === 'past' ? 'after' : about === 'before' || about === 'by' || about?.endsWith('than') ? 'before' : about === undefined || about === 'from' ? 'exact' : 'about';
  return time({ kind: 'clock', hour, minute, full, half: side, about: kind });
}

function ahead(count: number | null, unit: string, today: Today): TokenContent | null {
  if (count === null) return null;
  if (unit.startsWith('min')) return { part: 'ahead', minutes: Math.round(count) };
  if (unit.startsWith('h')) return { part: 'ahead', minutes: Math.round(count * 60) };
  if (!Number.isInteger(count)) return someDay('someday');
  if (unit.startsWith('day')) return onDate(addDays(today.date, count));
  if (unit.startsWith('fort')) return onDate(addDays(today.date, count * 14));
  return onDate(unit.startsWith('week') ? addDays(today.date, count * 7) : addMonths(today.date, count));
}

/** So many days after the day that is named; a weekday that is today may be this one or the next. */
function onward(days: number, g: Readonly<Record<string, string | undefined>>, today: Today): TokenContent {
  const base = g['base'];
  if (base !== undefined) return onDate(addDays(today.date, days + (base.endsWith('day after tomorrow') ? 2 : base === 'tomorrow' ? 1 : 0)));
  const coming = comingWeekday(today.date, weekdayOf(g['weekday']));
  return coming === today.date ? someDay('next-weekday', [addDays(coming, days), addDays(coming, days + 7)]) : onDate(addDays(coming, days));
}

/**
 * "next Wednesday" said on a Monday is this week's to some and next week's to others: asked back.
 * Once this week's is past, or today, it can only be next week's.
 */
function nextWeekday(weekday: number, today: Today): TokenContent {
  const inNextWeek = addDays(mondayOf(today.date), 7 + weekday - 1);
  const inThisWeek = addDays(inNextWeek, -7);
  return inThisWeek > today.date ? someDay('next-weekday', [inThisWeek, inNextWeek]) : onDate(inNextWeek);
}

const isPeriod = (token: TimeToken | null): boolean => token?.part === 'time' && token.time.kind === 'period';
const isTime = (token: TimeToken | null): boolean => token?.part === 'time' || token?.part === 'day';
const TO_NEXT_HOUR = `(?=\\s*(?:-|–|to|till|until|and)\\s*${WORD}(?!\\s*(?:days?|weeks?|months?|years?)))`;

/** Ways of naming a day or an hour in English. Days of the month stand before hours, so that "5/6" is no "at 5". */
export const englishTokens: readonly TokenMatcher[] = [
  matcher(`(?<in>in\\s+)?(?:(?<one>an? hour and a half)|(?<n>${COUNT})\\s*(?<unit>min(?:ute)?s?|hours?|hrs?|days?|weeks?|fortnights?|months?))\\b(?:'s time)?(?<later>\\s+(?:from now|later|from today))?`, (g, today) => {
    if (g['in'] === undefined && g['later'] === undefined) return null;
    if (g['one'] !== undefined) return { part: 'ahead', minutes: 90 };
    return ahead(numberOf(g['n']), g['unit'] ?? '', today);
  }),
  // "a week from tomorrow", "two weeks on Friday", "Friday week"
  matcher(`(?<n>${COUNT})\\s+(?<unit>days?|weeks?|fortnights?)\\s+(?:(?<link>from|after|on)\\s+)?(?:(?<base>today|now|(?:the )?day after tomorrow|tomorrow)|(?:this |coming )?${WEEKDAY})\\b`, (g, today) => {
    const [n, unit] = [numberOf(g['n']), g['unit'] ?? ''];
    if (n === null || !Number.isInteger(n) || (unit.startsWith('day') && g['link'] === undefined)) return null;
    return onward(unit.startsWith('day') ? n : n * (unit.startsWith('week') ? 7 : 14), g, today);
  }),
  matcher(`(?:(?<base>tomorrow)|${WEEKDAY}) week\\b`, (g, today) => onward(7, g, today)),
  matcher(`(?:the )?${WEEKDAY} after next\\b`, (g, today) => {
    const next = nextWeekday(weekdayOf(g['weekday']), today);
    if (next.part !== 'day' || (next.day.kind !== 'date' && next.day.kind !== 'vague')) return null;
    return next.day.kind === 'date' ? onDate(addDays(next.day.date, 7)) : someDay('next-weekday', next.day.dates.map((date) => addDays(date, 7)));
  }),
  matcher('(?:the )?week after next\\b', (_g, today) => day({ kind: 'week', monday: addDays(mondayOf(today.date), 14) })),
  matcher(`(?:the )?(?<nth>first|second|third|fourth|last|1st|2nd|3rd|4th) ${WEEKDAY} (?:of|in) (?:${MONTH}(?![a-z])|(?:the |this )?month|(?<next>next month))`, (g, today) => {
    const nth = g['nth'] === 'last' ? -1 : (['first', 'second', 'third', 'fourth'].indexOf(g['nth'] ?? '') + 1 || Number.parseInt(g['nth'] ?? '', 10));
    const month = g['month'] !== undefined ? monthOn(monthOf(g['month']), today.date) : addMonths(`${today.date.slice(0, 7)}-01`, g['next'] === undefined ? 0 : 1).slice(0, 7);
    return month === null ? null : onDate(nthWeekday(month, weekdayOf(g['weekday']), nth));
  }),
  matcher('(?:the )?day after tomorrow\\b', (_g, today) => onDate(addDays(today.date, 2))),
  matcher('(?:tomorrow|tmrw|tmr|tomorow)\\b', (_g, today) => onDate(addDays(today.date, 1))),
  matcher('(?:today|this (?=morning|afternoon|evening)|to(?=night\\b))', (_g, today) => onDate(today.date)),
  matcher('yesterday\\b', (_g, today) => onDate(addDays(today.date, -1))),
  matcher(`(?:every|each)\\s+(?:${WEEKDAY}|day|week|month)\\b|(?<plural>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?days\\b|daily\\b`, (g, today) => {
    const weekday = weekdayOf(g['weekday'] ?? g['plural']);
    return someDay('repeating', weekday === 0 ? [] : [addDays(today.date, (weekday - today.weekday + 7) % 7)]);
  }),
  matcher(`(?:(?<which>this|next|coming|last)\\s+)?${WEEKDAY}\\b\\.?`, (g, today) => {
    const weekday = weekdayOf(g['weekday']);
    if (g['which'] === 'next') return nextWeekday(weekday, today);
    if (g['which'] === 'this') return onDate(addDays(mondayOf(today.date), weekday - 1));
    if (g['which'] === 'last') return onDate(addDays(mondayOf(today.date), weekday - 8));
    return day({ kind: 'weekday', weekday });
  }),
  matcher('(?:this |next |the )?weekend\\b', (_g, today) => someDay('weekend', [5, 6].map((shift) => addDays(mondayOf(today.date), shift)).filter((date) => date >= today.date))),
  matcher('(?<which>this|next)\\s+week\\b', (g, today) => day({ kind: 'week', monday: addDays(mondayOf(today.date), g['which'] === 'next' ? 7 : 0) })),
  matcher('(?:the )?(?:end|beginning|start|middle) of (?:the |this |next )?(?:month|week|year)|(?:this|next) (?:month|year)\\b|month[- ]end\\b', () => someDay('month')),
  matcher('(?:easter|thanksgiving)\\b', () => someDay('festival')),
  matcher('(?:some ?day|one day|any day|asap|a few days|a couple of days|(?:on )?weekdays?)\\b', () => someDay('someday')),
  matcher('(?<year>20\\d{2})(?<mark>[-/.])(?<month>\\d{1,2})\\k<mark>(?<day>\\d{1,2})(?!\\d)', (g) => onDate(dateOf(Number(g['year']), Number(g['month']), Number(g['day'])))),
  matcher(`${MONTH}\\s*(?:the\\s+)?(?<day>\\d{1,2})(?:st|nd|rd|th)?(?!\\d|:|\\s*[ap]\\.?m)(?:,?\\s*(?<year>20\\d{2}))?`, (g, today) => dated(g, today)),
  matcher(`(?:the\\s+)?(?<day>\\d{1,2})(?:st|nd|rd|th)?\\s*(?:of\\s+)?${MONTH}(?![a-z])(?:,?\\s*(?<year>20\\d{2}))?`, (g, today) => dated(g, today)),
  matcher('(?<first>\\d{1,2})/(?<second>\\d{1,2})(?![/\\d:])', (g, today) => {
    const [first, second] = [Number(g['first']), Number(g['second'])];
    const both = [...new Set([first <= 12 ? monthDay(first, second, today) : null, second <= 12 ? monthDay(second, first, today) : null])].filter((date) => date !== null);
    return both.length === 1 ? onDate(both[0] ?? null) : someDay(both.length === 0 ? 'no-such-day' : 'day-or-month', both);
  }),
  matcher('(?:the\\s+)?(?<day>\\d{1,2})(?:st|nd|rd|th)\\b', (g) => (Number(g['day']) >= 1 && Number(g['day']) <= 31 ? day({ kind: 'day-of-month', day: Number(g['day']) }) : someDay('no-such-day'))),
  matcher(`${ABOUT}(?<hour>\\d{1,2})[:.](?<minute>[0-5]\\d)(?!\\d)(?:\\s*${HALF})?`, (g) => clock(Number(g['hour']), Number(g['minute']), g['half'], g['about'], /^0|^1[3-9]|^2/.test(g['hour'] ?? ''))),
  matcher(`${ABOUT}(?<hour>\\d{1,2})\\s*${HALF}`, (g) => clock(Number(g['hour']), 0, g['half'], g['about'])),
  matcher(`${ABOUT}(?<part>half|a? ?quarter|\\d{1,2}|five|ten|twenty|twenty[- ]five)(?: minutes)?\\s+(?<side>past|to)\\s+(?<hour>${WORD})\\b(?!\\s*[-:]\\d)(?:\\s*${HALF})?`, (g) => {
    const part = g['part'] ?? '';
    const minutes = part === 'half' ? 30 : part.includes('quarter') ? 15 : part.startsWith('twenty') ? (part === 'twenty' ? 20 : 25) : (numberOf(part) ?? 60);
    const hour = numberOf(g['hour']);
    // "9 to 11" is a span, "10 to 11" may be either: minutes before the hour are said in fives from a half-hour down.
    if (hour === null || hour > 12 || minutes > 30 || (g['side'] === 'to' && /^\d/.test(part))) return null;
    return g['side'] === 'past' ? clock(hour, minutes, g['half'], undefined) : clock(hour === 1 ? 12 : hour - 1, 60 - minutes, g['half'], undefined);
  }),
  matcher(`${ABOUT}(?<hour>${WORD})\\s*o'?clock\\b(?:\\s*${HALF})?`, (g) => clock(numberOf(g['hour']), 0, g['half'], g['about'])),
  matcher(`(?<about>after|before|around|about|by|from)?\\s*(?:at|between|from|after|before|around)\\s+(?<hour>${WORD})\\b(?!\\s*(?:days?|weeks?|months?|years?|[/.:]))(?:\\s*${HALF})?`, (g) => clock(numberOf(g['hour']), 0, g['half'], g['about'])),
  matcher(`(?<about>after|before|around|by)\\s+(?<hour>${WORD})\\b(?!\\s*(?:days?|weeks?|months?|years?|[/.:]))`, (g) => clock(numberOf(g['hour']), 0, undefined, g['about'])),
  matcher(`(?<hour>${WORD})${TO_NEXT_HOUR}`, (g, _today, before) => (isTime(before) || isPeriod(before) ? clock(numberOf(g['hour']), 0, undefined, undefined) : null)),
  matcher(`(?<hour>${WORD})\\b(?!\\s*(?:days?|weeks?|months?|years?|[/.:]))`, (g, _today, before) => (before !== null && (before.part === 'link' || isPeriod(before) || before.part === 'day') ? clock(numberOf(g['hour']), 0, undefined, undefined) : null)),
  matcher('(?:12 )?(?:noon|midday)\\b', () => clock(12, 0, undefined, undefined, true)),
  matcher('midnight\\b', () => clock(24, 0, undefined, undefined)),
  matcher('(?:in the )?(?:early )?morning\\b', () => period('morning')),
  matcher('(?:in the )?afternoon\\b', () => period('afternoon')),
  matcher('(?:in the )?evening\\b|(?:at )?night\\b', () => period('evening')),
  matcher('(?:at )?lunch ?time\\b', () => period('noon')),
  matcher('any ?time\\b|all day\\b', () => period('all-day')),
  matcher('(?:(?:at )?(?:the )?same time)\\b', () => time({ kind: 'same-time' })),
  matcher('(?:later|soon|shortly|in a (?:bit|while|moment))\\b', () => someTime('soon')),
  matcher('(?:after|before) (?:work|lunch|dinner|breakfast|supper|bedtime|school)\\b', () => someTime('after-event')),
  matcher('(?:when (?:free|convenient)|whenever)\\b', () => someTime('free')),
  { pattern: /\s*(?:-|–|\bto\b|\btill\b|\buntil\b|\band\b)(?=\s*(?:\d|[a-z]))/y, read: (_g, _today, before) => (isTime(before) ? { part: 'link', link: 'to' } : null) },
  matcher('or\\b', (_g, _today, before) => (isTime(before) ? { part: 'link', link: 'or' } : null)),
];

function dated(g: Readonly<Record<string, string | undefined>>, today: Today): TokenContent | null {
  const [month, dayOfMonth] = [monthOf(g['month']), Number(g['day'])];
  if (month === 0) return null;
  return onDate(g['year'] === undefined ? monthDay(month, dayOfMonth, today) : dateOf(Number(g['year']), month, dayOfMonth));
}
