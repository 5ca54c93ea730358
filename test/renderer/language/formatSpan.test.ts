import { afterEach, describe, expect, it } from 'vitest';
import { formatShortSpan, formatSpan } from '../../../renderer/language/format.ts';
import { i18next } from '../../../renderer/language/i18n.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time/utcMs.ts';

afterEach(() => { void i18next.changeLanguage('zh-CN'); });

describe('a span of time on screen', () => {
  it.each([
    [22 * MINUTE_MS, '22分钟', '22 min'], [-38 * MINUTE_MS, '38分钟', '38 min'], [2 * HOUR_MS, '2小时', '2 h'], [2 * HOUR_MS + 22 * MINUTE_MS, '2小时22分', '2 h 22 min'],
    [21 * HOUR_MS, '21小时', '21 h'], [36 * HOUR_MS, '36小时', '36 h'], [3 * DAY_MS, '3天', '3 days'],
  ])('of %d ms is %s, in English %s', (ms, chinese, english) => {
    expect(formatSpan(ms)).toBe(chinese);
    void i18next.changeLanguage('en');
    expect(formatSpan(ms)).toBe(english);
  });

  it('in a narrow place has one unit', () => {
    expect([22 * MINUTE_MS, 2 * HOUR_MS + 22 * MINUTE_MS, 3 * DAY_MS].map(formatShortSpan)).toEqual(['22分钟', '2小时', '3天']);
  });
});
