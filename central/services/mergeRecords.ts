import { type Customer, channels } from '../../shared/customers/customer.ts';
import type { Household } from '../../shared/customers/household.ts';
import { isSameWord, joinAttitudes, type MergedField, mergeChildren, mergeHouseholdFields, mergePeople, refusalsOf } from '../../shared/customers/mergeFields.ts';
import { nameSearch } from '../../shared/customers/nameSearch.ts';
import type { MergeableField } from '../../shared/imports/mergeMessages.ts';
import { lockCustomer, type Said, type SaidOf, saidOfCustomer } from '../store/customerFields.ts';
import { optOutsThatRefused, relationsOf, type Word, wordsOf } from '../store/mergedWords.ts';
import { changeRow, type Deed } from '../store/mergeJournal.ts';
import type { Connection } from '../store/pool.ts';
import { columnName } from '../store/recordColumns.ts';
import { lockChild, readLockedHousehold, saidOfRecord } from '../store/recordValues.ts';

/** Who merges, and when by central's clock. */
export interface Merging { readonly agent: { readonly id: string; readonly name: string }; readonly nowMs: number }
interface Pair { readonly keep: string; readonly absorb: string }

interface Words {
  readonly table: 'field_value' | 'record_value';
  readonly owner: 'customer_id' | 'record_id';
  readonly said: SaidOf;
  /** What of a rival value goes on as a rival of both in one. */
  readonly carried?: (field: string, value: unknown, from: 'kept' | 'absorbed') => unknown;
}

/**
 * Makes what was said of two records' fields what was said of one: whose value stands, that word stands; what is kept beside
 * it is a rival; the absorbed one's rivals and history become the kept one's.
 */
async function mergeWords(on: Connection, { keep, absorb }: Pair, fields: readonly MergedField[], words: Words, { agent, nowMs }: Merging): Promise<readonly Deed[]> {
  const { table, owner, said, carried } = words;
  const [mine, theirs] = [await wordsOf(on, table, keep), await wordsOf(on, table, absorb)];
  const changes = new Map<string, Record<string, unknown>>(theirs.map((word) => [word.id, { [owner]: keep }]));
  const turn = (word: Word, change: Readonly<Record<string, unknown>>): void => { changes.set(word.id, { ...changes.get(word.id), ...change }); };
  const added: (readonly [field: string, said: Said])[] = [];
  for (const { field, kept, absorbed, stands, beside } of fields) {
    const of = (list: readonly Word[], state: Word['state']): readonly Word[] => list.filter((word) => word.field === field && word.state === state);
    const [own, other] = [of(mine, 'standing').at(-1), of(theirs, 'standing').at(-1)];
    const [ownStands, otherStands] = [isSameWord(stands, kept), isSameWord(stands, absorbed)];
    let isBeside = false;
    const retire = (word: Word, value: unknown): void => {
      const isRival = beside !== null && isSameWord(beside, value);
      turn(word, { state: isRival ? 'rival' : 'replaced' });
      isBeside ||= isRival;
    };
    if (own !== undefined && !ownStands) retire(own, kept);
    if (other !== undefined && (!otherStands || (own !== undefined && ownStands))) retire(other, absorbed);
    // Of each value one rival is enough, and none of what stands.
    for (const [from, list] of [['kept', mine], ['absorbed', theirs]] as const) {
      for (const rival of of(list, 'rival')) {
        const value = carried === undefined ? rival.value : carried(field, rival.value, from);
        const isSaidAlready = isSameWord(value, stands) || (beside !== null && isBeside && isSameWord(value, beside));
        if (isSaidAlready) turn(rival, { state: 'settled' });
        else if (!isSameWord(value, rival.value)) turn(rival, { value });
        isBeside ||= beside !== null && isSameWord(value, beside);
      }
    }
    const merged = { source: 'merge', storedAtMs: nowMs, verifiedAtMs: null };
    if (!ownStands && !otherStands) added.push([field, { ...merged, value: stands, saidAtMs: nowMs, agentId: agent.id, agentName: agent.name, state: 'standing' }]);
    if (beside !== null && !isBeside) added.push([field, { ...merged, value: beside, saidAtMs: 0, agentId: null, agentName: '', state: 'rival' }]);
  }
  const deeds: Deed[] = [];
  for (const [id, change] of changes) deeds.push(...await changeRow(on, table, { id }, change));
  for (const [field, one] of added) deeds.push({ deed: 'inserted', tbl: table, key: { id: await said.add(field, one) }, before: {}, after: { state: one.state } });
  return deeds;
}

const columnsOf = (fields: readonly MergedField[]): Record<string, unknown> => Object.fromEntries(fields.filter(({ kept, stands }) => !isSameWord(kept, stands)).map(({ field, stands }) => [columnName(field), stands]));

type Attitude = Customer['channelAttitude'];

/** An opt-out that is taken back with its call gives back what was before it: the other's refusal was there before it too. */
async function mergeRefusals(on: Connection, { keep, absorb }: Pair, kept: Attitude, absorbed: Attitude): Promise<readonly Deed[]> {
  const deeds: Deed[] = [];
  for (const { id, channel, cancelled } of await optOutsThatRefused(on, [keep, absorb])) {
    const spoken = channels.filter((each) => channel === 'all' || channel === each);
    const here = (attitude: Attitude): Attitude => Object.fromEntries(Object.entries(attitude).filter(([each]) => spoken.some((one) => one === each)));
    const joined = cancelled.map((each) => {
      if (each.what !== 'attitude' || (each.id !== keep && each.id !== absorb)) return each;
      return { ...each, id: keep, before: joinAttitudes(each.before ?? {}, here(each.id === keep ? absorbed : kept)) };
    });
    deeds.push(...await changeRow(on, 'opt_out', { id }, { cancelled: joined }));
  }
  return deeds;
}

/**
 * Makes what is known of two people who are one known of the kept one, before the absorbed one's records are moved to them.
 * @returns what it did, for the journal.
 */
export async function mergePersonInto(on: Connection, pair: Pair, merging: Merging): Promise<readonly Deed[]> {
  const [kept, absorbed] = [await lockCustomer(on, pair.keep), await lockCustomer(on, pair.absorb)];
  if (kept === null || absorbed === null) return [];
  const fields = mergePeople(kept, absorbed);
  /** A rival of one does not know of the other's refusals: chosen, it does not allow what they refused. */
  const carried = (field: string, value: unknown, from: 'kept' | 'absorbed'): unknown =>
    (field === 'channelAttitude' ? joinAttitudes(value as Attitude, refusalsOf((from === 'kept' ? absorbed : kept).channelAttitude)) : value);
  return [
    ...await mergeWords(on, pair, fields, { table: 'field_value', owner: 'customer_id', said: saidOfCustomer(on, kept), carried }, merging),
    ...await mergeRefusals(on, pair, kept.channelAttitude, absorbed.channelAttitude),
    ...await changeRow(on, 'customer', { id: pair.keep }, columnsOf(fields)),
  ];
}

/** The same of two children. */
export async function mergeChildInto(on: Connection, pair: Pair, merging: Merging): Promise<readonly Deed[]> {
  const [kept, absorbed] = [await lockChild(on, pair.keep), await lockChild(on, pair.absorb)];
  if (kept === null || absorbed === null) return [];
  const fields = mergeChildren(kept, absorbed);
  const columns = columnsOf(fields);
  const found = typeof columns['name'] === 'string' ? { search: nameSearch(columns['name']) } : {};
  return [
    ...await mergeWords(on, pair, fields, { table: 'record_value', owner: 'record_id', said: saidOfRecord(on, 'child', kept.id, kept.householdId) }, merging),
    ...await changeRow(on, 'child', { id: pair.keep }, { ...columns, ...found }),
  ];
}

/**
 * The same of the two households themselves, after the absorbed one's records were moved. All that was to be chosen from goes
 * into the journal, also where nothing changes: what did not stay is told from there.
 */
export async function mergeHouseholdInto(on: Connection, { keep, absorb }: Pair, take: readonly MergeableField[], merging: Merging): Promise<readonly Deed[]> {
  const [kept, absorbed] = [await readLockedHousehold(on, keep), await readLockedHousehold(on, absorb)];
  if (kept === null || absorbed === null) return [];
  const fields = mergeHouseholdFields(kept, absorbed, take);
  const chosen = Object.fromEntries(fields.map(({ field, stands }) => [columnName(field), stands ?? null]));
  // Whoever lives elsewhere may live by another clock.
  const zone: Household['zone'] = fields.some(({ field, kept: own, stands }) => field === 'city' && !isSameWord(own, stands)) ? absorbed.zone : kept.zone;
  const before = await relationsOf(on, keep);
  const deeds = [
    ...await mergeWords(on, { keep, absorb }, fields, { table: 'record_value', owner: 'record_id', said: saidOfRecord(on, 'household', keep, keep) }, merging),
    ...await changeRow(on, 'household', { id: keep }, { ...chosen, zone, phone_consent_until_ms: kept.phoneConsentUntilMs }),
  ];
  const written = (await relationsOf(on, keep)).filter((id) => !before.includes(id));
  return [...deeds, ...written.map((id): Deed => ({ deed: 'inserted', tbl: 'relation_history', key: { id }, before: {}, after: {} }))];
}
