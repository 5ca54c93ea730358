import type { Op } from '../../shared/sync/pushMessages.ts';

/** Ops that leave a record of their own need no copy in the log. A number that was there already leaves none. */
export function isRecord(op: Op): boolean {
  return op.kind.endsWith('.add') && op.kind !== 'phone.add';
}
