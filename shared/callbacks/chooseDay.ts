import { addMonths, dateOf, mondayOf, weekdayOf } from '../time/calendarDays.ts';
import { addDays } from '../time/localClock.ts';
import type { DayDetail, DaySpec, TimeToken } from './timeTokens.ts';

export type DayChoice =
  | { readonly kind: 'none' }
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'weekday'; readonly weekday: number }
  | { readonly kind: 'day-of-month'; readonly day: number }
  | { readonly kind: 'ask'; readonly detail: DayDetail; readonly dates: readonly string[] };

/** The next day that is this weekday, today included. */
export function comingWeekday(today: string, weekday: number): string {
  return addDays(today, (weekday - weekdayOf(today) + 7) % 7);
}

/** This month's or else the next month's day of that number that is not past; null when neither month has it. */
export function comingDayOfMonth(today: string, day: number): { readonly date: string; readonly sure: boolean } | null {
  const [year, month] = today.split('-').map(Number) as [number, number, number];
  const thisMonth = dateOf(year, month, day);
  if (thisMonth !== null && thisMonth >= today) return { date: thisMonth, sure: true };
  for (let ahead = 1; ahead <= 2; ahead += 1) {
    const first = addMonths(`${today.slice(0, 7)}-01`, ahead);
    const date = dateOf(Number(first.slice(0, 4)), Number(first.slice(5, 7)), day);
    // 「31号」 said in a month of 30 days is a slip as likely as next month's 31st.
    if (date !== null) return { date, sure: thisMonth !== null && ahead === 1 };
  }
  return null;
}

/** The dates a piece of the line may mean, as far as it says so without an hour. */
export function datesOf(spec: DaySpec, today: string): readonly string[] {
  switch (spec.kind) {
    case 'date': return [spec.date];
    case 'weekday': return [comingWeekday(today, spec.weekday)];
    case 'day-of-month': return [comingDayOfMonth(today, spec.day)?.date ?? ''].filter((date) => date !== '');
    case 'week': return [0, 1, 2, 3, 4, 5, 6].map((day) => addDays(spec.monday, day)).filter((date) => date >= today);
    case 'vague': return spec.dates;
  }
}

/** Whether a date is what another piece of the line says, too: 「11月26号周四」. */
function agrees(date: string, spec: DaySpec): boolean {
  switch (spec.kind) {
    case 'date': return spec.date === date;
    case 'weekday': return weekdayOf(date) === spec.weekday;
    case 'day-of-month': return Number(date.slice(8)) === spec.day;
    case 'week': return mondayOf(date) === spec.monday;
    case 'vague': return true;
  }
}

/**
 * Puts the pieces that speak of the day together. Two that do not fit, 「周四 11月25号」 when the 25th is a Wednesday,
 * are asked back: one of them is a slip and nobody but the agent knows which.
 */
export function chooseDay(tokens: readonly TimeToken[], today: string): DayChoice {
  const specs = tokens.flatMap((token) => (token.part === 'day' ? [token.day] : []));
  const repeating = specs.find((spec) => spec.kind === 'vague' && spec.detail === 'repeating');
  const clear = specs.filter((spec) => spec.kind !== 'vague');
  const conflict = (): DayChoice => ({ kind: 'ask', detail: 'conflict', dates: [...new Set(clear.flatMap((spec) => (spec.kind === 'week' ? [] : datesOf(spec, today))))].sort() });
  if (repeating !== undefined) return { kind: 'ask', detail: 'repeating', dates: [...datesOf(repeating, today), ...clear.flatMap((spec) => datesOf(spec, today))] };
  const span = daySpan(tokens, today);
  if (span.length > 0) return { kind: 'ask', detail: 'conflict', dates: span };
  const week = clear.find((spec) => spec.kind === 'week');
  const weekdays = clear.filter((spec) => spec.kind === 'weekday');
  if (week !== undefined && weekdays.length === 1 && clear.length === 2) return { kind: 'date', date: addDays(week.monday, (weekdays[0]?.weekday ?? 1) - 1) };
  const fixed = clear.find((spec) => spec.kind === 'date');
  if (fixed !== undefined) return clear.every((spec) => agrees(fixed.date, spec)) ? fixed : conflict();
  const [first] = clear;
  if (first === undefined) {
    const vague = specs.find((spec) => spec.kind === 'vague');
    return vague === undefined ? { kind: 'none' } : { kind: 'ask', detail: vague.detail, dates: vague.dates };
  }
  if (clear.every((spec) => JSON.stringify(spec) === JSON.stringify(first))) {
    return first.kind === 'week' ? { kind: 'ask', detail: 'week', dates: datesOf(first, today) } : first;
  }
  const monthDay = clear.find((spec) => spec.kind === 'day-of-month');
  const date = monthDay === undefined ? null : comingDayOfMonth(today, monthDay.day);
  if (date?.sure && clear.every((spec) => agrees(date.date, spec))) return { kind: 'date', date: date.date };
  return conflict();
}

/** 「周三到周五」: each day of it. */
function daySpan(tokens: readonly TimeToken[], today: string): readonly string[] {
  const at = tokens.findIndex((token, index) => token.part === 'link' && token.link === 'to' && tokens[index - 1]?.part === 'day' && tokens[index + 1]?.part === 'day');
  const [before, after] = [tokens[at - 1], tokens[at + 1]];
  if (at < 0 || before?.part !== 'day' || after?.part !== 'day') return [];
  const [from] = datesOf(before.day, today);
  const last = datesOf(after.day, today).at(-1);
  if (from === undefined || last === undefined) return [];
  const to = last < from ? addDays(last, 7) : last;
  return [0, 1, 2, 3, 4, 5, 6].map((days) => addDays(from, days)).filter((date) => date <= to);
}
