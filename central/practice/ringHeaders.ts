import type { PracticeCall } from './practiceCall.ts';

/** Our own data in a header: percent-encoded, so that any text passes. */
export const ownHeader = (name: string, value: string | number): string => `${name}: ${encodeURIComponent(value)}`;

/** A number as a carrier writes it into an address: ASCII digits, an extension as the parameter RFC 3966 has for it. */
const digitsOf = (number: string): string => {
  const [whole, extension] = /^(.*?)(?:(?:转|ext\.?|x)\s*(\d{1,8}))?$/i.exec(number.normalize('NFKC').trim())?.slice(1) ?? [number];
  const digits = (whole ?? '').replace(/[^\d+*#]/g, '');
  return extension === undefined || digits === '' ? digits : `${digits};ext=${extension}`;
};

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
