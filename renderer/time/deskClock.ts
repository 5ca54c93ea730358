import type { Clock, UtcMs } from '../../shared/time/utcMs.ts';

/** So much between two looks is a clock that was set, or a computer that slept: the time service draws a clock nearer by far less. */
const STEP_MS = 1000;
/** Main asks central what the clock is out by now. Without an answer this computer's clock is believed. */
const BELIEVED_AFTER_MS = 5000;

let skewMs = 0;
/** What this computer's clock showed minus the time that has run, when it was last believed. */
let apartMs = Date.now() - performance.now();
/** When the clock was found set, by the time that has run; null: it goes on as it did. */
let setAtMs: number | null = null;

function believe(): void {
  apartMs = Date.now() - performance.now();
  setAtMs = null;
}

/** By how much this computer's clock was set since it was last believed. Until central has said what is right, timers on screen run on as if it had not been. */
function stepMs(): number {
  const runningMs = performance.now();
  const step = Date.now() - runningMs - apartMs;
  setAtMs = Math.abs(step) < STEP_MS ? null : (setAtMs ?? runningMs);
  if (setAtMs !== null && runningMs - setAtMs < BELIEVED_AFTER_MS) return step;
  believe();
  return 0;
}

/** Central's clock minus this computer's, as told at sign-in and whenever it is measured again. */
export function setClockSkew(ms: number): void {
  skewMs = ms;
  believe();
}

/** An instant main read from this computer's clock just now, as central would have read it. */
export function fromComputerClock(atMs: UtcMs): UtcMs {
  return Math.round(atMs + skewMs - stepMs());
}

/** The page's clock: this computer's, corrected by what central's shows, so that promises are kept by one clock. */
export const deskClock: Clock = { now: (): UtcMs => Math.round(Date.now() + skewMs - stepMs()) };
