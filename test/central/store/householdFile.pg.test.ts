import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Callback } from '../../../shared/callbacks/callback.ts';
import type { Interaction } from '../../../shared/calls/interaction.ts';
import { type ClosedCallback, householdFileSchema } from '../../../shared/customers/household.ts';
import { DAY_MS } from '../../../shared/time/utcMs.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { SATURDAY_TEN, sampleCallback, sampleHousehold, sampleInteraction, sampleOp } from '../../support/storeSamples.ts';
import { TestCentral, TestClock, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let ann: TestDesk;
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool, { clock: new TestClock() });
  ann = await central.desk({ name: '安宁' });
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

describe('of callbacks that are closed, a household’s file tells', () => {
  /** Ann tries a callback in vain and gives it up. */
  async function givenUp(over: Partial<Interaction> = {}): Promise<{ readonly callback: Callback; readonly interaction: Interaction }> {
    const household = sampleHousehold();
    const callback = sampleCallback(household.id, { ownerAgentId: ann.agent.id, purpose: '产前关怀', permissionReason: 'prenatal' });
    const interaction = sampleInteraction(household.id, { kind: 'call-out', outcome: 'no-answer', talkSeconds: null, startedAtMs: SATURDAY_TEN, callbackId: callback.id, ...over });
    const results = await ann.push(
      sampleOp('household.add', { household, phones: [], customers: [], children: [] }), sampleOp('callback.add', { callback }),
      sampleOp('interaction.add', { interaction, questions: [] }), sampleOp('callback.cancel', { callbackId: callback.id, reason: 'tries-used-up', interactionId: interaction.id }),
    );
    expect(results.every((result) => result.ok)).toBe(true);
    return { callback, interaction };
  }
  const closed = async (householdId: string): Promise<readonly ClosedCallback[] | undefined> => householdFileSchema.parse((await ann.ask('GET', `/households/${householdId}`)).body).closedCallbacks;

  it('what they were about, when one was tried in the last seven days', async () => {
    const { callback } = await givenUp();
    expect(await closed(callback.householdId)).toEqual([{ id: callback.id, customerId: callback.customerId, purpose: '产前关怀', permissionReason: 'prenatal' }]);
    const before = await givenUp({ startedAtMs: SATURDAY_TEN - 7 * DAY_MS });
    expect(await closed(before.callback.householdId)).toEqual([]);
  });
  it('nothing of one that no contact was made for', async () => {
    const { callback } = await givenUp({ callbackId: null });
    expect(await closed(callback.householdId)).toEqual([]);
  });
  it('nothing of one whose try was taken back: it is open again', async () => {
    const { callback, interaction } = await givenUp();
    expect(await ann.push(sampleOp('interaction.retract', { interactionId: interaction.id }))).toMatchObject([{ ok: true }]);
    expect(await closed(callback.householdId)).toEqual([]);
  });
  it('nothing of one that went with a child that was lost', async () => {
    const { callback } = await givenUp();
    await db.pool.query("UPDATE callback SET closed_reason = 'child-lost' WHERE id = $1", [callback.id]);
    expect(await closed(callback.householdId)).toEqual([]);
  });
});
