import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs } from '../../../electron/sync/backoff.ts';

describe('backoffMs', () => {
  it('never waits longer than half a minute, nor longer than the doubling allows', () => {
    fc.assert(fc.property(fc.nat(200), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
      const wait = backoffMs(attempt, random);
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThanOrEqual(Math.min(30_000, 500 * 2 ** Math.min(attempt, 10)));
    }));
  });
  it('spreads a thousand desktops over the whole span', () => {
    const waits = Array.from({ length: 1000 }, () => backoffMs(6));
    expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(20_000);
  });
});
