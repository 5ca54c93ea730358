import type { CallingHours } from '../../../shared/callbacks/callingHours.ts';
import { addDays, instantOf, localClock } from '../../../shared/time/localClock.ts';
import { HOUR_MS, type UtcMs } from '../../../shared/time/utcMs.ts';

export const expertDeadlines = ['twoHours', 'today', 'tomorrow'] as const;
export type ExpertDeadline = (typeof expertDeadlines)[number];

/** Less than this before the end of the day nobody answers any more. */
const LEAST_MS = HOUR_MS;

/**
 * Until when an expert may be asked to answer: in two hours, or when the last customers are rung today or tomorrow.
 * Today is not offered in its last hour.
 */
export function deadlinesFrom(nowMs: UtcMs, hours: Pick<CallingHours, 'callToMinute'>, zone: string): readonly { readonly name: ExpertDeadline; readonly atMs: UtcMs }[] {
  const { date } = localClock(nowMs, zone);
  const today = instantOf(zone, date, hours.callToMinute);
  return [
    { name: 'twoHours', atMs: nowMs + 2 * HOUR_MS },
    ...(today - nowMs > LEAST_MS ? [{ name: 'today', atMs: today } as const] : []),
    { name: 'tomorrow', atMs: instantOf(zone, addDays(date, 1), hours.callToMinute) },
  ];
}
