const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * How long to wait before try number `attempt` (0 first): full jitter, so that a thousand desktops whose central came
 * back do not all return in the same moment (store.md §3.4).
 */
export function backoffMs(attempt: number, random: number = Math.random()): number {
  return Math.round(random * Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10)));
}
