import type { CallSnapshot } from '../../../shared/calls/callSnapshot.ts';
import { assertNever } from '../../../shared/language/assertNever.ts';
import type { WrapUpDraft } from '../../localdb/wrapUpDraft.ts';

/** What the call column shows of a call: the strip's colour and the controls under it. */
export type CallPhase = 'ringing' | 'dialling' | 'talking' | 'held' | 'wrap-up';

export function callPhase(call: Pick<CallSnapshot, 'state'>): CallPhase {
  switch (call.state) {
    case 'ringing': return 'ringing';
    case 'dialling': case 'alerting': return 'dialling';
    case 'connecting': case 'talking': return 'talking';
    case 'held': return 'held';
    case 'ended': return 'wrap-up';
    default: return assertNever(call.state, 'call state');
  }
}

/** A wrap-up that outlived its call (the page was loaded again, or it was put off), shown as the call it came from. */
export function callOfDraft(draft: WrapUpDraft): CallSnapshot {
  return {
    id: draft.callId, direction: draft.direction, state: 'ended', number: draft.number, storedNumber: draft.number, withheld: draft.withheld,
    identitySource: null, displayName: null, dialled: draft.dialled, queue: draft.queue, waitedSeconds: null, keys: null, transferredBy: null, autoAnswer: false, ringUntilMs: null,
    startedAtMs: draft.startedAtMs, answeredAtMs: draft.answeredAtMs, endedAtMs: draft.endedAtMs ?? draft.updatedAtMs, endReason: draft.endReason,
    hungUpBy: draft.hungUpBy, failureCode: null, muted: false, heldByUs: false, heldByThem: false,
    callbackId: draft.callbackId, householdId: draft.householdId, customerId: draft.customerId,
    consultFor: null, consultAbout: null, joined: false, customerHears: false,
  };
}
