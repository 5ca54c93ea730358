import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchClock } from '../../../electron/power/watchClock.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

it('tells when the computer’s clock was set, forwards or back, and not that time goes by', () => {
  let setByMs = 0;
  let told = 0;
  const stop = watchClock({ wall: () => 1_790_000_000_000 + Date.now() + setByMs, running: () => Date.now() }, () => { told += 1; });
  vi.advanceTimersByTime(60_000);
  expect(told).toBe(0);
  setByMs = 3_600_000;
  vi.advanceTimersByTime(1000);
  expect(told).toBe(1);
  vi.advanceTimersByTime(10_000);
  expect(told).toBe(1);
  setByMs = 0;
  vi.advanceTimersByTime(1000);
  expect(told).toBe(2);
  stop();
  setByMs = 900_000;
  vi.advanceTimersByTime(5000);
  expect(told).toBe(2);
});

it('is not taken in by a clock that is being drawn nearer, some milliseconds at a time', () => {
  let setByMs = 0;
  let told = 0;
  watchClock({ wall: () => Date.now() + setByMs, running: () => Date.now() }, () => { told += 1; });
  for (let second = 0; second < 60; second += 1) {
    setByMs += 10;
    vi.advanceTimersByTime(1000);
  }
  expect(told).toBe(0);
});
