import { isoDateSchema } from '../../../shared/time/isoDate.ts';
import { addDays, daysBetween, instantOf, localClock } from '../../../shared/time/localClock.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import type { AbsencePlan } from '../../state/usePlansStore.ts';
import type { Fault } from '../queues/draftFaults.ts';

/** As the store takes it (absenceMessages.ts). */
const MOST_DAYS = 400;

export type ReadSpan =
  | { readonly ok: true; readonly fromMs: UtcMs; readonly untilMs: UtcMs }
  | { readonly ok: false; readonly faults: { readonly fromDay?: Fault; readonly untilDay?: Fault } };

/** From the first day's midnight to the last day's end, in our own zone; or what is wrong with which day. */
export function readSpan({ fromDay, untilDay }: Pick<AbsencePlan, 'fromDay' | 'untilDay'>, zone: string, nowMs: UtcMs): ReadSpan {
  const [from, until] = [fromDay.trim(), untilDay.trim()];
  const day: Fault = { key: 'day' };
  const isDay = (text: string): boolean => isoDateSchema.safeParse(text).success;
  if (!isDay(from) || !isDay(until)) return { ok: false, faults: { ...(isDay(from) ? {} : { fromDay: day }), ...(isDay(until) ? {} : { untilDay: day }) } };
  if (until < from) return { ok: false, faults: { untilDay: { key: 'beforeFrom' } } };
  if (until < localClock(nowMs, zone).date) return { ok: false, faults: { untilDay: { key: 'isOver' } } };
  if (daysBetween(from, until) >= MOST_DAYS) return { ok: false, faults: { untilDay: { key: 'tooLongAway', values: { most: MOST_DAYS } } } };
  return { ok: true, fromMs: instantOf(zone, from, 0), untilMs: instantOf(zone, addDays(until, 1), 0) };
}
