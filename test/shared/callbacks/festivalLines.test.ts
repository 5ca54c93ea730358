import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeNextCall } from '../../../renderer/screens/callbacks/judgeNextCall.ts';
import { agreeCallback } from '../../../shared/callbacks/agreeCallback.ts';
import { closedDay, isCallingTime } from '../../../shared/callbacks/callingHours.ts';
import { type AgreedLineContext, readAgreedLine } from '../../../shared/callbacks/readAgreedLine.ts';
import { addDays, instantOf, localClock } from '../../../shared/time/localClock.ts';
import { dateOfLunar, lunarNewYearsEve, lunarOf } from '../../../shared/time/lunarCalendar.ts';
import type { CalendarDays } from '../../../shared/time/workdays.ts';

const holidays: readonly CalendarDays[] = [
  { name: '元旦', fromDay: '2027-01-01', toDay: '2027-01-03', worked: false },
  { name: '春节', fromDay: '2027-02-05', toDay: '2027-02-12', worked: false },
  { name: '春节调休上班', fromDay: '2027-02-14', toDay: '2027-02-14', worked: true },
];
/** Wednesday 25 November 2026, 10:20 in Shanghai; a child of three weeks and one of three years. */
const context: AgreedLineContext = {
  nowMs: Date.parse('2026-11-25T02:20:30Z'), zone: 'Asia/Shanghai', hours: { callFromMinute: 540, callToMinute: 1200, zone: 'Asia/Shanghai', holidays }, speakerId: null, people: [],
  children: [{ birthDate: '2026-11-02', dueDate: null }, { birthDate: '2023-03-10', dueDate: null }],
};
const expecting: AgreedLineContext = { ...context, children: [{ birthDate: null, dueDate: '2027-01-10' }] };

const wall = (ms: number): string => {
  const { date, minuteOfDay } = localClock(ms, context.zone);
  return `${date} ${String(Math.floor(minuteOfDay / 60)).padStart(2, '0')}:${String(minuteOfDay % 60).padStart(2, '0')}`;
};
function told(line: string, over: AgreedLineContext = context): string {
  const reading = readAgreedLine(line, over);
  return reading.ok ? wall(reading.dueAtMs) : `?${reading.detail}${reading.candidates.length === 0 ? '' : `: ${reading.candidates.map((ms) => wall(ms).slice(5, 10)).join(' ')}`}`;
}

describe('so many days before and after a festival', () => {
  it.each([
    ['冬至前两天上午10点', '2026-12-20 10:00'],
    ['清明前3天上午10点', '2027-04-02 10:00'],
    ['圣诞后三天上午10点', '2026-12-28 10:00'],
    ['two days before Christmas 3pm', '2026-12-23 15:00'],
    ['3 days after Christmas 3pm', '2026-12-28 15:00'],
    ['春节后三天上午10点', '?festival: 02-09 02-15'],
  ])('%s is %s', (line, expected) => { expect(told(line)).toBe(expected); });
});

describe('a child’s days', () => {
  it.each([
    ['宝宝满月那天上午10点', '2026-12-02 10:00'],
    ['满月那天下午', '2026-12-02 15:30'],
    ['宝宝满月上午打', '2026-12-02 10:30'],
    ['满月前一天上午10点', '2026-12-01 10:00'],
    ['满月后一周上午10点', '2026-12-09 10:00'],
    ['双满月那天上午10点', '2027-01-02 10:00'],
    ['满月后第二天下午3点', '?deadline: 12-03 12-04'],
    ['满3个月那天上午10点', '2027-02-02 10:00'],
    ['宝宝六个月那天上午10点', '2027-05-02 10:00'],
    ['宝宝4个月的时候上午10点', '2027-03-02 10:00'],
    ['百天那天上午10点 问照片', '2027-02-09 10:00'],
    ['宝宝百日下午3点', '2027-02-09 15:00'],
    ['满百天下午3点', '2027-02-09 15:00'],
    ['出生第42天上午10点', '2026-12-13 10:00'],
    ['产后42天上午10点', '2026-12-14 10:00'],
    ['半岁那天下午两点', '2027-05-02 14:00'],
    ['周岁那天上午10点', '2027-11-02 10:00'],
    ['寶寶滿月那天上午10點', '2026-12-02 10:00'],
    ['宝宝生日上午10点', '?child: 03-10 11-02'],
    ['农历生日上午10点', '?child: 03-26 10-23'],
    ['满月后上午10点再打', '?deadline: 12-03'],
    ['明天下午3点 问满月酒', '2026-11-26 15:00'],
    ['周岁照片发你了 明天3点', '2026-11-26 15:00'],
    ['宝宝满月了 明天下午3点', '2026-11-26 15:00'],
    ['baby turns one month at 10am', '2026-12-02 10:00'],
    ['the day baby is 100 days old at 10am', '2027-02-09 10:00'],
    ['baby\'s first birthday 10am', '2027-11-02 10:00'],
    ['on her birthday at 3pm', '?child: 03-10 11-02'],
    ['tomorrow at 3pm ask about first birthday photos', '2026-11-26 15:00'],
  ])('%s: %s', (line, expected) => { expect(told(line)).toBe(expected); });

  it.each([
    ['预产期那天上午10点', '2027-01-10 10:00'],
    ['预产期前一周上午10点', '2027-01-03 10:00'],
    ['预产期后两周下午3点', '2027-01-24 15:00'],
    ['预产期后上午10点', '?deadline: 01-11'],
    ['on the due date at 10am', '2027-01-10 10:00'],
    ['a week before the due date at 10am', '2027-01-03 10:00'],
    ['满月那天上午10点', '?someday'],
    ['on her birthday at 3pm', '?someday'],
  ])('while the child is not born: %s: %s', (line, expected) => { expect(told(line, expecting)).toBe(expected); });

  it('takes one that is past as said, and asks where no child is known', () => {
    expect(told('满月那天上午10点', { ...context, children: [{ birthDate: '2026-10-20', dueDate: null }] })).toBe('2026-11-20 10:00');
    expect(told('满月那天上午10点', { ...context, children: undefined })).toBe('?someday');
  });
});

describe('lunar days', () => {
  it.each([
    ['农历八月十五上午10点', '2027-09-15 10:00'],
    ['阴历腊月初八上午10点', '2027-01-15 10:00'],
    ['正月初三下午3点', '2027-02-08 15:00'],
    ['正月十五下午3点', '2027-02-20 15:00'],
    ['腊月廿三上午10点', '2027-01-30 10:00'],
    ['腊月二十八上午10点', '2027-02-04 10:00'],
    ['大年初五下午3点', '2027-02-10 15:00'],
    ['年初五下午3点', '2027-02-10 15:00'],
    ['年三十上午10点', '2027-02-05 10:00'],
    ['除夕上午10点', '2027-02-05 10:00'],
    ['冬月初一上午10点', '2026-12-09 10:00'],
    ['农历十一月初一上午10点', '2026-12-09 10:00'],
    ['三月初三上午10点', '2027-04-09 10:00'],
    ['農曆正月初三下午三點', '2027-02-08 15:00'],
    ['lunar 1/15 at 10am', '2027-02-20 10:00'],
    ['the 15th of the 1st lunar month at 3pm', '2027-02-20 15:00'],
    ['3月15上午10点', '2027-03-15 10:00'],
    ['三月十五号上午10点', '2027-03-15 10:00'],
    ['八月十五上午10点', '?calendar: 08-15 09-15'],
    ['初三下午3点', '?festival: 12-11 02-08'],
    ['小年上午10点', '?festival: 01-30 01-31'],
    ['闰六月初一上午10点', '?no-such-day'],
    ['农历八月三十一上午10点', '?no-such-day'],
  ])('%s: %s', (line, expected) => { expect(told(line)).toBe(expected); });
});

describe('festivals, holidays and workdays', () => {
  it.each([
    ['春节后第一天上班上午10点', '2027-02-14 10:00'],
    ['年后第一天上班上午10点', '2027-02-14 10:00'],
    ['春节前最后一个工作日下午3点', '2027-02-04 15:00'],
    ['春节前一天上午10点', '2027-02-05 10:00'],
    ['节后第一天上班上午10点', '2027-01-04 10:00'],
    ['元旦后第一个工作日上午10点', '2027-01-04 10:00'],
    ['元旦那天上午10点', '2027-01-01 10:00'],
    ['国庆当天上午10点', '2027-10-01 10:00'],
    ['下个工作日上午10点', '2026-11-26 10:00'],
    ['冬至上午10点', '2026-12-22 10:00'],
    ['清明上午10点', '2027-04-05 10:00'],
    ['端午节下午3点', '2027-06-09 15:00'],
    ['中秋节那天下午3点', '2027-09-15 15:00'],
    ['元宵节上午10点', '2027-02-20 10:00'],
    ['母亲节上午10点', '2027-05-09 10:00'],
    ['圣诞节下午3点', '2026-12-25 15:00'],
    ['平安夜下午3点', '2026-12-24 15:00'],
    ['first working day after Spring Festival at 10am', '2027-02-14 10:00'],
    ['next working day at 10am', '2026-11-26 10:00'],
    ['Christmas Eve at 3pm', '2026-12-24 15:00'],
    ['new year\'s day at 10am', '2027-01-01 10:00'],
    ['Chinese New Year\'s Eve 10am', '2027-02-05 10:00'],
    ['lantern festival 3pm', '2027-02-20 15:00'],
    ['Mother\'s Day 10am', '2027-05-09 10:00'],
    ['the day before Spring Festival at 10am', '2027-02-05 10:00'],
    // Asked back: which of its days, or a holiday that stands in no calendar here.
    ['春节前下午3点', '?festival: 02-02 02-03 02-04'],
    ['年前上午10点', '?festival: 02-02 02-03 02-04'],
    ['年后上午10点', '?festival: 02-14 02-15 02-16'],
    ['过完年上午10点', '?festival: 02-14 02-15 02-16'],
    ['春节上午10点', '?festival: 02-05 02-06 02-07 02-08 02-09 02-10 02-11'],
    ['国庆后第一天上班上午10点', '?festival: 10-08 10-11 10-12'],
    ['国庆节下午3点', '?festival: 10-01 10-02 10-03 10-04 10-05 10-06 10-07'],
    ['五一上午10点', '?festival: 05-01 05-02 05-03 05-04 05-05'],
    ['after Chinese New Year 3pm', '?festival: 02-14 02-15 02-16'],
    ['National Day 3pm', '?festival: 10-01 10-02 10-03 10-04 10-05 10-06 10-07'],
    // Words that only look like one.
    ['明天五点一刻', '2026-11-26 17:15'],
    ['半年后上午10点', '2027-05-25 10:00'],
  ])('%s: %s', (line, expected) => { expect(told(line)).toBe(expected); });

  it('follows the centre’s calendar where it says otherwise', () => {
    const longer = { ...context, hours: { ...context.hours, holidays: [{ name: '春节假期', fromDay: '2027-02-04', toDay: '2027-02-16', worked: false }] } };
    expect(told('春节后第一天上班上午10点', longer)).toBe('2027-02-17 10:00');
  });
});

describe('the lunar calendar', () => {
  it.each([
    [2024, '2024-02-10'], [2025, '2025-01-29'], [2026, '2026-02-17'], [2027, '2027-02-06'], [2028, '2028-01-26'], [2029, '2029-02-13'], [2030, '2030-02-03'], [2033, '2033-01-31'], [2034, '2034-02-19'],
  ])('begins %i on %s, as the almanac does', (year, date) => {
    expect(dateOfLunar({ year, month: 1, isLeap: false, day: 1 })).toBe(date);
    expect(lunarNewYearsEve(year - 1)).toBe(addDays(date, -1));
  });
  it('goes both ways for every day of 2020 to 2059, and is Intl’s but for sixty days', () => {
    const format = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'UTC', year: 'numeric', month: 'numeric', day: 'numeric' });
    let differs = 0;
    for (let date = '2020-01-25'; date < '2060-01-01'; date = addDays(date, 1)) {
      const lunar = lunarOf(date);
      if (lunar === null || dateOfLunar(lunar) !== date) throw new Error(`${date} is not its own lunar day`);
      if (format.format(Date.parse(`${date}T00:00:00Z`)) !== `${String(lunar.month)}${lunar.isLeap ? 'bis' : ''}/${String(lunar.day)}/${String(lunar.year)}`) differs += 1;
    }
    // A runtime whose calendar is put right differs on none.
    expect([0, 60]).toContain(differs);
  });
});

describe('what may be promised', () => {
  const days = ['今天', '明天', '周三', '下周三', '26号', '昨天', '11月20号', '宝宝满月那天', '百天', '春节后第一天上班', '正月初三', '除夕', '元旦', '农历腊月初八', '年后', 'tomorrow', 'Christmas', 'next Monday', 'Chinese New Year\'s Eve'];
  const hours = ['上午', '下午3点', '3点', '8点', '晚上9点', '凌晨2点', '中午', '', '半夜', 'at 3pm', 'at 7am', '随时', '这个时候'];
  it('lies ahead, within calling hours and on no holiday, whenever and whatever is typed; so does every instant proposed instead', () => {
    fc.assert(fc.property(
      fc.constantFrom(...days), fc.constantFrom(...hours), fc.nat(500), fc.nat(1439), fc.constantFrom('Asia/Shanghai', 'Asia/Urumqi', 'America/New_York', 'Europe/Berlin'), fc.nat(400),
      (day, hour, ahead, minute, zone, age) => {
        const today = addDays('2026-06-01', ahead);
        const nowMs = instantOf(zone, today, minute);
        const read = { ...context, nowMs, zone, children: [{ birthDate: addDays(today, -age), dueDate: null }] };
        const next = judgeNextCall(`${day}${hour}`, null, read);
        const promised = next.state === 'agreed' ? [next.dueAtMs] : next.state === 'refused' ? next.candidates : [];
        for (const ms of promised) {
          expect([ms > nowMs, isCallingTime(ms, read.hours, zone), closedDay(ms, read.hours, zone)]).toEqual([true, true, null]);
          expect(agreeCallback({ dueAtMs: ms }, nowMs, read.hours, zone)).toEqual({ ok: true });
        }
        if (next.state === 'ask') expect(next.candidates.every((ms) => ms > nowMs)).toBe(true);
      },
    ), { numRuns: 1000 });
  });
  it('refuses a holiday of the centre with the same hour before and after it', () => {
    const due = instantOf('Asia/Shanghai', '2027-02-08', 900);
    expect(agreeCallback({ dueAtMs: due }, context.nowMs, context.hours, context.zone)).toEqual({ ok: false, refusal: 'closed-day', nearestAllowed: [instantOf('Asia/Shanghai', '2027-02-04', 900), instantOf('Asia/Shanghai', '2027-02-13', 900)] });
  });
});
