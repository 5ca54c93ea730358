import type { CallerNews, WaitingCall } from '../../shared/line/lineMessages.ts';
import type { DeskLeg, LegEndedBy } from './deskLeg.ts';
import { type Heard, soundOf } from './ear.ts';
import type { SimulatedCaller } from './simulatedCaller.ts';
import type { WaitingSound } from './waitingSound.ts';

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
  /** What they hear until somebody answers; null: the agent rang them. */
  readonly waitingSound: WaitingSound | null;
  /** The line hangs up when they have heard why. */
  goodbye: NodeJS.Timeout | null;
  /** They pressed the key, and central has not answered yet. */
  wantsCallback: boolean;
  /** When they were told their place last, by `performance.now()`; null: never. */
  placeToldMs: number | null;
  /** Where they stand in the queue and how long it will take; null: the line was not told. */
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
  /** Strongest frequency the simulated side heard in the last second, waiting (in the last fifth of one) or talking; null: silence. */
  readonly heardHz: number | null;
  /** Its loudness, 0 to 1. */
  readonly heardEnergy: number;
  readonly rxPackets: number;
  readonly txPackets: number;
  readonly keysHeard: string;
  /** How many seconds of music the simulated side heard while it waited or was held. */
  readonly musicSeconds: number;
  readonly startedAtMs: number;
  readonly answeredAtMs: number | null;
  readonly endedBy: LegEndedBy | null;
  readonly told: CallerNews | null;
  readonly place: PracticeCall['place'];
}

/** A call as the line's control door tells it. */
export function viewCall(call: PracticeCall): PracticeCallView {
  const { ear } = call.caller;
  const heard = heardBy(call, performance.now());
  return {
    callId: call.callId, direction: call.direction, from: call.from, dialled: call.dialled, state: call.state, extension: call.extension,
    heardHz: heard.hz, heardEnergy: heard.energy, rxPackets: ear.rxPackets, txPackets: ear.txPackets, keysHeard: ear.keysHeard, musicSeconds: call.caller.musicSeconds,
    startedAtMs: call.startedAtMs, answeredAtMs: call.answeredAtMs, endedBy: call.endedBy, told: call.told, place: call.place,
  };
}

/** While one waits sounds follow each other quickly: so many milliseconds of them are looked at. */
const WAITING_WINDOW_MS = 200;

function heardBy(call: PracticeCall, nowMs: number): Heard {
  switch (call.state) {
    case 'talking': case 'held': return call.caller.ear.heard(nowMs);
    case 'waiting': case 'ringing': return soundOf(call.waitingSound?.heard(nowMs, WAITING_WINDOW_MS) ?? []);
    case 'ended': return { hz: null, energy: 0 };
  }
}

export const asWaiting = (call: PracticeCall): WaitingCall => ({
  callId: call.callId, from: call.from, dialled: call.dialled, keys: call.keys, arrivedAtMs: call.startedAtMs, ...(call.wantsCallback ? { wantsCallback: true } : {}),
});
