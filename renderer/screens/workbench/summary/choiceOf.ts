import type { Callback } from '../../../../shared/callbacks/callback.ts';
import type { MomentContext } from '../../../../shared/callbacks/resolveMoment.ts';
import { formerOf } from '../../../../shared/customers/formerPhone.ts';
import type { HouseholdFile } from '../../../../shared/customers/household.ts';
import { DEFAULT_ZONE } from '../../../../shared/time/zone.ts';
import type { Policy } from '../../../../shared/sync/sessionMessages.ts';
import type { CallbackChoice, WrapUpDraft } from '../../../localdb/wrapUpDraft.ts';
import { judgeNextCall, type NextCall, type NextCallContext } from '../../callbacks/judgeNextCall.ts';

type Agreed = Extract<NextCall, { state: 'agreed' }>;

/** What the next-call line is read against: the people and children of the household chosen, and the customer's clock. */
export function lineContext(draft: WrapUpDraft, file: HouseholdFile | null, policy: Policy, nowMs: number): NextCallContext & Pick<MomentContext, 'children'> {
  const people = file?.customers ?? [];
  return { nowMs, zone: file?.household.zone ?? policy.zone ?? DEFAULT_ZONE, hours: policy, people, speakerId: draft.customerId, children: file?.children ?? [] };
}

/** The number to ring: the person's own when somebody else is asked for, else the one of this call. */
function numberFor(customerId: string | null, draft: WrapUpDraft, file: HouseholdFile | null): string {
  const own = customerId === null || customerId === draft.customerId ? undefined : file?.phones.find((phone) => phone.customerId === customerId);
  // In the very call it may have been said that its number is not the family's any more.
  const ofCall = draft.number !== null && file !== null && formerOf(file, draft.number) !== null ? null : draft.number;
  return own?.number ?? ofCall ?? file?.phones[0]?.number ?? '';
}

/** The next call a verdict stands for, in the draft's words. The id of the one it replaces is kept, so that it stays one callback. */
export function choiceOf(agreed: Agreed, draft: WrapUpDraft, file: HouseholdFile | null, zone: string, ownerAgentId: string, id: string, isPicked: boolean): CallbackChoice {
  const customerId = agreed.personWords === null ? draft.customerId : agreed.customerId;
  return {
    callbackId: id, dueAtMs: agreed.dueAtMs, zone, windowMinutes: agreed.windowMinutes, customerId, number: numberFor(customerId, draft, file),
    purpose: agreed.purpose, permissionReason: 'agreed' satisfies Callback['permissionReason'], ownerAgentId, ...(isPicked ? { picked: true } : {}),
  };
}

/**
 * The verdict on a draft's line as it stands on screen: a time that was picked is kept against what the line says.
 */
export function verdictOf(draft: WrapUpDraft, context: NextCallContext): NextCall {
  const fromLine = judgeNextCall(draft.callbackLine, null, context);
  const chosen = draft.callbackChoice;
  if (chosen === null) return fromLine;
  if (chosen.picked !== true && fromLine.state === 'agreed' && fromLine.dueAtMs === chosen.dueAtMs) return fromLine;
  return judgeNextCall(draft.callbackLine, chosen.dueAtMs, context);
}
