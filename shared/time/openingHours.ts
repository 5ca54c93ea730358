import { z } from 'zod';
import { isoDateSchema } from './isoDate.ts';
import { addDays, instantOf, localClock } from './localClock.ts';
import type { UtcMs } from './utcMs.ts';
import { zoneSchema } from './zone.ts';

const minuteSchema = z.number().int().min(0).max(1440);
/** Minutes after local midnight, the end excluded; 1440 is midnight at the end of the day. */
const spanSchema = z.object({ fromMinute: minuteSchema, toMinute: minuteSchema }).refine((span) => span.fromMinute < span.toMinute, { path: ['toMinute'], message: 'not after fromMinute' });
export const spansSchema = z.array(spanSchema).max(6);

/** When somebody is there. A weekday that is missing is closed; a date in `days` counts instead of its weekday: a holiday, or a Saturday that is worked. */
export const openingHoursSchema = z.object({
  zone: zoneSchema,
  /** By ISO weekday, '1' Monday to '7' Sunday. */
  week: z.partialRecord(z.enum(['1', '2', '3', '4', '5', '6', '7']), spansSchema),
  /** By date; no span: closed all day. */
  days: z.record(isoDateSchema, spansSchema).default({}),
});
export type OpeningHours = z.infer<typeof openingHoursSchema>;
type Span = z.infer<typeof spanSchema>;

/** So far ahead an opening is looked for: longer than any holiday. */
const FURTHEST_DAYS = 400;

function spansOf(hours: OpeningHours, date: string, weekday: number): readonly Span[] {
  return hours.days[date] ?? hours.week[String(weekday) as keyof OpeningHours['week']] ?? [];
}

/** Whether it is open at an instant. */
export function isOpen(atMs: UtcMs, hours: OpeningHours): boolean {
  const { date, weekday, minuteOfDay } = localClock(atMs, hours.zone);
  return spansOf(hours, date, weekday).some((span) => minuteOfDay >= span.fromMinute && minuteOfDay < span.toMinute);
}

/** The first instant at or after `atMs` at which it is open; null when it does not open within 400 days. */
export function nextOpening(atMs: UtcMs, hours: OpeningHours): UtcMs | null {
  if (isOpen(atMs, hours)) return atMs;
  const today = localClock(atMs, hours.zone);
  for (let days = 0; days <= FURTHEST_DAYS; days++) {
    const date = addDays(today.date, days);
    const weekday = ((today.weekday - 1 + days) % 7) + 1;
    const starts = spansOf(hours, date, weekday).map((span) => instantOf(hours.zone, date, span.fromMinute)).filter((startMs) => startMs > atMs);
    if (starts.length > 0) return Math.min(...starts);
  }
  return null;
}
