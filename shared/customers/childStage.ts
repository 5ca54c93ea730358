import { daysBetween, localClock } from '../time/localClock.ts';
import type { UtcMs } from '../time/utcMs.ts';

/** A pregnancy lasts 40 weeks counted from the last period, so the due date is day 280 (Naegele's rule). */
const PREGNANCY_DAYS = 280;

export type ChildStage =
  /** 「孕28周」: full weeks and days, counted so that the due date is 40 weeks. */
  | { readonly kind: 'unborn'; readonly weeks: number; readonly days: number }
  /** Past the due date and no birth told: ask. */
  | { readonly kind: 'due'; readonly daysOver: number }
  /** 「3月龄」: full calendar months and days, up to 24 months. */
  | { readonly kind: 'months'; readonly months: number; readonly days: number }
  /** 「3岁2月」 */
  | { readonly kind: 'years'; readonly years: number; readonly months: number };

export interface StageDates {
  readonly birthDate: string | null;
  readonly dueDate: string | null;
}

/** Full calendar months between two days: a child born on the 31st turns a month on the last day of a shorter one. */
function fullMonths(birth: string, today: string): { readonly months: number; readonly days: number } {
  const [birthYear, birthMonth, birthDay] = birth.split('-').map(Number) as [number, number, number];
  const [year, month, day] = today.split('-').map(Number) as [number, number, number];
  const lastDay = (y: number, m: number): number => new Date(Date.UTC(y, m, 0)).getUTCDate();
  const turnsOn = (y: number, m: number): number => Math.min(birthDay, lastDay(y, m));
  let months = (year - birthYear) * 12 + (month - birthMonth);
  if (day < turnsOn(year, month)) months -= 1;
  const anchorIndex = birthYear * 12 + (birthMonth - 1) + months;
  const anchorYear = Math.floor(anchorIndex / 12);
  const anchorMonth = (anchorIndex % 12) + 1;
  const anchor = new Date(Date.UTC(anchorYear, anchorMonth - 1, turnsOn(anchorYear, anchorMonth))).toISOString().slice(0, 10);
  return { months, days: daysBetween(anchor, today) };
}

/**
 * How far a child is, at an instant, by the calendar of the customer's zone.
 * @returns null when neither date is known, or the birth is said to lie in the future.
 */
export function childStage(child: StageDates, nowMs: UtcMs, zone: string): ChildStage | null {
  const today = localClock(nowMs, zone).date;
  if (child.birthDate !== null) {
    const lived = daysBetween(child.birthDate, today);
    if (lived < 0) return null;
    const { months, days } = fullMonths(child.birthDate, today);
    return months < 24 ? { kind: 'months', months, days } : { kind: 'years', years: Math.floor(months / 12), months: months % 12 };
  }
  if (child.dueDate === null) return null;
  const left = daysBetween(today, child.dueDate);
  if (left < 0) return { kind: 'due', daysOver: -left };
  const gone = PREGNANCY_DAYS - left;
  if (gone < 0) return null;
  return { kind: 'unborn', weeks: Math.floor(gone / 7), days: gone % 7 };
}

/** Age in months for choosing answers: unborn is negative (whole months before the due date); null when unknown. */
export function stageMonths(child: StageDates, nowMs: UtcMs, zone: string): number | null {
  const stage = childStage(child, nowMs, zone);
  if (stage === null) return null;
  switch (stage.kind) {
    case 'unborn': return -Math.max(1, Math.ceil((PREGNANCY_DAYS - stage.weeks * 7 - stage.days) / 30.4375));
    case 'due': return 0;
    case 'months': return stage.months;
    case 'years': return stage.years * 12 + stage.months;
  }
}
