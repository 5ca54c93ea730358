import { digitsOf, ownHeader } from '../line/ownHeaders.ts';
import type { PracticeCall } from './practiceCall.ts';

/** The number of the simulated side of a call; null when it is withheld. */
export const shownNumber = (call: PracticeCall): string | null => {
  const number = call.direction === 'out' ? call.dialled : call.from;
  return number === null ? null : digitsOf(number) || 'unknown';
};

/** What an INVITE tells a desktop of a call: who, what they dialled, the keys they pressed, how long it may ring. */
export function ringHeaders(call: PracticeCall, ringMs: number): string[] {
  const number = shownNumber(call);
  return [
    `X-Call-Id: ${call.callId}`,
    ownHeader('X-Ring-Ms', ringMs),
    number === null ? 'Privacy: id' : `P-Asserted-Identity: <sip:${number}@carrier.careline;user=phone>`,
    ...(call.direction === 'in' ? [`Diversion: <sip:${digitsOf(call.dialled)}@carrier.careline>;reason=unconditional`] : []),
    ...(call.keys === null ? [] : [ownHeader('X-Keys', call.keys)]),
  ];
}
