import { describe, expect, it } from 'vitest';
import { type AgreedLineContext, readAgreedLine } from '../../../shared/callbacks/readAgreedLine.ts';
import { localClock } from '../../../shared/time/localClock.ts';

/** Wednesday 25 November 2026, 10:20 in Shanghai. */
const WEDNESDAY = Date.parse('2026-11-25T02:20:30Z');
const context: AgreedLineContext = {
  nowMs: WEDNESDAY, zone: 'Asia/Shanghai', hours: { callFromMinute: 540, callToMinute: 1200 }, speakerId: 'mother',
  people: [
    { id: 'mother', name: '陈丽华', relation: 'mother' },
    { id: 'father', name: '王建国', relation: 'father' },
    { id: 'grandmother', name: '李秀英', relation: 'maternal-grandmother' },
  ],
};

const wall = (ms: number, zone = context.zone): string => {
  const { date, minuteOfDay } = localClock(ms, zone);
  return `${date.slice(5)} ${String(Math.floor(minuteOfDay / 60)).padStart(2, '0')}:${String(minuteOfDay % 60).padStart(2, '0')}`;
};

/** 'MM-DD HH:MM ±window', or '?ask detail: candidates'. */
function told(line: string, over: Partial<AgreedLineContext> = {}): string {
  const reading = readAgreedLine(line, { ...context, ...over });
  const zone = over.zone ?? context.zone;
  return reading.ok
    ? `${wall(reading.dueAtMs, zone)} ±${reading.windowMinutes}`
    : `?${reading.ask} ${reading.detail}${reading.candidates.length === 0 ? '' : `: ${reading.candidates.map((ms) => wall(ms, zone)).join(', ')}`}`;
}

describe('readAgreedLine, days', () => {
  it.each([
    ['明天下午3点', '11-26 15:00 ±15'],
    ['今天下午3点', '11-25 15:00 ±15'],
    ['后天晚上7点', '11-27 19:00 ±15'],
    ['大后天上午10点', '11-28 10:00 ±15'],
    ['大大后天上午10点', '11-29 10:00 ±15'],
    ['听日下昼3点', '11-26 15:00 ±15'],
    ['明儿下午3点', '11-26 15:00 ±15'],
    ['明下午3点', '11-26 15:00 ±15'],
    ['今晚七点', '11-25 19:00 ±15'],
    ['明早9点半', '11-26 09:30 ±15'],
    ['下周三上午10点半', '12-02 10:30 ±15'],
    ['下个星期三上午10点半', '12-02 10:30 ±15'],
    ['下礼拜三10点半', '12-02 10:30 ±15'],
    ['下周的周三10点半', '12-02 10:30 ±15'],
    ['下下周一上午9点30', '12-07 09:30 ±15'],
    ['这周五下午4点', '11-27 16:00 ±15'],
    ['本周日上午10点', '11-29 10:00 ±15'],
    ['下星期天上午10点', '12-06 10:00 ±15'],
    ['礼拜四下午两点一刻', '11-26 14:15 ±15'],
    ['周3 15:00', '11-25 15:00 ±15'],
    ['周四15:00', '11-26 15:00 ±15'],
    ['周三下午3点', '11-25 15:00 ±15'],
    ['周三上午9点', '12-02 09:00 ±15'],
    ['周三十点', '12-02 10:00 ±15'],
    ['周二十一点', '12-01 11:00 ±15'],
    ['11月26号下午三点', '11-26 15:00 ±15'],
    ['11月26下午3点', '11-26 15:00 ±15'],
    ['十二月三日下午三点', '12-03 15:00 ±15'],
    ['二〇二六年十二月三日下午三点', '12-03 15:00 ±15'],
    ['明年1月5号上午10点', '01-05 10:00 ±15'],
    ['3月5日上午10点', '03-05 10:00 ±15'],
    ['12-01 10:00', '12-01 10:00 ±15'],
    ['12/1上午10点', '12-01 10:00 ±15'],
    ['12.1上午10点', '12-01 10:00 ±15'],
    ['2026-12-01 15:30', '12-01 15:30 ±15'],
    ['26号15:00', '11-26 15:00 ±15'],
    ['廿八号下午两点', '11-28 14:00 ±15'],
    ['25号上午9点', '12-25 09:00 ±15'],
    ['25号下午2点', '11-25 14:00 ±15'],
    ['下个月5号下午3点', '12-05 15:00 ±15'],
    ['三天后下午3点', '11-28 15:00 ±15'],
    ['过3天上午10点', '11-28 10:00 ±15'],
    ['一周后下午3点', '12-02 15:00 ±15'],
    ['两个星期后下午3点', '12-09 15:00 ±15'],
    ['一个月后上午10点', '12-25 10:00 ±15'],
    ['半个月后下午3点', '12-10 15:00 ±15'],
    ['周四26号下午3点', '11-26 15:00 ±15'],
    ['下周一 11月30日 15点', '11-30 15:00 ±15'],
  ])('%s is %s', (line, expected) => { expect(told(line)).toBe(expected); });
});

describe('readAgreedLine, hours', () => {
  it.each([
    ['3点', '11-25 15:00 ±15'],
    ['明天九点', '11-26 09:00 ±15'],
    ['明天12点半', '11-26 12:30 ±15'],
    ['明天一点', '11-26 13:00 ±15'],
    ['明天下午三点二十', '11-26 15:20 ±15'],
    ['明天下午三点零五分', '11-26 15:05 ±15'],
    ['明天下午3点三刻', '11-26 15:45 ±15'],
    ['明天差一刻三点', '11-26 14:45 ±15'],
    ['明天下午三点差五分', '11-26 14:55 ±15'],
    ['明天三点过五分', '11-26 15:05 ±15'],
    ['明天15时30分', '11-26 15:30 ±15'],
    ['明天3：30', '11-26 15:30 ±15'],
    ['明天１５：３０', '11-26 15:30 ±15'],
    ['１１月２６号　下午３点', '11-26 15:00 ±15'],
    ['明天3pm', '11-26 15:00 ±15'],
    ['明天二十点', '11-26 20:00 ±15'],
    ['明天中午1点', '11-26 13:00 ±15'],
    ['明天下午12点', '11-26 12:00 ±15'],
    ['明天傍晚6点', '11-26 18:00 ±15'],
    ['明天晚上12点', '11-27 00:00 ±15'],
    ['明天上午', '11-26 10:30 ±90'],
    ['明天下午', '11-26 15:30 ±150'],
    ['明天中午', '11-26 12:30 ±60'],
    ['明天晚上', '11-26 19:00 ±60'],
    ['三天后上午', '11-28 10:30 ±90'],
    ['上午', '11-25 11:10 ±45'],
    ['明天随时', '11-26 14:30 ±330'],
    ['明天上午9-11点', '11-26 10:00 ±60'],
    ['明天上午9-11', '11-26 10:00 ±60'],
    ['明天下午3点到5点之间', '11-26 16:00 ±60'],
    ['明天10点到12点', '11-26 11:00 ±60'],
    ['14:00～16:00', '11-25 15:00 ±60'],
    ['明天下午四五点', '11-26 16:30 ±30'],
    ['明天下午3点左右', '11-26 15:00 ±30'],
    ['后天大概下午3点', '11-27 15:00 ±30'],
    ['明天下午3点以后', '11-26 15:30 ±30'],
    ['明天下午3点之前', '11-26 14:30 ±30'],
    ['明天这个时候', '11-26 10:20 ±15'],
    ['半小时后', '11-25 10:50 ±15'],
    ['一个半小时后', '11-25 11:50 ±15'],
    ['1.5小时后', '11-25 11:50 ±15'],
    ['1小时20分后', '11-25 11:40 ±15'],
    ['过一刻钟', '11-25 10:35 ±15'],
    ['45分钟后', '11-25 11:05 ±15'],
    ['禮拜四下午三點', '11-26 15:00 ±15'],
  ])('%s is %s', (line, expected) => { expect(told(line)).toBe(expected); });
});

describe('readAgreedLine, what it asks back', () => {
  it.each([
    ['月底', '?which-day month: 11-29 10:00, 11-29 15:00, 11-30 10:00, 11-30 15:00'],
    ['月底下午3点', '?which-day month: 11-29 15:00, 11-30 15:00'],
    ['下个月', '?which-day month'],
    ['12月中旬上午', '?which-day month'],
    ['下周', '?which-day week: 11-30 10:00, 12-01 10:00, 12-02 10:00, 12-03 10:00, 12-04 10:00, 12-05 10:00, 12-06 10:00'],
    ['下周三点', '?which-day week: 11-30 15:00, 12-01 15:00, 12-02 15:00, 12-03 15:00, 12-04 15:00, 12-05 15:00, 12-06 15:00'],
    ['周末上午', '?which-day weekend: 11-28 10:30, 11-29 10:30'],
    ['周六日上午10点', '?which-day weekend: 11-28 10:00, 11-29 10:00'],
    ['过两天', '?which-day someday'],
    ['这两天下午3点', '?which-day someday'],
    ['三五天后', '?which-day someday'],
    ['改天', '?which-day someday'],
    ['满月后再打', '?which-day someday'],
    ['国庆后', '?which-day festival: 10-08 10:00, 10-11 10:00, 10-12 10:00'],
    ['年后上午10点', '?which-day festival: 02-15 10:00, 02-16 10:00, 02-17 10:00'],
    ['小年夜下午3点', '?which-day festival: 01-30 15:00, 01-31 15:00'],
    ['初三下午3点', '?which-day festival: 12-11 15:00, 02-08 15:00'],
    ['每周三下午3点', '?which-day repeating: 11-25 15:00'],
    ['周五前', '?which-day deadline: 11-26 10:00, 11-26 15:00, 11-26 19:00'],
    ['26号之前下午3点', '?which-day deadline: 11-25 15:00'],
    ['三天内', '?which-day deadline'],
    ['周四25号下午3点', '?which-day conflict: 11-25 15:00, 11-26 15:00'],
    ['明天周五下午3点', '?which-day conflict: 11-26 15:00, 11-27 15:00'],
    ['周三或周四下午3点', '?which-day conflict: 11-25 15:00, 11-26 15:00'],
    ['周三到周五下午3点', '?which-day conflict: 11-25 15:00, 11-26 15:00, 11-27 15:00'],
    ['明天 找妈妈 周五下午3点', '?which-day conflict: 11-26 15:00, 11-27 15:00'],
    ['31号下午3点', '?which-day no-such-day: 12-31 15:00'],
    ['2月30号下午3点', '?which-day no-such-day'],
    ['不要明天', '?which-day negated'],
    ['明天不行', '?which-day negated'],
    ['凌晨2点', '?which-day passed: 11-26 02:00, 11-27 02:00'],
    ['上午9点', '?which-day passed: 11-26 09:00, 11-27 09:00'],
    ['回访 下午3点', '?which-day missing: 11-25 15:00, 11-26 15:00, 11-27 15:00'],
    ['明天', '?which-time missing: 11-26 10:00, 11-26 15:00, 11-26 19:00'],
    ['周三', '?which-time missing: 11-25 15:00, 11-25 19:00'],
    ['明天下班后', '?which-time after-event: 11-26 10:00, 11-26 15:00, 11-26 19:00'],
    ['晚点再打', '?which-time soon: 11-25 10:55, 11-25 11:25, 11-25 12:25'],
    ['有空再打', '?which-time free: 11-25 15:00, 11-25 19:00'],
    ['明天上午或下午', '?which-time several: 11-26 10:30, 11-26 15:30'],
    ['明天3点或4点', '?which-time several: 11-26 15:00, 11-26 16:00'],
    ['明天下午3、4点', '?which-time several: 11-26 15:00, 11-26 16:00'],
    ['明天上午15点', '?which-time contradiction: 11-26 03:00, 11-26 15:00'],
    ['明天晚上1点', '?which-time after-midnight: 11-26 13:00, 11-27 01:00'],
    ['明天8点', '?am-or-pm half: 11-26 08:00, 11-26 20:00'],
    ['今天9点', '?am-or-pm half: 11-25 21:00'],
    ['明天下午99点', '?not-understood no-such-time'],
    ['明天25:00', '?not-understood no-such-time'],
    ['13月1号', '?not-understood missing'],
    ['周315:00', '?not-understood missing'],
    ['宝宝好一点了再打', '?not-understood missing'],
    ['宝宝三天后打疫苗', '?not-understood missing'],
    ['找妈妈', '?not-understood missing'],
    ['', '?not-understood missing'],
  ])('%s: %s', (line, expected) => { expect(told(line)).toBe(expected); });

  it('asks morning or afternoon when both lie within calling hours', () => {
    expect(told('明天9点', { hours: { callFromMinute: 480, callToMinute: 1320 } })).toBe('?am-or-pm half: 11-26 09:00, 11-26 21:00');
  });
  it('takes a past day as said: whether it may be promised is not for the grammar', () => {
    expect(told('本周一上午10点')).toBe('11-23 10:00 ±15');
    expect(told('11月20号下午3点')).toBe('11-20 15:00 ±15');
  });
});

describe('readAgreedLine, the customer’s clock', () => {
  it('reads days and hours in the zone that is passed in', () => {
    const newYork = { ...context, zone: 'America/New_York' };
    const reading = readAgreedLine('明天下午3点', newYork);
    // 21:20 on Tuesday there: tomorrow is Wednesday the 25th.
    expect(reading.ok && new Date(reading.dueAtMs).toISOString()).toBe('2026-11-25T20:00:00.000Z');
    expect(reading.ok && reading.zone).toBe('America/New_York');
  });
  it('keeps the wall time across a change of clocks', () => {
    const reading = readAgreedLine('下周一下午3点', { ...context, zone: 'Europe/Berlin', nowMs: Date.parse('2026-10-22T08:00:00Z') });
    expect(reading.ok && new Date(reading.dueAtMs).toISOString()).toBe('2026-10-26T14:00:00.000Z');
  });
});

describe('readAgreedLine, person and purpose', () => {
  const parts = (line: string): readonly unknown[] => {
    const { person, purpose, ok } = readAgreedLine(line, context);
    return [ok, person === null ? null : (person.customerId ?? person.relation), purpose];
  };
  it.each([
    ['明天下午3点 找妈妈 问转奶', [true, 'mother', '问转奶']],
    ['明天下午3点找妈妈问转奶', [true, 'mother', '问转奶']],
    ['找妈妈 明天下午3点 问转奶', [true, 'mother', '问转奶']],
    ['问转奶，明天下午三点找妈妈', [true, 'mother', '问转奶']],
    ['问转奶明天下午3点', [true, null, '问转奶']],
    ['明天下午3点 打妈妈手机 问黄疸退了没', [true, 'mother', '问黄疸退了没']],
    ['明天下午3点 外婆 黄疸', [true, 'grandmother', '黄疸']],
    ['明天下午3点 给陈女士回电话', [true, 'mother', '']],
    ['明天下午3点 丽华 转奶', [true, 'mother', '转奶']],
    ['明天下午3点 找小王', [true, 'father', '']],
    ['明天下午3点 找她本人', [true, 'mother', '']],
    ['明天下午3点 找奶奶', [true, 'paternal-grandmother', '']],
    ['明天下午3点 问妈妈宝宝吃得怎么样', [true, 'mother', '问妈妈宝宝吃得怎么样']],
    ['好的，那就明天下午三点吧', [true, null, '']],
    ['明天下午3点再打', [true, null, '']],
    ['明天下午3點 找媽媽 問轉奶', [true, 'mother', '問轉奶']],
    ['明天下午3点 找妈妈 问 DHA 要不要补', [true, 'mother', '问 DHA 要不要补']],
    ['明天下午3点 问6个月后添加辅食', [true, null, '问6个月后添加辅食']],
    ['问6个月后添加辅食 明天下午3点', [true, null, '问6个月后添加辅食']],
    ['明天 10点 找妈妈 10点半没人接就找爸爸', [true, 'mother', '10点半没人接就找爸爸']],
    ['明天下午3点 2号奶粉试吃反馈', [true, null, '2号奶粉试吃反馈']],
    ['三点注意事项 明天再打', [false, null, '三点注意事项']],
    ['明天 问三点注意事项', [false, null, '问三点注意事项']],
    ['宝宝三天后打疫苗 明天下午3点回电', [true, null, '宝宝三天后打疫苗']],
  ])('%s', (line, expected) => { expect(parts(line)).toEqual(expected); });

  it('names no one when the household has two of that kind, and keeps the words', () => {
    const twins = { ...context, people: [...context.people, { id: 'second', name: '赵敏', relation: 'mother' as const }] };
    expect(readAgreedLine('明天下午3点 找妈妈', twins).person).toEqual({ relation: 'mother', customerId: null, words: '妈妈' });
  });
  it('names no one when two share the surname that was said', () => {
    const two = { ...context, people: [...context.people, { id: 'aunt', name: '陈丽娟', relation: 'aunt' as const }] };
    expect(readAgreedLine('明天下午3点 找陈女士', two).person?.customerId).toBeNull();
    expect(readAgreedLine('明天下午3点 找陈丽娟', two).person?.customerId).toBe('aunt');
  });
  it('marks in the typed line what was read as what', () => {
    const line = '明天１５：３０ 找妈妈，问转奶';
    const { spans } = readAgreedLine(line, context);
    expect(spans.map((span) => [span.kind, line.slice(span.start, span.end)])).toEqual([['time', '明天１５：３０'], ['person', '找妈妈'], ['purpose', '问转奶']]);
  });
});

describe('readAgreedLine in English', () => {
  it.each([
    ['tomorrow 3pm ask mom about switching', '11-26 15:00 ±15'],
    ['day after tomorrow at 10', '11-27 10:00 ±15'],
    ['Nov 26 3:30pm', '11-26 15:30 ±15'],
    ['26th of November at 2', '11-26 14:00 ±15'],
    ['Thursday at 3pm', '11-26 15:00 ±15'],
    ['half past three tomorrow', '11-26 15:30 ±15'],
    ['quarter to four tomorrow', '11-26 15:45 ±15'],
    ['Dec 5 at noon', '12-05 12:00 ±15'],
    ['on the 28th at 4pm', '11-28 16:00 ±15'],
    ['tomorrow between 2 and 4pm', '11-26 15:00 ±60'],
    ['tomorrow 9 to 11', '11-26 10:00 ±60'],
    ['next Monday 10am', '11-30 10:00 ±15'],
    ['in half an hour', '11-25 10:50 ±15'],
    ['in 3 days at 10', '11-28 10:00 ±15'],
    ['tomorrow morning', '11-26 10:30 ±90'],
    ['tonight at 7', '11-25 19:00 ±15'],
    ['tomorrow after 3pm', '11-26 15:30 ±30'],
    ['ask about formula at 6 months, tomorrow 3pm', '11-26 15:00 ±15'],
    ['next Friday at 2', '?which-day next-weekday: 11-27 14:00, 12-04 14:00'],
    ['5/6 at 3pm', '?which-day day-or-month: 05-06 15:00, 06-05 15:00'],
    ['Friday the 26th 10am', '?which-day conflict: 11-26 10:00, 11-27 10:00'],
    ['before Friday 3pm', '?which-day deadline: 11-26 15:00'],
    ['every Monday at 3pm', '?which-day repeating: 11-30 15:00'],
    ['next week', '?which-day week: 11-30 10:00, 12-01 10:00, 12-02 10:00, 12-03 10:00, 12-04 10:00, 12-05 10:00, 12-06 10:00'],
    ['tomorrow', '?which-time missing: 11-26 10:00, 11-26 15:00, 11-26 19:00'],
    ['tomorrow at 3 or 4', '?which-time several: 11-26 15:00, 11-26 16:00'],
    ['Monday 8', '?am-or-pm half: 11-30 08:00, 11-30 20:00'],
    ['ask mom', '?not-understood missing'],
  ])('%s: %s', (line, expected) => { expect(told(line)).toBe(expected); });

  it('finds person and purpose', () => {
    expect(readAgreedLine('tomorrow 3pm ask mom about switching', context)).toMatchObject({ ok: true, person: { customerId: 'mother' }, purpose: 'about switching' });
    expect(readAgreedLine('call Dad tomorrow 10:30 re: jaundice', context)).toMatchObject({ ok: true, person: { customerId: 'father' }, purpose: 're: jaundice' });
  });
});

describe('readAgreedLine, lines that are easily read as another day', () => {
  it.each([
    ['a week from tomorrow 10am', '12-03 10:00 ±15'],
    ['a week today at 3pm', '12-02 15:00 ±15'],
    ['two weeks from Friday 3pm', '12-11 15:00 ±15'],
    ['a fortnight on Friday 3pm', '12-11 15:00 ±15'],
    ['in a fortnight at 10am', '12-09 10:00 ±15'],
    ['Friday week 3pm', '12-04 15:00 ±15'],
    ['Wednesday week at 3pm', '?which-day next-weekday: 12-02 15:00, 12-09 15:00'],
    ['the Monday after next 10am', '12-07 10:00 ±15'],
    ['the Friday after next 10am', '?which-day next-weekday: 12-04 10:00, 12-11 10:00'],
    ['first Monday of December 10am', '12-07 10:00 ±15'],
    ['last Friday of the month 3pm', '11-27 15:00 ±15'],
    ['second Tuesday in December 3pm', '12-08 15:00 ±15'],
    ['first Monday after Christmas 3pm', '?not-understood no-such-time'],
    ['an hour before noon tomorrow', '?not-understood no-such-time'],
    ['no later than 5pm tomorrow', '11-26 16:30 ±30'],
    ['any day but Thursday 3pm', '?which-day negated'],
    ['1/12 3pm', '?which-day day-or-month: 12-01 15:00, 01-12 15:00'],
    ['25、26号下午3点', '?which-day conflict: 11-25 15:00, 11-26 15:00'],
    ['25或26号下午3点', '?which-day conflict: 11-25 15:00, 11-26 15:00'],
    ['25-27号下午3点', '?which-day conflict: 11-25 15:00, 11-26 15:00, 11-27 15:00'],
    ['周三下午3点改成周四下午4点', '11-26 16:00 ±15'],
    ['从周三下午3点改到周四下午4点', '11-26 16:00 ±15'],
    ['隔周周四下午3点', '?which-day repeating: 11-26 15:00'],
    ['两周后的周三下午3点', '12-09 15:00 ±15'],
    ['三周后周五上午10点', '12-18 10:00 ±15'],
    ['两周后的周一上午10点', '?which-day next-weekday: 12-07 10:00, 12-14 10:00'],
    ['十二月第一个周一上午10点', '12-07 10:00 ±15'],
    ['本月最后一个周五下午3点', '11-27 15:00 ±15'],
    ['12月第五个周一上午10点', '?which-day no-such-day'],
    ['月底最后一天下午3点', '11-30 15:00 ±15'],
    ['下个月第一天上午10点', '12-01 10:00 ±15'],
    ['聽日下晝3點', '11-26 15:00 ±15'],
    ['后晚7点', '11-27 19:00 ±15'],
  ])('%s: %s', (line, expected) => { expect(told(line)).toBe(expected); });

  it('asks whose clock is meant when another than the customer’s is named, and proposes both', () => {
    expect(told('tomorrow 3pm London time')).toBe('?which-time zone: 11-26 15:00, 11-26 23:00');
    expect(told('纽约时间明天下午3点')).toBe('?which-time zone: 11-26 15:00, 11-27 04:00');
    expect(told('美国时间明天下午3点')).toBe('?which-time zone');
    expect(told('明天下午3点 北京时间', { zone: 'America/New_York' })).toMatch(/^\?which-time zone: 11-25 02:00, 11-25 15:00$/);
  });
  it('takes a time that was moved for no purpose', () => {
    expect(readAgreedLine('原来周三下午3点改到周四下午4点 问转奶', context)).toMatchObject({ ok: true, purpose: '问转奶' });
    expect(readAgreedLine('明天下午3点 问能不能改到8月打疫苗', context)).toMatchObject({ ok: true, purpose: '问能不能改到8月打疫苗' });
  });
  it('leaves out the name of the clock that the customer has', () => {
    expect(readAgreedLine('明天北京时间下午3点 问转奶', context)).toMatchObject({ ok: true, purpose: '问转奶' });
    expect(told('明天下午3点 问睡眠时间')).toBe('11-26 15:00 ±15');
  });
});

describe('readAgreedLine, words right before and behind a time', () => {
  it.each([
    ['爸爸明天上午11点', '11-26 11:00 ±15', 'father', ''],
    ['明天上午11点爸爸', '11-26 11:00 ±15', 'father', ''],
    ['外婆后天下午3点 问湿疹', '11-27 15:00 ±15', 'grandmother', '问湿疹'],
    ['tomorrow 11am dad', '11-26 11:00 ±15', 'father', ''],
    ['爸爸说明天上午11点', '11-26 11:00 ±15', null, '爸爸说'],
    ['明天下午3点 问奶奶湿疹好了没', '11-26 15:00 ±15', null, '问奶奶湿疹好了没'],
    ['明天中午以后', '11-26 15:30 ±150', null, ''],
    ['明天中午之前', '11-26 10:30 ±90', null, ''],
    ['明天下午以后', '?which-time after-event: 11-26 10:00, 11-26 15:00, 11-26 19:00', null, ''],
    ['周五下班前', '?which-time after-event: 11-27 10:00, 11-27 15:00, 11-27 19:00', null, ''],
    ['明天等她下班之后', '?which-time after-event: 11-26 10:00, 11-26 15:00, 11-26 19:00', null, ''],
  ])('%s: %s', (line, expected, person, purpose) => {
    expect(told(line)).toBe(expected);
    expect(readAgreedLine(line, context)).toMatchObject({ purpose, ...(person === null ? {} : { person: { customerId: person } }) });
  });
});
