import { type CutOff, isFresh } from '../calls/cutOff.ts';
import type { UtcMs } from '../time/utcMs.ts';
import type { PermissionReason } from './callback.ts';
import { type CallingHours, closedAt } from './callingHours.ts';
import type { RingRefusal } from './mayRing.ts';

/** Reasons that can be named for a number nobody is known by: they rest on what that person asked of us. The others rest on a household's record. */
export const unknownReasons = ['missed-call-return', 'cut-off-return', 'agreed', 'answer-promised'] as const satisfies readonly PermissionReason[];

/**
 * Whether a number that is no household's may be rung: for a reason the agent names, within calling hours, and on no holiday of ours.
 *
 * @param cutOff the newest talk with this number that a fault ended, null: none. Without one nothing is returned.
 * @param zone   whose wall clock counts, there being no household.
 * @returns null: it may; else why not.
 */
export function mayRingUnknown(reason: PermissionReason, cutOff: CutOff | null, nowMs: UtcMs, hours: CallingHours, zone: string): RingRefusal | null {
  const inHours = closedAt(nowMs, hours, zone);
  switch (reason) {
    case 'form-consent': return 'no-consent';
    case 'prenatal': return 'not-expecting';
    case 'complaint-follow-up': return 'no-complaint';
    case 'cut-off-return': return cutOff === null || !isFresh(cutOff, nowMs) ? 'no-cut-off' : inHours;
    case 'agreed': case 'missed-call-return': case 'answer-promised': return inHours;
  }
}
