import type { CallerNews, WaitingCall } from '../../shared/line/lineMessages.ts';
import type { DeskLeg, LegEndedBy } from './deskLeg.ts';
import type { SimulatedCaller } from './simulatedCaller.ts';

export type PracticeCallState = 'waiting' | 'ringing' | 'talking' | 'held' | 'ended';

/** A call on the practice line, in either direction. Only practiceLine.ts writes it. */
export interface PracticeCall {
  readonly callId: string;
  readonly direction: 'in' | 'out';
  /** The simulated side's number; null when withheld. */
  readonly from: string | null;
  readonly dialled: string;
  readonly keys: string | null;
  readonly caller: SimulatedCaller;
  readonly startedAtMs: number;
  state: PracticeCallState;
  extension: string | null;
  leg: DeskLeg | null;
  answeredAtMs: number | null;
  endedBy: LegEndedBy | null;
  /** What central had the caller told last; null: nothing. */
  told: CallerNews | null;
  /** Where they stand in the queue and how long it will take, as they were told; null: they were not. */
  place: { readonly position: number; readonly expectedWaitSeconds: number | null } | null;
}

/** How GET /calls shows it. */
export interface PracticeCallView {
  readonly callId: string;
  readonly direction: 'in' | 'out';
  readonly from: string | null;
  readonly dialled: string;
  readonly state: PracticeCallState;
  readonly extension: string | null;
  /** Strongest frequency the simulated side heard in the last second; null: silence. */
  readonly heardHz: number | null;
  /** Its loudness, 0 to 1. */
  readonly heardEnergy: number;
  readonly rxPackets: number;
  readonly txPackets: number;
  readonly keysHeard: string;
  readonly startedAtMs: number;
  readonly answeredAtMs: number | null;
  readonly endedBy: LegEndedBy | null;
  readonly told: CallerNews | null;
  readonly place: PracticeCall['place'];
}

export function viewCall(call: PracticeCall): PracticeCallView {
  const { ear } = call.caller;
  const isTalking = call.state === 'talking' || call.state === 'held';
  const heard = isTalking ? ear.heard(performance.now()) : { hz: null, energy: 0 };
  return {
    callId: call.callId, direction: call.direction, from: call.from, dialled: call.dialled, state: call.state, extension: call.extension,
    heardHz: heard.hz, heardEnergy: heard.energy, rxPackets: ear.rxPackets, txPackets: ear.txPackets, keysHeard: ear.keysHeard,
    startedAtMs: call.startedAtMs, answeredAtMs: call.answeredAtMs, endedBy: call.endedBy, told: call.told, place: call.place,
  };
}

export const asWaiting = (call: PracticeCall): WaitingCall => ({
  callId: call.callId, from: call.from, dialled: call.dialled, keys: call.keys, arrivedAtMs: call.startedAtMs,
});
