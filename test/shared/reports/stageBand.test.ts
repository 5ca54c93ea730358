import { describe, expect, it } from 'vitest';
import { childStage } from '../../../shared/customers/childStage.ts';
import { stageBand } from '../../../shared/reports/stageBand.ts';

const bandOn = (day: string, dates: { readonly birthDate?: string; readonly dueDate?: string }) =>
  stageBand(childStage({ birthDate: dates.birthDate ?? null, dueDate: dates.dueDate ?? null }, Date.parse(`${day}T12:00:00+08:00`), 'Asia/Shanghai'));

describe('a stage as it is counted', () => {
  it.each([
    // The due date is day 280: 98 days gone are 14 weeks, 196 are 28.
    ['2026-05-01', { dueDate: '2026-10-31' }, 'first-third'], ['2026-05-02', { dueDate: '2026-10-31' }, 'second-third'],
    ['2026-08-07', { dueDate: '2026-10-31' }, 'second-third'], ['2026-08-08', { dueDate: '2026-10-31' }, 'last-third'],
    ['2026-10-31', { dueDate: '2026-10-31' }, 'last-third'], ['2026-11-01', { dueDate: '2026-10-31' }, 'past-due'],
    ['2026-11-22', { birthDate: '2026-05-23' }, 'to-6-months'], ['2026-11-23', { birthDate: '2026-05-23' }, 'to-12-months'],
    ['2026-11-22', { birthDate: '2025-11-23' }, 'to-12-months'], ['2026-11-23', { birthDate: '2025-11-23' }, 'to-24-months'],
    ['2026-11-23', { birthDate: '2024-11-23' }, 'to-36-months'], ['2026-11-23', { birthDate: '2023-11-23' }, 'over-36-months'],
    ['2026-11-23', {}, 'no-child'], ['2026-11-23', { birthDate: '2026-11-24' }, 'no-child'],
  ] as const)('is on %s of a child with %o %s', (day, dates, band) => {
    expect(bandOn(day, dates)).toBe(band);
  });
});
