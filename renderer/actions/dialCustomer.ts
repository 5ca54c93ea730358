import type { PermissionReason } from '../../shared/callbacks/callback.ts';
import type { OverruleReason } from '../../shared/callbacks/overrule.ts';
import type { DialOutcome } from '../../shared/ipc/commands.ts';
import { askDesk } from '../bridge/desk.ts';
import { setActiveCall, useCallStore } from '../state/useCallStore.ts';
import { fromComputerClock } from '../time/deskClock.ts';
import { gateDial } from './gateDial.ts';
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

/** Rings a customer, if the gate lets the call pass. On success the call has the strip and its draft is begun. */
export async function dialCustomer(request: DialRequest): Promise<DialOutcome> {
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
