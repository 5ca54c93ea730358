import type { PermissionReason } from '../callbacks/callback.ts';
import type { GuidePurpose } from './guide.ts';

/** What is known of a talk's purpose before the first word. */
export interface PurposeSigns {
  readonly direction: 'in' | 'out';
  /** Code of the queue it came through. */
  readonly queue: string | null;
  /** Why we ring, when a callback says so. */
  readonly permissionReason: PermissionReason | null;
  readonly hasOpenComplaint: boolean;
  /** A next call was agreed and is due about now. */
  readonly isPromised: boolean;
  /** Every child of the family is still to be born. */
  readonly isExpecting: boolean;
}

/** Queues whose code says what people ring them for. */
const QUEUE_PURPOSES: Readonly<Record<string, GuidePurpose>> = { product: 'product', expert: 'expert' };

/**
 * What a talk is for. Ringing us: an open complaint before all, then what was agreed, then what the queue is for. Rung by us:
 * what the callback says; without one the complaint, the pregnancy, the consent that allows it.
 */
export function purposeOf({ direction, queue, permissionReason, hasOpenComplaint, isPromised, isExpecting }: PurposeSigns): GuidePurpose {
  if (direction === 'out') return permissionReason ?? (hasOpenComplaint ? 'complaint-follow-up' : isExpecting ? 'prenatal' : 'form-consent');
  if (hasOpenComplaint) return 'complaint';
  if (isPromised) return 'agreed';
  return QUEUE_PURPOSES[queue ?? ''] ?? 'question';
}
