export interface TwoClocks {
  /** What this computer shows, UTC milliseconds: somebody, or the time service, may set it. */
  readonly wall: () => number;
  /** Milliseconds that have gone by: nobody can set it. It may stand still while the computer sleeps. */
  readonly running: () => number;
}

const LOOK_EVERY_MS = 1000;
/** The time service draws a clock nearer by far less in a second. */
const STEP_MS = 1000;

/**
 * Tells when this computer's clock was set, by hand or by the time service, or when the computer slept. Neither Electron nor
 * Node says so, so two clocks are looked at every second.
 *
 * @returns its own end.
 */
export function watchClock({ wall, running }: TwoClocks, changed: () => void): () => void {
  let apartMs = wall() - running();
  const timer = setInterval(() => {
    const nowMs = wall() - running();
    const isSet = Math.abs(nowMs - apartMs) >= STEP_MS;
    apartMs = nowMs;
    if (isSet) changed();
  }, LOOK_EVERY_MS);
  return () => { clearInterval(timer); };
}
