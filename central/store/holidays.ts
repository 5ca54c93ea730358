import type { Holiday } from '../../shared/routing/holidays.ts';
import { type Holidays, holidaysSchema } from '../../shared/sync/queueMessages.ts';
import { type Connection, row, run, statement } from './pool.ts';

/** The whole calendar as one value, by first day; for other statements too. */
export const CALENDAR = `(SELECT coalesce(jsonb_agg(jsonb_build_object('id', y.id, 'name', y.name, 'fromDay', y.from_day, 'toDay', y.to_day, 'queueIds', y.queue_ids, 'open', y.open)
  ORDER BY y.from_day, y.id), '[]'::jsonb) FROM holiday y)`;

export const parseCalendar = (calendar: unknown): Holidays => holidaysSchema.parse(calendar);

const all = statement(`SELECT ${CALENDAR} AS calendar`);
/** The holiday calendar, by first day. */
export async function allHolidays(on: Connection): Promise<Holidays> {
  return parseCalendar((await row<{ calendar: unknown }>(on, all))?.calendar ?? []);
}

const put = statement(`
  INSERT INTO holiday (id, name, from_day, to_day, queue_ids, open) VALUES ($1, $2, $3::date, $4::date, $5::text[], $6)
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, from_day = excluded.from_day, to_day = excluded.to_day, queue_ids = excluded.queue_ids, open = excluded.open`);
/** Puts days into the calendar, or says anew what they are. */
export async function setHoliday(on: Connection, id: string, holiday: Holiday): Promise<void> {
  await run(on, put, [id, holiday.name, holiday.fromDay, holiday.toDay, holiday.queueIds, JSON.stringify(holiday.open)]);
}

const drop = statement('DELETE FROM holiday WHERE id = $1 RETURNING id');
/** @returns false when they were not in the calendar. */
export async function dropHoliday(on: Connection, id: string): Promise<boolean> {
  return await row(on, drop, [id]) !== null;
}

/** More entries than this are years of them: the nearest count. */
const MOST_COMING = 200;

/**
 * SQL: the days of the calendar that hold for the whole centre and are not over, by first day, as a policy tells them: what the
 * gate is asked with, and what a desktop needs to read 「国庆后第一天上班」 and to promise no call on a day when nobody is there.
 */
export const comingHolidays = (nowMs: string): string => `(
  SELECT coalesce(jsonb_agg(jsonb_build_object('name', y.name, 'fromDay', y.from_day, 'toDay', y.to_day, 'worked', y.open <> '[]'::jsonb) ORDER BY y.from_day, y.id), '[]'::jsonb)
  FROM (SELECT * FROM holiday WHERE queue_ids IS NULL
    -- A zone's day away from ours is no matter: one that is just over does no harm.
    AND to_day >= (to_timestamp(${nowMs} / 1000.0) AT TIME ZONE 'UTC')::date - 1
    ORDER BY from_day, id LIMIT ${MOST_COMING}) y)`;
