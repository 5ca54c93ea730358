import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDay } from '../../../../renderer/screens/workbench/customer/readDay.ts';

describe('reading a typed day', () => {
  it.each([
    ['2026-06-08', '2026-06-08'], ['2026-6-8', '2026-06-08'], ['20260608', '2026-06-08'], ['2026/6/8', '2026-06-08'], ['2026.6.8', '2026-06-08'],
    ['2026年6月8日', '2026-06-08'], [' ２０２６－６－８ ', '2026-06-08'], ['2024-02-29', '2024-02-29'],
  ])('takes %s for %s', (typed, day) => { expect(readDay(typed)).toBe(day); });

  it.each(['', '2026', '6月8日', '2026-02-29', '2026-13-01', '2026-00-10', '20261301', '明天', '1850-01-01'])('does not take %j for a day', (typed) => {
    expect(readDay(typed)).toBeNull();
  });

  it('reads back every day it writes', () => {
    fc.assert(fc.property(fc.date({ min: new Date('1950-01-01'), max: new Date('2090-12-31'), noInvalidDate: true }), (date) => {
      const day = date.toISOString().slice(0, 10);
      expect(readDay(day)).toBe(day);
      expect(readDay(day.replaceAll('-', ''))).toBe(day);
    }));
  });
});
