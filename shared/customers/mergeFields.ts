import { type MergeableField, mergeableFields } from '../imports/mergeMessages.ts';
import type { Child } from './child.ts';
import { channels, type Customer } from './customer.ts';
import { isSameValue, type PatchField, patchFields } from './customerPatch.ts';
import type { Household } from './household.ts';
import { type ChildField, childFields } from './recordPatch.ts';

/**
 * Why a field is what it is when two records are one. filled: the kept one had nothing in it. taken: chosen from the
 * absorbed one. refused: one of the two refuses a channel, and that holds. beside: what does not stand is kept beside it.
 */
export type MergeFate = 'filled' | 'taken' | 'refused' | 'beside';

/** One field of two records that become one. */
export interface MergedField<F extends string = string> {
  readonly field: F;
  readonly kept: unknown;
  readonly absorbed: unknown;
  /** What stands from then on. */
  readonly stands: unknown;
  /** What is kept beside it until a person decides; null: nothing is. */
  readonly beside: unknown;
  /** Empty: the kept one's stands, and nothing of the other's is lost by it. */
  readonly fates: readonly MergeFate[];
}

const isEmpty = (value: unknown): boolean => value === null || value === undefined || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);

/** As many as a person's interests may be. */
const MOST_IN_LIST = 20;

/** Whether two values say the same; of a list the order does not matter. */
export function isSameWord(one: unknown, other: unknown): boolean {
  const inOrder = (value: unknown): unknown => (Array.isArray(value) ? [...value].sort() : value);
  return (isEmpty(one) && isEmpty(other)) || isSameValue(inOrder(one), inOrder(other));
}

/** What is empty is filled; where both say something else the kept one's stands. */
function mergeField<F extends string>(field: F, kept: unknown, absorbed: unknown): MergedField<F> {
  const of = { field, kept, absorbed };
  if (isEmpty(absorbed) || isSameWord(kept, absorbed)) return { ...of, stands: kept, beside: null, fates: [] };
  return isEmpty(kept) ? { ...of, stands: absorbed, beside: null, fates: ['filled'] } : { ...of, stands: kept, beside: absorbed, fates: ['beside'] };
}

/** A list is what either says: nobody who named some said that there are no others. */
function joinLists<F extends string>(field: F, kept: readonly string[], absorbed: readonly string[]): MergedField<F> {
  const stands = [...kept, ...absorbed.filter((each) => !kept.includes(each))].slice(0, MOST_IN_LIST);
  return stands.length === kept.length ? { field, kept, absorbed, stands: kept, beside: null, fates: [] } : { field, kept, absorbed, stands, beside: null, fates: ['filled'] };
}

type Attitude = Customer['channelAttitude'];

/** Per channel: who has said no is not asked again because they stood in two files; else the first one's word, where there is one. */
export function joinAttitudes(first: Attitude, second: Attitude): Attitude {
  return Object.fromEntries(channels.flatMap((channel) => {
    const joined = first[channel] === 'refuse' || second[channel] === 'refuse' ? 'refuse' : first[channel] ?? second[channel];
    return joined === undefined ? [] : [[channel, joined]];
  }));
}

export const refusalsOf = (attitude: Attitude): Attitude => Object.fromEntries(channels.filter((channel) => attitude[channel] === 'refuse').map((channel) => [channel, 'refuse']));

/** What is kept beside the joined attitude has the refusals of both too: whoever chooses it does not allow what was refused. */
function mergeAttitude(kept: Attitude, absorbed: Attitude): MergedField<PatchField> {
  const [stands, other] = [joinAttitudes(kept, absorbed), joinAttitudes(absorbed, kept)];
  const beside = isSameValue(stands, other) ? null : other;
  const isRefused = channels.some((channel) => (kept[channel] === 'refuse') !== (absorbed[channel] === 'refuse'));
  const isFilled = channels.some((channel) => kept[channel] === undefined && absorbed[channel] !== undefined && absorbed[channel] !== 'refuse');
  return {
    field: 'channelAttitude', kept, absorbed, stands, beside,
    fates: [...(isRefused ? ['refused' as const] : []), ...(isFilled ? ['filled' as const] : []), ...(beside === null ? [] : ['beside' as const])],
  };
}

/** What becomes of each field of two people who are one. */
export function mergePeople(kept: Customer, absorbed: Customer): readonly MergedField<PatchField>[] {
  return patchFields.map((field) => (field === 'channelAttitude' ? mergeAttitude(kept.channelAttitude, absorbed.channelAttitude)
    : field === 'interests' ? joinLists(field, kept.interests, absorbed.interests) : mergeField(field, kept[field], absorbed[field])));
}

/** The same of two children who are one. */
export function mergeChildren(kept: Child, absorbed: Child): readonly MergedField<ChildField>[] {
  return childFields.map((field) => mergeField(field, kept[field], absorbed[field]));
}

/** Where a family lives and what it uses is known to the family alone: what was not chosen is asked of them. */
const asked: readonly MergeableField[] = ['city', 'address', 'brand'];

/**
 * The same of the two households, of which a person chooses what stands. Nothing is no choice: what one of the two has
 * nothing in is filled from the other. How we came to know them and its detail belong together.
 */
export function mergeHouseholdFields(kept: Household, absorbed: Household, take: readonly MergeableField[]): readonly MergedField<MergeableField>[] {
  const source = take.includes('source') ? absorbed.source : kept.source;
  return mergeableFields.map((field) => {
    const of = { field, kept: kept[field], absorbed: absorbed[field] };
    const isOwn = field !== 'sourceDetail' || source === kept.source;
    const isTheirs = field !== 'sourceDetail' || source === absorbed.source;
    if (isSameWord(of.kept, of.absorbed)) return { ...of, stands: of.kept, beside: null, fates: [] };
    if (isEmpty(of.kept) && isTheirs) return { ...of, stands: of.absorbed, beside: null, fates: ['filled'] };
    const isTaken = take.includes(field) && !(isEmpty(of.absorbed) && isOwn);
    const [stands, other] = isTaken ? [of.absorbed, of.kept] : [of.kept, of.absorbed];
    const beside = asked.includes(field) && !isEmpty(other) ? other : null;
    return { ...of, stands, beside, fates: [...(isTaken ? ['taken' as const] : []), ...(beside === null ? [] : ['beside' as const])] };
  });
}
