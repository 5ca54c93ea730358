import { addDays, instantOf, localClock } from '../time/localClock.ts';
import { DAY_MS, MINUTE_MS, type UtcMs } from '../time/utcMs.ts';
import { type CallingHours, closedDay, isCallingTime, nextOpenTime } from './callingHours.ts';

export interface CallbackRequest {
  readonly dueAtMs: UtcMs;
}

export type AgreeRefusal = 'in-the-past' | 'too-far-ahead' | 'closed-day' | 'outside-calling-hours';

export type CallbackDecision =
  | { readonly ok: true }
  /** `nearestAllowed`: one or two instants close by that would be allowed, soonest first. */
  | { readonly ok: false; readonly refusal: AgreeRefusal; readonly nearestAllowed: readonly UtcMs[] };

export const FURTHEST_AHEAD_MS = 180 * DAY_MS;
const QUARTER_MS = 15 * MINUTE_MS;
/** Days, a bound against a wrong calendar. */
const MOST_HOLIDAYS = 62;

/**
 * Decides whether an agent may promise a customer to be rung at a given moment.
 *
 * @param request  `dueAtMs`: the promised instant.
 * @param nowMs    present instant, passed in.
 * @param hours    calling hours, minutes after the customer's midnight, end excluded; and the centre's holidays.
 * @param zone     the customer's zone (IANA).
 * @returns the agreement, or the first refusal that applies: 'in-the-past' (at or before now), 'too-far-ahead'
 *          (over 180 days), 'closed-day' (a holiday: nobody is there to ring), 'outside-calling-hours', each with the nearest instants that would do.
 * @throws RangeError if the zone is unknown: a broken record, not a refusal.
 */
export function agreeCallback(request: CallbackRequest, nowMs: UtcMs, hours: CallingHours, zone: string): CallbackDecision {
  const { dueAtMs } = request;
  if (dueAtMs <= nowMs) return { ok: false, refusal: 'in-the-past', nearestAllowed: afterPast(dueAtMs, nowMs, hours, zone) };
  if (dueAtMs > nowMs + FURTHEST_AHEAD_MS) return { ok: false, refusal: 'too-far-ahead', nearestAllowed: lastBefore(nowMs + FURTHEST_AHEAD_MS, dueAtMs, nowMs, hours, zone) };
  if (closedDay(dueAtMs, hours, zone) !== null) return { ok: false, refusal: 'closed-day', nearestAllowed: besideHoliday(dueAtMs, nowMs, hours, zone) };
  if (!isCallingTime(dueAtMs, hours, zone)) return { ok: false, refusal: 'outside-calling-hours', nearestAllowed: around(dueAtMs, nowMs, hours, zone) };
  return { ok: true };
}

function usable(candidates: readonly UtcMs[], nowMs: UtcMs, hours: CallingHours, zone: string): readonly UtcMs[] {
  return [...new Set(candidates)]
    .filter((ms) => ms > nowMs && ms <= nowMs + FURTHEST_AHEAD_MS && isCallingTime(ms, hours, zone) && closedDay(ms, hours, zone) === null)
    .sort((a, b) => a - b);
}

/** The next quarter of an hour that is allowed, and the same hour of the first day on which it is still ahead. */
function afterPast(dueAtMs: UtcMs, nowMs: UtcMs, hours: CallingHours, zone: string): readonly UtcMs[] {
  const soon = nextOpenTime((Math.floor(nowMs / QUARTER_MS) + 1) * QUARTER_MS, hours, zone);
  const { minuteOfDay } = localClock(dueAtMs, zone);
  const today = localClock(nowMs, zone).date;
  const sameHour = [0, 1].map((days) => instantOf(zone, addDays(today, days), minuteOfDay)).find((ms) => ms > nowMs && isCallingTime(ms, hours, zone));
  return usable(sameHour === undefined ? [soon] : [soon, sameHour], nowMs, hours, zone);
}

/** The same hour on the last allowed day. */
function lastBefore(limitMs: UtcMs, dueAtMs: UtcMs, nowMs: UtcMs, hours: CallingHours, zone: string): readonly UtcMs[] {
  const { minuteOfDay } = localClock(dueAtMs, zone);
  const wanted = minuteOfDay >= hours.callFromMinute && minuteOfDay < hours.callToMinute ? minuteOfDay : hours.callFromMinute;
  const { date } = localClock(limitMs, zone);
  const last = [0, -1].map((days) => instantOf(zone, addDays(date, days), wanted)).find((ms) => ms <= limitMs);
  return usable(last === undefined ? [] : [last], nowMs, hours, zone);
}

/** The last quarter of an hour before closing, and the next opening. */
function around(dueAtMs: UtcMs, nowMs: UtcMs, hours: CallingHours, zone: string): readonly UtcMs[] {
  const { date, minuteOfDay } = localClock(dueAtMs, zone);
  const lastMinute = Math.max(hours.callFromMinute, hours.callToMinute - 15);
  const closing = instantOf(zone, minuteOfDay < hours.callFromMinute ? addDays(date, -1) : date, lastMinute);
  return usable([closing, nextOpenTime(dueAtMs, hours, zone)], nowMs, hours, zone);
}

/** The same hour on the last day before the holiday, and on the first day after it. */
function besideHoliday(dueAtMs: UtcMs, nowMs: UtcMs, hours: CallingHours, zone: string): readonly UtcMs[] {
  const { date, minuteOfDay } = localClock(dueAtMs, zone);
  const minute = minuteOfDay >= hours.callFromMinute && minuteOfDay < hours.callToMinute ? minuteOfDay : hours.callFromMinute;
  const nearest = (step: 1 | -1): UtcMs | undefined => {
    for (let days = 1; days <= MOST_HOLIDAYS; days++) {
      const ms = instantOf(zone, addDays(date, days * step), minute);
      if (closedDay(ms, hours, zone) === null) return ms;
    }
    return undefined;
  };
  return usable([nearest(-1), nearest(1)].filter((ms) => ms !== undefined), nowMs, hours, zone);
}
