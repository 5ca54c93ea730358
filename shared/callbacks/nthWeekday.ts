import { addMonths, dateOf, mondayOf, weekdayOf } from '../time/calendarDays.ts';
import { addDays } from '../time/localClock.ts';
import type { DaySpec } from './timeTokens.ts';

/** Last day of a month 'YYYY-MM'. */
export function lastDayOf(month: string): string {
  return addDays(addMonths(`${month}-01`, 1), -1);
}

/** The coming month of that number (1–12), this one included, as 'YYYY-MM'; null: there is none. */
export function monthOn(month: number, today: string): string | null {
  const [year, thisMonth] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  return dateOf(month < thisMonth ? year + 1 : year, month, 1)?.slice(0, 7) ?? null;
}

/**
 * The nth given weekday (1 Monday … 7 Sunday) of a month 'YYYY-MM'.
 * @param nth  1 the first; -1 the last.
 * @returns null when the month has no fifth.
 */
export function nthWeekday(month: string, weekday: number, nth: number): string | null {
  const first = `${month}-01`;
  const last = lastDayOf(month);
  const found = nth < 0
    ? addDays(last, -((weekdayOf(last) - weekday + 7) % 7))
    : addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7);
  return found.startsWith(month) ? found : null;
}

/** A weekday so many weeks on: where that week's lies before the day itself, the one after it may be meant as well. */
export function weeksOn(weeks: number, weekday: number, today: { readonly date: string }): DaySpec {
  const there = addDays(today.date, weeks * 7);
  const ofThatWeek = addDays(mondayOf(there), weekday - 1);
  return ofThatWeek >= there ? { kind: 'date', date: ofThatWeek } : { kind: 'vague', detail: 'next-weekday', dates: [ofThatWeek, addDays(ofThatWeek, 7)] };
}
