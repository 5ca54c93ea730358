import { weekdayOf } from '../time/calendarDays.ts';
import { addDays } from '../time/localClock.ts';
import { dateOfLunar, lunarNewYearsEve } from '../time/lunarCalendar.ts';
import type { CalendarDays } from '../time/workdays.ts';

/** A festival as people name it in a call. */
export interface Festival {
  readonly zh: readonly string[];
  readonly en: readonly string[];
  /** Its day in a year of the common calendar; null when it is not known. */
  readonly dateIn: (year: number) => string | null;
  /**
   * Days off around it, as first and last day counted from its own, when the centre's calendar says nothing: only good for
   * asking. Null: one day and no more, its name is the day.
   */
  readonly usualSpan: readonly [number, number] | null;
}

const fixed = (monthDay: string) => (year: number): string => `${String(year)}-${monthDay}`;
const lunar = (month: number, day: number) => (year: number): string | null => dateOfLunar({ year, month, isLeap: false, day });
/** The nth given weekday of a month. */
const nth = (month: string, weekday: number, which: number) => (year: number): string => {
  const first = `${String(year)}-${month}-01`;
  return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + (which - 1) * 7);
};
/** Solar terms of this century: their day moves by the leap years only. */
const solarTerm = (month: string, c: number) => (year: number): string => {
  const y = year % 100;
  const leaps = Math.floor((month < '03' ? y - 1 : y) / 4);
  return `${String(year)}-${month}-${String(Math.floor(y * 0.2422 + c) - leaps).padStart(2, '0')}`;
};

/** Longer names before the shorter ones they begin with. */
export const festivals: readonly Festival[] = [
  { zh: ['春节', '过年', '新春', '农历新年', '农历年'], en: ['spring festival', 'chinese new year', 'lunar new year', 'cny'], dateIn: lunar(1, 1), usualSpan: [-1, 6] },
  { zh: ['国庆', '十一长假', '十一黄金周', '十一假期'], en: ['national day', 'golden week'], dateIn: fixed('10-01'), usualSpan: [0, 6] },
  { zh: ['五一', '劳动节', '五一劳动'], en: ['labou?r day', 'may day'], dateIn: fixed('05-01'), usualSpan: [0, 4] },
  { zh: ['除夕', '大年夜', '年三十', '大年三十', '年夜'], en: ['(?:chinese|lunar) new year\'?s? eve'], dateIn: (year) => lunarNewYearsEve(year - 1), usualSpan: null },
  { zh: ['元旦'], en: ['new year\'?s day', 'new year(?!\'?s? eve)'], dateIn: fixed('01-01'), usualSpan: null },
  { zh: ['元宵', '正月十五'], en: ['lantern festival'], dateIn: lunar(1, 15), usualSpan: null },
  { zh: ['清明'], en: ['qingming', 'tomb[- ]sweeping day'], dateIn: solarTerm('04', 4.81), usualSpan: null },
  { zh: ['端午', '端阳'], en: ['dragon boat(?: festival)?'], dateIn: lunar(5, 5), usualSpan: null },
  { zh: ['七夕'], en: ['qixi'], dateIn: lunar(7, 7), usualSpan: null },
  { zh: ['中秋', '八月半'], en: ['mid-?\\s?autumn(?: festival)?', 'moon festival'], dateIn: lunar(8, 15), usualSpan: null },
  { zh: ['重阳'], en: ['double ninth'], dateIn: lunar(9, 9), usualSpan: null },
  { zh: ['腊八'], en: ['laba'], dateIn: (year) => dateOfLunar({ year: year - 1, month: 12, isLeap: false, day: 8 }), usualSpan: null },
  { zh: ['冬至'], en: ['winter solstice'], dateIn: solarTerm('12', 21.94), usualSpan: null },
  { zh: ['情人节'], en: ['valentine\'?s(?: day)?'], dateIn: fixed('02-14'), usualSpan: null },
  { zh: ['妇女节', '三八妇女', '三八节'], en: ['women\'?s day'], dateIn: fixed('03-08'), usualSpan: null },
  { zh: ['六一', '儿童节'], en: ['children\'?s day'], dateIn: fixed('06-01'), usualSpan: null },
  { zh: ['母亲节'], en: ['mother\'?s day'], dateIn: nth('05', 7, 2), usualSpan: null },
  { zh: ['父亲节'], en: ['father\'?s day'], dateIn: nth('06', 7, 3), usualSpan: null },
  { zh: ['教师节'], en: ['teachers\'?s? day'], dateIn: fixed('09-10'), usualSpan: null },
  { zh: ['双十一', '双11'], en: ['singles\'?s? day'], dateIn: fixed('11-11'), usualSpan: null },
  { zh: ['平安夜'], en: ['christmas eve'], dateIn: fixed('12-24'), usualSpan: null },
  { zh: ['圣诞'], en: ['christmas(?: day)?(?! eve)', 'xmas'], dateIn: fixed('12-25'), usualSpan: null },
];

export interface FestivalDays {
  readonly date: string;
  /** Days off, both included. */
  readonly from: string;
  readonly to: string;
  /** The days off stand in the centre's calendar. */
  readonly sure: boolean;
}

function daysIn(festival: Festival, year: number, calendar: readonly CalendarDays[]): FestivalDays | null {
  const date = festival.dateIn(year);
  if (date === null) return null;
  const known = calendar.filter((each) => !each.worked && each.fromDay <= addDays(date, 10) && each.toDay >= addDays(date, -10)
    && (festival.zh.some((word) => each.name.includes(word)) || festival.en.some((word) => new RegExp(`\\b${word}`, 'i').test(each.name))));
  const [before, after] = festival.usualSpan ?? [0, 0];
  const from = known.map((each) => each.fromDay).sort()[0];
  const to = known.map((each) => each.toDay).sort().at(-1);
  return { date, from: from ?? addDays(date, before), to: to ?? addDays(date, after), sure: known.length > 0 };
}

/** The festival and its days off, the next that are not over; null when no calendar here knows them. */
export function comingFestival(festival: Festival, today: string, calendar: readonly CalendarDays[]): FestivalDays | null {
  const year = Number(today.slice(0, 4));
  for (const each of [year, year + 1]) {
    const days = daysIn(festival, each, calendar);
    if (days !== null && (days.to > days.date ? days.to : days.date) >= today) return days;
  }
  return null;
}
