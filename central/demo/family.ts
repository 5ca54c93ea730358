import type { Child } from '../../shared/customers/child.ts';
import type { Customer, Relation } from '../../shared/customers/customer.ts';
import type { Household } from '../../shared/customers/household.ts';
import type { Phone } from '../../shared/customers/phoneKind.ts';
import { addDays, daysBetween } from '../../shared/time/localClock.ts';
import type { DemoCity } from './cities.ts';
import type { Milk } from './situations/situation.ts';

export interface Member {
  readonly customer: Omit<Customer, 'tier'>;
  /** What colleagues call this person in a note: 外婆, or 姥姥 in the north; 小姨, 月嫂. */
  readonly word: string;
}

export interface DemoChild {
  readonly child: Child;
  /** Birth date, or the due date while unborn. */
  readonly bornOn: string;
  /** What the child drinks under 6 months, from 6 to 12, and after. */
  readonly milk: { readonly early: Milk; readonly mid: Milk; readonly late: Milk };
  /** How a note may call this child among its sisters and brothers: 老二, 妹妹. */
  readonly ranks: readonly string[];
  /** Its given name and what it is called at home, as far as told. */
  readonly names: readonly string[];
}

/** A household before anything happened: people, numbers, children, and how it stands to us. */
export interface Family {
  readonly city: DemoCity;
  readonly district: string;
  readonly household: Omit<Household, 'tier'>;
  readonly members: readonly Member[];
  readonly phones: readonly Phone[];
  /** Youngest first: the one most questions are about. */
  readonly children: readonly DemoChild[];
  /** Brand of the other company they use or used; null when never told. */
  readonly rival: string | null;
  /** Child's age in months from which they use our product; null: they do not. */
  readonly ownFromMonth: number | null;
}

export const elderRelations: readonly Relation[] = ['maternal-grandmother', 'paternal-grandmother', 'maternal-grandfather', 'paternal-grandfather'];

/** A child's age on a day in full calendar months; unborn is negative, rounded up to whole months before the date. */
export function monthsOn(bornOn: string, day: string): number {
  const days = daysBetween(bornOn, day);
  if (days < 0) return -Math.max(1, Math.ceil(-days / 30.4375));
  const [year, month, date] = bornOn.split('-').map(Number) as [number, number, number];
  const [toYear, toMonth, toDate] = day.split('-').map(Number) as [number, number, number];
  const lastOfMonth = new Date(Date.UTC(toYear, toMonth, 0)).getUTCDate();
  return (toYear - year) * 12 + (toMonth - month) - (toDate < Math.min(date, lastOfMonth) ? 1 : 0);
}

/** Full weeks of pregnancy on a day; the due date is week 40. */
export function pregnancyWeeks(bornOn: string, day: string): number {
  return Math.floor((280 - daysBetween(day, bornOn)) / 7);
}

/** The day the pregnancy is counted from. */
export function pregnancyBegan(bornOn: string): string {
  return addDays(bornOn, -280);
}

export function milkAt(child: DemoChild, months: number): Milk {
  return months < 6 ? child.milk.early : months < 12 ? child.milk.mid : child.milk.late;
}

/** Which stage of our product fits an age. */
export function productStage(months: number): 1 | 2 | 3 | 4 {
  return months < 6 ? 1 : months < 12 ? 2 : months < 36 ? 3 : 4;
}
