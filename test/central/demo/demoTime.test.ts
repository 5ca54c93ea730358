import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chinaDate, chinaDayShift, chinaDaysBetween, chinaInstant, chinaMinute, chinaWeekday, spokenTime } from '../../../central/demo/demoTime.ts';
import { daysBetween, instantOf, localClock } from '../../../shared/time/localClock.ts';

const ZONE = 'Asia/Shanghai';
const anyMoment = fc.integer({ min: Date.parse('2018-01-01T00:00:00Z'), max: Date.parse('2030-01-01T00:00:00Z') });

describe('the mainland’s clock by arithmetic', () => {
  it('shows what the zone’s rules show', () => {
    fc.assert(fc.property(anyMoment, (atMs) => {
      const clock = localClock(atMs, ZONE);
      expect(chinaDate(atMs)).toBe(clock.date);
      expect(chinaMinute(atMs)).toBe(clock.minuteOfDay);
      expect(chinaWeekday(atMs)).toBe(clock.weekday % 7);
      expect(chinaInstant(clock.date, clock.minuteOfDay)).toBe(instantOf(ZONE, clock.date, clock.minuteOfDay));
    }));
  });

  it('counts days by the calendar, not by hours', () => {
    fc.assert(fc.property(anyMoment, fc.integer({ min: -400, max: 400 }), fc.integer({ min: 0, max: 1439 }), (atMs, days, minute) => {
      const shifted = chinaDayShift(atMs, days, minute);
      expect(chinaDaysBetween(atMs, shifted)).toBe(days);
      expect(daysBetween(chinaDate(atMs), chinaDate(shifted))).toBe(days);
    }));
  });
});

describe('spokenTime', () => {
  const thursday = Date.parse('2026-11-19T14:38:00+08:00');
  it.each([
    ['2026-11-19T16:00:00+08:00', '今天下午4点'],
    ['2026-11-20T10:30:00+08:00', '明天上午10点半'],
    ['2026-11-21T12:15:00+08:00', '后天中午12点15分'],
    ['2026-11-22T19:00:00+08:00', '周日晚上7点'],
    ['2026-11-23T09:00:00+08:00', '下周一上午9点'],
    ['2026-11-29T15:05:00+08:00', '下周日下午3点05分'],
    ['2026-12-03T14:00:00+08:00', '12月3日下午2点'],
  ])('says %s on Thursday the 19th as %s', (due, said) => {
    expect(spokenTime(thursday, Date.parse(due))).toBe(said);
  });
});
