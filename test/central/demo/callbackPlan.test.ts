import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planCallbacks } from '../../../central/demo/callbackPlan.ts';
import { soonDue } from '../../../central/demo/fixed/chenFamily.ts';
import { prng } from '../../../central/demo/prng.ts';
import { localClock } from '../../../shared/time/localClock.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time/utcMs.ts';

const ZONE = 'Asia/Shanghai';
const anyMoment = fc.integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2027-12-31T00:00:00Z') });

describe('planCallbacks', () => {
  it('plans calls between nine and eight in the evening only, on full five minutes, whatever the hour of loading', () => {
    fc.assert(fc.property(anyMoment, (nowMs) => {
      for (const { dueAtMs } of planCallbacks(nowMs, prng('plan'))) {
        const { minuteOfDay } = localClock(dueAtMs, ZONE);
        expect(minuteOfDay).toBeGreaterThanOrEqual(540);
        expect(minuteOfDay).toBeLessThan(1200);
        expect(minuteOfDay % 5).toBe(0);
        expect(dueAtMs).toBeGreaterThan(nowMs - DAY_MS);
        expect(dueAtMs).toBeLessThan(nowMs + 29 * DAY_MS);
      }
    }), { numRuns: 60 });
  });

  it('has one or two overdue for agent 1001 at any hour, and never two at one minute', () => {
    fc.assert(fc.property(anyMoment, (nowMs) => {
      const mine = planCallbacks(nowMs, prng('plan')).filter((planned) => planned.owner === '1001');
      expect([1, 2]).toContain(mine.filter((planned) => planned.dueAtMs < nowMs).length);
      expect(new Set(mine.map((planned) => planned.dueAtMs)).size).toBe(mine.length);
      expect(mine).toHaveLength(29);
    }), { numRuns: 60 });
  });
});

describe('soonDue', () => {
  it('is about 22 minutes away within call hours, else tomorrow at ten', () => {
    fc.assert(fc.property(anyMoment, (nowMs) => {
      const due = localClock(soonDue(nowMs), ZONE);
      const awayMs = soonDue(nowMs) - nowMs;
      expect(due.minuteOfDay % 5).toBe(0);
      expect(due.minuteOfDay).toBeGreaterThanOrEqual(540);
      expect(due.minuteOfDay).toBeLessThan(1200);
      if (awayMs < 13 * HOUR_MS && awayMs < 30 * MINUTE_MS) expect(Math.abs(awayMs - 22 * MINUTE_MS)).toBeLessThanOrEqual(2.5 * MINUTE_MS);
      else expect(due.minuteOfDay).toBe(600);
    }));
  });
});
