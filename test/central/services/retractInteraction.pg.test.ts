import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Callback } from '../../../shared/callbacks/callback.ts';
import type { Interaction } from '../../../shared/calls/interaction.ts';
import { type HouseholdFile, householdFileSchema } from '../../../shared/customers/household.ts';
import { type OpResult, RETRACT_WITHIN_MS } from '../../../shared/sync/pushMessages.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { SATURDAY_TEN, sampleCallback, sampleHousehold, sampleInteraction, sampleOp } from '../../support/storeSamples.ts';
import { TestCentral, TestClock, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
const clock = new TestClock();
let ann: TestDesk;
let bob: TestDesk;
let chief: TestDesk;
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool, { clock });
  [ann, bob, chief] = [await central.desk({ name: '安宁' }), await central.desk({ name: '白波' }), await central.desk({ name: '主管', role: 'supervisor' })];
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

const only = (results: readonly OpResult[]): OpResult => {
  const [first] = results;
  if (results.length !== 1 || first === undefined) throw new Error(`${results.length} results`);
  return first;
};
const retract = (interactionId: string) => sampleOp('interaction.retract', { interactionId });
const row = async (table: string, id: string) => (await db.pool.query(`SELECT * FROM ${table} WHERE id = $1`, [id])).rows[0];
const file = async (householdId: string): Promise<HouseholdFile> => householdFileSchema.parse((await ann.ask('GET', `/households/${householdId}`)).body);
/** What others see of a household, but for the instant it was read. */
const seen = async (householdId: string) => ({ ...await file(householdId), asOfMs: 0 });

async function household(): Promise<string> {
  const made = sampleHousehold();
  expect(only(await ann.push(sampleOp('household.add', { household: made, phones: [], customers: [], children: [] })))).toMatchObject({ ok: true });
  return made.id;
}

interface Finished { readonly householdId: string; readonly interaction: Interaction; readonly agreed: Callback; readonly kept: Callback; readonly caseId: string }
/** Ann finishes a call: a question, a complaint, a next call agreed, and a callback of hers kept or tried. */
async function finish(over: Partial<Interaction> = {}, ownerAgentId: string | null = ann.agent.id, kept: 'callback.done' | 'callback.retry' = 'callback.done'): Promise<Finished> {
  const householdId = await household();
  const standing = sampleCallback(householdId, { ownerAgentId: ann.agent.id, attempts: 1 });
  await ann.push(sampleOp('callback.add', { callback: standing }));
  const interaction = sampleInteraction(householdId, { callbackId: standing.id, ...over });
  const agreed = sampleCallback(householdId, { ownerAgentId, agreedInInteractionId: interaction.id });
  const caseId = randomUUID();
  const close = kept === 'callback.done' ? sampleOp('callback.done', { callbackId: standing.id, interactionId: interaction.id })
    : sampleOp('callback.retry', { callbackId: standing.id, interactionId: interaction.id, nextDueAtMs: standing.dueAtMs + 7_200_000 });
  const results = await ann.push(
    sampleOp('interaction.add', { interaction, questions: [{ id: randomUUID(), interactionId: interaction.id, articleId: null, text: '几个月加辅食', askedAtMs: SATURDAY_TEN, articleVersion: null }] }),
    close,
    sampleOp('callback.add', { callback: agreed }),
    sampleOp('case.add', { case: { id: caseId, householdId, customerId: null, kind: 'complaint', title: '凹罐', openedAtMs: SATURDAY_TEN, dueAtMs: SATURDAY_TEN + 1, handlerName: null, state: 'open' }, interactionId: interaction.id }),
    sampleOp('commitment.add', { commitment: { id: randomUUID(), householdId, customerId: null, what: '寄样品', dueAtMs: SATURDAY_TEN + 1, promisedByAgentId: null, promisedByName: '', promisedAtMs: SATURDAY_TEN, state: 'open' }, interactionId: interaction.id }),
  );
  expect(results.every((result) => result.ok)).toBe(true);
  return { householdId, interaction, agreed, kept: standing, caseId };
}

describe('a finished wrap-up taken back', () => {
  it('is shown and counted nowhere, but stands in the store with when and by whom', async () => {
    const { householdId, interaction, agreed, kept, caseId } = await finish({ outcome: 'complaint' });
    clock.nowMs += 8000;
    const result = only(await ann.push(retract(interaction.id)));
    expect(result).toMatchObject({ ok: true, refusal: null });
    expect(await file(householdId)).toMatchObject({ interactions: [], interactionCount: 0, questions: [], cases: [], commitments: [], callbacks: [{ id: kept.id, state: 'open', ownerAgentId: ann.agent.id, attempts: 1 }] });
    expect(await row('interaction', interaction.id)).toMatchObject({ note: interaction.note, retracted_at_ms: clock.nowMs, retracted_by: ann.agent.id });
    expect(await row('callback', agreed.id)).toMatchObject({ state: 'cancelled', closed_reason: 'interaction-retracted', closed_at_ms: clock.nowMs });
    expect(await row('callback', kept.id)).toMatchObject({ state: 'open', owner_agent_id: ann.agent.id, attempts: 1, due_at_ms: kept.dueAtMs, closed_at_ms: null, closed_by_interaction_id: null, closed_reason: null });
    expect(await row('care_case', caseId)).toMatchObject({ retracted_at_ms: clock.nowMs });
    // Its owner's list: one is open again, the other is not.
    const own = (await ann.pull()).changes.filter((change) => change.t === 'callback' && change.s === `agent:${ann.agent.id}`);
    expect(own.find((change) => change.id === kept.id)).toMatchObject({ g: false, r: { callback: { state: 'open' }, last: null } });
    expect(own.find((change) => change.id === agreed.id)).toMatchObject({ r: { callback: { state: 'cancelled' } } });
  });

  it('counts a try no more: attempts and due time are as before', async () => {
    const { interaction, kept } = await finish({ outcome: 'no-answer' }, ann.agent.id, 'callback.retry');
    expect(await row('callback', kept.id)).toMatchObject({ attempts: 2, due_at_ms: kept.dueAtMs + 7_200_000 });
    await ann.push(retract(interaction.id));
    expect(await row('callback', kept.id)).toMatchObject({ state: 'open', attempts: 1, due_at_ms: kept.dueAtMs });
  });

  it.each(['callback.handover', 'callback.cancel'] as const)('undoes what was decided after the last try: %s', async (kind) => {
    const { interaction, kept } = await finish({ outcome: 'no-answer' }, ann.agent.id, 'callback.retry');
    const decided = kind === 'callback.cancel' ? sampleOp(kind, { callbackId: kept.id, reason: '打了 3 次', interactionId: interaction.id })
      : sampleOp(kind, { callbackId: kept.id, toAgentId: null, reason: '打了 3 次', interactionId: interaction.id });
    expect(only(await ann.push(decided))).toMatchObject({ ok: true });
    expect(await row('callback', kept.id)).toMatchObject(kind === 'callback.cancel' ? { state: 'cancelled', attempts: 2 } : { owner_agent_id: null, attempts: 2 });
    expect(only(await ann.push(retract(interaction.id)))).toMatchObject({ ok: true });
    expect(await row('callback', kept.id)).toMatchObject({ state: 'open', closed_reason: null, owner_agent_id: ann.agent.id, attempts: 1, due_at_ms: kept.dueAtMs });
    const own = (await ann.pull()).changes.filter((change) => change.s === `agent:${ann.agent.id}` && change.id === kept.id);
    expect(own).toMatchObject([{ t: 'callback', g: false, r: { callback: { state: 'open', ownerAgentId: ann.agent.id } } }]);
  });

  it('leaves everything as it was before finishing, and is harmless however often it is sent', async () => {
    await fc.assert(fc.asyncProperty(
      fc.constantFrom('callback.done' as const, 'callback.retry' as const), fc.constantFrom('answered' as const, 'complaint' as const, 'no-answer' as const), fc.integer({ min: 1, max: 3 }), fc.boolean(),
      async (kept, outcome, times, isPooled) => {
        const before = await finish({ outcome }, isPooled ? null : ann.agent.id, kept);
        const op = retract(before.interaction.id);
        for (let time = 0; time < times; time += 1) {
          const results = (await Promise.all([ann.push(op), ann.push(op), ann.push(retract(before.interaction.id))])).map(only);
          expect(results.every((result) => result.ok)).toBe(true);
        }
        expect(await seen(before.householdId)).toMatchObject({ interactions: [], interactionCount: 0, questions: [], cases: [], commitments: [], callbacks: [{ ...before.kept, agreedByAgentId: ann.agent.id }] });
      }), { numRuns: 12 });
  });

  it('is stored anew when it is finished again: once for the call', async () => {
    const { householdId, interaction } = await finish();
    await ann.push(retract(interaction.id));
    const again = { ...interaction, id: randomUUID(), note: '改好了' };
    const op = sampleOp('interaction.add', { interaction: again, questions: [] });
    await Promise.all([ann.push(op), ann.push(op)]);
    expect((await db.pool.query('SELECT note FROM interaction WHERE call_id = $1 AND retracted_at_ms IS NULL', [interaction.callId])).rows).toEqual([{ note: '改好了' }]);
    expect((await file(householdId)).interactions.map((each) => each.id)).toEqual([again.id]);
  });

  it('does not come back with what was still on its way', async () => {
    const { interaction, kept, householdId } = await finish();
    const other = await household();
    await ann.push(retract(interaction.id));
    expect(only(await ann.push(sampleOp('callback.done', { callbackId: kept.id, interactionId: interaction.id })))).toMatchObject({ refusal: 'not-found', field: 'interactionId' });
    expect(only(await ann.push(sampleOp('interaction.move', { interactionId: interaction.id, householdId: other, customerId: null })))).toMatchObject({ refusal: 'not-found', field: 'interactionId' });
    expect(only(await ann.push(sampleOp('interaction.add', { interaction, questions: [] })))).toMatchObject({ refusal: 'conflict' });
    expect((await file(householdId)).interactions).toEqual([]);
    expect((await file(other)).interactions).toEqual([]);
  });

  it.each([[RETRACT_WITHIN_MS, true], [RETRACT_WITHIN_MS + 1, false]])('is taken %i ms after it was stored: %s', async (afterMs, ok) => {
    const { householdId, interaction } = await finish();
    clock.nowMs += afterMs;
    const result = only(await ann.push(retract(interaction.id)));
    expect(result).toMatchObject(ok ? { ok: true } : { ok: false, refusal: 'too-late' });
    expect((await file(householdId)).interactionCount).toBe(ok ? 0 : 1);
  });

  it('stays refused when the refused op is sent again', async () => {
    const { interaction } = await finish();
    clock.nowMs += RETRACT_WITHIN_MS + 1;
    const late = retract(interaction.id);
    await ann.push(late);
    clock.nowMs -= RETRACT_WITHIN_MS;
    expect(only(await ann.push(late))).toMatchObject({ ok: false, repeated: true, refusal: 'too-late' });
  });

  it.each([['a colleague', () => bob], ['a supervisor', () => chief]])('is refused to %s: only its author may', async (_who, desk) => {
    const { interaction } = await finish();
    expect(only(await desk().push(retract(interaction.id)))).toMatchObject({ ok: false, refusal: 'not-allowed', field: 'interactionId' });
    expect(await row('interaction', interaction.id)).toMatchObject({ retracted_at_ms: null });
  });

  it('is refused when it was never there, and taken once it is', async () => {
    const householdId = await household();
    const interaction = sampleInteraction(householdId);
    const op = retract(interaction.id);
    expect(only(await ann.push(op))).toMatchObject({ refusal: 'not-found' });
    expect(await ann.push(sampleOp('interaction.add', { interaction, questions: [] }), op)).toMatchObject([{ ok: true }, { ok: true }]);
  });

  describe('after somebody else has acted', () => {
    const acts = [
      ['claimed the new callback', 'already-claimed', '白波', (f: Finished) => bob.push(sampleOp('callback.claim', { callbackId: f.agreed.id }))],
      ['cancelled the new callback', 'already-closed', '主管', (f: Finished) => chief.push(sampleOp('callback.cancel', { callbackId: f.agreed.id, reason: '重复' }))],
      ['put the new callback off', 'conflict', '主管', (f: Finished) => chief.push(sampleOp('callback.reschedule', { callbackId: f.agreed.id, dueAtMs: f.agreed.dueAtMs + 1, agreedText: '' }))],
    ] as const;
    it.each(acts)('(%s) it is refused as %s of %s, and everything stands', async (_title, refusal, standing, act) => {
      const finished = await finish({}, null);
      expect(only(await act(finished))).toMatchObject({ ok: true });
      const before = await seen(finished.householdId);
      expect(only(await ann.push(retract(finished.interaction.id)))).toMatchObject({ ok: false, refusal, standing });
      expect(await seen(finished.householdId)).toEqual(before);
      expect(await row('callback', finished.kept.id)).toMatchObject({ state: 'done' });
    });

    it('(done by the colleague who claimed it) it is refused', async () => {
      const finished = await finish({}, null);
      const reached = sampleInteraction(finished.householdId, { kind: 'call-out', outcome: 'reached' });
      await bob.push(sampleOp('callback.claim', { callbackId: finished.agreed.id }), sampleOp('interaction.add', { interaction: reached, questions: [] }), sampleOp('callback.done', { callbackId: finished.agreed.id, interactionId: reached.id }));
      expect(only(await ann.push(retract(finished.interaction.id)))).toMatchObject({ ok: false, standing: '白波' });
      expect(await row('callback', finished.agreed.id)).toMatchObject({ state: 'done' });
    });

    it('(a claim refused to them) it is taken', async () => {
      const finished = await finish();
      expect(only(await bob.push(sampleOp('callback.claim', { callbackId: finished.agreed.id })))).toMatchObject({ ok: false });
      expect(only(await ann.push(retract(finished.interaction.id)))).toMatchObject({ ok: true });
    });

    it('of a claim and a retraction at the same moment exactly one wins', async () => {
      for (let round = 0; round < 8; round += 1) {
        const finished = await finish({}, null);
        const [claim, taken] = (await Promise.all([bob.push(sampleOp('callback.claim', { callbackId: finished.agreed.id })), ann.push(retract(finished.interaction.id))])).map(only);
        expect([claim?.ok, taken?.ok].filter((ok) => ok)).toHaveLength(1);
        expect(await row('callback', finished.agreed.id)).toMatchObject(claim?.ok ? { state: 'open', owner_agent_id: bob.agent.id } : { state: 'cancelled', owner_agent_id: null });
      }
    });

    it('(dealt with the complaint) it is refused', async () => {
      const finished = await finish({ outcome: 'complaint' });
      await db.pool.query("UPDATE care_case SET state = 'answered' WHERE id = $1", [finished.caseId]);
      expect(only(await ann.push(retract(finished.interaction.id)))).toMatchObject({ ok: false, refusal: 'already-closed', field: 'case' });
    });
  });

  it('goes and comes again on a desktop that watches the household, each within two seconds', async () => {
    const householdId = await household();
    const socket = await bob.live();
    try {
      socket.say({ t: 'watch', householdId });
      await socket.next('poke', (poke) => poke.s === `open:${householdId}`);
      const shown = async () => {
        const { changes } = await socket.next('change', (change) => change.changes[0]?.s === `open:${householdId}`, 2000);
        return householdFileSchema.parse(changes[0]?.r).interactions.map((each) => each.note);
      };
      const interaction = sampleInteraction(householdId, { note: '第一遍' });
      await ann.push(sampleOp('interaction.add', { interaction, questions: [] }));
      expect(await shown()).toEqual(['第一遍']);
      await ann.push(retract(interaction.id));
      expect(await shown()).toEqual([]);
      await ann.push(sampleOp('interaction.add', { interaction: { ...interaction, id: randomUUID(), note: '第二遍' }, questions: [] }));
      expect(await shown()).toEqual(['第二遍']);
    } finally {
      socket.close();
    }
  });
});
