import type { Interaction } from '../calls/interaction.ts';
import type { UtcMs } from '../time/utcMs.ts';
import type { StandingConsent, StandingOptOut } from './consent.ts';
import { channels } from './customer.ts';
import type { HouseholdFile } from './household.ts';

/** Whether one may be contacted of our own wish, and what says so. 'service': only to keep what they asked for. */
export type StandingLeave =
  | { readonly channel: (typeof channels)[number]; readonly stands: 'no'; readonly why: 'opt-out'; readonly optOut: StandingOptOut }
  | { readonly channel: (typeof channels)[number]; readonly stands: 'no'; readonly why: 'opt-out-call'; readonly call: Interaction }
  | { readonly channel: (typeof channels)[number]; readonly stands: 'no'; readonly why: 'attitude' }
  | { readonly channel: (typeof channels)[number]; readonly stands: 'yes'; readonly why: 'consent'; readonly consent: StandingConsent }
  | { readonly channel: (typeof channels)[number]; readonly stands: 'yes'; readonly why: 'household'; readonly untilMs: UtcMs }
  | { readonly channel: (typeof channels)[number]; readonly stands: 'yes'; readonly why: 'attitude' }
  | { readonly channel: (typeof channels)[number]; readonly stands: 'service'; readonly why: 'ended'; readonly consent: StandingConsent }
  | { readonly channel: (typeof channels)[number]; readonly stands: 'service'; readonly why: 'nothing' };

/** The best proof first, then what lasts longest. */
const byProof = (a: StandingConsent, b: StandingConsent): number =>
  Number(a.proofKind === 'record') - Number(b.proofKind === 'record') || (b.untilMs ?? Infinity) - (a.untilMs ?? Infinity);

/**
 * How one person (null: the family) stands to each channel, and what that rests on: an opt-out before a refusal in their
 * record, that before a consent. A consent that is not proved ends no opt-out; the gate's own answer is `mayRing`.
 */
export function standingLeave(file: HouseholdFile, customerId: string | null, nowMs: UtcMs): readonly StandingLeave[] {
  const consents = (file.leave?.consents ?? []).filter((each) => (each.customerId === null || each.customerId === customerId) && each.givenAtMs <= nowMs);
  const isOf = (whose: string | null): boolean => customerId === null || whose === null || whose === customerId;
  const attitudeOf = file.customers.find((each) => each.id === customerId)?.channelAttitude ?? {};
  const ownUntilMs = file.household.phoneConsentUntilMs;
  return channels.map((channel): StandingLeave => {
    const here = consents.filter((each) => each.channel === channel);
    // A merge leaves the absorbed family's consent standing by itself: the household's own is in force while its field says so.
    const inForce = (each: StandingConsent): boolean => each.withdrawnAtMs === null && (each.untilMs === null || each.untilMs > nowMs)
      && (channel !== 'phone' || each.customerId !== null || (ownUntilMs !== null && ownUntilMs > nowMs));
    const holding = here.filter(inForce).sort(byProof);
    const givenAnewMs = Math.max(0, ...holding.filter((each) => each.proofKind !== 'record').map((each) => each.givenAtMs));
    const [optOut] = (file.leave?.optOuts ?? []).filter((each) => (each.channel === channel || each.channel === 'all') && isOf(each.customerId) && each.saidAtMs >= givenAnewMs).sort((a, b) => b.saidAtMs - a.saidAtMs);
    if (optOut !== undefined) return { channel, stands: 'no', why: 'opt-out', optOut };
    const [call] = channel === 'phone' ? file.interactions.filter((each) => each.outcome === 'opt-out' && isOf(each.customerId) && each.startedAtMs >= givenAnewMs).sort((a, b) => b.startedAtMs - a.startedAtMs) : [];
    if (call !== undefined) return { channel, stands: 'no', why: 'opt-out-call', call };
    if (attitudeOf[channel] === 'refuse') return { channel, stands: 'no', why: 'attitude' };
    const [consent] = holding;
    if (consent !== undefined) return { channel, stands: 'yes', why: 'consent', consent };
    if (channel === 'phone' && ownUntilMs !== null && ownUntilMs > nowMs) return { channel, stands: 'yes', why: 'household', untilMs: ownUntilMs };
    if (attitudeOf[channel] === 'allow' || attitudeOf[channel] === 'prefer') return { channel, stands: 'yes', why: 'attitude' };
    const [ended] = here.filter((each) => each.withdrawnAtMs === null).sort((a, b) => (b.untilMs ?? 0) - (a.untilMs ?? 0));
    return ended === undefined ? { channel, stands: 'service', why: 'nothing' } : { channel, stands: 'service', why: 'ended', consent: ended };
  });
}
