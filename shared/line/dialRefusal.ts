import { ringRefusals } from '../callbacks/mayRing.ts';

/** Why a line does not take a call that an agent dials: what the gate says, or what it never came to. */
export const dialRefusals = [
  ...ringRefusals,
  /** The INVITE names no reason, or none there is. */
  'no-reason',
  /** The extension is nobody's who is signed in. */
  'not-signed-in',
  /** Central cannot be asked, and nothing shows that the desktop's own gate was. */
  'not-judged',
] as const;
export type DialRefusal = (typeof dialRefusals)[number];

/** The Reason header of a 403 that refuses a dial (RFC 3326): `SIP;cause=403;text="opted-out"`. */
export const dialRefusalHeader = (refusal: DialRefusal): string => `Reason: SIP;cause=403;text="${refusal}"`;

/** @param reason the Reason header's value. @returns null when it names no refusal of ours. */
export function readDialRefusal(reason: string | undefined): DialRefusal | null {
  const text = /^\s*SIP\s*;\s*cause=403\s*;\s*text="([a-z-]{1,40})"/i.exec(reason ?? '')?.[1];
  return dialRefusals.find((each) => each === text) ?? null;
}
