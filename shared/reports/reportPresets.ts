import type { IsoDate } from '../time/isoDate.ts';
import { addDays, localClock } from '../time/localClock.ts';
import type { UtcMs } from '../time/utcMs.ts';

export const reportPresets = ['today', 'yesterday', 'week', 'lastWeek', 'month', 'lastMonth'] as const;
export type ReportPreset = (typeof reportPresets)[number];

export interface Days { readonly from: IsoDate; readonly to: IsoDate }

/** The days a word stands for, both included, on a wall calendar in `zone`; weeks begin on Monday (ISO 8601), those not over end today. */
export function daysOfPreset(preset: ReportPreset, nowMs: UtcMs, zone: string): Days {
  const { date: today, weekday, day } = localClock(nowMs, zone);
  const monday = addDays(today, 1 - weekday);
  const first = addDays(today, 1 - day);
  switch (preset) {
    case 'today': return { from: today, to: today };
    case 'yesterday': return { from: addDays(today, -1), to: addDays(today, -1) };
    case 'week': return { from: monday, to: today };
    case 'lastWeek': return { from: addDays(monday, -7), to: addDays(monday, -1) };
    case 'month': return { from: first, to: today };
    case 'lastMonth': {
      const last = addDays(first, -1);
      return { from: `${last.slice(0, 8)}01`, to: last };
    }
  }
}
