import type { CalendarDays } from '../time/workdays.ts';

/** Parts of a day as people name them. */
export type DayPeriod = 'before-dawn' | 'early' | 'morning' | 'noon' | 'afternoon' | 'dusk' | 'evening' | 'night' | 'all-day';

/** A day as it was said; what depends on the hour (「周三」, 「26号」) is settled when the hour is known. */
export type DaySpec =
  | { readonly kind: 'date'; readonly date: string }
  /** The next coming one; today only while its hour is still ahead. */
  | { readonly kind: 'weekday'; readonly weekday: number }
  | { readonly kind: 'day-of-month'; readonly day: number }
  /** A week without its day, by its Monday: a weekday beside it settles it. */
  | { readonly kind: 'week'; readonly monday: string }
  /** No single day: has to be asked back. `dates` are those it may mean. */
  | { readonly kind: 'vague'; readonly detail: DayDetail; readonly dates: readonly string[] };

/** Why a day has to be asked back; the screen words it. */
export type DayDetail = 'weekend' | 'week' | 'month' | 'festival' | 'someday' | 'deadline' | 'repeating' | 'no-such-day' | 'conflict' | 'negated' | 'missing' | 'passed' | 'next-weekday' | 'day-or-month'
  /** 「八月十五」: by the lunar calendar or the common one. */
  | 'calendar'
  /** Several of the household's children have such a day ahead. */
  | 'child';

export type TimeSpec =
  /** `half` null and hour 1–12: morning or afternoon is not said, unless it is `full`, written as on a 24-hour clock (「03:00」). */
  | { readonly kind: 'clock'; readonly hour: number; readonly minute: number; readonly full: boolean; readonly half: 'am' | 'pm' | null; readonly about: 'exact' | 'about' | 'after' | 'before' }
  | { readonly kind: 'period'; readonly period: DayPeriod }
  /** The present minute of another day: 「明天这个时候」. */
  | { readonly kind: 'same-time' }
  | { readonly kind: 'vague'; readonly detail: TimeDetail };

/** Why an hour has to be asked back; the screen words it. */
export type TimeDetail = 'soon' | 'free' | 'after-event' | 'several' | 'contradiction' | 'missing' | 'after-midnight' | 'no-such-time' | 'half'
  /** Another clock than the customer's was named: 「纽约时间」. */
  | 'zone';

export type TokenContent =
  | { readonly part: 'day'; readonly day: DaySpec }
  | { readonly part: 'time'; readonly time: TimeSpec }
  /** A stretch from now: 「半小时后」. */
  | { readonly part: 'ahead'; readonly minutes: number }
  /** Between two times or days: 「到」 makes a range, 「或」 a choice. */
  | { readonly part: 'link'; readonly link: 'to' | 'or' };

/** A piece of the line that says something of the time; `start` and `end` (excluded) in the folded text. */
export type TimeToken = TokenContent & { readonly start: number; readonly end: number };

/** Today by the customer's calendar. */
export interface Today {
  readonly date: string;
  /** 1 Monday … 7 Sunday */
  readonly weekday: number;
  /** The household's children, for 「满月那天」; left out: none is known. */
  readonly children?: readonly { readonly birthDate: string | null; readonly dueDate: string | null }[] | undefined;
  /** The centre's holidays, for 「国庆后第一天上班」; left out: none is known. */
  readonly calendar?: readonly CalendarDays[] | undefined;
}

/** One way of saying a day or a time. `pattern` is sticky and runs on the folded text. */
export interface TokenMatcher {
  readonly pattern: RegExp;
  /** @returns null when the words match but mean nothing of the kind (「十三月」). */
  read(groups: Readonly<Record<string, string | undefined>>, today: Today, before: TimeToken | null): TokenContent | null;
}
