import { addDays, daysBetween } from '../time/localClock.ts';
import { workdaysFrom } from '../time/workdays.ts';
import type { FestivalDays } from './festivals.ts';
import type { DaySpec, Today } from './timeTokens.ts';

/** What was said of a festival beside its name. */
export type FestivalPart =
  | 'named' | 'the-day' | 'day-before' | 'day-after' | 'week-before' | 'week-after'
  | 'first-workday-after' | 'last-workday-before' | 'before' | 'after' | 'during' | 'first-day' | 'last-day';

const OFFERED = 3;
const MOST_DAYS = 7;

/**
 * The day that is meant, or those it may be; `shiftDays`: so many before (negative) or after it. A festival with days off is no single day until it is said which; when its days
 * off are not in the centre's calendar, a day behind or before them is only proposed.
 */
export function festivalDay(days: FestivalDays, isSpan: boolean, part: FestivalPart | { readonly shiftDays: number }, today: Today): DaySpec {
  const calendar = today.calendar ?? [];
  const { date, from, to, sure } = days;
  const exact = (found: string): DaySpec => ({ kind: 'date', date: found });
  const ask = (dates: readonly string[]): DaySpec => ({ kind: 'vague', detail: 'festival', dates: dates.filter((each) => each >= today.date) });
  const isLong = isSpan || to > from;
  const whole = Array.from({ length: Math.min(MOST_DAYS, daysBetween(from, to) + 1) }, (_none, index) => addDays(from, index));
  const after = workdaysFrom(to, 1, OFFERED, calendar);
  const before = [...workdaysFrom(from, -1, OFFERED, calendar)].reverse();
  if (typeof part === 'object') {
    // 「春节后三天」: behind the day itself or behind its days off.
    return part.shiftDays > 0 && isLong ? ask([addDays(date, part.shiftDays), addDays(to, part.shiftDays)]) : exact(addDays(date, part.shiftDays));
  }
  switch (part) {
    case 'the-day': case 'first-day': return exact(date);
    case 'day-before': return exact(addDays(date, -1));
    case 'week-before': return exact(addDays(date, -7));
    case 'day-after': return isLong ? ask([addDays(date, 1), addDays(to, 1)]) : exact(addDays(date, 1));
    case 'week-after': return isLong ? ask([addDays(date, 7), addDays(to, 7)]) : exact(addDays(date, 7));
    case 'last-day': return sure || !isLong ? exact(to) : ask([to]);
    case 'first-workday-after': return sure && after[0] !== undefined ? exact(after[0]) : ask(after);
    case 'last-workday-before': return sure && before.at(-1) !== undefined ? exact(before.at(-1) ?? date) : ask(before);
    case 'before': return ask(before);
    case 'after': return ask(after);
    case 'during': return ask(whole);
    case 'named': return isLong && isSpan ? ask(whole) : exact(date);
  }
}
