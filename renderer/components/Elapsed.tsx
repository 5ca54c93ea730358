import { formatSeconds } from '../language/format.ts';
import { useNow } from '../time/useNow.ts';

interface Props {
  readonly sinceMs: number;
  readonly untilMs?: number | null;
  /** How often it is drawn anew; a second when left out. */
  readonly everyMs?: number;
}

/** A running timer 「03:42」. Never a live region: a screen reader is not told every second. */
export function Elapsed({ sinceMs, untilMs = null, everyMs = 1000 }: Props) {
  const now = useNow(everyMs);
  return <time aria-live="off">{formatSeconds(((untilMs ?? now) - sinceMs) / 1000)}</time>;
}
