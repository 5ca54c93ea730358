import { z } from 'zod';
import { codeSchema } from '../agents/remit.ts';
import { isoDateSchema } from '../time/isoDate.ts';
import { addDays, daysBetween } from '../time/localClock.ts';
import { type OpeningHours, spansSchema } from '../time/openingHours.ts';
import { DEFAULT_ZONE } from '../time/zone.ts';

/** The longest holiday: a bound against a wrong year. */
const MOST_DAYS = 62;

/** Days on which queues are closed, or open at other times than their weekday says. `PUT /holidays/:id`. */
export const holidaySchema = z.object({
  name: z.string().trim().min(1).max(40),
  /** By the calendar of each queue's own zone; both included. */
  fromDay: isoDateSchema,
  toDay: isoDateSchema,
  /** Null: all queues, also those that are open round the clock. */
  queueIds: z.array(codeSchema).min(1).max(100).nullable().default(null),
  /** When somebody is there on each of these days; none: closed. */
  open: spansSchema.default([]),
})
  .refine((holiday) => holiday.fromDay <= holiday.toDay, { path: ['toDay'], message: 'before fromDay' })
  .refine((holiday) => daysBetween(holiday.fromDay, holiday.toDay) < MOST_DAYS, { path: ['toDay'], message: `more than ${MOST_DAYS} days` });
export type Holiday = z.infer<typeof holidaySchema>;

const allDay = [{ fromMinute: 0, toMinute: 1440 }];
const roundTheClock: OpeningHours = { zone: DEFAULT_ZONE, week: { 1: allDay, 2: allDay, 3: allDay, 4: allDay, 5: allDay, 6: allDay, 7: allDay }, days: {} };

const appliesTo = (holiday: Holiday, queueId: string): boolean => holiday.queueIds === null || holiday.queueIds.includes(queueId);

/** What counts first comes last: all queues before this one, long before short. So a worked day within a holiday is a day worked. */
function byWeight(one: Holiday, other: Holiday): number {
  return Number(one.queueIds !== null) - Number(other.queueIds !== null)
    || daysBetween(other.fromDay, other.toDay) - daysBetween(one.fromDay, one.toDay)
    || (one.fromDay < other.fromDay ? -1 : 1);
}

/**
 * When a queue is open, the calendar counted in. What the queue's own `days` say of a date counts before any holiday.
 *
 * @param hours null: round the clock.
 * @returns null: round the clock, and no holiday is the queue's.
 */
export function hoursWithHolidays(hours: OpeningHours | null, holidays: readonly Holiday[], queueId: string): OpeningHours | null {
  const own = holidays.filter((holiday) => appliesTo(holiday, queueId)).sort(byWeight);
  if (own.length === 0) return hours;
  const usual = hours ?? roundTheClock;
  const days: Record<string, Holiday['open']> = {};
  for (const { fromDay, toDay, open } of own) for (let day = fromDay; day <= toDay; day = addDays(day, 1)) days[day] = open;
  return { ...usual, days: { ...days, ...usual.days } };
}
