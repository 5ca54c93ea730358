import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { householdFileSchema } from '../../../shared/customers/household.ts';
import { mirrorRowSchemas, mirrorTables } from '../../../shared/sync/mirrorTables.ts';
import { DAY_MS } from '../../../shared/time/utcMs.ts';
import { householdFile } from '../../../central/store/householdFile.ts';
import { type ImportedHousehold, importArticles, importDemoAgents, importHouseholds } from '../../../central/store/importHouseholds.ts';
import { inTransaction } from '../../../central/store/inTransaction.ts';
import { pullPage } from '../../../central/store/pull.ts';
import { enterScopes } from '../../../central/store/scopeMembers.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { SATURDAY_TEN, sampleAgent, sampleArticle, sampleCallback, sampleChild, sampleCustomer, sampleHousehold, sampleInteraction, samplePhone } from '../../support/storeSamples.ts';

let db: EmptyDatabase;
beforeAll(async () => { db = await emptyDatabase(); });
afterAll(async () => { await db?.drop(); });

const agent = sampleAgent();

function family(over: { readonly contactAtMs: number; readonly callback: 'open' | 'done' | null }): ImportedHousehold {
  const household = sampleHousehold();
  const id = household.id;
  const customer = sampleCustomer(id);
  const interactions = Array.from({ length: 45 }, (_, at) => sampleInteraction(id, { customerId: customer.id, agentId: agent.id, agentName: agent.name, startedAtMs: over.contactAtMs - at * DAY_MS }));
  return {
    household, customers: [customer], children: [sampleChild(id)], phones: [samplePhone('+8613812345678', { customerId: customer.id })], interactions,
    questions: interactions.slice(0, 15).map((interaction) => ({ id: uuidv7(), interactionId: interaction.id, articleId: null, text: '转奶', askedAtMs: interaction.startedAtMs, articleVersion: null })),
    callbacks: over.callback === null ? [] : [sampleCallback(id, { customerId: customer.id, ownerAgentId: agent.id, state: over.callback, dueAtMs: over.contactAtMs })],
    commitments: (['open', 'kept', 'kept', 'broken', 'kept'] as const).map((state, at) => ({
      id: uuidv7(), householdId: id, customerId: null, what: '寄资料', dueAtMs: SATURDAY_TEN + at, promisedByAgentId: agent.id, promisedByName: agent.name, promisedAtMs: SATURDAY_TEN, state,
    })),
    cases: (['closed', 'closed', 'closed', 'closed', 'open'] as const).map((state, at) => ({
      id: uuidv7(), householdId: id, customerId: customer.id, kind: 'complaint', title: '罐子变形', openedAtMs: SATURDAY_TEN + at, dueAtMs: SATURDAY_TEN, handlerName: null, state,
    })),
    purchases: Array.from({ length: 20 }, (_, at) => ({ id: uuidv7(), householdId: id, boughtAtMs: SATURDAY_TEN - at, product: '优安1段', quantity: 2, amountMinor: 59_600, currency: 'CNY' as const, shop: null })),
  };
}

describe('an import', () => {
  it('keeps the consents a household brings, and writes down what only its fields say', async () => {
    const plain = family({ contactAtMs: SATURDAY_TEN, callback: null });
    const untilMs = SATURDAY_TEN + 90 * DAY_MS;
    const household = { ...plain.household, phoneConsentUntilMs: untilMs };
    const form = { id: uuidv7(), householdId: household.id, customerId: null, channel: 'phone' as const, purpose: '回访', givenAtMs: SATURDAY_TEN, untilMs, proofKind: 'form' as const, proof: 'F-1', recordedByName: '', withdrawnAtMs: null };
    const bare = family({ contactAtMs: SATURDAY_TEN, callback: null });
    await inTransaction(db.pool, async (client) => {
      await importHouseholds(client, [{ ...plain, interactions: [], questions: [], commitments: [], household, leave: { consents: [form], optOuts: [] } }]);
      await importHouseholds(client, [{ ...bare, interactions: [], questions: [], commitments: [], household: { ...bare.household, phoneConsentUntilMs: untilMs } }]);
    });
    const leaveOf = async (id: string) => householdFileSchema.parse(JSON.parse(await householdFile(db.pool, id, SATURDAY_TEN, null) ?? 'null')).leave?.consents ?? [];
    const [brought, hers] = await leaveOf(household.id);
    expect(brought).toEqual(form);
    expect(hers).toMatchObject({ customerId: plain.customers[0]?.id, channel: 'phone', proofKind: 'record' });
    expect((await leaveOf(bare.household.id)).filter((each) => each.customerId === null)).toMatchObject([{ channel: 'phone', untilMs, proofKind: 'record', proof: null }]);
  });
  const recent = family({ contactAtMs: SATURDAY_TEN, callback: 'open' });
  const old = family({ contactAtMs: SATURDAY_TEN - 40 * DAY_MS, callback: 'done' });
  const promisedLongAgo = family({ contactAtMs: SATURDAY_TEN - 40 * DAY_MS, callback: 'open' });

  it('brings whole households, of which a file shows the newest and counts all', async () => {
    await inTransaction(db.pool, async (client) => {
      await importDemoAgents(client, [agent]);
      await importArticles(client, [sampleArticle()]);
      await importHouseholds(client, [recent, old, promisedLongAgo]);
      await enterScopes(client, SATURDAY_TEN);
    });
    const file = householdFileSchema.parse(JSON.parse(await householdFile(db.pool, recent.household.id, SATURDAY_TEN, null) ?? 'null'));
    expect(file.household).toEqual(recent.household);
    expect(file.customers).toEqual(recent.customers);
    expect(file.children).toEqual(recent.children);
    expect(file.phones).toEqual(recent.phones.map((phone) => ({ ...phone, addedAtMs: null, addedByName: null, addedInInteractionId: null })));
    expect(file.callbacks).toEqual(recent.callbacks.map((callback) => ({ ...callback, fallbackAgentId: null, agreedSecond: null })));
    expect([file.interactions.length, file.interactionCount, file.questions.length, file.purchases.length, file.purchaseCount]).toEqual([40, 45, 12, 12, 20]);
    expect(file.interactions[0]).toEqual(recent.interactions[0]);
    expect(file.purchases[0]).toEqual(recent.purchases[0]);
    expect(file.commitments.map((one) => one.state)).toEqual(['open', 'kept', 'broken', 'kept']);
    expect(file.cases.map((one) => one.state)).toEqual(['open', 'closed', 'closed', 'closed']);
    expect(file.asOfMs).toBe(SATURDAY_TEN);
  });

  it('puts onto an agent’s desktop the households of recent contacts and of open promises, and no others', async () => {
    const page = await pullPage(db.pool, new Map([[`agent:${agent.id}`, [0, '']], ['all', [0, '']]]), [], mirrorTables, 100, SATURDAY_TEN);
    const changes = JSON.parse(`[${page.changes}]`) as { t: keyof typeof mirrorRowSchemas; id: string; r: unknown }[];
    const ids = (table: string) => changes.filter((change) => change.t === table).map((change) => change.id).sort();
    expect(ids('household')).toEqual([recent.household.id, promisedLongAgo.household.id].sort());
    expect(ids('callback')).toEqual([recent.callbacks[0]?.id, promisedLongAgo.callbacks[0]?.id].sort());
    expect([ids('article').length, ids('agent').length]).toEqual([1, 1]);
    for (const change of changes) expect(() => mirrorRowSchemas[change.t].parse(change.r)).not.toThrow();
  });

  it('done twice changes nothing', async () => {
    const count = async () => (await db.pool.query('SELECT (SELECT count(*) FROM interaction) AS i, (SELECT count(*) FROM phone) AS p, (SELECT sum(ver) FROM scope) AS v')).rows[0];
    const before = await count();
    await inTransaction(db.pool, async (client) => {
      await importHouseholds(client, [recent, old, promisedLongAgo]);
      await enterScopes(client, SATURDAY_TEN);
    });
    expect(await count()).toEqual(before);
  });
});
