import { v7 as uuidv7 } from 'uuid';
import type { MergeRequest } from '../../shared/imports/mergeMessages.ts';
import { agentById } from '../store/agents.ts';
import { partFormerChildren } from '../store/formerChildren.ts';
import { inTransaction } from '../store/inTransaction.ts';
import { changeRow, type Deed, deleteRow, moveReferences, undoJournal, writeJournal } from '../store/mergeJournal.ts';
import { keepRelations, leaveOneStanding, relationsOf } from '../store/mergedWords.ts';
import {
  addHouseholdMerge, callbacksOfFormer, carryProposals, contradictedNumbers, isEmptyByErasure, laterMerge, lockHouseholdMerge, lockHouseholds, markUndone, membersOf, numbersTwice,
  proposalOfPair,
} from '../store/merges.ts';
import { householdLines } from '../store/organisation.ts';
import type { Connection } from '../store/pool.ts';
import { isVisible, remitsChanged } from '../store/remits.ts';
import { householdHolders, householdTouched, mergeTouched, openScope, touch, type Touched } from '../store/touch.ts';
import { callbackTouched } from './applyCallbackOp.ts';
import type { Central } from './central.ts';
import { endRefused } from './endRefused.ts';
import { mergeChildInto, mergeHouseholdInto, mergePersonInto } from './mergeRecords.ts';
import { tellFollowers } from './tellFollowers.ts';
import { settleLostChildren } from './settleLostChildren.ts';
import { done, type Outcome, refuse, refused } from './refusals.ts';

/**
 * Makes two households one: everything that belongs to the absorbed one becomes the kept one's, and people and children
 * who are the same become one, with what was known of either. All of it is journalled, so that it can be undone.
 *
 * @returns the merge; 404 when a household is not there, 400 when people named as the same do not belong to the two.
 */
export async function mergeHouseholds(central: Pick<Central, 'pool' | 'clock' | 'bell'>, request: MergeRequest, agentId: string): Promise<Outcome<{ readonly id: string }>> {
  const { keepId, absorbId } = request;
  if (keepId === absorbId) return refused(refuse(400, 'bad-request', 'absorbId'));
  const outcome = await inTransaction<Outcome<{ readonly id: string }>>(central.pool, async (client) => {
    const nowMs = central.clock.now();
    // Both are shown to who merges them: one that is not is not there for them.
    if (!await isVisible(client, keepId, agentId, nowMs)) return refused(refuse(404, 'not-found', 'keepId'));
    if (!await isVisible(client, absorbId, agentId, nowMs)) return refused(refuse(404, 'not-found', 'absorbId'));
    const households = await lockHouseholds(client, [keepId, absorbId]);
    if (!households.has(keepId)) return refused(refuse(404, 'not-found', 'keepId'));
    if (!households.has(absorbId)) return refused(refuse(404, 'not-found', 'absorbId'));
    const stray = await strayPair(client, request);
    if (stray !== null) return refused(refuse(400, 'bad-request', stray));

    const id = uuidv7();
    const scopes = await householdHolders(client, absorbId);
    const deeds: Deed[] = [];
    const merging = { agent: { id: agentId, name: (await agentById(client, agentId))?.name ?? '' }, nowMs };
    deeds.push(...await endRefused(client, request, nowMs));
    for (const pair of request.people) {
      deeds.push(...await mergePersonInto(client, pair, merging), ...await moveReferences(client, 'customer', pair.absorb, pair.keep), ...await deleteRow(client, 'customer', { id: pair.absorb }));
    }
    for (const pair of request.children) {
      deeds.push(...await mergeChildInto(client, pair, merging), ...await moveReferences(client, 'child', pair.absorb, pair.keep), ...await deleteRow(client, 'child', { id: pair.absorb }));
    }
    deeds.push(...await settleFormer(client, request, merging));
    const lost = await settleLostChildren(client, keepId, absorbId, nowMs);
    deeds.push(...lost.deeds);
    const twice = await numbersTwice(client, keepId, absorbId);
    for (const { id: phone, keptId, tells } of twice) deeds.push(...await changeRow(client, 'phone', { id: keptId }, tells), ...await deleteRow(client, 'phone', { id: phone }));
    deeds.push(...await openLines(client, keepId, absorbId));
    deeds.push(...await moveReferences(client, 'household', absorbId, keepId));
    deeds.push(...await mergeHouseholdInto(client, { keep: keepId, absorb: absorbId }, request.take, merging));
    const proposal = await proposalOfPair(client, keepId, absorbId);
    if (proposal !== null) deeds.push(...await changeRow(client, 'merge_proposal', { id: proposal }, { state: 'merged', decided_by_agent_id: agentId, decided_at_ms: nowMs }));
    deeds.push(...await carryProposals(client, keepId, absorbId));
    deeds.push(...await deleteRow(client, 'household', { id: absorbId }));
    await addHouseholdMerge(client, { id, keptId: keepId, absorbedId: absorbId, agentId, atMs: nowMs, scopes }, [{ keep: keepId, absorb: absorbId }, ...request.people, ...request.children, ...lost.pairs, ...twice.map((each) => ({ keep: each.keptId, absorb: each.id }))]);
    await writeJournal(client, id, deeds);
    await remitsChanged(client);
    const ofLost: (readonly Touched[])[] = [await tellFollowers(client, { deed: 'merged', households: [keepId], others: [], by: merging.agent }, nowMs)];
    for (const each of lost.cancelled) ofLost.push(await callbackTouched(client, each.id, keepId, each.ownerAgentId));
    await touch(client, mergeTouched([
      await householdTouched(client, keepId, scopes),
      ...ofLost,
      [...new Set([...scopes, openScope(absorbId)])].map((scope) => ({ scope, tbl: 'household', id: absorbId, gone: true }) as const),
    ]));
    return done({ id });
  });
  central.bell.ring();
  return outcome;
}

/**
 * A number one of the two has and the other said is not theirs: the word stands, unless it rang and was kept since. What would
 * ring such a number has none until somebody chooses.
 */
async function settleFormer(on: Connection, { keepId, absorbId }: MergeRequest, { agent, nowMs }: { readonly agent: { readonly name: string }; readonly nowMs: number }): Promise<readonly Deed[]> {
  const deeds: Deed[] = [];
  const found = await contradictedNumbers(on, keepId, absorbId);
  const kept = new Set(found.filter((each) => each.isTheirs).map((each) => each.formerId));
  for (const formerId of kept) deeds.push(...await changeRow(on, 'former_phone', { id: formerId }, { returned_at_ms: nowMs, returned_by_name: agent.name }));
  for (const id of new Set(found.filter((each) => !kept.has(each.formerId)).map((each) => each.id))) deeds.push(...await deleteRow(on, 'phone', { id }));
  const left = new Map<string, string[]>();
  for (const { id, formerId, left: before } of await callbacksOfFormer(on, keepId, absorbId)) {
    left.set(formerId, [...(left.get(formerId) ?? before), id]);
    deeds.push(...await changeRow(on, 'callback', { id }, { number: '' }));
  }
  for (const [formerId, callbacks] of left) deeds.push(...await changeRow(on, 'former_phone', { id: formerId }, { left_callbacks: callbacks }));
  return deeds;
}

/** A household of no line has to do with all of them; and so has one that it became a part of. */
async function openLines(on: Connection, keepId: string, absorbId: string): Promise<readonly Deed[]> {
  const [kept, absorbed] = [await householdLines(on, keepId), await householdLines(on, absorbId)];
  if (kept.length > 0 && absorbed.length > 0) return [];
  const deeds: Deed[] = [];
  for (const [householdId, lines] of [[keepId, kept], [absorbId, absorbed]] as const) {
    for (const line of lines) deeds.push(...await deleteRow(on, 'household_business_line', { household_id: householdId, business_line_id: line }));
  }
  return deeds;
}

/** @returns the field of the first pair that is not one of each household, or names somebody twice. */
async function strayPair(on: Connection, request: MergeRequest): Promise<string | null> {
  for (const [field, table] of [['people', 'customer'], ['children', 'child']] as const) {
    const [kept, absorbed] = [await membersOf(on, table, request.keepId), await membersOf(on, table, request.absorbId)];
    const seen = new Set<string>();
    for (const [at, { keep, absorb }] of request[field].entries()) {
      if (!kept.has(keep)) return `${field}.${at}.keep`;
      if (!absorbed.has(absorb) || seen.has(absorb)) return `${field}.${at}.absorb`;
      seen.add(absorb);
    }
  }
  return null;
}

/**
 * Parts two households again: every record that was moved, changed or taken out is as it was. What came to the kept one
 * since stays there, and what people changed since stays as they changed it.
 *
 * @returns 404 for no such merge, 409 'already-undone', 409 'erased' (the household was, since), or
 * 409 'merged-again' (`detail`: the later merge, to be undone first).
 */
export async function undoMerge(central: Pick<Central, 'pool' | 'clock' | 'bell'>, id: string, agentId: string): Promise<Outcome<{ readonly id: string }>> {
  const outcome = await inTransaction<Outcome<{ readonly id: string }>>(central.pool, async (client) => {
    const merge = await lockHouseholdMerge(client, id);
    if (merge === null || !await isVisible(client, merge.keptId, agentId, central.clock.now())) return refused(refuse(404, 'not-found', 'id'));
    if (merge.isUndone) return refused(refuse(409, 'already-undone', 'id'));
    const standing = await lockHouseholds(client, [merge.keptId]);
    const later = await laterMerge(client, merge.keptId, id);
    if (later !== null) return refused(refuse(409, 'merged-again', 'id', later));
    if (!standing.has(merge.keptId)) return refused(refuse(409, 'erased', 'id'));
    // Parting them changes the kept one's fields back: that it was something else for a while is no part of its history.
    const relations = await relationsOf(client, merge.keptId);
    await client.query('SAVEPOINT together');
    await undoJournal(client, id);
    await partFormerChildren(client, id, merge.keptId, merge.absorbedId);
    // Whoever of them was erased is not brought back; where that was everybody, neither is an empty family with their number.
    if (await isEmptyByErasure(client, id, merge.absorbedId)) {
      await client.query('ROLLBACK TO SAVEPOINT together');
      return refused(refuse(409, 'erased', 'id'));
    }
    await keepRelations(client, merge.keptId, relations);
    await leaveOneStanding(client, [merge.keptId, merge.absorbedId]);
    await remitsChanged(client);
    await markUndone(client, id, agentId, central.clock.now());
    await touch(client, mergeTouched([await householdTouched(client, merge.keptId, []), await householdTouched(client, merge.absorbedId, merge.scopes)]));
    return done({ id });
  });
  central.bell.ring();
  return outcome;
}
