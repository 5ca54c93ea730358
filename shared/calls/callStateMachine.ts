import type { UtcMs } from '../time/utcMs.ts';
import { assertNever } from '../language/assertNever.ts';
import type { CallSnapshot } from './callSnapshot.ts';
import type { EndReason, HangUpSide } from './interaction.ts';

/** What can happen to a call, from either side. */
export type CallEvent =
  /** The agent pressed answer; the desktop's sound is being agreed. */
  | { readonly kind: 'answering' }
  /** The far end rings (180). */
  | { readonly kind: 'alerting' }
  | { readonly kind: 'answered' }
  | { readonly kind: 'hold'; readonly by: 'us' | 'them'; readonly on: boolean }
  | { readonly kind: 'mute'; readonly on: boolean }
  /** It is part of a three-way conversation now, or no more. */
  | { readonly kind: 'joined'; readonly on: boolean }
  /** The colleague at the far end has joined the customer they ask about, or parted again. */
  | { readonly kind: 'customer-hears'; readonly on: boolean }
  | { readonly kind: 'ended'; readonly reason: EndReason; readonly by: HangUpSide; readonly code: number | null };

/** True until the call is over. */
export const isLive = (call: Pick<CallSnapshot, 'state'>): boolean => call.state !== 'ended';

/** True while sound is agreed between both ends, held or not. */
export const isEstablished = (call: Pick<CallSnapshot, 'state'>): boolean => call.state === 'talking' || call.state === 'held';

/**
 * The call after an event: the machine drawn in callSnapshot.ts.
 *
 * @param nowMs when it happened, by the desktop's clock.
 * @returns the very same object when the event does not apply to the call's state: late events (an answer after the
 *          hang-up) change nothing, and nobody needs to be told.
 */
export function callAfter(call: CallSnapshot, event: CallEvent, nowMs: UtcMs): CallSnapshot {
  switch (event.kind) {
    case 'answering':
      return call.state === 'ringing' ? { ...call, state: 'connecting', ringUntilMs: null } : call;
    case 'alerting':
      return call.state === 'dialling' ? { ...call, state: 'alerting' } : call;
    case 'answered':
      return call.state === 'connecting' || call.state === 'dialling' || call.state === 'alerting'
        ? { ...call, state: 'talking', answeredAtMs: nowMs }
        : call;
    case 'hold': {
      if (!isEstablished(call)) return call;
      const heldByUs = event.by === 'us' ? event.on : call.heldByUs;
      const heldByThem = event.by === 'them' ? event.on : call.heldByThem;
      if (heldByUs === call.heldByUs && heldByThem === call.heldByThem) return call;
      return { ...call, heldByUs, heldByThem, state: heldByUs || heldByThem ? 'held' : 'talking' };
    }
    case 'mute':
      return isEstablished(call) && call.muted !== event.on ? { ...call, muted: event.on } : call;
    case 'joined':
      return isEstablished(call) && call.joined !== event.on ? { ...call, joined: event.on } : call;
    case 'customer-hears':
      return isEstablished(call) && isConsult(call) && call.direction === 'in' && call.customerHears !== event.on ? { ...call, customerHears: event.on } : call;
    case 'ended':
      if (!isLive(call)) return call;
      return {
        ...call, state: 'ended', ringUntilMs: null, endedAtMs: nowMs, endReason: event.reason, hungUpBy: event.by,
        failureCode: event.code, muted: false, heldByUs: false, heldByThem: false, joined: false, customerHears: false,
      };
    default:
      return assertNever(event, 'call event');
  }
}

/** True for a talk between colleagues about somebody's call: nobody is looked up for it and nothing is written about it. */
export const isConsult = (call: Pick<CallSnapshot, 'consultFor'>): boolean => call.consultFor !== null;

/** What is known of a call when it begins; everything else starts empty. */
export type CallBeginning = Pick<CallSnapshot, 'id' | 'direction' | 'startedAtMs'> & Partial<Omit<CallSnapshot, 'state'>>;

/** A call as it begins: ringing when it comes in, dialling when it goes out. */
export function beginCall(beginning: CallBeginning): CallSnapshot {
  return {
    number: null, storedNumber: null, withheld: false, identitySource: null, displayName: null, dialled: null, queue: null,
    waitedSeconds: null, keys: null, transferredBy: null, autoAnswer: false, ringUntilMs: null, answeredAtMs: null, endedAtMs: null, endReason: null, hungUpBy: null,
    failureCode: null, muted: false, heldByUs: false, heldByThem: false, callbackId: null, householdId: null, customerId: null,
    consultFor: null, consultAbout: null, joined: false, customerHears: false,
    ...beginning,
    state: beginning.direction === 'in' ? 'ringing' : 'dialling',
  };
}

/**
 * True for a call a customer made and nobody here spoke to: they gave up, or it rang out. A call that a colleague took
 * instead, or that this agent turned down, is not missed: the line offers it on.
 */
export function isMissed(call: CallSnapshot): boolean {
  return call.direction === 'in' && !isConsult(call) && call.state === 'ended' && call.answeredAtMs === null
    && (call.endReason === 'not-answered' || call.endReason === 'network' || (call.endReason === 'cancelled' && call.hungUpBy === 'customer'));
}
