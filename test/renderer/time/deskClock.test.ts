import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { deskClock, fromComputerClock, setClockSkew } from '../../../renderer/time/deskClock.ts';

const START_MS = 1_790_000_000_000;
const MINUTE_MS = 60_000;
let wallMs = START_MS;
let runningMs = 0;
const passes = (ms: number): void => { wallMs += ms; runningMs += ms; };
const isSetTo = (ms: number): void => { wallMs = ms; };

beforeEach(() => {
  wallMs = START_MS;
  runningMs = 7000;
  vi.spyOn(Date, 'now').mockImplementation(() => wallMs);
  vi.spyOn(performance, 'now').mockImplementation(() => runningMs);
  setClockSkew(0);
});
afterEach(() => { vi.restoreAllMocks(); setClockSkew(0); });

it('runs on when this computer’s clock is set, and is where it was when central has told what is right', () => {
  passes(1000);
  expect(deskClock.now()).toBe(START_MS + 1000);
  isSetTo(START_MS + 10 * MINUTE_MS);
  expect(deskClock.now()).toBe(START_MS + 1000);
  passes(1500);
  expect(deskClock.now()).toBe(START_MS + 2500);
  setClockSkew(2500 - (10 * MINUTE_MS + 1500));
  expect(deskClock.now()).toBe(START_MS + 2500);
});

it('reads what main has just told by the clock that was set', () => {
  isSetTo(START_MS - 10 * MINUTE_MS);
  passes(800);
  expect(fromComputerClock(START_MS - 10 * MINUTE_MS + 800)).toBe(START_MS + 800);
});

it('believes the computer’s clock when nobody says otherwise', () => {
  isSetTo(START_MS + 10 * MINUTE_MS);
  expect(deskClock.now()).toBe(START_MS);
  passes(5000);
  expect(deskClock.now()).toBe(START_MS + 10 * MINUTE_MS + 5000);
  expect(fromComputerClock(wallMs)).toBe(wallMs);
});

it('follows a clock that the time service draws nearer', () => {
  for (let second = 0; second < 20; second += 1) {
    passes(1000);
    isSetTo(wallMs + 200);
    expect(deskClock.now()).toBe(wallMs);
  }
});
