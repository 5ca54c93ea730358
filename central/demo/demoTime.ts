import { addDays } from '../../shared/time/localClock.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, type UtcMs } from '../../shared/time/utcMs.ts';

/** The mainland's wall clock has stood at UTC+8 all year since 1992; demo history does not reach further back. */
const CHINA_OFFSET_MS = 8 * HOUR_MS;

/** 'YYYY-MM-DD' on the mainland's calendar. */
export function chinaDate(atMs: UtcMs): string {
  return new Date(atMs + CHINA_OFFSET_MS).toISOString().slice(0, 10);
}

/** Minutes after the mainland's midnight. */
export function chinaMinute(atMs: UtcMs): number {
  return Math.floor((atMs + CHINA_OFFSET_MS) / MINUTE_MS) % 1440;
}

/** The instant at which the mainland's clock shows this day and minute. */
export function chinaInstant(date: string, minuteOfDay: number): UtcMs {
  return Date.parse(`${date}T00:00:00Z`) - CHINA_OFFSET_MS + minuteOfDay * MINUTE_MS;
}

/** The instant at this minute of the mainland's day, so many days after the day of `atMs` (or before it). */
export function chinaDayShift(atMs: UtcMs, days: number, minuteOfDay: number): UtcMs {
  return chinaInstant(addDays(chinaDate(atMs), days), minuteOfDay);
}

/** Whole calendar days from one instant's day to another's, on the mainland. */
export function chinaDaysBetween(fromMs: UtcMs, toMs: UtcMs): number {
  return Math.floor((toMs + CHINA_OFFSET_MS) / DAY_MS) - Math.floor((fromMs + CHINA_OFFSET_MS) / DAY_MS);
}

const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'] as const;

/** 0 Sunday … 6 Saturday on the mainland. */
export function chinaWeekday(atMs: UtcMs): number {
  return new Date(atMs + CHINA_OFFSET_MS).getUTCDay();
}

function spokenHour(minuteOfDay: number): string {
  const hour = Math.floor(minuteOfDay / 60);
  const minute = minuteOfDay % 60;
  const part = hour < 12 ? '上午' : hour < 13 ? '中午' : hour < 18 ? '下午' : '晚上';
  const twelve = hour > 12 ? hour - 12 : hour;
  const rest = minute === 0 ? '' : minute === 30 ? '半' : `${String(minute).padStart(2, '0')}分`;
  return `${part}${twelve}点${rest}`;
}

/**
 * How an agent says a day and hour to come: 「明天下午3点」「周五上午10点半」「12月3日下午2点」.
 * @param saidAtMs when it was said; 周X is used up to six days ahead, 下周X in the week that follows.
 */
export function spokenTime(saidAtMs: UtcMs, dueAtMs: UtcMs): string {
  const days = chinaDaysBetween(saidAtMs, dueAtMs);
  const hour = spokenHour(chinaMinute(dueAtMs));
  if (days === 0) return `今天${hour}`;
  if (days === 1) return `明天${hour}`;
  if (days === 2) return `后天${hour}`;
  const weekday = chinaWeekday(dueAtMs);
  const mondayFirst = (chinaWeekday(saidAtMs) + 6) % 7;
  const weeksAhead = Math.floor((mondayFirst + days) / 7);
  if (weeksAhead === 0) return `周${WEEKDAYS[weekday] ?? ''}${hour}`;
  if (weeksAhead === 1) return `下周${WEEKDAYS[weekday] ?? ''}${hour}`;
  const [, month, day] = chinaDate(dueAtMs).split('-').map(Number) as [number, number, number];
  return `${month}月${day}日${hour}`;
}

/** Short, as in a note: 「11-26 15:00」. */
export function shortTime(atMs: UtcMs): string {
  const minute = chinaMinute(atMs);
  return `${chinaDate(atMs).slice(5)} ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
