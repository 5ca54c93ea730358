import type { HouseholdFile } from '../../shared/customers/household.ts';
import { type EndedConsents, endedByRefusal } from '../../shared/customers/mergedRefusals.ts';
import type { MergeRequest } from '../../shared/imports/mergeMessages.ts';
import { lockCustomer } from '../store/customerFields.ts';
import { householdFile } from '../store/householdFile.ts';
import { standingConsents } from '../store/leave.ts';
import { changeRow, type Deed } from '../store/mergeJournal.ts';
import { membersOf } from '../store/merges.ts';
import type { Connection } from '../store/pool.ts';

async function endOf(on: Connection, { householdId, customerId, channels }: EndedConsents, nowMs: number): Promise<readonly Deed[]> {
  const deeds: Deed[] = [];
  for (const id of await standingConsents(on, householdId, customerId, channels)) deeds.push(...await changeRow(on, 'consent', { id }, { withdrawn_at_ms: nowMs }));
  if (customerId !== null) return deeds;
  if (channels.includes('phone')) deeds.push(...await changeRow(on, 'household', { id: householdId }, { phone_consent_until_ms: null }));
  for (const id of await membersOf(on, 'customer', householdId)) {
    const attitude = (await lockCustomer(on, id))?.channelAttitude ?? {};
    deeds.push(...await changeRow(on, 'customer', { id }, { channel_attitude: { ...attitude, ...Object.fromEntries(channels.map((channel) => [channel, 'refuse'])) } }));
  }
  return deeds;
}

/** Before two households become one: consents of one that do not hold because the other said no. @returns what it did, for the journal. */
export async function endRefused(on: Connection, { keepId, absorbId, people }: Pick<MergeRequest, 'keepId' | 'absorbId' | 'people'>, nowMs: number): Promise<readonly Deed[]> {
  const fileOf = async (id: string): Promise<HouseholdFile | null> => {
    const text = await householdFile(on, id, nowMs, null);
    return text === null ? null : JSON.parse(text) as HouseholdFile;
  };
  const [kept, absorbed] = [await fileOf(keepId), await fileOf(absorbId)];
  if (kept === null || absorbed === null) return [];
  const deeds: Deed[] = [];
  for (const ended of endedByRefusal(kept, absorbed, people, nowMs)) deeds.push(...await endOf(on, ended, nowMs));
  return deeds;
}
