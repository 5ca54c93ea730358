import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Interaction } from '../../../shared/calls/interaction.ts';
import { nobodyOutcomes, outcomes } from '../../../shared/calls/outcome.ts';
import { householdFileSchema } from '../../../shared/customers/household.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { sampleCustomer, sampleHousehold, sampleInteraction, sampleOp, samplePhone } from '../../support/storeSamples.ts';
import { TestCentral, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let ann: TestDesk;
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool);
  ann = await central.desk({ name: '安宁' });
});
afterAll(async () => { await central?.stop(); await db?.drop(); });

const ofNobody = (over: Partial<Interaction> = {}): Interaction => ({ ...sampleInteraction(randomUUID()), householdId: null, customerId: null, outcome: 'wrong-number', note: '找修空调的', ...over });
const stored = async (id: string) => (await db.pool.query('SELECT * FROM interaction WHERE id = $1', [id])).rows[0];

describe('a call for which nobody was chosen', () => {
  it.each(nobodyOutcomes)('and that ended as %s is stored without household and customer, with all that is known of it', async (outcome) => {
    const interaction = ofNobody({ outcome });
    expect(await ann.push(sampleOp('interaction.add', { interaction, questions: [] }))).toMatchObject([{ ok: true, refusal: null }]);
    expect(await stored(interaction.id)).toMatchObject({
      household_id: null, customer_id: null, number: '+862161234567', call_id: interaction.callId, queue: '母婴800', started_at_ms: interaction.startedAtMs, talk_seconds: 95,
      outcome, note: '找修空调的', agent_id: ann.agent.id, agent_name: '安宁',
    });
  });

  it('may be of a withheld number, and is stored once however often it is sent', async () => {
    const interaction = ofNobody({ number: null, outcome: 'silent' });
    const op = sampleOp('interaction.add', { interaction, questions: [] });
    const results = (await Promise.all([ann.push(op), ann.push(op)])).flat();
    expect(results.every((result) => result.ok)).toBe(true);
    expect((await db.pool.query('SELECT number FROM interaction WHERE call_id = $1', [interaction.callId])).rows).toEqual([{ number: null }]);
  });

  it.each([null, ...outcomes.filter((outcome) => !nobodyOutcomes.includes(outcome))])('is refused with outcome %s: that was said to somebody', async (outcome) => {
    const interaction = ofNobody({ outcome });
    expect(await ann.push(sampleOp('interaction.add', { interaction, questions: [] }))).toMatchObject([{ ok: false, refusal: 'bad-op', field: 'interaction.householdId' }]);
    expect(await stored(interaction.id)).toBeUndefined();
  });

  it('has no customer, callback or question either', async () => {
    const interaction = ofNobody();
    const question = { id: randomUUID(), interactionId: interaction.id, articleId: null, text: '几个月', askedAtMs: interaction.startedAtMs, articleVersion: null };
    expect(await ann.push(
      sampleOp('interaction.add', { interaction: { ...interaction, customerId: randomUUID() }, questions: [] }),
      sampleOp('interaction.add', { interaction: { ...interaction, callbackId: randomUUID() }, questions: [] }),
      sampleOp('interaction.add', { interaction, questions: [question] }),
    )).toMatchObject([{ refusal: 'bad-op', field: 'interaction.customerId' }, { refusal: 'bad-op', field: 'interaction.callbackId' }, { refusal: 'bad-op', field: 'questions' }]);
  });

  it('stays nobody’s when its number is opened as a new household', async () => {
    const number = '+8613800138000';
    const interaction = ofNobody({ number });
    await ann.push(sampleOp('interaction.add', { interaction, questions: [] }));
    const household = sampleHousehold();
    await ann.push(sampleOp('household.add', { household, phones: [samplePhone(number)], customers: [sampleCustomer(household.id)], children: [] }));
    expect(await stored(interaction.id)).toMatchObject({ household_id: null, customer_id: null });
    const file = householdFileSchema.parse((await ann.ask('GET', `/households/${household.id}`)).body);
    expect(file).toMatchObject({ interactions: [], interactionCount: 0 });
    const pop = (await ann.ask('GET', `/pop?number=${encodeURIComponent(number)}`)).body as { households: { interactions: unknown[] }[] };
    expect(pop.households).toMatchObject([{ interactions: [] }]);
  });

  it('goes to a household when its author says who it was, and may be taken back while it is fresh', async () => {
    const household = sampleHousehold();
    await ann.push(sampleOp('household.add', { household, phones: [], customers: [], children: [] }));
    const [moved, gone] = [ofNobody(), ofNobody()];
    expect(await ann.push(
      sampleOp('interaction.add', { interaction: moved, questions: [] }), sampleOp('interaction.move', { interactionId: moved.id, householdId: household.id, customerId: null }),
      sampleOp('interaction.add', { interaction: gone, questions: [] }), sampleOp('interaction.retract', { interactionId: gone.id }),
    )).toMatchObject([{ ok: true }, { ok: true }, { ok: true }, { ok: true }]);
    expect(await stored(moved.id)).toMatchObject({ household_id: household.id });
    expect(await stored(gone.id)).toMatchObject({ household_id: null, retracted_by: ann.agent.id });
  });

  it('puts no household on a desktop', async () => {
    const dana = await central.desk();
    const before = (await dana.pull()).changes.length;
    await dana.push(sampleOp('interaction.add', { interaction: ofNobody(), questions: [] }));
    expect((await dana.pull()).changes).toHaveLength(before);
  });
});
