import type { Clock, UtcMs } from '../../shared/time/utcMs.ts';

let skewMs = 0;

/** Central's clock minus this computer's, as told at sign-in and whenever it is measured again. */
export function setClockSkew(ms: number): void {
  skewMs = ms;
}

/** An instant main read from this computer's clock, as central would have read it. */
export function fromComputerClock(atMs: UtcMs): UtcMs {
  return Math.round(atMs + skewMs);
}

/** The page's clock: this computer's, corrected by what central's shows, so that promises are kept by one clock. */
export const deskClock: Clock = { now: (): UtcMs => Math.round(Date.now() + skewMs) };
