import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreeCallback, FURTHEST_AHEAD_MS } from '../../../shared/callbacks/agreeCallback.ts';

const zone = 'Asia/Shanghai';
const hours = { callFromMinute: 540, callToMinute: 1200 };
const utc = (text: string): number => Date.parse(text);
/** Wednesday 25 November 2026, 10:20 in Shanghai. */
const now = utc('2026-11-25T10:20:00+08:00');

function decided(at: string, nowMs = now, inZone = zone): readonly [string, readonly string[]] {
  const decision = agreeCallback({ dueAtMs: utc(at) }, nowMs, hours, inZone);
  return decision.ok ? ['agreed', []] : [decision.refusal, decision.nearestAllowed.map((ms) => new Date(ms + 8 * 3_600_000).toISOString().slice(5, 16))];
}

describe('agreeCallback', () => {
  it.each([
    ['opens at nine on the dot', '2026-11-26T09:00:00+08:00', 'agreed', []],
    ['is closed one minute before, and offers last night’s close only when that is ahead', '2026-11-26T08:59:00+08:00', 'outside-calling-hours', ['11-25T19:45', '11-26T09:00']],
    ['allows the last minute', '2026-11-26T19:59:00+08:00', 'agreed', []],
    ['is closed from 20:00 on the dot', '2026-11-26T20:00:00+08:00', 'outside-calling-hours', ['11-26T19:45', '11-27T09:00']],
    ['offers the morning for a time after midnight', '2026-11-26T02:00:00+08:00', 'outside-calling-hours', ['11-25T19:45', '11-26T09:00']],
    ['refuses the present moment', '2026-11-25T10:20:00+08:00', 'in-the-past', ['11-25T10:30', '11-26T10:20']],
    ['offers today’s same hour for yesterday when it is still ahead', '2026-11-24T15:00:00+08:00', 'in-the-past', ['11-25T10:30', '11-25T15:00']],
    ['allows 180 days', '2027-05-24T10:20:00+08:00', 'agreed', []],
    ['refuses a minute more, and offers the same hour of the last day', '2027-05-24T10:21:00+08:00', 'too-far-ahead', ['05-23T10:21']],
    ['offers opening time for a far night', '2027-08-01T03:00:00+08:00', 'too-far-ahead', ['05-24T09:00']],
  ])('%s', (_title, at, outcome, nearest) => { expect(decided(at)).toEqual([outcome, nearest]); });

  it('judges by the customer’s clock, not ours', () => {
    expect(decided('2026-11-26T09:30:00+08:00', now, 'Asia/Kathmandu')[0]).toBe('outside-calling-hours');
    expect(decided('2026-11-26T21:30:00+08:00', now, 'Asia/Kathmandu')[0]).toBe('agreed');
  });

  it('offers only moments that it would itself agree to, soonest first', () => {
    const zones = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe');
    const span = fc.tuple(fc.integer({ min: 0, max: 1380 }), fc.integer({ min: 30, max: 1440 })).map(([from, length]) => ({ callFromMinute: from, callToMinute: Math.min(1440, from + length) }));
    fc.assert(fc.property(zones, span, fc.integer({ min: -400 * 24 * 60, max: 400 * 24 * 60 }), fc.nat(365 * 24 * 60), (inZone, within, shift, start) => {
      const nowMs = utc('2026-01-01T00:00:00Z') + start * 60_000;
      const decision = agreeCallback({ dueAtMs: nowMs + shift * 60_000 }, nowMs, within, inZone);
      if (decision.ok) {
        expect(shift).toBeGreaterThan(0);
        return;
      }
      expect(decision.nearestAllowed.length).toBeGreaterThan(0);
      expect([...decision.nearestAllowed].sort((a, b) => a - b)).toEqual(decision.nearestAllowed);
      for (const ms of decision.nearestAllowed) expect(agreeCallback({ dueAtMs: ms }, nowMs, within, inZone)).toEqual({ ok: true });
    }), { numRuns: 500 });
  });

  it('names the first refusal that applies: the past before the night', () => {
    expect(decided('2026-11-25T02:00:00+08:00')[0]).toBe('in-the-past');
    expect(decided(new Date(now + FURTHEST_AHEAD_MS + 13 * 3_600_000).toISOString())[0]).toBe('too-far-ahead');
  });
});
