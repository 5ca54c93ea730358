import { formatSeconds } from '../language/format.ts';
import { useNow } from '../time/useNow.ts';

/** A running timer 「03:42」. Never a live region: a screen reader is not told every second. */
export function Elapsed({ sinceMs, untilMs = null }: { readonly sinceMs: number; readonly untilMs?: number | null }) {
  const now = useNow(1000);
  return <time aria-live="off">{formatSeconds(((untilMs ?? now) - sinceMs) / 1000)}</time>;
}
