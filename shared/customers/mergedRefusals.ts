import type { UtcMs } from '../time/utcMs.ts';
import type { channels } from './customer.ts';
import type { HouseholdFile } from './household.ts';
import { standingLeave } from './standingLeave.ts';

type Channel = (typeof channels)[number];

/** Consents of a household that end because the other, with which it becomes one, said no. */
export interface EndedConsents {
  readonly householdId: string;
  /** Null: of everybody in it. */
  readonly customerId: string | null;
  readonly channels: readonly Channel[];
}

const refusedIn = (file: HouseholdFile, customerId: string | null, nowMs: UtcMs): readonly Channel[] =>
  standingLeave(file, customerId, nowMs).flatMap((each) => (each.stands === 'no' ? [each.channel] : []));

/** What everybody of a household said no to, not one of them alone. */
function refusedByAll(file: HouseholdFile, nowMs: UtcMs): readonly Channel[] {
  const optOuts = (file.leave?.optOuts ?? []).filter((each) => each.customerId === null);
  return refusedIn({ ...file, leave: { consents: file.leave?.consents ?? [], optOuts }, interactions: file.interactions.filter((each) => each.customerId === null) }, null, nowMs);
}

/** Whether who gave a consent says no to its channel: then it holds nothing, whatever it says. */
export function isRefused(file: HouseholdFile, { customerId, channel }: { readonly customerId: string | null; readonly channel: Channel }, nowMs: UtcMs): boolean {
  return (customerId === null ? refusedByAll(file, nowMs) : refusedIn(file, customerId, nowMs)).includes(channel);
}

/**
 * When two households become one, a no of one wins over a consent of the other, whenever that was given: nobody who gave it
 * knew of the no. What a family said no to ends all of the other family's consents; what a person said no to, those of who is the same.
 */
export function endedByRefusal(
  kept: HouseholdFile, absorbed: HouseholdFile, people: readonly { readonly keep: string; readonly absorb: string }[], nowMs: UtcMs,
): readonly EndedConsents[] {
  const ended = [
    { householdId: kept.household.id, customerId: null, channels: refusedByAll(absorbed, nowMs) },
    { householdId: absorbed.household.id, customerId: null, channels: refusedByAll(kept, nowMs) },
    ...people.flatMap(({ keep, absorb }) => {
      const refused = [...new Set([...refusedIn(kept, keep, nowMs), ...refusedIn(absorbed, absorb, nowMs)])];
      return [{ householdId: kept.household.id, customerId: keep, channels: refused }, { householdId: absorbed.household.id, customerId: absorb, channels: refused }];
    }),
  ];
  return ended.filter((each) => each.channels.length > 0);
}

/** How many consents in force that are, as far as the two files tell. */
export function countEnded(kept: HouseholdFile, absorbed: HouseholdFile, ended: readonly EndedConsents[]): number {
  return [kept, absorbed].flatMap((file) => (file.leave?.consents ?? []).filter((consent) => consent.withdrawnAtMs === null
    && ended.some((each) => each.householdId === file.household.id && (each.customerId === null || each.customerId === consent.customerId) && each.channels.includes(consent.channel)))).length;
}
