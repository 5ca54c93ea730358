import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Callback, callbackRowSchema } from '../../../shared/callbacks/callback.ts';
import { householdFileSchema } from '../../../shared/customers/household.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time/utcMs.ts';
import { tellLatePromises } from '../../../central/services/promiseKeeper.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { SATURDAY_TEN, sampleCallback, sampleHousehold, sampleInteraction, sampleOp } from '../../support/storeSamples.ts';
import { TestCentral, TestClock, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let ann: TestDesk;
let bob: TestDesk;
let boss: TestDesk;
const clock = new TestClock(SATURDAY_TEN);
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool, { clock });
  [ann, bob, boss] = [await central.desk({ team: '一组' }), await central.desk({ team: '一组' }), await central.desk({ role: 'supervisor', team: '一组' })];
  // A colleague who is not at work takes nothing.
  await central.addAgent({ team: '一组' });
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

/** A promise due in a minute, pushed now. */
async function promised(over: Partial<Callback> = {}): Promise<string> {
  const household = sampleHousehold();
  const callback = sampleCallback(household.id, { ownerAgentId: ann.agent.id, dueAtMs: clock.now() + MINUTE_MS, agreedAtMs: clock.now(), ...over });
  expect(await ann.push(sampleOp('household.add', { household, phones: [], customers: [], children: [] }), sampleOp('callback.add', { callback }))).toMatchObject([{ ok: true }, { ok: true }]);
  return callback.id;
}
const at = async (minutes: number): Promise<void> => { await tellLatePromises(db.pool, clock.now() + minutes * MINUTE_MS); };
const standing = async (id: string) => (await db.pool.query('SELECT state, owner_agent_id AS owner, fallback_agent_id AS fallback, late_step AS step FROM callback WHERE id = $1', [id])).rows[0];
const steps = async (id: string): Promise<readonly string[]> => (await db.pool.query('SELECT step FROM promise_step WHERE callback_id = $1 ORDER BY id', [id])).rows.map((row: { step: string }) => row.step);
const notices = async (id: string, to: TestDesk): Promise<readonly string[]> => (await db.pool.query("SELECT kind FROM notice WHERE detail->>'callbackId' = $1 AND to_agent_id = $2 ORDER BY made_at_ms, id", [id, to.agent.id])).rows.map((row: { kind: string }) => row.kind);

describe('a promise that nobody keeps', () => {
  it('has a fallback owner from the beginning, is told onward step by step at the instants of the policy, and stands under nobody, open, at the end', async () => {
    const id = await promised();
    await expect.poll(async () => await standing(id), { timeout: 15_000 }).toMatchObject({ owner: ann.agent.id, fallback: expect.any(String), step: 0 });
    await at(0.9);
    expect(await steps(id)).toEqual([]);
    await at(1);
    expect([await steps(id), await notices(id, ann)]).toEqual([['owner'], ['promise-due']]);
    await at(25);
    expect(await steps(id)).toEqual(['owner']);
    await at(26);
    expect([await standing(id), await notices(id, ann), await notices(id, bob)]).toMatchObject([{ owner: bob.agent.id }, ['promise-due', 'promise-passed-on'], ['promise-yours']]);
    await at(46);
    expect([await standing(id), await notices(id, boss)]).toMatchObject([{ owner: bob.agent.id }, ['promise-late']]);
    await at(135);
    expect((await standing(id)).owner).toBe(bob.agent.id);
    await at(136);
    expect([await standing(id), await notices(id, boss), await notices(id, bob)]).toMatchObject([{ state: 'open', owner: null, step: 4 }, ['promise-late', 'promise-unclaimed'], ['promise-yours', 'promise-unclaimed']]);
    await at(3000);
    expect(await steps(id)).toEqual(['owner', 'fallback', 'supervisor', 'unclaimed']);
    const pool = await bob.pull();
    expect(JSON.stringify(pool)).toContain(id);
  });

  it('is told to its owner’s desktop with who is behind them, in the list and in the family’s file', async () => {
    const id = await promised();
    await expect.poll(async () => (await standing(id)).step, { timeout: 15_000 }).toBe(0);
    const { fallback } = await standing(id);
    const { rows } = await db.pool.query('SELECT name FROM agent WHERE id = $1', [fallback]);
    const told = JSON.parse(JSON.stringify(await ann.pull())) as { changes: readonly { readonly t: string; readonly id: string; readonly r?: unknown }[] };
    const [row, file] = [told.changes.find((each) => each.id === id)?.r, told.changes.find((each) => each.t === 'household' && JSON.stringify(each.r).includes(id))?.r];
    expect(callbackRowSchema.parse(row)).toMatchObject({ fallbackName: rows[0].name, callback: { fallbackAgentId: fallback } });
    expect(householdFileSchema.parse(file).callbacks).toMatchObject([{ id, fallbackAgentId: fallback }]);
    expect(fallback).not.toBe(ann.agent.id);
  });

  it('has nobody behind it whom only its own record names: the one named beside it counts', async () => {
    const id = await promised({ fallbackAgentId: boss.agent.id });
    await expect.poll(async () => (await standing(id)).step, { timeout: 15_000 }).toBe(0);
    expect((await standing(id)).fallback).not.toBe(boss.agent.id);
  });

  it('has behind it whom somebody names later, at once and at its own time; told to choose, central chooses; who may not have it is refused', async () => {
    const id = await promised();
    await expect.poll(async () => (await standing(id)).step, { timeout: 15_000 }).toBe(0);
    const { fallback: chosen } = await standing(id);
    const named = chosen === boss.agent.id ? bob.agent.id : boss.agent.id;
    const { rows: [kept] } = await db.pool.query('SELECT due_at_ms AS "dueAtMs", agreed_text AS "agreedText" FROM callback WHERE id = $1', [id]);
    const name = (fallbackAgentId: string | null) => ann.push(sampleOp('callback.reschedule', { callbackId: id, dueAtMs: Number(kept.dueAtMs), agreedText: kept.agreedText, fallbackAgentId }));
    expect(await name(named)).toMatchObject([{ ok: true }]);
    expect(await standing(id)).toMatchObject({ fallback: named, step: 0 });
    expect(await name(uuidv7())).toMatchObject([{ ok: false, refusal: 'not-found', field: 'fallbackAgentId' }]);
    expect(await standing(id)).toMatchObject({ fallback: named });
    expect(await name(null)).toMatchObject([{ ok: true }]);
    await expect.poll(async () => await standing(id), { timeout: 15_000 }).toMatchObject({ fallback: chosen, step: 0 });
  });

  it('goes to the colleague who was named', async () => {
    const household = sampleHousehold();
    const callback = sampleCallback(household.id, { ownerAgentId: bob.agent.id, dueAtMs: clock.now() + MINUTE_MS });
    await ann.push(sampleOp('household.add', { household, phones: [], customers: [], children: [] }), sampleOp('callback.add', { callback, fallbackAgentId: boss.agent.id }));
    await expect.poll(async () => (await standing(callback.id)).step, { timeout: 15_000 }).toBe(0);
    expect((await standing(callback.id)).fallback).toBe(boss.agent.id);
    await at(1);
    await at(26);
    expect((await standing(callback.id)).owner).toBe(boss.agent.id);
  });

  it('whose owner is away is the fallback owner’s at its minute', async () => {
    const id = await promised();
    await db.pool.query('INSERT INTO agent_absence (id, agent_id, from_ms, until_ms, told_by_agent_id, told_at_ms) VALUES ($1, $2, $3, $4, $5, $3)', [uuidv7(), ann.agent.id, clock.now() - HOUR_MS, clock.now() + 2 * MINUTE_MS, boss.agent.id]);
    await at(1);
    expect([await steps(id), (await standing(id)).owner]).toEqual([['fallback'], bob.agent.id]);
    await db.pool.query('DELETE FROM agent_absence');
  });

  it('is told once, however many centrals look at it in the same moment', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => promised()));
    await Promise.all([at(1), at(1), at(1), at(1)]);
    await Promise.all([at(26), at(26), at(26)]);
    for (const id of ids) expect([await steps(id), await notices(id, ann)]).toEqual([['owner', 'fallback'], ['promise-due', 'promise-passed-on']]);
  });

  it('is begun anew by another time and by another owner, and not told of at all once it is kept', async () => {
    const [moved, claimed, kept] = [await promised(), await promised(), await promised()] as const;
    for (const minutes of [1, 26]) await at(minutes);
    await bob.push(sampleOp('callback.reschedule', { callbackId: moved, dueAtMs: clock.now() + 50 * MINUTE_MS, agreedText: '五十分钟后' }));
    await bob.push(sampleOp('callback.handover', { callbackId: claimed, toAgentId: ann.agent.id, reason: '她熟' } as never));
    const interaction = sampleInteraction((await db.pool.query('SELECT household_id FROM callback WHERE id = $1', [kept])).rows[0].household_id, { kind: 'call-out', outcome: 'reached' });
    // Ann had rung at the time, without the network: her word counts though it went on to Bob meanwhile.
    expect(await ann.push(sampleOp('interaction.add', { interaction, questions: [] }), sampleOp('callback.done', { callbackId: kept, interactionId: interaction.id }))).toMatchObject([{ ok: true }, { ok: true }]);
    for (const minutes of [46, 47]) await at(minutes);
    expect([await steps(moved), await steps(kept)]).toEqual([['owner', 'fallback'], ['owner', 'fallback']]);
    expect([await steps(claimed), await standing(claimed)]).toMatchObject([['owner', 'fallback', 'owner'], { owner: ann.agent.id }]);
    await at(50);
    expect(await steps(moved)).toEqual(['owner', 'fallback', 'owner']);
  });

  it('is found again by a central that starts when it is long due, and its owner is told first', async () => {
    const id = await promised({ dueAtMs: clock.now() + MINUTE_MS });
    await central.stop();
    clock.nowMs += 5 * HOUR_MS;
    central = await TestCentral.start(db.pool, { clock });
    await expect.poll(() => steps(id), { timeout: 15_000 }).toEqual(['owner']);
    await at(9);
    expect(await steps(id)).toEqual(['owner']);
    await at(10);
    expect(await steps(id)).toEqual(['owner', 'supervisor']);
  });

  it('that nobody promised a time for is no supervisor’s business while nobody owns it', async () => {
    const household = sampleHousehold();
    const callback = sampleCallback(household.id, { permissionReason: 'missed-call-return', dueAtMs: clock.now() });
    boss = await central.signIn(boss.agent.number);
    await boss.push(sampleOp('household.add', { household, phones: [], customers: [], children: [] }), sampleOp('callback.add', { callback }));
    await tellLatePromises(db.pool, clock.now() + DAY_MS);
    expect([await steps(callback.id), await standing(callback.id)]).toMatchObject([[], { state: 'open', owner: null, step: 4 }]);
  });
});
