import { addDays, instantOf, localClock } from '../time/localClock.ts';
import type { UtcMs } from '../time/utcMs.ts';
import { type CalendarDays, closedBy } from '../time/workdays.ts';

/** When customers may be rung, as minutes after their own local midnight; the end is excluded. A Policy is one. */
export interface CallingHours {
  readonly callFromMinute: number;
  readonly callToMinute: number;
  /** At our own wish a household is rung at most so often in so many days. Left out: mayRing.ts says how often. */
  readonly frequencyCalls?: number | undefined;
  readonly frequencyDays?: number | undefined;
  /** Our own zone, by whose days the centre's holidays are; left out: the customer's. */
  readonly zone?: string | undefined;
  /** The centre's holiday calendar: on its closed days nobody is there to ring. Left out: none. */
  readonly holidays?: readonly CalendarDays[] | undefined;
}

/** The holiday in which an instant lies, nobody being there to ring; null: none. */
export function closedDay(atMs: UtcMs, hours: CallingHours, zone: string): CalendarDays | null {
  return hours.holidays === undefined || hours.holidays.length === 0 ? null : closedBy(localClock(atMs, hours.zone ?? zone).date, hours.holidays);
}

/** Whether a customer in `zone` may be rung at this instant. */
export function isCallingTime(atMs: UtcMs, hours: CallingHours, zone: string): boolean {
  const { minuteOfDay } = localClock(atMs, zone);
  return minuteOfDay >= hours.callFromMinute && minuteOfDay < hours.callToMinute;
}

/** Why a customer in `zone` may not be rung at this instant by the calendar and the clock; null: they may be. */
export function closedAt(atMs: UtcMs, hours: CallingHours, zone: string): 'closed-day' | 'outside-calling-hours' | null {
  if (closedDay(atMs, hours, zone) !== null) return 'closed-day';
  return isCallingTime(atMs, hours, zone) ? null : 'outside-calling-hours';
}

/** The first instant at or after `atMs` within calling hours in `zone`, whatever the calendar says. */
export function nextCallingTime(atMs: UtcMs, hours: CallingHours, zone: string): UtcMs {
  if (isCallingTime(atMs, hours, zone)) return atMs;
  const { date, minuteOfDay } = localClock(atMs, zone);
  return instantOf(zone, minuteOfDay < hours.callFromMinute ? date : addDays(date, 1), hours.callFromMinute);
}

const FURTHEST_DAYS = 62;

/** The first instant at or after `atMs` within calling hours of the customer's `zone` and on a day that is no holiday of the centre. */
export function nextOpenTime(atMs: UtcMs, hours: CallingHours, zone: string): UtcMs {
  const ours = hours.zone ?? zone;
  let next = nextCallingTime(atMs, hours, zone);
  // A holiday ends at our midnight, which may be the middle of the customer's day.
  for (let days = 0; days < FURTHEST_DAYS && closedDay(next, hours, zone) !== null; days++) {
    next = nextCallingTime(instantOf(ours, addDays(localClock(next, ours).date, 1), 0), hours, zone);
  }
  return next;
}
