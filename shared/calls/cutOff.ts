import { MINUTE_MS, type UtcMs } from '../time/utcMs.ts';
import type { Interaction } from './interaction.ts';

/** A talk that neither person ended: the network or the line did. */
export interface CutOff {
  readonly startedAtMs: UtcMs;
  readonly endedAtMs: UtcMs;
}

/** How long after it the other one may be rung again for that reason alone. */
export const CUT_OFF_MINUTES = 10;

const isFault = (reason: Interaction['endReason']): boolean => reason === 'network' || reason === 'failed';

/** @returns the fault that ended this talk; null: it goes on, was never one, or somebody hung up. */
export function cutOffOf({ startedAtMs, answeredAtMs, endedAtMs, endReason }: {
  readonly startedAtMs: UtcMs; readonly answeredAtMs: UtcMs | null; readonly endedAtMs: UtcMs | null; readonly endReason: Interaction['endReason'];
}): CutOff | null {
  return answeredAtMs !== null && endedAtMs !== null && isFault(endReason) ? { startedAtMs, endedAtMs } : null;
}

/** The same of a call that was written up. Its ring is not counted, so it ends rather too early than too late. */
export function cutOffRecorded({ kind, startedAtMs, talkSeconds, endReason }: Pick<Interaction, 'kind' | 'startedAtMs' | 'talkSeconds' | 'endReason'>): CutOff | null {
  const talked = (kind === 'call-in' || kind === 'call-out') && talkSeconds !== null && talkSeconds > 0;
  return talked && isFault(endReason) ? { startedAtMs, endedAtMs: startedAtMs + talkSeconds * 1000 } : null;
}

/** True for a few minutes after the fault. */
export function isFresh({ endedAtMs }: CutOff, nowMs: UtcMs): boolean {
  return endedAtMs <= nowMs && nowMs - endedAtMs < CUT_OFF_MINUTES * MINUTE_MS;
}
