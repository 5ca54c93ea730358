import type { Customer } from '../../../shared/customers/customer.ts';
import { isSameChild } from '../../../shared/customers/formerChild.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import { similarNames } from '../../../shared/customers/similarNames.ts';
import { isSameWord, type MergedField, mergeHouseholdFields } from '../../../shared/customers/mergeFields.ts';
import type { UtcMs } from '../../../shared/time/utcMs.ts';
import { countEnded, endedByRefusal } from '../../../shared/customers/mergedRefusals.ts';
import type { MergeableField, MergeRequest } from '../../../shared/imports/mergeMessages.ts';

/** What a person has decided about two households so far. */
export interface MergeChoice {
  /** Which of the two stays; the other's records become its own. */
  readonly keep: 'a' | 'b';
  /** Fields taken from the one that goes. */
  readonly take: readonly MergeableField[];
  /** By id of the absorbed one's person or child: who of the kept one's is the same; missing: somebody else, who moves in. */
  readonly people: Readonly<Record<string, string>>;
  readonly children: Readonly<Record<string, string>>;
}

export interface Sides {
  readonly kept: HouseholdFile;
  readonly absorbed: HouseholdFile;
}

export function sidesOf({ a, b }: { readonly a: HouseholdFile; readonly b: HouseholdFile }, keep: 'a' | 'b'): Sides {
  return keep === 'a' ? { kept: a, absorbed: b } : { kept: b, absorbed: a };
}

/** Each once: of those that match, the first not taken yet. */
function pairUp<T extends { readonly id: string }>(kept: readonly T[], absorbed: readonly T[], isSame: (one: T, other: T) => boolean): Record<string, string> {
  const pairs: Record<string, string> = {};
  for (const one of absorbed) {
    const same = kept.find((each) => isSame(each, one) && !Object.values(pairs).includes(each.id));
    if (same) pairs[one.id] = same.id;
  }
  return pairs;
}

const samePerson = (one: Customer, other: Customer): boolean => one.name === other.name || (one.relation === other.relation && similarNames(one.name, other.name));

/**
 * What is proposed before anybody has chosen: the household with more history stays (the elder one of two alike), fields
 * it has nothing in are filled from the other, and people and children who read the same are one.
 */
export function proposeChoice(files: { readonly a: HouseholdFile; readonly b: HouseholdFile }): MergeChoice {
  const weight = ({ interactionCount, purchaseCount, callbacks }: HouseholdFile): number => interactionCount + purchaseCount + callbacks.length;
  const byHistory = weight(files.b) - weight(files.a);
  const keep = byHistory > 0 || (byHistory === 0 && files.b.household.createdAtMs < files.a.household.createdAtMs) ? 'b' : 'a';
  return choiceWith(files, keep);
}

/** The proposal with one side fixed: after a swap the pairs and fields are looked for anew. */
export function choiceWith(files: { readonly a: HouseholdFile; readonly b: HouseholdFile }, keep: 'a' | 'b'): MergeChoice {
  const { kept, absorbed } = sidesOf(files, keep);
  return {
    keep,
    take: mergeHouseholdFields(kept.household, absorbed.household, []).filter(({ fates }) => fates.includes('filled')).map(({ field }) => field),
    people: pairUp(kept.customers, absorbed.customers, samePerson),
    children: pairUp(kept.children, absorbed.children, isSameChild),
  };
}

/** Fields in which the two differ, in the order in which they are shown, and what becomes of each. */
export function differingFields({ kept, absorbed }: Sides, take: readonly MergeableField[]): readonly MergedField<MergeableField>[] {
  return mergeHouseholdFields(kept.household, absorbed.household, take).filter((each) => !isSameWord(each.kept, each.absorbed));
}

/** With one side's value of a field chosen. How we came to know them and its detail are of one side. */
export function takeFrom(take: readonly MergeableField[], field: MergeableField, side: 'kept' | 'absorbed'): readonly MergeableField[] {
  const chosen: readonly MergeableField[] = field === 'source' ? ['source', 'sourceDetail'] : [field];
  const rest = take.filter((each) => !chosen.includes(each));
  return side === 'absorbed' ? [...rest, ...chosen] : rest;
}

export function requestOf(files: { readonly a: HouseholdFile; readonly b: HouseholdFile }, { keep, take, people, children }: MergeChoice): MergeRequest {
  const { kept, absorbed } = sidesOf(files, keep);
  const pairs = (chosen: Readonly<Record<string, string>>): MergeRequest['people'] => Object.entries(chosen).map(([absorb, same]) => ({ keep: same, absorb }));
  return { keepId: kept.household.id, absorbId: absorbed.household.id, take: [...take], people: pairs(people), children: pairs(children) };
}

/** What a merge does to the records of the one that goes, in numbers: the screen words them before anybody presses. */
export interface Consequences {
  readonly numbersMoved: number;
  readonly numbersTwice: number;
  readonly peopleMoved: number;
  readonly peopleSame: number;
  readonly childrenMoved: number;
  readonly childrenSame: number;
  readonly callbacks: number;
  readonly contacts: number;
  readonly purchases: number;
  readonly commitments: number;
  readonly cases: number;
  /** The absorbed one's consent to be rung, which is not taken over. */
  readonly consentEnds: boolean;
  /** Somebody of the absorbed one opted out: it holds for the merged household too. */
  readonly optOuts: number;
  /** Consents in force of either that end, because the other family or the same person said no. */
  readonly refused: number;
}

export function consequencesOf({ kept, absorbed }: Sides, choice: MergeChoice, nowMs: UtcMs): Consequences {
  const known = new Set(kept.phones.map((phone) => phone.number));
  const twice = absorbed.phones.filter((phone) => known.has(phone.number)).length;
  const [people, children] = [Object.keys(choice.people).length, Object.keys(choice.children).length];
  return {
    numbersMoved: absorbed.phones.length - twice, numbersTwice: twice,
    peopleMoved: absorbed.customers.length - people, peopleSame: people,
    childrenMoved: absorbed.children.length - children, childrenSame: children,
    callbacks: absorbed.callbacks.length, contacts: absorbed.interactionCount, purchases: absorbed.purchaseCount,
    commitments: absorbed.commitments.filter((each) => each.state === 'open').length, cases: absorbed.cases.filter((each) => each.state !== 'closed').length,
    consentEnds: absorbed.household.phoneConsentUntilMs !== null,
    optOuts: absorbed.leave?.optOuts.length ?? 0,
    refused: countEnded(kept, absorbed, endedByRefusal(kept, absorbed, Object.entries(choice.people).map(([absorb, keep]) => ({ keep, absorb })), nowMs)),
  };
}
