import { describe, expect, it } from 'vitest';
import { agreedFacts, agreedSentence } from '../../../shared/callbacks/agreedSentence.ts';

const agreed = { dueAtMs: Date.parse('2026-11-26T15:00:00+08:00'), zone: 'Asia/Shanghai', windowMinutes: 15, purpose: '问转奶' };
const names = { person: '妈妈', owner: '王倩', ourZone: 'Asia/Shanghai', nowMs: Date.parse('2026-11-25T10:20:00+08:00') };

describe('agreedSentence', () => {
  it('reads back weekday, date, the customer’s time, person, purpose and owner', () => {
    expect(agreedSentence(agreed, names, 'zh-CN')).toBe('周四 11-26 15:00（客户当地）· 找妈妈 · 问转奶 · 归王倩');
    expect(agreedSentence({ ...agreed, purpose: 'about switching' }, { ...names, person: 'mother', owner: 'Wang Qian' }, 'en'))
      .toBe('Thu 26 Nov 15:00 (customer\'s time) · ask for mother · about switching · owner Wang Qian');
  });
  it('adds our own time when our clock shows another, with the date when that differs, too', () => {
    expect(agreedSentence(agreed, { ...names, ourZone: 'Asia/Kathmandu' }, 'zh-CN')).toBe('周四 11-26 15:00（客户当地，我们这边 12:45）· 找妈妈 · 问转奶 · 归王倩');
    expect(agreedSentence({ ...agreed, dueAtMs: Date.parse('2026-11-26T09:00:00+08:00') }, { ...names, ourZone: 'America/New_York' }, 'zh-CN'))
      .toBe('周四 11-26 09:00（客户当地，我们这边 11-25 20:00）· 找妈妈 · 问转奶 · 归王倩');
    expect(agreedSentence({ ...agreed, dueAtMs: Date.parse('2026-11-26T09:00:00+08:00') }, { ...names, ourZone: 'America/New_York' }, 'en'))
      .toContain('Thu 26 Nov 09:00 (customer\'s time, Wed 20:00 here)');
  });
  it('says the stretch when a part of the day was promised', () => {
    expect(agreedSentence({ ...agreed, dueAtMs: Date.parse('2026-11-26T10:30:00+08:00'), windowMinutes: 90 }, names, 'zh-CN')).toContain('周四 11-26 09:00–12:00（客户当地）');
  });
  it('says the year only when it is another one, and leaves out an empty purpose', () => {
    expect(agreedSentence({ ...agreed, dueAtMs: Date.parse('2027-01-05T10:00:00+08:00'), purpose: ' ' }, names, 'zh-CN')).toBe('周二 2027-01-05 10:00（客户当地）· 找妈妈 · 归王倩');
    expect(agreedSentence({ ...agreed, dueAtMs: Date.parse('2027-01-05T10:00:00+08:00') }, names, 'en')).toContain('Tue 5 Jan 2027 10:00');
  });
  it('says who rings when the owner does not: a colleague by name, or whom central chooses', () => {
    expect(agreedSentence(agreed, { ...names, fallback: '李婷' }, 'zh-CN')).toBe('周四 11-26 15:00（客户当地）· 找妈妈 · 问转奶 · 归王倩，没打由李婷打');
    expect(agreedSentence(agreed, { ...names, fallback: null }, 'zh-CN')).toContain('· 归王倩，没打由同组同事打');
    expect(agreedSentence(agreed, { ...names, fallback: 'Li Ting' }, 'en')).toContain('· owner 王倩, else Li Ting');
    expect(agreedSentence(agreed, { ...names, owner: null, fallback: null }, 'zh-CN')).toContain('· 无人认领');
  });
  it('says so when whoever answers will do and when nobody owns it', () => {
    expect(agreedSentence(agreed, { ...names, person: null, owner: null }, 'zh-CN')).toBe('周四 11-26 15:00（客户当地）· 谁接都可以 · 问转奶 · 无人认领');
    expect(agreedSentence(agreed, { ...names, person: null, owner: null }, 'en')).toContain('whoever answers · 问转奶 · no owner yet');
  });
});

describe('agreedFacts', () => {
  it('counts the days by the customer’s calendar', () => {
    expect(agreedFacts(agreed, names)).toMatchObject({ daysAhead: 1, otherYear: false, ours: null, window: null });
    // Still the 24th in New York: the 26th there is two days ahead.
    expect(agreedFacts({ ...agreed, zone: 'America/New_York', dueAtMs: Date.parse('2026-11-26T15:00:00-05:00') }, names).daysAhead).toBe(2);
  });
});
