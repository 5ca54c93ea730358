import type { Child } from '../../shared/customers/child.ts';
import { hangsOnChild, isSameAsLost } from '../../shared/customers/formerChild.ts';
import { CHILD_LOST_REASON, childrenIn, lockOpenCallbacksOf, type Lost, lostIn, type OwnedCallback } from '../store/formerChildren.ts';
import { changeRow, type Deed, deleteRow } from '../store/mergeJournal.ts';
import type { Connection } from '../store/pool.ts';

export interface LostSettled {
  readonly deeds: readonly Deed[];
  /** A child of one household that is the lost one of the other. */
  readonly pairs: readonly { readonly keep: string; readonly absorb: string }[];
  readonly cancelled: readonly OwnedCallback[];
}

/**
 * A child that stands in the file of one of two households and that the other lost: the loss holds for both, and what was agreed
 * about it alone is not made. Each loss takes one child along: of twins the other stays.
 */
export async function settleLostChildren(on: Connection, keepId: string, absorbId: string, nowMs: number): Promise<LostSettled> {
  const deeds: Deed[] = [];
  const pairs: { keep: string; absorb: string }[] = [];
  const cancelled: OwnedCallback[] = [];
  for (const [of, other] of [[keepId, absorbId], [absorbId, keepId]] as const) {
    const taken = new Set<string>();
    for (const lost of await lostIn(on, of)) {
      const child = (await childrenIn(on, other)).find((each) => !taken.has(each.id) && isSameAsLost(lost.child, each));
      if (child === undefined) continue;
      taken.add(child.id);
      pairs.push({ keep: lost.child.id, absorb: child.id });
      const going = await callbacksOf(on, other, child, lost);
      deeds.push(...await deleteRow(on, 'child', { id: child.id }));
      for (const id of going.map((each) => each.id)) deeds.push(...await changeRow(on, 'callback', { id }, { state: 'cancelled', closed_reason: CHILD_LOST_REASON, closed_at_ms: nowMs }));
      if (going.length > 0) deeds.push(...await changeRow(on, 'former_child', { id: lost.id }, { cancelled_callbacks: [...lost.cancelled, ...going.map((each) => each.id)] }));
      cancelled.push(...going);
    }
  }
  return { deeds, pairs, cancelled };
}

async function callbacksOf(on: Connection, householdId: string, child: Child, { saidAtMs }: Lost): Promise<readonly OwnedCallback[]> {
  const others = (await childrenIn(on, householdId)).filter((each) => each.id !== child.id);
  return (await lockOpenCallbacksOf(on, householdId)).filter((each) => each.agreedAtMs <= saidAtMs && hangsOnChild(each, child, others));
}
