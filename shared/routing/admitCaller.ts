import { isOpen, nextOpening } from '../time/openingHours.ts';
import type { UtcMs } from '../time/utcMs.ts';
import type { QueueRules } from './queueRules.ts';

export type Admission =
  | { readonly kind: 'waits' }
  /** `opensAtMs` null: it does not open again. */
  | { readonly kind: 'closed'; readonly opensAtMs: UtcMs | null }
  | { readonly kind: 'full' };

/**
 * What becomes of somebody who rings now.
 *
 * @param waiting how many wait in the queue already, kept places too.
 */
export function admitCaller(rules: QueueRules, waiting: number, nowMs: UtcMs): Admission {
  if (rules.hours !== null && !isOpen(nowMs, rules.hours)) return { kind: 'closed', opensAtMs: nextOpening(nowMs, rules.hours) };
  if (rules.maxWaiting !== null && waiting >= rules.maxWaiting) return { kind: 'full' };
  return { kind: 'waits' };
}
