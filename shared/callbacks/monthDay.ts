import { dateOf } from '../time/calendarDays.ts';
import { daysBetween } from '../time/localClock.ts';
import type { Today } from './timeTokens.ts';

/**
 * A month and a day without a year: the next such day, unless that is far off and the last one was a short while ago;
 * then the agent has mistyped, and "that day is past" helps more than a date next year.
 */
export function monthDay(month: number, dayOfMonth: number, today: Today): string | null {
  const year = Number(today.date.slice(0, 4));
  const years = [year - 1, year, year + 1, year + 2, year + 3, year + 4].map((each) => dateOf(each, month, dayOfMonth)).filter((date) => date !== null);
  const next = years.find((date) => date >= today.date) ?? null;
  const last = years.filter((date) => date < today.date).at(-1);
  if (next !== null && last !== undefined && daysBetween(today.date, next) > 180 && daysBetween(last, today.date) <= 60) return last;
  return next;
}
