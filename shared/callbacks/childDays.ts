import { addMonths } from '../time/calendarDays.ts';
import { addDays } from '../time/localClock.ts';
import { dateOfLunar, lunarOf } from '../time/lunarCalendar.ts';
import type { DaySpec, Today } from './timeTokens.ts';

/** A day of a child's that families name. */
export type ChildDay =
  | { readonly kind: 'month'; readonly months: number }
  /** The nth day of life, the day of birth being the first: 「百天」 is the hundredth. */
  | { readonly kind: 'nth-day'; readonly day: number }
  /** So many days after the birth: 「产后42天」. */
  | { readonly kind: 'days-after'; readonly days: number }
  | { readonly kind: 'birthday' }
  | { readonly kind: 'lunar-birthday' }
  | { readonly kind: 'due' };

function nextBirthday(birth: string, today: string): string {
  const ages = Array.from({ length: 20 }, (_none, age) => addMonths(birth, (age + 1) * 12));
  return ages.find((date) => date >= today) ?? birth;
}

function nextLunarBirthday(birth: string, today: string): string | null {
  const born = lunarOf(birth);
  if (born === null) return null;
  const years = Array.from({ length: 20 }, (_none, age) => dateOfLunar({ year: born.year + age + 1, month: born.month, isLeap: false, day: Math.min(born.day, 29) }));
  // A 30th that this year's month has not is kept on its 29th.
  return years.find((date) => date !== null && date >= today) ?? null;
}

function dayOf(which: ChildDay, { birthDate, dueDate }: { readonly birthDate: string | null; readonly dueDate: string | null }, today: string): string | null {
  if (which.kind === 'due') return birthDate === null ? dueDate : null;
  if (birthDate === null) return null;
  switch (which.kind) {
    case 'month': return addMonths(birthDate, which.months);
    case 'nth-day': return addDays(birthDate, which.day - 1);
    case 'days-after': return addDays(birthDate, which.days);
    case 'birthday': return nextBirthday(birthDate, today);
    case 'lunar-birthday': return nextLunarBirthday(birthDate, today);
  }
}

/**
 * The day that is meant: the household's only one still to come, or those it may be. A household whose child is not born yet,
 * or of whom no date is known, is asked which day. One that is past is taken as said: that it is past is for whoever promises.
 *
 * @param shiftDays  「满月前一天」 is -1.
 */
export function childDay(which: ChildDay, shiftDays: number, today: Today): DaySpec {
  const dates = [...new Set((today.children ?? []).map((child) => dayOf(which, child, today.date)).filter((date) => date !== null).map((date) => addDays(date, shiftDays)))].sort();
  const ahead = dates.filter((date) => date >= today.date);
  const [only] = ahead;
  if (only !== undefined && ahead.length === 1) return { kind: 'date', date: only };
  if (ahead.length > 1) return { kind: 'vague', detail: 'child', dates: ahead };
  const last = dates.at(-1);
  return last === undefined ? { kind: 'vague', detail: 'someday', dates: [] } : { kind: 'date', date: last };
}
