/** Before the queue has talked to anybody lately: what a call and its wrap-up take. */
const USUAL_HANDLE_SECONDS = 180;

/**
 * How long whoever stands at a place has still to wait: agents become free one by one, evenly over the time one call takes.
 *
 * @param position      1: next.
 * @param agents        how many serve the queue now, busy or not.
 * @param free          how many of them are free.
 * @param handleSeconds mean time of a call and its wrap-up lately; null: not known.
 * @returns seconds; null when nobody is there to answer.
 */
export function expectedWaitSeconds(position: number, agents: number, free: number, handleSeconds: number | null): number | null {
  if (agents <= 0) return null;
  const before = Math.max(0, position - free);
  return Math.round((before * (handleSeconds ?? USUAL_HANDLE_SECONDS)) / agents);
}
