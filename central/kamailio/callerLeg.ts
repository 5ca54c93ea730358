import type { WaitingCall } from '../../shared/line/lineMessages.ts';
import { digitsOf, ownHeader } from '../line/ownHeaders.ts';

/** Whom an agent passed a caller on to. */
export interface PassedOn {
  /** The leg the caller was talking on. */
  readonly fromLeg: string;
  readonly by: string;
  readonly to: string;
  /** Which talk of both agents becomes the caller's (RFC 3891); null: the second is rung. */
  readonly replaces: string | null;
}

/**
 * One dialog with the world outside. Only kamailioLine.ts writes it.
 *
 *     parked ──order──▶ ordered ──rings──▶ ringing ──answered──▶ talking ──over──▶ (gone)
 *        ▲                 │                  │
 *        └────parked───────┴────not-taken─────┘        gone, at any time before talking: (gone)
 */
export interface CallerLeg {
  readonly leg: string;
  readonly callId: string;
  readonly direction: 'in' | 'out';
  readonly from: string | null;
  readonly dialled: string;
  readonly keys: string | null;
  readonly arrivedAtMs: number;
  /** Where its INVITE came from, `address:port`. */
  readonly source: string;
  readonly passed: PassedOn | null;
  /** Via, From, To, Call-ID and CSeq of its INVITE. */
  readonly answerHead: string;
  /** Whom an agent dialled inside the house. */
  readonly colleague: string | null;
  state: 'parked' | 'ordered' | 'ringing' | 'talking';
  index: number;
  label: number;
  extension: string | null;
  answeredAtMs: number | null;
  /** The caller is talking on another leg by now: this one's end is not the call's. */
  isHandedOver: boolean;
  /** When the agent was asked, and how long they are. */
  askedAtMs: number;
  ringMs: number;
  /** What central said while it could not be resumed. */
  next: (() => void) | null;
}

/** What central is told of a caller who waits. */
export const asWaiting = (leg: CallerLeg, wantsCallback = false): WaitingCall => ({
  callId: leg.callId, from: leg.from, dialled: leg.dialled, keys: leg.keys, arrivedAtMs: leg.arrivedAtMs, ...(wantsCallback ? { wantsCallback } : {}),
});

/** What an INVITE tells a desktop of a caller, each line ended. */
export function ringLines(leg: CallerLeg, ringMs: number, more: readonly string[]): string {
  const passedFrom = leg.from === null ? 'Privacy: id' : `P-Asserted-Identity: <sip:${digitsOf(leg.from) || 'unknown'}@carrier.careline;user=phone>`;
  const lines = [
    `X-Call-Id: ${leg.callId}`,
    ownHeader('X-Ring-Ms', ringMs),
    ...(leg.passed === null ? [] : [passedFrom]),
    `Diversion: <sip:${digitsOf(leg.dialled)}@carrier.careline>;reason=unconditional`,
    ...(leg.keys === null ? [] : [ownHeader('X-Keys', leg.keys)]),
    ...more,
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}
