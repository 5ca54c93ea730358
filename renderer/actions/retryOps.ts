import type { Callback } from '../../shared/callbacks/callback.ts';
import { notReachedOutcomes, type Outcome } from '../../shared/calls/outcome.ts';
import { nextOpenTime } from '../../shared/callbacks/callingHours.ts';
import { type NextRetry, nextRetry } from '../../shared/callbacks/dueCallbacks.ts';
import type { Op } from '../../shared/sync/pushMessages.ts';
import type { Policy } from '../../shared/sync/sessionMessages.ts';
import { MINUTE_MS, type UtcMs } from '../../shared/time/utcMs.ts';
import { makeOp } from '../localdb/outbox.ts';
import type { LastTry } from '../localdb/wrapUpDraft.ts';

/** When to try again after nobody was reached; tries used up: the agent decides. A callback not known here is taken as tried for the first time. */
export function nextTry(kept: Callback | null, policy: Policy, nowMs: UtcMs): NextRetry {
  return nextRetry(kept ?? { attempts: 0, maxAttempts: 9, zone: policy.zone }, nowMs, policy.retryLadderMinutes, policy);
}

/**
 * What a next call written beside a try in vain is to the callback that was tried. A family is promised one call, not the
 * old one and the new one:
 * 'again': nobody was there to agree to anything, so it is when the same callback is tried again;
 * 'instead': somebody answered and another time was agreed, so the callback is done and the new one stands for it;
 * 'beside': the call reached whom it was for, or it is another family's.
 */
export function nextBesideTry(outcome: Outcome | null, kept: Pick<Callback, 'householdId'> | null, householdId: string | null): 'again' | 'instead' | 'beside' {
  if (outcome === null || kept === null || kept.householdId !== householdId || !notReachedOutcomes.includes(outcome)) return 'beside';
  return outcome === 'not-available' ? 'instead' : 'again';
}

/** True while what the agent must decide after the last try is still open. */
export function isLastTryOpen(kept: Callback | null, lastTry: LastTry | null, policy: Policy, nowMs: UtcMs): boolean {
  if (nextTry(kept, policy, nowMs).ok) return false;
  switch (lastTry?.kind) {
    case 'again': return lastTry.atMs === null || lastTry.atMs <= nowMs;
    case 'hand-over': return lastTry.toAgentId === undefined;
    case 'close': return lastTry.reason.trim() === '';
    default: return true;
  }
}

interface AfterTry {
  readonly lastTry: LastTry | null;
  /** The next call that was written beside it, and what it is to it (`nextBesideTry`); null: none. */
  readonly next: { readonly dueAtMs: UtcMs; readonly way: ReturnType<typeof nextBesideTry> } | null;
}

/** What becomes of a callback at which nobody was reached: the attempt counts, and it stays, goes to somebody else or is closed. */
export function retryOps(callbackId: string, interactionId: string, kept: Callback | null, { lastTry, next: written }: AfterTry, policy: Policy, nowMs: UtcMs): readonly Op[] {
  if (written?.way === 'instead') return [makeOp('callback.done', { callbackId, interactionId }, nowMs)];
  if (written?.way === 'again') return [makeOp('callback.retry', { callbackId, interactionId, nextDueAtMs: written.dueAtMs }, nowMs)];
  const next = nextTry(kept, policy, nowMs);
  const retry = (nextDueAtMs: UtcMs): Op => makeOp('callback.retry', { callbackId, interactionId, nextDueAtMs }, nowMs);
  if (next.ok) return [retry(next.dueAtMs)];
  if (lastTry?.kind === 'again' && lastTry.atMs !== null) return [retry(lastTry.atMs)];
  // Whoever has it from now on finds it at the ladder's last step.
  const rung = policy.retryLadderMinutes.at(-1) ?? 60;
  const tried = retry(nextOpenTime(Math.ceil((nowMs + rung * MINUTE_MS) / MINUTE_MS) * MINUTE_MS, policy, kept?.zone ?? policy.zone));
  if (lastTry?.kind === 'hand-over' && lastTry.toAgentId !== undefined) return [tried, makeOp('callback.handover', { callbackId, toAgentId: lastTry.toAgentId, reason: lastTry.reason, interactionId }, nowMs)];
  if (lastTry?.kind === 'close') return [tried, makeOp('callback.cancel', { callbackId, reason: lastTry.reason.trim(), interactionId }, nowMs)];
  return [tried];
}
