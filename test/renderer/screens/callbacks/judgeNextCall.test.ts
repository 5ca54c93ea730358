import { describe, expect, it } from 'vitest';
import { judgeNextCall, type NextCallContext } from '../../../../renderer/screens/callbacks/judgeNextCall.ts';
import { localClock } from '../../../../shared/time/localClock.ts';

/** Wednesday 25 November 2026, 10:20 in Shanghai. */
const context: NextCallContext = {
  nowMs: Date.parse('2026-11-25T02:20:30Z'), zone: 'Asia/Shanghai', people: [], speakerId: null,
  hours: { callFromMinute: 540, callToMinute: 1200, zone: 'Asia/Shanghai', holidays: [{ name: '元旦', fromDay: '2027-01-01', toDay: '2027-01-03', worked: false }] },
};
const wall = (ms: number): string => {
  const { date, minuteOfDay } = localClock(ms, context.zone);
  return `${date.slice(5)} ${String(Math.floor(minuteOfDay / 60)).padStart(2, '0')}:${String(minuteOfDay % 60).padStart(2, '0')}`;
};
function told(line: string): string {
  const verdict = judgeNextCall(line, null, context);
  if (verdict.state === 'empty') return 'empty';
  if (verdict.state === 'agreed') return wall(verdict.dueAtMs);
  return `${verdict.state === 'ask' ? verdict.ask : verdict.refusal}: ${verdict.candidates.map(wall).join(', ')}`;
}

describe('judgeNextCall', () => {
  it('proposes only what may be promised', () => {
    expect(told('元旦后第一天上午10点')).toBe('which-day: 01-04 10:00');
    expect(told('今天9点')).toBe('outside-calling-hours: 11-25 19:45, 11-26 09:00');
  });
  it('refuses at once, with the nearest, when whatever the line may mean is out of hours', () => {
    expect(told('明天8点')).toBe('outside-calling-hours: 11-25 19:45, 11-26 09:00, 11-26 19:45, 11-27 09:00');
    expect(told('明年1月2号')).toBe('closed-day: 12-31 10:00, 12-31 15:00, 12-31 19:00, 01-04 10:00');
  });
  it('refuses a day that is over, without asking for its hour', () => {
    expect(told('昨天')).toBe('in-the-past: 11-25 10:30, 11-26 10:00');
    const born = { ...context, children: [{ birthDate: '2026-03-06', dueDate: null }] };
    expect(judgeNextCall('宝宝满月那天', null, born)).toMatchObject({ state: 'refused', refusal: 'in-the-past' });
  });
  it('asks for the day with an hour each when only days were said', () => {
    expect(told('周末')).toBe('which-day: 11-28 10:00, 11-28 15:00, 11-29 10:00, 11-29 15:00');
  });
  it('leaves a question without proposals as it is', () => {
    expect(told('找妈妈')).toBe('not-understood: ');
  });
});
