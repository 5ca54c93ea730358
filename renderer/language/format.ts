import { formatPhone } from '../../shared/customers/phoneNumber.ts';
import { childStage, type StageDates } from '../../shared/customers/childStage.ts';
import { daysBetween, localClock, type LocalClock } from '../../shared/time/localClock.ts';
import { splitSpan } from '../../shared/time/splitSpan.ts';
import type { UtcMs } from '../../shared/time/utcMs.ts';
import { i18next, spokenLanguage } from './i18n.ts';

/*
 * Words for numbers, in the language now spoken. All take instants and zones; none reads a clock.
 * Components that call these must also use `useTranslation()`, so that they are drawn again when the language changes.
 */

const two = (value: number): string => String(value).padStart(2, '0');
const clockText = (clock: LocalClock): string => `${two(Math.floor(clock.minuteOfDay / 60))}:${two(clock.minuteOfDay % 60)}`;

const englishMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
function dayText(clock: LocalClock, thisYear: number): string {
  if (spokenLanguage() === 'en') {
    const text = `${clock.day} ${englishMonths[clock.month - 1] ?? ''}`;
    return clock.year === thisYear ? text : `${text} ${clock.year}`;
  }
  const text = `${two(clock.month)}-${two(clock.day)}`;
  return clock.year === thisYear ? text : `${clock.year}-${text}`;
}

/** 「15:00」 */
export function formatTime(atMs: UtcMs, zone: string): string {
  return clockText(localClock(atMs, zone));
}

/** 「14:38:31」, to the second. */
export function formatTimeToSecond(atMs: UtcMs, zone: string): string {
  return `${formatTime(atMs, zone)}:${two(Math.floor(atMs / 1000) % 60)}`;
}

/** 「11-12」, with the year when it is another. English: 「12 Nov」. */
export function formatDay(atMs: UtcMs, zone: string, nowMs: UtcMs): string {
  return dayText(localClock(atMs, zone), localClock(nowMs, zone).year);
}

/** 「今天」「昨天」「明天」, else null. */
export function nearDay(atMs: UtcMs, zone: string, nowMs: UtcMs): string | null {
  switch (daysBetween(localClock(nowMs, zone).date, localClock(atMs, zone).date)) {
    case 0: return i18next.t('words.day.today');
    case 1: return i18next.t('words.day.tomorrow');
    case -1: return i18next.t('words.day.yesterday');
    default: return null;
  }
}

/** 「周四」, 「Thu」 */
export function formatWeekday(atMs: UtcMs, zone: string): string {
  return i18next.t(`words.weekday.${localClock(atMs, zone).weekday}`);
}

/** For the past: 「今天 14:10」「昨天 15:02」「11-12 16:40」. */
export function formatMoment(atMs: UtcMs, zone: string, nowMs: UtcMs): string {
  return `${nearDay(atMs, zone, nowMs) ?? formatDay(atMs, zone, nowMs)} ${formatTime(atMs, zone)}`;
}

/** For what is agreed: 「今天 15:00」「明天 09:00」, else with weekday and day 「周四 11-26 15:00」. */
export function formatAgreed(atMs: UtcMs, zone: string, nowMs: UtcMs): string {
  const near = nearDay(atMs, zone, nowMs);
  const time = formatTime(atMs, zone);
  return near === null ? `${formatWeekday(atMs, zone)} ${formatDay(atMs, zone, nowMs)} ${time}` : `${near} ${time}`;
}

/** A timer: 「03:42」, from an hour on 「1:03:42」. Negative counts as zero. */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const tail = `${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
  return hours === 0 ? tail : `${hours}:${tail}`;
}

/** Queue figures: 「0:48」 */
export function formatShortSeconds(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${two(whole % 60)}`;
}

/**
 * Rough distance without direction: 「22分钟」「2小时22分」「21小时」「3天」.
 * @param ms  positive for what lies ahead, negative for what is over.
 */
export function formatSpan(ms: number): string {
  const span = splitSpan(ms);
  switch (span.unit) {
    case 'minutes': return i18next.t('words.span.minutes', { count: span.minutes });
    case 'hours': return span.minutes === 0
      ? i18next.t('words.span.hours', { count: span.hours })
      : i18next.t('words.span.hoursAndMinutes', { hours: span.hours, minutes: span.minutes });
    case 'days': return i18next.t('words.span.days', { count: span.days });
  }
}

/** As formatSpan, in its one largest unit, for narrow places: 「2小时」 of 2 h 22 min. */
export function formatShortSpan(ms: number): string {
  const span = splitSpan(ms);
  return span.unit === 'hours' ? i18next.t('words.span.hours', { count: span.hours }) : formatSpan(ms);
}

/** Fen to 「¥596」, 「¥12.50」. */
export function formatMoney(amountMinor: number): string {
  const yuan = Math.floor(amountMinor / 100);
  const fen = amountMinor % 100;
  const grouped = String(yuan).replace(/\B(?=(\d{3})+$)/g, ',');
  return fen === 0 ? `¥${grouped}` : `¥${grouped}.${two(fen)}`;
}

/** A stored number as people read it; anything else as it came. */
export function formatNumber(number: string): string {
  return /^\+?\d{3,15}$/.test(number) ? formatPhone(number) : number;
}

/** 「孕28周」「5月龄」「3岁2月」; null when nothing is known. */
export function formatStage(child: StageDates, nowMs: UtcMs, zone: string): string | null {
  const stage = childStage(child, nowMs, zone);
  if (stage === null) return null;
  switch (stage.kind) {
    case 'unborn': return i18next.t('words.stage.unborn', { weeks: stage.weeks });
    case 'due': return i18next.t('words.stage.due', { days: stage.daysOver });
    case 'months': return stage.months === 0
      ? i18next.t('words.stage.days', { count: stage.days })
      : i18next.t('words.stage.months', { count: stage.months });
    case 'years': return i18next.t('words.stage.years', { years: stage.years, months: stage.months });
  }
}
