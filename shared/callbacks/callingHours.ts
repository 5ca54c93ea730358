import { addDays, instantOf, localClock } from '../time/localClock.ts';
import type { UtcMs } from '../time/utcMs.ts';

/** When customers may be rung, as minutes after their own local midnight; the end is excluded. A Policy is one. */
export interface CallingHours {
  readonly callFromMinute: number;
  readonly callToMinute: number;
}

/** Whether a customer in `zone` may be rung at this instant. */
export function isCallingTime(atMs: UtcMs, hours: CallingHours, zone: string): boolean {
  const { minuteOfDay } = localClock(atMs, zone);
  return minuteOfDay >= hours.callFromMinute && minuteOfDay < hours.callToMinute;
}

/** The first instant at or after `atMs` at which a customer in `zone` may be rung. */
export function nextCallingTime(atMs: UtcMs, hours: CallingHours, zone: string): UtcMs {
  if (isCallingTime(atMs, hours, zone)) return atMs;
  const { date, minuteOfDay } = localClock(atMs, zone);
  return instantOf(zone, minuteOfDay < hours.callFromMinute ? date : addDays(date, 1), hours.callFromMinute);
}
