import { describe, expect, it } from 'vitest';
import { childStage, stageMonths } from '../../../shared/customers/childStage.ts';

const at = (iso: string): number => Date.parse(iso);
const zone = 'Asia/Shanghai';
const born = (birthDate: string) => ({ birthDate, dueDate: null });
const due = (dueDate: string) => ({ birthDate: null, dueDate });

describe('childStage', () => {
  it('counts the weeks of a pregnancy so that the due date is week 40', () => {
    expect(childStage(due('2027-01-10'), at('2027-01-10T04:00:00Z'), zone)).toEqual({ kind: 'unborn', weeks: 40, days: 0 });
    expect(childStage(due('2027-01-10'), at('2026-10-18T04:00:00Z'), zone)).toEqual({ kind: 'unborn', weeks: 28, days: 0 });
  });
  it('says how many days a birth is overdue', () => {
    expect(childStage(due('2027-01-10'), at('2027-01-13T04:00:00Z'), zone)).toEqual({ kind: 'due', daysOver: 3 });
  });
  it('takes the day from the customer’s zone, not from UTC', () => {
    expect(childStage(born('2026-08-22'), at('2026-11-21T16:30:00Z'), zone)).toEqual({ kind: 'months', months: 3, days: 0 });
    expect(childStage(born('2026-08-22'), at('2026-11-21T15:30:00Z'), zone)).toEqual({ kind: 'months', months: 2, days: 30 });
  });
  it('lets a child born on the 31st turn a month on the last day of a short month', () => {
    expect(childStage(born('2026-08-31'), at('2026-09-30T04:00:00Z'), zone)).toEqual({ kind: 'months', months: 1, days: 0 });
  });
  it('speaks of years from the second birthday on', () => {
    expect(childStage(born('2023-09-02'), at('2026-11-22T04:00:00Z'), zone)).toEqual({ kind: 'years', years: 3, months: 2 });
  });
  it('knows nothing of a birth in the future or a child without dates', () => {
    expect(childStage(born('2027-01-01'), at('2026-11-22T04:00:00Z'), zone)).toBeNull();
    expect(childStage({ birthDate: null, dueDate: null }, at('2026-11-22T04:00:00Z'), zone)).toBeNull();
  });
});

describe('stageMonths', () => {
  it('is negative before birth and grows through it', () => {
    expect(stageMonths(due('2027-01-10'), at('2026-11-22T04:00:00Z'), zone)).toBe(-2);
    expect(stageMonths(born('2026-06-08'), at('2026-11-22T04:00:00Z'), zone)).toBe(5);
    expect(stageMonths(born('2023-09-02'), at('2026-11-22T04:00:00Z'), zone)).toBe(38);
  });
});
