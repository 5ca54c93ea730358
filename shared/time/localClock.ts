import { MINUTE_MS, type UtcMs } from './utcMs.ts';

/** A wall clock's reading in one zone. */
export interface LocalClock {
  readonly year: number;
  /** 1–12 */
  readonly month: number;
  readonly day: number;
  /** Minutes after local midnight, 0–1439. */
  readonly minuteOfDay: number;
  /** 1 Monday … 7 Sunday (ISO 8601). */
  readonly weekday: 1 | 2 | 3 | 4 | 5 | 6 | 7;
  /** 'YYYY-MM-DD' */
  readonly date: string;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23',
    year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  });
  formatters.set(zone, made);
  return made;
}

/** Readings taken lately, by zone and minute: a screen of rows asks for the same ones over and over, and each costs 10 µs. */
const readings = new Map<string, LocalClock>();
const MOST_READINGS = 4000;

/**
 * What a clock on the wall in `zone` shows at an instant.
 * @throws RangeError if the zone is unknown: a broken record, refused at the doors.
 */
export function localClock(atMs: UtcMs, zone: string): LocalClock {
  const key = `${Math.floor(atMs / MINUTE_MS)} ${zone}`;
  const known = readings.get(key);
  if (known) return known;
  const reading = readClock(atMs, zone);
  if (readings.size >= MOST_READINGS) readings.clear();
  readings.set(key, reading);
  return reading;
}

function readClock(atMs: UtcMs, zone: string): LocalClock {
  const part: Record<string, string> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(atMs)) part[type] = value;
  const [year, month, day, hour, minute] = [part['year'], part['month'], part['day'], part['hour'], part['minute']].map(Number) as [number, number, number, number, number];
  const sundayFirst = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return {
    year, month, day, minuteOfDay: hour * 60 + minute,
    weekday: (sundayFirst === 0 ? 7 : sundayFirst) as LocalClock['weekday'],
    date: `${part['year'] ?? ''}-${part['month'] ?? ''}-${part['day'] ?? ''}`,
  };
}

/**
 * The instant at which a wall clock in `zone` shows this day and minute. A time that a clock change skips becomes the
 * first one after the gap; one that comes twice, the first.
 */
export function instantOf(zone: string, date: string, minuteOfDay: number): UtcMs {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const naive = Date.UTC(year, month - 1, day, 0, minuteOfDay);
  const offsetAt = (atMs: number): number => {
    const seen = localClock(atMs, zone);
    return Date.UTC(seen.year, seen.month - 1, seen.day, 0, seen.minuteOfDay) - Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
  };
  const before = offsetAt(naive - 86_400_000);
  const after = offsetAt(naive + 86_400_000);
  const first = naive - Math.max(before, after);
  if (offsetAt(first) === Math.max(before, after)) return first;
  return naive - Math.min(before, after);
}

/** 'YYYY-MM-DD' so many days later (or earlier). */
export function addDays(date: string, days: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10);
}

/** Whole days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
