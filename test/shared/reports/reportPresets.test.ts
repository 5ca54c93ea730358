import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysOf } from '../../../shared/reports/reportMessages.ts';
import { daysOfPreset, type ReportPreset, reportPresets } from '../../../shared/reports/reportPresets.ts';
import { addDays, localClock } from '../../../shared/time/localClock.ts';

const SUNDAY = Date.UTC(2026, 10, 1, 2);

describe('the days of a report', () => {
  it.each<[ReportPreset, string, string]>([
    ['today', '2026-11-01', '2026-11-01'], ['yesterday', '2026-10-31', '2026-10-31'], ['week', '2026-10-26', '2026-11-01'], ['lastWeek', '2026-10-19', '2026-10-25'], ['month', '2026-11-01', '2026-11-01'], ['lastMonth', '2026-10-01', '2026-10-31'],
  ])('%s, asked on a Sunday that is the first of a month, are %s to %s', (preset, from, to) => {
    expect(daysOfPreset(preset, SUNDAY, 'Asia/Shanghai')).toEqual({ from, to });
  });

  it('are the zone’s own: in the night of one it is still yesterday in another', () => {
    const atMs = Date.UTC(2026, 10, 1, 17);
    expect([daysOfPreset('today', atMs, 'Asia/Shanghai').from, daysOfPreset('today', atMs, 'America/New_York').from]).toEqual(['2026-11-02', '2026-11-01']);
  });

  it('never end before they begin nor after today, and follow one another without a gap', () => {
    fc.assert(fc.property(fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) }), fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Pacific/Auckland'), (atMs, zone) => {
      const today = localClock(atMs, zone).date;
      for (const preset of reportPresets) {
        const { from, to } = daysOfPreset(preset, atMs, zone);
        expect(from <= to && to <= today).toBe(true);
      }
      expect(addDays(daysOfPreset('lastWeek', atMs, zone).to, 1)).toBe(daysOfPreset('week', atMs, zone).from);
      expect(addDays(daysOfPreset('lastMonth', atMs, zone).to, 1)).toBe(daysOfPreset('month', atMs, zone).from);
      expect(daysOf(daysOfPreset('lastWeek', atMs, zone))).toBe(7);
    }));
  });
});
