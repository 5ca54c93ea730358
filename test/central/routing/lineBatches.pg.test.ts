import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyLineEvents } from '../../../central/routing/applyLineEvents.ts';
import type { CallEvent } from '../../../central/routing/lineEvents.ts';
import { importDemoAgents } from '../../../central/store/importHouseholds.ts';
import { inTransaction } from '../../../central/store/inTransaction.ts';
import { enterScopes } from '../../../central/store/scopeMembers.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { SATURDAY_TEN, sampleAgent } from '../../support/storeSamples.ts';

/** Two stores alike: one is told everything message by message, the other as it may come together. */
const FROM = { name: 'kamailio', tells: true, tellsPlaces: false };
const EXTENSIONS = ['7001', '7002', '7003'];
const agents = EXTENSIONS.map((extension) => sampleAgent({ number: extension, extension }));
let singly: EmptyDatabase;
let together: EmptyDatabase;

beforeAll(async () => {
  [singly, together] = [await emptyDatabase(), await emptyDatabase()];
  for (const { pool } of [singly, together]) await inTransaction(pool, async (client) => {
    await importDemoAgents(client, agents);
    await enterScopes(client, SATURDAY_TEN);
  });
});
afterAll(async () => { await singly?.drop(); await together?.drop(); });

const extension = fc.constantFrom(...EXTENSIONS, '7999');
const call = fc.constantFrom('a', 'b', 'c', 'd');
const number = fc.constantFrom('02161234567', '13800000001', null);
const told = fc.oneof(
  fc.record({ t: fc.constant('waiting' as const), id: call, from: number }),
  fc.record({ t: fc.constantFrom('abandoned' as const, 'callback-wanted' as const), id: call }),
  fc.record({ t: fc.constantFrom('ringing' as const, 'answered' as const, 'dialled' as const), id: call, extension }),
  fc.record({ t: fc.constant('not-taken' as const), id: call, extension, code: fc.constantFrom(408, 480, 486, 487) }),
  fc.record({ t: fc.constant('ended' as const), id: call, extension, by: fc.constantFrom('customer' as const, 'agent' as const) }),
  fc.record({ t: fc.constant('registered' as const), extension, up: fc.boolean() }),
  // No text that PostgreSQL takes.
  fc.record({ t: fc.constant('broken' as const), id: call }),
);
type Told = typeof told extends fc.Arbitrary<infer T> ? T : never;

function eventOf(each: Told, run: number, at: number): CallEvent {
  const atMs = SATURDAY_TEN + run * 1_000_000 + at * 5000;
  switch (each.t) {
    case 'waiting': return { t: 'waiting', call: { callId: `${run}${each.id}`, from: each.from, dialled: '8008201234', keys: null, arrivedAtMs: atMs } };
    case 'broken': return { t: 'waiting', call: { callId: `${run}${each.id}\0`, from: null, dialled: '8008201234', keys: null, arrivedAtMs: atMs } };
    case 'registered': return each;
    case 'abandoned': case 'callback-wanted': return { t: each.t, callId: `${run}${each.id}`, atMs };
    case 'ringing': return { t: 'ringing', callId: `${run}${each.id}`, extension: each.extension };
    case 'answered': return { t: 'answered', callId: `${run}${each.id}`, extension: each.extension, atMs };
    case 'dialled': return { t: 'dialled', callId: `${run}${each.id}`, extension: each.extension, to: '+8613800000009', atMs };
    case 'not-taken': return { t: 'not-taken', callId: `${run}${each.id}`, extension: each.extension, code: each.code, reason: null };
    case 'ended': return { t: 'ended', callId: `${run}${each.id}`, extension: each.extension, by: each.by, atMs };
  }
}

/** All that the messages wrote, but for the ids that are drawn. */
async function written({ pool }: EmptyDatabase): Promise<unknown> {
  const read = async (sql: string) => (await pool.query(sql)).rows as unknown[];
  return {
    calls: await read('SELECT id, direction, state, number, stored_number, agent_id, arrived_at_ms, answered_at_ms, ended_at_ms, ended_by, told, offers, rank_at_ms, callback_id IS NULL AS free FROM call ORDER BY id'),
    agents: await read('SELECT agent_id, standing, state, since_ms, seq, held_until_ms FROM agent_presence ORDER BY agent_id'),
    shown: await read('SELECT agent_id, number, offered_at_ms FROM offered_number ORDER BY 1, 2'),
    missed: await read('SELECT call_id, kind, number, started_at_ms, end_reason FROM interaction ORDER BY call_id, started_at_ms'),
    back: await read('SELECT number, due_at_ms, state, closed_reason FROM callback ORDER BY number, due_at_ms, state'),
    households: await read('SELECT h.name, p.number FROM household h JOIN phone p ON p.household_id = h.id ORDER BY 2'),
  };
}

describe('what a line tells', () => {
  it('ends in the same rows and the same words to the line, told message by message or together; a message that cannot be stored takes no other with it', async () => {
    let run = 0;
    await fc.assert(fc.asyncProperty(fc.array(fc.array(told, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 3 }), async (batches) => {
      run += 1;
      const said: [unknown[], unknown[]] = [[], []];
      const failed: [number, number] = [0, 0];
      for (const [place, batch] of batches.entries()) {
        const events = batch.map((each, at) => eventOf(each, run, place * 20 + at));
        const nowMs = SATURDAY_TEN + run * 1_000_000 + place * 100_000 + 90_000;
        for (const event of events) await applyLineEvents(singly.pool, FROM, [event], nowMs, (say) => said[0].push(...say)).catch(() => { failed[0] += 1; });
        await applyLineEvents(together.pool, FROM, events, nowMs, (say) => said[1].push(...say)).catch(() => { failed[1] += 1; });
      }
      const broken = batches.filter((batch) => batch.some((each) => each.t === 'broken')).length;
      expect(failed).toEqual([batches.flat().filter((each) => each.t === 'broken').length, broken]);
      expect(said[1]).toEqual(said[0]);
      expect(await written(together)).toEqual(await written(singly));
    }), { numRuns: process.env['CARELINE_LONG'] === '1' ? 150 : 12, endOnFailure: true });
  });
});
