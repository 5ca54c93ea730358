import type { Callback, CallbackRow } from '../../../shared/callbacks/callback.ts';
import { CALLS_PER_AGENT_HOUR, type CallbackLoad, SLOT_MINUTES } from '../../../shared/callbacks/callbackLoad.ts';
import type { CallingHours } from '../../../shared/callbacks/callingHours.ts';
import { mondayOf } from '../../../shared/time/calendarDays.ts';
import { addDays, instantOf, localClock } from '../../../shared/time/localClock.ts';
import { HOUR_MS, MINUTE_MS, type UtcMs } from '../../../shared/time/utcMs.ts';

/** The seven dates of a week, Monday first. @param weeks weeks after this one, negative for before. */
export function weekDates(nowMs: UtcMs, zone: string, weeks: number): readonly string[] {
  const monday = addDays(mondayOf(localClock(nowMs, zone).date), weeks * 7);
  return Array.from({ length: 7 }, (_none, day) => addDays(monday, day));
}

/** Promises of a week by `date hour` of our own clock, soonest first. */
export function byCell(rows: readonly CallbackRow[], dates: readonly string[], zone: string): ReadonlyMap<string, readonly CallbackRow[]> {
  const cells = new Map<string, CallbackRow[]>();
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return cells;
  // Asking the calendar for each of 10,000 costs a tenth of a second: only those of the week are asked of it.
  const [fromMs, toMs] = [instantOf(zone, first, 0), instantOf(zone, addDays(last, 1), 0)];
  for (const row of rows) {
    if (row.callback.dueAtMs < fromMs || row.callback.dueAtMs >= toMs) continue;
    const { date, minuteOfDay } = localClock(row.callback.dueAtMs, zone);
    if (!dates.includes(date)) continue;
    const key = cellKey(date, Math.floor(minuteOfDay / 60));
    const cell = cells.get(key);
    if (cell) cell.push(row);
    else cells.set(key, [row]);
  }
  for (const cell of cells.values()) cell.sort((a, b) => a.callback.dueAtMs - b.callback.dueAtMs || (a.callback.id < b.callback.id ? -1 : 1));
  return cells;
}

export const cellKey = (date: string, hour: number): string => `${date} ${String(hour)}`;

/** The hours that are drawn: those in which one may ring, and any other in which something stands (a customer of another zone). */
export function hoursShown(cells: ReadonlyMap<string, unknown>, hours: CallingHours): readonly number[] {
  const used = [...cells.keys()].map((key) => Number(key.split(' ')[1]));
  const from = Math.min(Math.floor(hours.callFromMinute / 60), ...used);
  const to = Math.max(Math.ceil(hours.callToMinute / 60) - 1, ...used);
  return Array.from({ length: to - from + 1 }, (_none, at) => from + at);
}

/** Put into another hour of another day: the minutes that were agreed stay. */
export function droppedAt({ dueAtMs }: Pick<Callback, 'dueAtMs'>, date: string, hour: number, zone: string): UtcMs {
  return instantOf(zone, date, hour * 60 + (localClock(dueAtMs, zone).minuteOfDay % 60));
}

/** Moved by days and minutes of the wall clock, within its day. */
export function shifted(fromMs: UtcMs, days: number, minutes: number, zone: string): UtcMs {
  const { date, minuteOfDay } = localClock(fromMs, zone);
  return instantOf(zone, addDays(date, days), Math.max(0, Math.min(24 * 60 - 1, minuteOfDay + minutes)));
}

export interface DayLoad {
  readonly booked: number;
  /** What the agents who are there can keep in the calling hours that are left of the day. */
  readonly capacity: number;
  /** Hours in which more is promised than they can keep. */
  readonly over: readonly { readonly hour: number; readonly booked: number; readonly capacity: number }[];
}

/** How full a day is, of what is still ahead; null for a day that is over. */
export function dayLoad(load: CallbackLoad, date: string, hours: CallingHours, zone: string, nowMs: UtcMs): DayLoad | null {
  const perSlot = (load.agents * CALLS_PER_AGENT_HOUR * SLOT_MINUTES) / 60;
  const booked = new Map<number, number>();
  for (const slot of load.slots) {
    const local = localClock(slot.fromMs, zone);
    if (local.date !== date || slot.fromMs + SLOT_MINUTES * MINUTE_MS <= nowMs) continue;
    const hour = Math.floor(local.minuteOfDay / 60);
    booked.set(hour, (booked.get(hour) ?? 0) + slot.booked);
  }
  let slots = 0;
  for (let minute = hours.callFromMinute; minute < hours.callToMinute; minute += SLOT_MINUTES) if (instantOf(zone, date, minute) + SLOT_MINUTES * MINUTE_MS > nowMs) slots += 1;
  if (instantOf(zone, date, 0) + 24 * HOUR_MS <= nowMs) return null;
  const perHour = load.agents * CALLS_PER_AGENT_HOUR;
  return {
    booked: [...booked.values()].reduce((sum, each) => sum + each, 0), capacity: Math.floor(slots * perSlot),
    over: [...booked].filter(([, each]) => each > perHour).map(([hour, each]) => ({ hour, booked: each, capacity: perHour })).sort((a, b) => a.hour - b.hour),
  };
}
