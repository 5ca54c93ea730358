import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSpan } from '../../../shared/time/splitSpan.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time/utcMs.ts';

describe('a span of time', () => {
  it.each([
    [0, { unit: 'minutes', minutes: 0 }],
    [1, { unit: 'minutes', minutes: 1 }],
    [-59_999, { unit: 'minutes', minutes: 0 }],
    [22 * MINUTE_MS, { unit: 'minutes', minutes: 22 }],
    [2 * HOUR_MS - MINUTE_MS, { unit: 'minutes', minutes: 119 }],
    [2 * HOUR_MS, { unit: 'hours', hours: 2, minutes: 0 }],
    [-(2 * HOUR_MS + 22 * MINUTE_MS), { unit: 'hours', hours: 2, minutes: 22 }],
    [6 * HOUR_MS + 40 * MINUTE_MS, { unit: 'hours', hours: 6, minutes: 0 }],
    [21 * HOUR_MS, { unit: 'hours', hours: 21, minutes: 0 }],
    [47 * HOUR_MS, { unit: 'hours', hours: 47, minutes: 0 }],
    [2 * DAY_MS, { unit: 'days', days: 2 }],
    [-9 * DAY_MS - HOUR_MS, { unit: 'days', days: 9 }],
  ])('of %d ms is said in the unit people would use', (ms, expected) => { expect(splitSpan(ms)).toEqual(expected); });

  it('never shows nothing left before it is due', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 400 * DAY_MS }), (ms) => {
      const span = splitSpan(ms);
      expect(span.unit === 'minutes' ? span.minutes : span.unit === 'hours' ? span.hours : span.days).toBeGreaterThan(0);
    }));
  });

  it('never grows while one waits', () => {
    const roughMinutes = (ms: number): number => {
      const span = splitSpan(ms);
      return span.unit === 'minutes' ? span.minutes : span.unit === 'hours' ? span.hours * 60 + span.minutes : span.days * 1440;
    };
    fc.assert(fc.property(fc.integer({ min: 0, max: 10 * DAY_MS }), fc.integer({ min: 0, max: DAY_MS }), (ms, waited) => {
      expect(roughMinutes(Math.max(0, ms - waited))).toBeLessThanOrEqual(roughMinutes(ms));
    }));
  });
});
