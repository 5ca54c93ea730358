import { create } from 'zustand';
import type { CallSnapshot } from '../../shared/calls/callSnapshot.ts';
import type { HouseholdFile } from '../../shared/customers/household.ts';

/** What is known of who rings. `from` 'cache': central has not answered yet, or could not be asked ('away'). */
export type Pop =
  | { readonly state: 'loading' }
  /** Nothing is known of this number anywhere (central said so). */
  | { readonly state: 'unknown' }
  | { readonly state: 'known'; readonly households: readonly HouseholdFile[]; readonly from: 'central' | 'cache' }
  /** Central could not be asked, and this desktop knows nothing of the number. */
  | { readonly state: 'away' };

/** Who speaks, as chosen before the call was answered; afterwards the draft holds it. */
export interface ChosenSpeaker {
  readonly householdId: string | null;
  readonly customerId: string | null;
}

export interface CallState {
  /** By call id: live ones, and ended ones whose wrap-up is not finished. */
  readonly calls: Readonly<Record<string, CallSnapshot>>;
  /** The call that owns the strip, the customer column and the summary. Another call is a card and writes nothing here. */
  readonly activeCallId: string | null;
  readonly pops: Readonly<Record<string, Pop>>;
  readonly chosen: Readonly<Record<string, ChosenSpeaker>>;
}

export const useCallStore = create<CallState>(() => ({ calls: {}, activeCallId: null, pops: {}, chosen: {} }));

export const isLive = (call: CallSnapshot): boolean => call.state !== 'ended';

/** Ringing here and not answered yet. */
export const isRinging = (call: CallSnapshot): boolean => call.state === 'ringing';

/** Sound can flow, or is about to. */
export const isTalking = (call: CallSnapshot): boolean => call.state === 'talking' || call.state === 'held' || call.state === 'connecting';

export function activeCall(state: CallState): CallSnapshot | null {
  return state.activeCallId === null ? null : (state.calls[state.activeCallId] ?? null);
}

/** Live calls but the active one, for their cards. */
export function otherCalls(state: Pick<CallState, 'calls' | 'activeCallId'>): readonly CallSnapshot[] {
  return Object.values(state.calls).filter((call) => isLive(call) && call.id !== state.activeCallId);
}

function without<T>(record: Readonly<Record<string, T>>, id: string): Readonly<Record<string, T>> {
  const { [id]: _gone, ...rest } = record;
  return rest;
}

/** The call is over and done with (finished, missed, put off): it leaves the screen, and the next live one may take its place. */
export function forgetCall(callId: string): void {
  useCallStore.setState((state) => {
    const calls = without(state.calls, callId);
    const next = state.activeCallId === callId ? (Object.values(calls).find(isLive)?.id ?? null) : state.activeCallId;
    return { calls, pops: without(state.pops, callId), chosen: without(state.chosen, callId), activeCallId: next };
  });
}

export function setPop(callId: string, pop: Pop): void {
  useCallStore.setState((state) => ({ pops: { ...state.pops, [callId]: pop } }));
}

/** Nobody belongs to a talk that is over. */
export function forgetPop(callId: string): void {
  useCallStore.setState(({ pops }) => ({ pops: without(pops, callId) }));
}

export function setActiveCall(callId: string | null): void {
  useCallStore.setState({ activeCallId: callId });
}
