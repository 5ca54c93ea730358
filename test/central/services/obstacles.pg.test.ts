import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_OBSTACLE, type Obstacle } from '../../../shared/calls/obstacle.ts';
import type { Interaction } from '../../../shared/calls/interaction.ts';
import type { HouseholdFile } from '../../../shared/customers/household.ts';
import type { Op } from '../../../shared/sync/pushMessages.ts';
import type { SetUp } from '../../../shared/sync/setUpMessages.ts';
import { insertRecords } from '../../../central/store/insertRecords.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { sampleCustomer, sampleHousehold, sampleInteraction, sampleOp } from '../../support/storeSamples.ts';
import { TestCentral, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let boss: TestDesk;
let agent: TestDesk;
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool);
  boss = await central.desk({ role: 'supervisor' });
  agent = await central.desk();
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

const kept = async (id: string) => (await db.pool.query('SELECT obstacle, obstacle_class, obstacle_tier FROM interaction WHERE id = $1', [id])).rows[0] as unknown;
async function family(over: Parameters<typeof sampleHousehold>[0] = {}) {
  const household = sampleHousehold(over);
  const mother = sampleCustomer(household.id);
  await insertRecords(db.pool, 'household', [household]);
  await insertRecords(db.pool, 'customer', [{ ...mother, search: '' }]);
  return { household, mother };
}
const contact = (householdId: string, obstacle: string | null = null): Interaction => sampleInteraction(householdId, { agentId: agent.agent.id, obstacle });
const add = (interaction: Interaction): Op => sampleOp('interaction.add', { interaction, questions: [] });
const read = async (): Promise<SetUp> => (await boss.ask('GET', '/set-up')).body as SetUp;

describe('an obstacle named in a contact', () => {
  it('is kept with what the family was to us then, and stands in its file', async () => {
    const { household } = await family({ relationClass: 'rival', tier: 'B' });
    const interaction = contact(household.id, 'taste');
    const { id } = interaction;
    expect(await agent.push(add(interaction))).toMatchObject([{ ok: true }]);
    expect(await kept(id)).toEqual({ obstacle: 'taste', obstacle_class: 'rival', obstacle_tier: 'B' });
    await db.pool.query("UPDATE household SET relation_class = 'own', tier = 'A' WHERE id = $1", [household.id]);
    expect(await kept(id)).toEqual({ obstacle: 'taste', obstacle_class: 'rival', obstacle_tier: 'B' });
    const file = (await agent.ask('GET', `/households/${household.id}`)).body as HouseholdFile;
    expect(file.interactions.map(({ obstacle }) => obstacle)).toEqual(['taste']);
  });

  it('goes with the contact to the right family, and counts by what that one is', async () => {
    const [wrong, right] = [await family({ relationClass: 'potential', tier: 'C' }), await family({ relationClass: 'own', tier: 'A' })];
    const [named, plain] = [contact(wrong.household.id, 'supply'), contact(wrong.household.id)];
    await agent.push(add(named), add(plain));
    for (const { id } of [named, plain]) {
      expect(await agent.push(sampleOp('interaction.move', { interactionId: id, householdId: right.household.id, customerId: right.mother.id }))).toMatchObject([{ ok: true }]);
    }
    expect(await kept(named.id)).toEqual({ obstacle: 'supply', obstacle_class: 'own', obstacle_tier: 'A' });
    expect(await kept(plain.id)).toEqual({ obstacle: null, obstacle_class: null, obstacle_tier: null });
    const file = (await agent.ask('GET', `/households/${right.household.id}`)).body as HouseholdFile;
    expect(file.interactions.find(({ id }) => id === named.id)?.obstacle).toBe('supply');
  });

  it('is refused with its field when there is no such code, and of a call in which nobody was chosen', async () => {
    const { household } = await family();
    expect(await agent.push(add(contact(household.id, 'weather')))).toMatchObject([{ ok: false, refusal: 'bad-op', field: 'interaction.obstacle' }]);
    const nobody = add({ ...contact(randomUUID(), 'price'), householdId: null, customerId: null, outcome: 'silent' });
    expect(await agent.push(nobody)).toMatchObject([{ ok: false, refusal: 'bad-op', field: 'interaction.obstacle' }]);
  });

  it('is not asked of a desktop that knows nothing of it: its contacts are stored as they always were', async () => {
    const { household } = await family();
    const { obstacle: _unknown, ...older } = contact(household.id);
    expect(await agent.push({ ...sampleOp('interaction.add', { interaction: { ...older, obstacle: null }, questions: [] }), data: { interaction: older, questions: [] } })).toMatchObject([{ ok: true }]);
    expect(await kept(older.id)).toEqual({ obstacle: null, obstacle_class: null, obstacle_tier: null });
  });
});

it('the list of obstacles is told to every desktop, versioned, taken back, and none that was named is lost', async () => {
  const live = await agent.live();
  const told = (is: (obstacles: readonly Obstacle[]) => boolean) => live.next('queues', ({ obstacles }) => obstacles !== undefined && is(obstacles));
  const before = (await read()).obstacles;
  expect([before.length, before.at(-1)?.id]).toEqual([10, NO_OBSTACLE]);
  const far: Obstacle = { id: 'b-far', zh: '太远', en: 'Too far', active: true };
  const list = (codes: readonly Obstacle[], basedOn: number) => boss.ask('PUT', '/set-up', { item: { kind: 'obstacles', id: 'obstacles', value: { codes } }, basedOn });
  const instead = [far, ...before.map((each) => (each.id === 'other' ? { ...each, active: false } : each))];
  expect(await list([far, ...before], 0)).toMatchObject({ status: 400, body: { field: 'item.value.codes' } });
  expect((await list(instead, 0)).status).toBe(200);
  await told((obstacles) => obstacles[0]?.id === 'b-far');
  expect(await list(before, 0)).toMatchObject({ status: 409, body: { refusal: 'changed-meanwhile', detail: boss.agent.name } });
  const { household } = await family();
  expect(await agent.push(add(contact(household.id, 'b-far')))).toMatchObject([{ ok: true }]);
  expect((await boss.ask('POST', '/set-up/undo', { kind: 'obstacles', id: 'obstacles', version: 1 })).status).toBe(200);
  await told((obstacles) => obstacles[0]?.id === 'price');
  expect((await read()).obstacles).toEqual([...before, { ...far, active: false }]);
  // A desktop that was away names it still.
  expect(await agent.push(add(contact(household.id, 'b-far')))).toMatchObject([{ ok: true }]);
  expect((await read()).changes.filter(({ kind }) => kind === 'obstacles').map(({ version, undoes, byName }) => [version, undoes, byName])).toEqual([[2, 1, boss.agent.name], [1, null, boss.agent.name]]);
  expect((await agent.ask('PUT', '/set-up', { item: { kind: 'obstacles', id: 'obstacles', value: { codes: before } }, basedOn: 2 })).status).toBe(403);
});
