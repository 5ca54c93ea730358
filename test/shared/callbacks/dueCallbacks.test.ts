import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CallbackGroup, callbackGroup, callbackGroups, groupCallbacks, nextRetry } from '../../../shared/callbacks/dueCallbacks.ts';
import { isCallingTime } from '../../../shared/callbacks/callingHours.ts';
import { mondayOf } from '../../../shared/time/calendarDays.ts';
import { localClock } from '../../../shared/time/localClock.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/time/utcMs.ts';
import { sampleCallback, sampleCallbackRow } from '../../support/deskSamples.ts';

const zone = 'Asia/Shanghai';
const at = (text: string): number => Date.parse(`${text}:00+08:00`);
/** Wednesday. */
const now = at('2026-11-25T14:30');
const me = '0197f000-0000-7000-8000-000000000001';
const other = '0197f000-0000-7000-8000-000000000002';

function groupOf(over: Parameters<typeof sampleCallbackRow>[0], agentId: string | null = me): CallbackGroup | 'not listed' {
  const groups = groupCallbacks([sampleCallbackRow({ ownerAgentId: me, ...over })], now, zone, agentId);
  return callbackGroups.find((group) => groups[group].length > 0) ?? 'not listed';
}

describe('groupCallbacks', () => {
  it('tells days and weeks apart as the calendar of the zone does, also where clocks change', () => {
    const zones = ['Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/Sao_Paulo'];
    fc.assert(fc.property(fc.constantFrom(...zones), fc.integer({ min: Date.UTC(2015, 0, 1), max: Date.UTC(2027, 0, 1) }), fc.integer({ min: 31, max: 16 * 24 * 60 }), (ours, nowMs, minutes) => {
      const dueAtMs = nowMs + minutes * MINUTE_MS;
      const [today, due] = [localClock(nowMs, ours).date, localClock(dueAtMs, ours).date];
      const expected = due === today ? 'today' : mondayOf(due) === mondayOf(today) && dueAtMs < nowMs + 8 * DAY_MS ? 'thisWeek' : 'later';
      expect(callbackGroup({ dueAtMs, windowMinutes: 15, ownerAgentId: me }, nowMs, ours)).toBe(expected);
    }));
  });
  it.each([
    ['overdue once its window has passed', { dueAtMs: at('2026-11-25T14:14') }, 'overdue'],
    ['now on the last minute of its window', { dueAtMs: at('2026-11-25T14:15') }, 'now'],
    ['now at its time', { dueAtMs: now }, 'now'],
    ['now from half an hour before', { dueAtMs: at('2026-11-25T15:00') }, 'now'],
    ['today a minute earlier', { dueAtMs: at('2026-11-25T15:01') }, 'today'],
    ['now as soon as a wide window is open', { dueAtMs: at('2026-11-25T16:00'), windowMinutes: 120 }, 'now'],
    ['today until midnight of our own day', { dueAtMs: at('2026-11-25T23:59') }, 'today'],
    ['this week from tomorrow', { dueAtMs: at('2026-11-26T00:00') }, 'thisWeek'],
    ['this week on Sunday night', { dueAtMs: at('2026-11-29T23:59') }, 'thisWeek'],
    ['later from next Monday', { dueAtMs: at('2026-11-30T00:00') }, 'later'],
    ['overdue from last week', { dueAtMs: at('2026-11-18T10:00') }, 'overdue'],
    ['unowned, however late, until somebody takes it', { dueAtMs: at('2026-11-18T10:00'), ownerAgentId: null }, 'unowned'],
    ['not listed when it is a colleague’s', { ownerAgentId: other }, 'not listed'],
    ['not listed when done', { state: 'done' as const }, 'not listed'],
    ['not listed when cancelled', { state: 'cancelled' as const }, 'not listed'],
  ])('%s', (_title, over, expected) => { expect(groupOf(over)).toBe(expected); });

  it('lists everyone’s when no agent is named', () => {
    expect(groupOf({ ownerAgentId: other, dueAtMs: now }, null)).toBe('now');
  });
  it('sorts each group by due time and lists every open row exactly once', () => {
    const row = fc.record({ dueAtMs: fc.integer({ min: now - 10 * 86_400_000, max: now + 20 * 86_400_000 }), windowMinutes: fc.integer({ min: 0, max: 720 }), ownerAgentId: fc.constantFrom(me, null) });
    fc.assert(fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
      const made = rows.map((over) => sampleCallbackRow(over));
      const groups = groupCallbacks(made, now, zone, me);
      const listed = callbackGroups.flatMap((group) => groups[group]);
      expect(new Set(listed.map((each) => each.callback.id))).toEqual(new Set(made.map((each) => each.callback.id)));
      expect(listed.length).toBe(made.length);
      for (const group of callbackGroups) {
        const dues = groups[group].map((each) => each.callback.dueAtMs);
        expect([...dues].sort((a, b) => a - b)).toEqual(dues);
      }
    }), { numRuns: 200 });
  });
});

describe('nextRetry', () => {
  const hours = { callFromMinute: 540, callToMinute: 1200 };
  const ladder = [120, 1440];
  const retry = (attempts: number, nowMs = now, over = {}) => nextRetry(sampleCallback({ attempts, maxAttempts: 4, ...over }), nowMs, ladder, hours);
  it('climbs the ladder and stays on its last rung', () => {
    expect(retry(0)).toEqual({ ok: true, dueAtMs: at('2026-11-25T16:30'), attempt: 2 });
    expect(retry(1)).toEqual({ ok: true, dueAtMs: at('2026-11-26T14:30'), attempt: 3 });
    expect(retry(2)).toEqual({ ok: true, dueAtMs: at('2026-11-26T14:30'), attempt: 4 });
  });
  it('waits for the customer’s morning when the next try would fall into the night', () => {
    expect(retry(0, at('2026-11-25T18:30'))).toEqual({ ok: true, dueAtMs: at('2026-11-26T09:00'), attempt: 2 });
    expect(retry(0, at('2026-11-25T14:30'), { zone: 'Asia/Kathmandu' })).toEqual({ ok: true, dueAtMs: at('2026-11-25T16:30'), attempt: 2 });
  });
  it('leaves it to a person when all tries are used: it never closes by itself', () => {
    expect(retry(3)).toEqual({ ok: false, why: 'tries-used-up' });
    expect(retry(9)).toEqual({ ok: false, why: 'tries-used-up' });
  });
  it('always proposes a moment at which the customer may be rung, on a whole minute, never sooner than the ladder says', () => {
    fc.assert(fc.property(fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Europe/Berlin'), fc.nat(400 * 86_400), fc.nat(2), (inZone, seconds, attempts) => {
      const nowMs = at('2026-01-01T00:00') + seconds * 1000;
      const next = retry(attempts, nowMs, { zone: inZone });
      if (!next.ok) throw new Error('tries were left');
      expect(isCallingTime(next.dueAtMs, hours, inZone)).toBe(true);
      expect(next.dueAtMs % 60_000).toBe(0);
      expect(next.dueAtMs - nowMs).toBeGreaterThanOrEqual((ladder[Math.min(attempts, 1)] ?? 0) * 60_000);
    }));
  });
});
