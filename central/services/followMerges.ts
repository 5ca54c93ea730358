import { withIds } from '../../shared/customers/withIds.ts';
import type { Op } from '../../shared/sync/pushMessages.ts';
import { keptIds } from '../store/merges.ts';
import type { Connection } from '../store/pool.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A household may have been absorbed by one that was absorbed by another. */
const MOST_STEPS = 8;

/**
 * An op of a desktop that has not heard yet that a household, person or child it names was merged into another, with the
 * other's id in its place. @returns null when it names none.
 */
export async function followMerges(on: Connection, op: Op): Promise<Op | null> {
  let data: unknown = op.data;
  let changed = false;
  for (let step = 0; step < MOST_STEPS; step++) {
    const kept = await keptIds(on, [...idsIn(data)]);
    if (kept.size === 0) break;
    data = withIds(data, kept);
    changed = true;
  }
  return changed ? { ...op, data } as Op : null;
}

/** Every id a value names, at any depth. */
export function* idsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    if (UUID.test(value)) yield value;
  } else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) yield* idsIn(each);
}
