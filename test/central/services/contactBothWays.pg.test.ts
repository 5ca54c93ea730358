import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contactOf } from '../../../central/services/contactOps.ts';
import { storeContact } from '../../../central/store/storeContact.ts';
import { nameFallbacks } from '../../../central/services/promiseKeeper.ts';
import { withoutFallback } from '../../../central/store/fallbackBatch.ts';
import { openPool, type Pool } from '../../../central/store/pool.ts';
import { must } from '../../../shared/language/must.ts';
import type { Change } from '../../../shared/sync/pullMessages.ts';
import type { Op, OpResult } from '../../../shared/sync/pushMessages.ts';
import { emptyDatabase } from '../../support/emptyDatabase.ts';
import { databaseUrl, onServer } from '../../support/postgresServer.ts';
import { addFamily, type Family } from '../../support/remitStore.ts';
import { SATURDAY_TEN, sampleCallback, sampleCustomer, sampleInteraction, sampleOp } from '../../support/storeSamples.ts';
import { TestCentral, TestClock, TestDesk } from '../../support/testCentral.ts';

// One store twice: in one of them a contact is stored at once where it may be, in the other always op by op.

interface World { readonly name: string; readonly pool: Pool; readonly central: TestCentral; readonly pushers: readonly TestDesk[] }
const clock = new TestClock(SATURDAY_TEN);
let quick: World;
let slow: World;
let server: string;
const names: string[] = [];
/** Somebody of everywhere, somebody of everywhere who opened a household, somebody of another region, somebody of another line. */
const AGENTS = 4;
let families: readonly Family[];
let agentIds: readonly string[];
let leftId: string;
/** Of what was erased. */
let erased: Family;
const WHOSE = ['plain', 'opted out', 'absorbed', 'erased', 'of elsewhere', 'kept by a desktop', 'with somebody erased', 'unknown'] as const;

beforeAll(async () => {
  const made = await emptyDatabase();
  server = databaseUrl(made.url, 'postgres');
  names.push(new URL(made.url).pathname.slice(1));
  const first = await TestCentral.start(made.pool, { clock });
  const boss = await first.desk({ role: 'admin' });
  for (const [id, cities] of [['east', ['上海']], ['south', ['广州']]] as const) expect((await boss.ask('PUT', `/regions/${id}`, { name: id, cities })).status).toBe(200);
  const desks = [await first.desk({ name: '安宁' }), await first.desk({ name: '白波' }), await first.desk({ name: '岑南' }), await first.desk({ name: '戴线' })];
  expect((await boss.ask('PATCH', `/agents/${must(desks[2], 'an agent').agent.id}`, { regionIds: ['east'] })).status).toBe(200);
  expect((await boss.ask('PATCH', `/agents/${must(desks[3], 'an agent').agent.id}`, { lineIds: ['product'] })).status).toBe(200);
  const gone = await first.desk();
  expect((await boss.ask('PATCH', `/agents/${gone.agent.id}`, { active: false })).status).toBe(200);
  leftId = gone.agent.id;
  const added: Family[] = [];
  for (const city of ['上海', '上海', '上海', '上海', '广州', '上海', '上海']) added.push(await addFamily(made.pool, city, clock.now(), { lineIds: city === '广州' ? ['mother-baby'] : [] }));
  const [plain, out, absorbed, lost, , kept, bereft] = added;
  agentIds = desks.map(({ agent }) => agent.id);
  await boss.push(sampleOp('opt-out.add', { optOut: { id: uuidv7(), householdId: must(out, 'one').id, customerId: null, channel: 'phone', saidAtMs: clock.now(), words: '别再打了', interactionId: null } } as never));
  expect((await boss.ask('POST', '/merges', { keepId: must(plain, 'one').id, absorbId: must(absorbed, 'one').id })).status).toBe(200);
  erased = must(lost, 'one');
  expect((await boss.ask('POST', '/erasures', { householdId: erased.id, customerId: null, reason: '书面申请' })).status).toBe(200);
  await boss.push(sampleOp('customer.add', { customer: sampleCustomer(must(bereft, 'one').id, { name: '何外婆' }), phones: [] }));
  expect((await boss.ask('POST', '/erasures', { householdId: must(bereft, 'one').id, customerId: must(bereft, 'one').customerId, reason: '书面申请' })).status).toBe(200);
  await made.pool.query('INSERT INTO desk_holding (mirror_id, household_id, handed_at_ms) SELECT m.id, $1, 0 FROM desk_mirror m', [must(kept, 'one').id]);
  families = added;
  await first.stop();
  await made.pool.end();
  [quick, slow] = [await copy(must(names[0], 'a database'), desks), await copy(must(names[0], 'a database'), desks)];
  const arguments_ = (await slow.pool.query<{ list: string }>("SELECT pg_get_function_arguments('store_contact'::regproc) AS list")).rows[0]?.list ?? '';
  await slow.pool.query(`CREATE OR REPLACE FUNCTION store_contact(${arguments_}) RETURNS boolean LANGUAGE sql AS 'SELECT false'`);
}, 120_000);

afterAll(async () => {
  for (const world of [quick, slow]) {
    await world?.central.stop();
    await world?.pool.end();
  }
  for (const name of names) await onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
});

async function copy(of: string, desks: readonly TestDesk[]): Promise<World> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${of}`);
  names.push(name);
  const pool = openPool(databaseUrl(server, name), () => {}, 8);
  const central = await TestCentral.start(pool, { clock });
  return { name, pool, central, pushers: desks.map(({ session }) => new TestDesk(central, session)) };
}

/** What differs however the same is stored: who is signed in, and how often a scope was counted up. */
// What reports count follows from the rest, whenever each central comes to it.
const LEFT_OUT = ['agent_presence', 'desk_session', 'desk_mirror', 'search_word', 'report_mark', 'report_family', 'report_family_mark', 'report_call_slot', 'report_contact_slot', 'report_topic_slot'];
async function everything({ pool }: World): Promise<Readonly<Record<string, readonly string[]>>> {
  // Central chooses who is behind an owner some seconds later: here at once. What it has in hand itself at this moment is left to it.
  do await nameFallbacks(pool);
  while ((await withoutFallback(pool, 1)).length > 0);
  const tables = (await pool.query<{ name: string }>("SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1")).rows.map(({ name }) => name);
  const all: Record<string, readonly string[]> = {};
  for (const name of tables.filter((table) => !LEFT_OUT.includes(table))) {
    all[name] = (await pool.query<{ line: string }>(`SELECT (to_jsonb(t) - '{ver,pruned,gone_at_ms}'::text[])::text AS line FROM "${name}" t ORDER BY 1`)).rows.map(({ line }) => line);
  }
  return all;
}

/** Stored at once a household is counted up once, op by op once for each; and each central names who is behind an owner in its own time. */
const plainRecord = (record: unknown): unknown => (record === undefined ? undefined : JSON.parse(JSON.stringify(record, (key, value: unknown) => (key === 'revision' || key === 'fallbackAgentId' || key === 'fallbackName' ? 0 : value))));
const plainChange = ({ s, t, id, g, r }: Change) => ({ s, t, id, g, r: plainRecord(r) });
const plainResult = ({ changes, ...result }: OpResult) => ({ ...result, changes: changes.map(plainChange).sort((a, b) => (`${a.s}${a.id}` < `${b.s}${b.id}` ? -1 : 1)) });
async function mirrored(desk: TestDesk): Promise<readonly unknown[]> {
  const reply = await desk.pull({}, { limit: 1000 });
  return [reply.scopes, reply.remit, reply.changes.map(plainChange).sort((a, b) => (`${a.s}${a.t}${a.id}` < `${b.s}${b.t}${b.id}` ? -1 : 1))];
}

interface Spec {
  readonly kind: 'interaction' | 'callback' | 'commitment' | 'case';
  readonly whose: (typeof WHOSE)[number];
  readonly who: 'nobody' | 'theirs' | 'a stranger';
  readonly owner: number;
  readonly refers: 'nothing' | 'the last contact' | 'one of elsewhere' | 'one of somebody erased' | 'nothing there';
  readonly odd: 'nothing' | 'a colleague’s' | 'no number' | 'done already' | 'asked in another' | 'agreed long ago' | 'the op before again' | 'the record before again';
}
const often = <T>(usual: T, ...others: readonly T[]) => fc.oneof({ weight: others.length * 2, arbitrary: fc.constant(usual) }, { weight: others.length, arbitrary: fc.constantFrom(...others) });
const spec: fc.Arbitrary<Spec> = fc.record({
  kind: fc.constantFrom('interaction', 'callback', 'commitment', 'case'),
  whose: often<Spec['whose']>('plain', ...WHOSE.slice(1)),
  who: often<Spec['who']>('nobody', 'theirs', 'a stranger'),
  owner: fc.integer({ min: -1, max: AGENTS }),
  refers: often<Spec['refers']>('nothing', 'the last contact', 'one of elsewhere', 'one of somebody erased', 'nothing there'),
  odd: often<Spec['odd']>('nothing', 'a colleague’s', 'no number', 'done already', 'asked in another', 'agreed long ago', 'the op before again', 'the record before again'),
});

function opsOf(specs: readonly Spec[], sameHousehold: boolean): readonly Op[] {
  const ops: Op[] = [];
  let lastContact: string | null = null;
  let lastRecord: string = uuidv7();
  for (const each of specs) {
    const before = ops.at(-1);
    if (each.odd === 'the op before again' && before !== undefined) { ops.push(before); continue; }
    const { whose } = sameHousehold ? must(specs[0], 'a spec') : each;
    const family = families[WHOSE.indexOf(whose)];
    const householdId = family?.id ?? uuidv7();
    const customerId = each.who === 'nobody' ? null : each.who === 'theirs' ? family?.customerId ?? null : uuidv7();
    const elsewhere = must(families[4], 'a family');
    const interactionId = { 'nothing': null, 'the last contact': lastContact, 'one of elsewhere': elsewhere.interactionId, 'one of somebody erased': erased.interactionId, 'nothing there': uuidv7() }[each.refers];
    const callbackId = { 'nothing': null, 'the last contact': null, 'one of elsewhere': elsewhere.callbackId, 'one of somebody erased': erased.callbackId, 'nothing there': uuidv7() }[each.refers];
    const id: string = each.odd === 'the record before again' ? lastRecord : uuidv7();
    lastRecord = id;
    const nowMs = clock.now();
    const ownerAgentId = each.owner < 0 ? null : agentIds[each.owner] ?? leftId;
    switch (each.kind) {
      case 'interaction': {
        const interaction = sampleInteraction(householdId, { id, customerId, callbackId, agentId: each.odd === 'a colleague’s' ? agentIds[1] ?? null : null, startedAtMs: nowMs });
        ops.push(sampleOp('interaction.add', { interaction, questions: [{ id: uuidv7(), interactionId: each.odd === 'asked in another' ? uuidv7() : id, articleId: null, text: '怎么转奶', askedAtMs: nowMs, articleVersion: null }] }));
        lastContact = id;
        break;
      }
      case 'callback':
        ops.push(sampleOp('callback.add', { callback: sampleCallback(householdId, {
          id, customerId, ownerAgentId, agreedInInteractionId: interactionId, number: each.odd === 'no number' ? '' : '+862161234567',
          state: each.odd === 'done already' ? 'done' : 'open', agreedAtMs: each.odd === 'agreed long ago' ? nowMs - 1_000_000 : nowMs + 1,
        }) }));
        break;
      case 'commitment':
        ops.push(sampleOp('commitment.add', { commitment: { id, householdId, customerId, what: '寄试用装', dueAtMs: nowMs, promisedByAgentId: null, promisedByName: '', promisedAtMs: nowMs, state: 'open' }, ...(interactionId === null ? {} : { interactionId }) }));
        break;
      case 'case':
        ops.push(sampleOp('case.add', { case: { id, householdId, customerId, kind: 'complaint', title: '漏粉', openedAtMs: nowMs, dueAtMs: nowMs, handlerName: null, state: 'open' }, ...(interactionId === null ? {} : { interactionId }) }));
        break;
    }
  }
  return ops;
}

/** A whole wrap-up, as a desktop sends it. */
const wrapUp = (whose: Spec['whose']): readonly Spec[] => {
  const plain = { whose, who: 'theirs', owner: -1, refers: 'the last contact', odd: 'nothing' } as const;
  return [{ ...plain, kind: 'interaction', refers: 'nothing' }, { ...plain, kind: 'callback', owner: 1 }, { ...plain, kind: 'callback' }, { ...plain, kind: 'commitment' }, { ...plain, kind: 'case' }];
};

describe('the same pushes, stored at once where that may be and op by op', () => {
  // First of all: what was touched once stands where it stands, whichever way it is touched after that.
  it.each(WHOSE.flatMap((whose) => Array.from({ length: AGENTS }, (_, pusher) => [whose, pusher] as const)))('a wrap-up of a household that is %s, by agent %d, leaves the same', async (whose, pusher) => {
    const ops = opsOf(wrapUp(whose), true);
    const [one, other] = [await must(quick.pushers[pusher], 'a desk').push(...ops), await must(slow.pushers[pusher], 'a desk').push(...ops)];
    expect(one.map(plainResult)).toEqual(other.map(plainResult));
    expect(await everything(quick)).toEqual(await everything(slow));
  });

  it('leave the same rows in every table, the same records on every desktop, and are answered alike', async () => {
    let together = 0;
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: AGENTS - 1 }), fc.array(spec, { minLength: 1, maxLength: 6 }), fc.boolean(), async (pusher, specs, sameHousehold) => {
      const ops = opsOf(specs, sameHousehold);
      const [one, other] = [must(quick.pushers[pusher], 'a desk'), must(slow.pushers[pusher], 'a desk')];
      const before = await transactions(quick);
      const answers = [(await one.push(...ops)).map(plainResult), (await other.push(...ops)).map(plainResult)];
      expect(answers[0]).toEqual(answers[1]);
      if (pusher < 2 && ops.length > 1 && await transactions(quick) === before + 1) together++;
      expect(await everything(quick)).toEqual(await everything(slow));
    }), { numRuns: 60, endOnFailure: true });
    for (const [at, desk] of quick.pushers.entries()) expect(await mirrored(desk)).toEqual(await mirrored(must(slow.pushers[at], 'a desk')));
    expect(together).toBeGreaterThan(2);
  }, 240_000);

  /** Transactions that stored records of a contact. */
  const transactions = async ({ pool }: World): Promise<number> => (await pool.query<{ n: number }>(`
    SELECT count(*)::int AS n FROM (SELECT xmin::text FROM interaction UNION SELECT xmin::text FROM callback UNION SELECT xmin::text FROM commitment UNION SELECT xmin::text FROM care_case) x`)).rows[0]?.n ?? 0;

  const refusedAtOnce = [
    ['somebody of another region', 2, 4], ['somebody of another line', 3, 4], ['somebody of the same region, who is asked all the same', 2, 0], ['an erased household', 0, 3], ['an absorbed household', 0, 2], ['a household that is not there', 0, 7],
  ] as const;
  it.each(refusedAtOnce)('%s is never stored at once', async (_who, pusher, whose) => {
    const householdId = families[whose]?.id ?? uuidv7();
    const { agent } = must(quick.pushers[pusher], 'a desk');
    const op = sampleOp('interaction.add', { interaction: sampleInteraction(householdId), questions: [] });
    expect(await storeContact(quick.pool, agent.id, contactOf([op], agent, clock.now()), clock.now())).toBe(false);
    expect((await quick.pool.query('SELECT 1 FROM op WHERE id = $1', [op.id])).rowCount).toBe(0);
  });
});
