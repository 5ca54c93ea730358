import { weekdayOf } from './calendarDays.ts';
import { isoDateSchema } from './isoDate.ts';
import { addDays } from './localClock.ts';
import { z } from 'zod';

/** Days of the centre's holiday calendar that hold for all of it, as desktops know them. Days are those of our own zone. */
export const calendarDaysSchema = z.object({
  name: z.string().max(40),
  fromDay: isoDateSchema,
  toDay: isoDateSchema,
  /** Somebody is there: a Saturday that is worked instead. */
  worked: z.boolean(),
});
export type CalendarDays = z.infer<typeof calendarDaysSchema>;

const FURTHEST_DAYS = 60;

/** What the calendar says of a day; the shortest entry counts, as a worked day within a holiday is one. */
function entryOf(date: string, calendar: readonly CalendarDays[]): CalendarDays | undefined {
  const length = ({ fromDay, toDay }: CalendarDays): number => Date.parse(toDay) - Date.parse(fromDay);
  return calendar.filter((each) => each.fromDay <= date && date <= each.toDay).sort((a, b) => length(a) - length(b))[0];
}

/** The holiday on which nobody is there; null when somebody may be. */
export function closedBy(date: string, calendar: readonly CalendarDays[]): CalendarDays | null {
  const entry = entryOf(date, calendar);
  return entry === undefined || entry.worked ? null : entry;
}

/** A day the centre works on: Monday to Friday, without its holidays and with the days worked for them. */
export function isWorkday(date: string, calendar: readonly CalendarDays[]): boolean {
  const entry = entryOf(date, calendar);
  return entry === undefined ? weekdayOf(date) <= 5 : entry.worked;
}

/** The next `count` workdays after a day (`step` 1) or before it (-1), nearest first. */
export function workdaysFrom(date: string, step: 1 | -1, count: number, calendar: readonly CalendarDays[]): readonly string[] {
  const found: string[] = [];
  for (let days = 1; days <= FURTHEST_DAYS && found.length < count; days++) {
    const each = addDays(date, days * step);
    if (isWorkday(each, calendar)) found.push(each);
  }
  return found;
}
