import { newId } from '../localdb/newId.ts';
import { makeOp } from '../localdb/outbox.ts';
import type { StoreOutcome } from '../localdb/storeOutcome.ts';
import { deskClock } from '../time/deskClock.ts';
import { storeOps } from './storeOps.ts';

/** Whose question it is and in which call it was asked; null: nobody's, in none. */
export interface AskedIn {
  readonly householdId: string | null;
  readonly interactionId: string | null;
  /** Who of them asked, where that is known. */
  readonly customerId?: string | null;
}

/** The longest question central keeps. */
export const GAP_LENGTH = 200;

/** Writes a question down for which there is no answer, so that an editor may write one. */
export function recordGap(question: string, { householdId, interactionId }: AskedIn): Promise<StoreOutcome> {
  const nowMs = deskClock.now();
  return storeOps([makeOp('gap.add', { gap: { id: newId(), question: question.trim().slice(0, GAP_LENGTH), householdId, interactionId, askedAtMs: nowMs } }, nowMs)]);
}
