import type { Callback } from '../../../shared/callbacks/callback.ts';
import { nextRetry } from '../../../shared/callbacks/dueCallbacks.ts';
import type { Policy } from '../../../shared/sync/sessionMessages.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';

/** When it would be tried again, time after time, if nobody answered a call placed now. Ends when the tries are used up. */
export function retryLadder(callback: Callback, nowMs: UtcMs, policy: Policy): readonly UtcMs[] {
  const times: UtcMs[] = [];
  let tried = callback;
  let at = nowMs;
  for (;;) {
    const next = nextRetry(tried, at, policy.retryLadderMinutes, policy);
    if (!next.ok) return times;
    times.push(next.dueAtMs);
    tried = { ...tried, attempts: tried.attempts + 1 };
    at = next.dueAtMs;
  }
}
