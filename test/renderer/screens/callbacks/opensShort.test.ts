import { afterEach, describe, expect, it } from 'vitest';
import { instantOf } from '../../../../shared/time/localClock.ts';
import { i18next } from '../../../../renderer/language/i18n.ts';
import { opensShort } from '../../../../renderer/screens/callbacks/gateWords.ts';

afterEach(() => { void i18next.changeLanguage('zh-CN'); });

const ZONE = 'Asia/Shanghai';
const at = (day: string, hour: number) => instantOf(ZONE, day, hour * 60);
const now = at('2026-11-23', 8);

describe('when a row may be called, as short as its column', () => {
  it.each([
    ['2026-11-23', '09:00 起', 'from 09:00'],
    ['2026-11-24', '明天 09:00', 'Tue 09:00'],
    ['2026-12-14', '12-14 起', 'from 14 Dec'],
  ])('on %s is said as 「%s」, and in English as “%s”', (day, chinese, english) => {
    expect(opensShort(at(day, 9), ZONE, now)).toBe(chinese);
    void i18next.changeLanguage('en');
    expect(opensShort(at(day, 9), ZONE, now)).toBe(english);
  });
});
