import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, instantOf, localClock } from '../../../shared/time/localClock.ts';

const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Asia/Urumqi'];

describe('localClock and instantOf', () => {
  it('are each other’s inverse at every whole minute that a clock shows once', () => {
    fc.assert(fc.property(fc.constantFrom(...zones), fc.integer({ min: Date.UTC(2024, 0, 1) / 60_000, max: Date.UTC(2031, 0, 1) / 60_000 }), (zone, minute) => {
      const seen = localClock(minute * 60_000, zone);
      const back = instantOf(zone, seen.date, seen.minuteOfDay);
      expect(localClock(back, zone)).toEqual(seen);
      expect(back).toBeLessThanOrEqual(minute * 60_000);
    }));
  });
  it('moves a time that the clock change skips to the first one after the gap', () => {
    expect(new Date(instantOf('Europe/Berlin', '2026-03-29', 150)).toISOString()).toBe('2026-03-29T01:30:00.000Z');
  });
  it('counts Monday as 1 and Sunday as 7', () => {
    expect(localClock(Date.parse('2026-11-22T04:00:00Z'), 'Asia/Shanghai').weekday).toBe(7);
    expect(localClock(Date.parse('2026-11-23T04:00:00Z'), 'Asia/Shanghai').weekday).toBe(1);
  });
});

describe('addDays', () => {
  it('crosses months and leap days, and daysBetween undoes it', () => {
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
    fc.assert(fc.property(fc.integer({ min: -4000, max: 4000 }), (days) => { expect(daysBetween('2026-11-22', addDays('2026-11-22', days))).toBe(days); }));
  });
});
