import { describe, expect, it } from 'vitest';
import { admitCaller } from '../../../shared/routing/admitCaller.ts';
import { expectedWaitSeconds } from '../../../shared/routing/expectedWait.ts';
import { queueRulesSchema } from '../../../shared/routing/queueRules.ts';
import { isOpen, nextOpening, openingHoursSchema } from '../../../shared/time/openingHours.ts';

const nineToSix = [{ fromMinute: 540, toMinute: 1080 }];
/** Working days from nine to six in Shanghai, National Day closed, the Saturday after it worked until noon. */
const hours = openingHoursSchema.parse({
  zone: 'Asia/Shanghai', week: { 1: nineToSix, 2: nineToSix, 3: nineToSix, 4: nineToSix, 5: nineToSix },
  days: { '2026-10-01': [], '2026-10-02': [], '2026-10-05': [], '2026-10-06': [], '2026-10-07': [], '2026-10-10': [{ fromMinute: 540, toMinute: 720 }] },
});
const at = (wall: string): number => Date.parse(`${wall}+08:00`);

describe('opening hours', () => {
  it.each([
    ['2026-11-23T09:00', true, 'Monday at nine'], ['2026-11-23T08:59', false, 'a minute before nine'], ['2026-11-23T18:00', false, 'six on the dot'],
    ['2026-11-22T10:00', false, 'a Sunday'], ['2026-10-01T10:00', false, 'a Thursday that is a holiday'], ['2026-10-10T10:00', true, 'a Saturday that is worked'], ['2026-10-10T12:00', false, 'its noon'],
  ])('%s: open %s, %s', (wall, open) => {
    expect(isOpen(at(wall), hours)).toBe(open);
  });

  it.each([
    ['2026-11-23T03:00', '2026-11-23T09:00', 'in the night'], ['2026-11-20T19:00', '2026-11-23T09:00', 'on Friday evening'], ['2026-09-30T18:00', '2026-10-08T09:00', 'before the holiday'],
    ['2026-11-23T10:00', '2026-11-23T10:00', 'while it is open'], ['2026-10-09T18:30', '2026-10-10T09:00', 'before a worked Saturday'],
  ])('%s: opens %s, rung %s', (wall, opens) => {
    expect(nextOpening(at(wall), hours)).toBe(at(opens));
  });

  it('of what never opens are null', () => {
    expect(nextOpening(at('2026-11-23T03:00'), openingHoursSchema.parse({ zone: 'Asia/Shanghai', week: {} }))).toBeNull();
  });

  it('take a clock change as it comes: nine is nine', () => {
    const berlin = openingHoursSchema.parse({ zone: 'Europe/Berlin', week: { 7: nineToSix } });
    expect(nextOpening(Date.parse('2026-03-28T12:00:00Z'), berlin)).toBe(Date.parse('2026-03-29T07:00:00Z'));
  });

  it.each([[{ fromMinute: 600, toMinute: 600 }], [{ fromMinute: 600, toMinute: 1441 }], [{ fromMinute: -1, toMinute: 60 }]])('are refused with %o', (span) => {
    expect(openingHoursSchema.safeParse({ zone: 'Asia/Shanghai', week: { 1: [span] } }).success).toBe(false);
  });
});

describe('somebody who rings', () => {
  const rules = queueRulesSchema.parse({ hours, maxWaiting: 3 });
  it('waits while it is open and there is room', () => {
    expect(admitCaller(rules, 2, at('2026-11-23T10:00'))).toEqual({ kind: 'waits' });
  });
  it('after hours is told when it opens', () => {
    expect(admitCaller(rules, 0, at('2026-11-23T03:00'))).toEqual({ kind: 'closed', opensAtMs: at('2026-11-23T09:00') });
  });
  it('is told that it is full when as many wait as may', () => {
    expect(admitCaller(rules, 3, at('2026-11-23T10:00'))).toEqual({ kind: 'full' });
  });
  it('of a queue without rules always waits', () => {
    expect(admitCaller(queueRulesSchema.parse({}), 5000, at('2026-11-22T03:00'))).toEqual({ kind: 'waits' });
  });
});

describe('the expected wait', () => {
  it.each([[1, 0, 0, 100, null], [1, 4, 1, 100, 0], [1, 4, 0, 100, 25], [8, 4, 0, 100, 200], [2, 1, 0, null, 360], [3, 4, 1, 120, 60]])('at place %i of %i agents, %i of them free, calls of %s s: %s', (position, agents, free, handle, expected) => {
    expect(expectedWaitSeconds(position, agents, free, handle)).toBe(expected);
  });
});
