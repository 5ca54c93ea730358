import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type ReadInterfaces, watchNetwork } from '../../../electron/power/watchNetwork.ts';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

const cable = { eth0: [{ address: '10.0.0.7', internal: false }], lo: [{ address: '127.0.0.1', internal: true }] };

it('tells when the addresses change, and only then', () => {
  let now: ReturnType<ReadInterfaces> = cable;
  let told = 0;
  const stop = watchNetwork(() => now, () => { told += 1; });
  vi.advanceTimersByTime(3000);
  expect(told).toBe(0);
  now = { ...cable, eth0: [...cable.eth0, { address: '2001:db8::77', internal: false }] };
  vi.advanceTimersByTime(3000);
  expect(told).toBe(0);
  now = { wlan0: [{ address: '192.168.3.9', internal: false }] };
  vi.advanceTimersByTime(1000);
  expect(told).toBe(1);
  stop();
  now = cable;
  vi.advanceTimersByTime(3000);
  expect(told).toBe(1);
});

it('tells of a network that was lost when there is one again', () => {
  let now: ReturnType<ReadInterfaces> = cable;
  let told = 0;
  watchNetwork(() => now, () => { told += 1; });
  now = {};
  vi.advanceTimersByTime(1000);
  expect(told).toBe(0);
  now = cable;
  vi.advanceTimersByTime(1000);
  expect(told).toBe(1);
});
