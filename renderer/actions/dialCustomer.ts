import type { PermissionReason } from '../../shared/callbacks/callback.ts';
import type { OverruleReason } from '../../shared/callbacks/overrule.ts';
import type { DialOutcome } from '../../shared/ipc/commands.ts';
import { askDesk } from '../bridge/desk.ts';
import { currentDatabase, unlessClosed } from '../localdb/currentDatabase.ts';
import { waitingOps } from '../localdb/outbox.ts';
import { setActiveCall, useCallStore } from '../state/useCallStore.ts';
import { fromComputerClock } from '../time/deskClock.ts';
import { gateDial } from './gateDial.ts';
import { courier } from './openDesk.ts';
import { takeCalls } from './trackCalls.ts';

export interface DialRequest {
  readonly number: string;
  /** Why we may ring: there is no dialling without it. */
  readonly permissionReason: PermissionReason;
  readonly callbackId: string | null;
  readonly householdId: string | null;
  readonly customerId: string | null;
  /** Named by the agent for going over a cap or a preference; null or left out: nothing is gone over. */
  readonly overrule?: OverruleReason | null;
}

/** Longer than central takes for a push when it is busy; the agent looks at the button meanwhile. */
const SEND_FIRST_MS = 4_000;

/**
 * Central judges the call by its own records: a promise that was moved a moment ago has to be there before it is asked, or the
 * call is refused for a time that no longer holds. While central is away nothing is waited for: the line knows what to do.
 */
async function sendFirst(): Promise<void> {
  const database = currentDatabase();
  const loop = courier();
  if (!database || !loop || ((await unlessClosed(database, () => waitingOps(database))) ?? []).length === 0) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([loop.send(), new Promise<void>((resolve) => { timer = setTimeout(resolve, SEND_FIRST_MS); })]);
  clearTimeout(timer);
}

/** Rings a customer, if the gate lets the call pass. On success the call has the strip and its draft is begun. */
export async function dialCustomer(request: DialRequest): Promise<DialOutcome> {
  await sendFirst();
  const verdict = await gateDial(request);
  if (!verdict.ok) return { ok: false, refusal: verdict.why === 'outside-calling-hours' || verdict.why === 'closed-day' ? 'not-allowed-now' : 'no-reason', detail: verdict.why };
  const outcome = await askDesk('call:dial', { ...request, householdId: verdict.householdId });
  if (!outcome.ok) return outcome;
  const call = { ...outcome.value, startedAtMs: fromComputerClock(outcome.value.startedAtMs) };
  // The fact of the same call may have come first, and know more by now.
  if (!useCallStore.getState().calls[call.id]) takeCalls([...Object.values(useCallStore.getState().calls), call]);
  setActiveCall(call.id);
  return outcome;
}
