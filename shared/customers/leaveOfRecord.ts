import type { UtcMs } from '../time/utcMs.ts';
import type { consentPurposes, StandingConsent } from './consent.ts';
import { channels, type Customer } from './customer.ts';
import type { Household } from './household.ts';

/** Leave that a record says there is, before it has an id and somebody who wrote it down. */
export type RecordLeave = Omit<StandingConsent, 'id' | 'recordedByName' | 'withdrawnAtMs'>;
type Channel = (typeof channels)[number];
type Attitude = Customer['channelAttitude'];

/** What such leave is for: the field says no more. */
const PURPOSE = 'follow-up' satisfies (typeof consentPurposes)[number];

const isLeave = (attitude: Attitude, channel: Channel): boolean => attitude[channel] === 'allow' || attitude[channel] === 'prefer';

/** Leave by a household's own field. Null: it says nothing. One dated before the household was opened is taken as given when it expires at the latest. */
export function leaveOfHousehold({ id, phoneConsentUntilMs: untilMs, createdAtMs }: Pick<Household, 'id' | 'phoneConsentUntilMs' | 'createdAtMs'>, nowMs: UtcMs): RecordLeave | null {
  if (untilMs === null) return null;
  return { householdId: id, customerId: null, channel: 'phone', purpose: PURPOSE, givenAtMs: Math.min(createdAtMs, nowMs, untilMs - 1), untilMs, proofKind: 'record', proof: null };
}

/** Leave by what people's fields say of channels: one for each that they allow or prefer. */
export function leaveOfPeople(customers: readonly Pick<Customer, 'id' | 'householdId' | 'channelAttitude'>[], atMs: UtcMs): readonly RecordLeave[] {
  return customers.flatMap(({ id, householdId, channelAttitude }) => channels.filter((channel) => isLeave(channelAttitude, channel))
    .map((channel): RecordLeave => ({ householdId, customerId: id, channel, purpose: PURPOSE, givenAtMs: atMs, untilMs: null, proofKind: 'record', proof: null })));
}

/** All leave that a new household comes with: a consent is never without a row that says when and by what it was given. */
export function leaveOfRecord(household: Household, customers: readonly Customer[], nowMs: UtcMs): readonly RecordLeave[] {
  const own = leaveOfHousehold(household, nowMs);
  return [...(own === null ? [] : [own]), ...leaveOfPeople(customers, Math.min(household.createdAtMs, nowMs))];
}

/** What a correction of a person's channels gives and takes. */
export function attitudeTurned(before: Attitude, after: Attitude): { readonly given: readonly Channel[]; readonly ended: readonly Channel[] } {
  return {
    given: channels.filter((channel) => !isLeave(before, channel) && isLeave(after, channel)),
    ended: channels.filter((channel) => isLeave(before, channel) && !isLeave(after, channel)),
  };
}

/** Whether leave stands already for what the record says. */
export function coversLeave(standing: Pick<StandingConsent, 'customerId' | 'channel' | 'untilMs' | 'withdrawnAtMs'>, said: RecordLeave): boolean {
  return standing.withdrawnAtMs === null && standing.customerId === said.customerId && standing.channel === said.channel
    && (standing.untilMs === null || (said.untilMs === null ? standing.untilMs > said.givenAtMs : standing.untilMs >= said.untilMs));
}
