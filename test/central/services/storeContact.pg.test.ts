import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Op } from '../../../shared/sync/pushMessages.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { sampleCallback, sampleCustomer, sampleHousehold, sampleInteraction, sampleOp, samplePhone } from '../../support/storeSamples.ts';
import { TestCentral, type TestDesk } from '../../support/testCentral.ts';

let db: EmptyDatabase;
let central: TestCentral;
let ann: TestDesk;
let bob: TestDesk;
let householdId: string;
let customerId: string;
beforeAll(async () => {
  db = await emptyDatabase();
  central = await TestCentral.start(db.pool);
  [ann, bob] = [await central.desk({ name: '安宁' }), await central.desk({ name: '白波' })];
});
afterAll(async () => { await central?.stop(); await db?.drop(); });
beforeEach(async () => {
  const household = sampleHousehold();
  const customer = sampleCustomer(household.id);
  await ann.push(sampleOp('household.add', { household, phones: [samplePhone('+862161234567')], customers: [customer], children: [] }));
  [householdId, customerId] = [household.id, customer.id];
});

/** All that one call can leave, in the order the outbox has it. */
function wrapUp(): readonly Op[] {
  const interaction = sampleInteraction(householdId, { customerId, note: '想换水解奶粉' });
  const nowMs = interaction.recordedAtMs;
  const promised = { id: randomUUID(), householdId, customerId, what: '寄试用装', dueAtMs: nowMs + 1000, promisedByAgentId: null, promisedByName: '', promisedAtMs: nowMs, state: 'open' } as const;
  const opened = { id: randomUUID(), householdId, customerId, kind: 'complaint', title: '漏粉', openedAtMs: nowMs, dueAtMs: nowMs + 1000, handlerName: null, state: 'open' } as const;
  return [
    sampleOp('interaction.add', { interaction, questions: [{ id: randomUUID(), interactionId: interaction.id, articleId: null, text: '怎么转奶', askedAtMs: nowMs, articleVersion: null }] }),
    sampleOp('callback.add', { callback: sampleCallback(householdId, { customerId, ownerAgentId: ann.agent.id, agreedInInteractionId: interaction.id }) }),
    sampleOp('callback.add', { callback: sampleCallback(householdId, { customerId: null, ownerAgentId: null, agreedInInteractionId: interaction.id }) }),
    sampleOp('commitment.add', { commitment: promised, interactionId: interaction.id }),
    sampleOp('case.add', { case: opened, interactionId: interaction.id }),
  ];
}

const TABLES = ['interaction', 'asked_question', 'callback', 'commitment', 'care_case'];

/** Every row of the household, every column but those that differ by chance, in a form in which two households compare. */
async function rowsOf(): Promise<unknown> {
  const all = await Promise.all(TABLES.map(async (table) => (await db.pool.query<{ row: Record<string, unknown> }>(`SELECT to_jsonb(t) AS row FROM ${table} t WHERE household_id = $1`, [householdId])).rows.map(({ row }) => row)));
  const ops = (await db.pool.query<{ row: Record<string, unknown> }>('SELECT to_jsonb(o) AS row FROM op o WHERE result::text LIKE $1 ORDER BY kind, id', [`%${householdId}%`])).rows.map(({ row }) => row);
  const feed = (await db.pool.query<{ row: Record<string, unknown> }>(
    `SELECT jsonb_build_object('scope', replace(scope, $1, 'H'), 'tbl', tbl, 'gone', gone, 'n', count(*)) AS row FROM feed
     WHERE row_id = $1::uuid OR row_id IN (SELECT id FROM callback WHERE household_id = $1::uuid) GROUP BY scope, tbl, gone ORDER BY scope, tbl`, [householdId])).rows.map(({ row }) => row);
  const plain = (row: Record<string, unknown>) => Object.fromEntries(Object.entries(row).map(([name, value]) => {
    const isOfChance = /(^|_)id$/.test(name) ? !String(value).match(new RegExp(`${ann.agent.id}|${bob.agent.id}`)) : /_ms$/.test(name) || name === 'result';
    return [name, isOfChance ? typeof value : value];
  }));
  return { rows: all.map((rows) => rows.map(plain).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))), ops: ops.map(plain), feed };
}

const transactions = async () => (await db.pool.query<{ xmin: string }>(
  TABLES.map((table) => `SELECT xmin::text FROM ${table} WHERE household_id = $1`).join(' UNION '), [householdId])).rows.length;

describe('what one call leaves', () => {
  it('is stored in one transaction, in the same rows, ops and scopes as op by op', async () => {
    const together = await ann.push(...wrapUp());
    expect(together.map(({ ok, repeated }) => [ok, repeated])).toEqual(Array(5).fill([true, false]));
    expect(await transactions()).toBe(1);
    const one = await rowsOf();
    const household = sampleHousehold();
    const customer = sampleCustomer(household.id);
    await ann.push(sampleOp('household.add', { household, phones: [samplePhone('+862161234568')], customers: [customer], children: [] }));
    [householdId, customerId] = [household.id, customer.id];
    const ops = wrapUp();
    // An opt-out of long ago allows what was agreed since, but is for the rules to read.
    await db.pool.query(`INSERT INTO opt_out (id, household_id, channel, said_at_ms, stored_at_ms, words, agent_id, agent_name, cancelled) VALUES ($1, $2, 'phone', 1, 1, '', $3, '', '[]')`, [randomUUID(), householdId, ann.agent.id]);
    for (const op of ops) expect(await ann.push(op)).toMatchObject([{ ok: true }]);
    expect(await transactions()).toBeGreaterThan(2);
    expect(await rowsOf()).toEqual(one);
  });

  it('answers each op as op by op would, every record beside the last op about it', async () => {
    const ops = wrapUp();
    const results = await ann.push(...ops);
    expect(results.map(({ id }) => id)).toEqual(ops.map(({ id }) => id));
    expect(results.map(({ changes }) => changes.map(({ t }) => t))).toEqual([[], ['callback'], ['callback'], [], ['household']]);
    expect(results[4]?.changes[0]?.r).toMatchObject({ interactions: [{ note: '想换水解奶粉', agentName: '安宁' }], callbacks: [{}, {}], commitments: [{ promisedByName: '安宁' }], cases: [{ title: '漏粉' }] });
  });

  it('is stored once and answered alike when it is sent three times at once, whole or in parts', async () => {
    for (let round = 0; round < 15; round++) {
      const ops = wrapUp();
      const results = await Promise.all([ann.push(...ops), ann.push(...ops), ann.push(...ops.slice(0, 2))]);
      for (const op of ops) {
        const answers = results.flat().filter(({ id }) => id === op.id);
        expect(answers.every(({ ok }) => ok)).toBe(true);
        expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
      }
    }
    expect((await db.pool.query('SELECT count(*)::int n FROM interaction WHERE household_id = $1', [householdId])).rows).toEqual([{ n: 15 }]);
    expect((await db.pool.query('SELECT count(*)::int n FROM callback WHERE household_id = $1', [householdId])).rows).toEqual([{ n: 30 }]);
  });

  it('goes in without the op that is refused, and that refusal is kept', async () => {
    const [add, call, ...others] = wrapUp();
    const callback = sampleCallback(householdId, { ownerAgentId: ann.agent.id, customerId });
    const stranger = sampleOp('callback.add', { callback });
    if (add === undefined || call === undefined) throw new Error('no ops');
    await db.pool.query(`INSERT INTO opt_out (id, household_id, channel, said_at_ms, stored_at_ms, words, agent_id, agent_name, cancelled) VALUES ($1, $2, 'phone', $3, 1, '', $4, '', '[]')`, [randomUUID(), householdId, callback.agreedAtMs, ann.agent.id]);
    const results = await ann.push(add, stranger, ...others.slice(1));
    expect(results.map(({ ok, refusal }) => [ok, refusal])).toEqual([[true, null], [false, 'not-allowed'], [true, null], [true, null]]);
    await db.pool.query('DELETE FROM opt_out WHERE household_id = $1', [householdId]);
    expect(await ann.push(stranger)).toMatchObject([{ ok: false, refusal: 'not-allowed', repeated: true }]);
  });

  it('of a person of another household is not found, and is not kept as refused', async () => {
    const op = sampleOp('interaction.add', { interaction: sampleInteraction(householdId, { customerId: randomUUID() }), questions: [] });
    expect(await ann.push(op)).toMatchObject([{ ok: false, refusal: 'not-found', field: 'interaction.customerId' }]);
    expect((await db.pool.query('SELECT 1 FROM op WHERE id = $1', [op.id])).rowCount).toBe(0);
  });
});
