import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Agent } from '../../../shared/agents/agent.ts';
import { nextRetry } from '../../../shared/callbacks/dueCallbacks.ts';
import type { Op } from '../../../shared/sync/pushMessages.ts';
import { instantOf, localClock } from '../../../shared/time/localClock.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/time/utcMs.ts';
import { applyOp } from '../../../central/services/applyOp.ts';
import { prng } from '../../../central/demo/prng.ts';
import { nameFallbacks, tellLatePromises } from '../../../central/services/promiseKeeper.ts';
import { importDemoAgents } from '../../../central/store/importHouseholds.ts';
import { inTransaction } from '../../../central/store/inTransaction.ts';
import type { Pool } from '../../../central/store/pool.ts';
import { touch } from '../../../central/store/touch.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { SATURDAY_TEN, sampleAgent, sampleCallback, sampleHousehold, sampleInteraction, sampleOp } from '../../support/storeSamples.ts';

/** All of them in the long run; enough of them otherwise. */
const AGREEMENTS = process.env['CARELINE_LONG'] === '1' ? 200 : 60;
const DAYS = 4;
const STEP_MS = 20 * MINUTE_MS;
const ZONES = ['Asia/Shanghai', 'Asia/Urumqi', 'Asia/Tokyo', 'Europe/Berlin', 'America/New_York', 'Australia/Sydney'];
const HOURS = { callFromMinute: 540, callToMinute: 1200 };
const LADDER = [90, 1440, 2880];

/** The same run every time. */
const drawn = prng('two hundred agreements');

let db: EmptyDatabase;
beforeAll(async () => { db = await emptyDatabase(); });
afterAll(async () => { await db?.drop(); });

/** A connection on which a central dies in the middle of its work, now and then: its transaction is undone. */
function dyingPool(pool: Pool): Pool {
  return {
    query: pool.query.bind(pool),
    connect: async () => {
      const client = await pool.connect();
      let left = drawn.int(2, 13);
      return {
        query: async (what: never) => {
          left -= 1;
          if (left === 0 && JSON.stringify(what) !== '"ROLLBACK"') throw new Error('central was killed');
          return await client.query(what);
        },
        release: () => { client.release(); },
      };
    },
  } as unknown as Pool;
}

describe('agreements over four days', () => {
  it('across zones, days off, absences, tries nobody answered and a central that dies and is away: none ends in a state nobody owns', async () => {
    const agents: readonly Agent[] = Array.from({ length: 12 }, (_none, index) => ({ ...sampleAgent({ team: index < 6 ? '一组' : '二组' }), active: true }));
    const bosses: readonly Agent[] = ['一组', '二组'].map((team) => ({ ...sampleAgent({ team, role: 'supervisor' }), active: true }));
    const everybody = [...agents, ...bosses];
    await inTransaction(db.pool, async (client) => { await importDemoAgents(client, everybody.map((each) => ({ ...each, password: 'cloud-7-bottle' }))); });
    for (const each of everybody) {
      await db.pool.query(`INSERT INTO desk_session (id, agent_id, device_id, desktop_version, refresh_hash, rotated_at_ms, started_at_ms, seen_at_ms) VALUES ($1, $2, $3, '0', $4, 0, 0, 0)`, [uuidv7(), each.id, randomUUID(), uuidv7()]);
    }
    const apply = async (me: Agent, nowMs: number, ...ops: readonly Op[]): Promise<boolean> => await inTransaction(db.pool, async (client) => {
      for (const op of ops) {
        const applied = await applyOp(client, op, me, nowMs, false, []);
        if (!applied.ok) return false;
        await touch(client, applied.touched);
      }
      return true;
    });

    // A day off for each, at a time of their own; what they promised for it stays promised.
    const away = new Map(agents.map((each) => { const from = SATURDAY_TEN + drawn.int(0, DAYS - 1) * DAY_MS; return [each.id, { from, until: from + DAY_MS }] as const; }));
    for (const [id, { from, until }] of away) await db.pool.query('INSERT INTO agent_absence (id, agent_id, from_ms, until_ms, told_by_agent_id, told_at_ms) VALUES ($1, $2, $3, $4, $5, $3)', [uuidv7(), id, from, until, bosses[0]?.id]);

    for (let made = 0; made < AGREEMENTS; made++) {
      const zone = drawn.pick(ZONES);
      const me = drawn.pick(agents);
      const household = sampleHousehold({ zone });
      const dueAtMs = instantOf(zone, localClock(SATURDAY_TEN + (1 + drawn.next() * (DAYS - 1.5)) * DAY_MS, zone).date, 540 + drawn.int(0, 43) * 15);
      const callback = sampleCallback(household.id, { zone, dueAtMs, windowMinutes: drawn.pick([15, 15, 30, 90]), ownerAgentId: drawn.chance(0.92) ? (drawn.chance(0.8) ? me.id : drawn.pick(agents).id) : null, permissionReason: drawn.chance(0.85) ? 'agreed' : 'answer-promised' });
      expect(await apply(me, SATURDAY_TEN, sampleOp('household.add', { household, phones: [], customers: [], children: [] }), sampleOp('callback.add', { callback }))).toBe(true);
    }
    await nameFallbacks(db.pool);
    expect(Number((await db.pool.query('SELECT count(*) FROM callback WHERE owner_agent_id IS NOT NULL AND fallback_agent_id IS NULL')).rows[0].count)).toBe(0);

    const lastMs = SATURDAY_TEN + DAYS * DAY_MS;
    let [downUntilMs, deaths, kept] = [0, 0, 0];
    const isHere = (each: Agent, nowMs: number): boolean => {
      const off = away.get(each.id);
      const { minuteOfDay } = localClock(nowMs, 'Asia/Shanghai');
      return minuteOfDay >= 510 && minuteOfDay < 1260 && !(off !== undefined && nowMs >= off.from && nowMs < off.until);
    };
    for (let nowMs = SATURDAY_TEN; nowMs <= lastMs; nowMs += localClock(nowMs, 'Asia/Shanghai').minuteOfDay < 480 ? HOUR_MS : STEP_MS) {
      const here = everybody.filter((each) => isHere(each, nowMs));
      await db.pool.query('UPDATE desk_session SET seen_at_ms = $2 WHERE agent_id = ANY ($1::uuid[])', [here.map((each) => each.id), nowMs]);
      if (drawn.chance(0.01)) downUntilMs = nowMs + (1 + drawn.next() * 5) * HOUR_MS;
      if (nowMs >= downUntilMs) {
        // Killed in the middle of it, and started again.
        if (drawn.chance(0.2)) await tellLatePromises(dyingPool(db.pool), nowMs).catch(() => { deaths += 1; });
        await Promise.all([tellLatePromises(db.pool, nowMs), tellLatePromises(db.pool, nowMs)]);
      }
      // Agents keep some of what is due, nobody answers some, and some they leave.
      const due = (await db.pool.query(`SELECT id, household_id, owner_agent_id, attempts, max_attempts, zone FROM callback WHERE state = 'open' AND due_at_ms <= $1 AND owner_agent_id = ANY ($2::uuid[]) ORDER BY id`, [nowMs, here.map((each) => each.id)])).rows;
      for (const each of due) {
        const me = agents.find((agent) => agent.id === each.owner_agent_id);
        if (me === undefined || drawn.chance(0.75)) continue;
        const reached = drawn.chance(0.4);
        const interaction = sampleInteraction(each.household_id, { kind: 'call-out', outcome: reached ? 'reached' : 'no-answer', talkSeconds: reached ? 60 : null, agentId: me.id, startedAtMs: nowMs });
        const retry = nextRetry({ attempts: each.attempts, maxAttempts: each.max_attempts, zone: each.zone }, nowMs, LADDER, HOURS);
        const after = reached ? sampleOp('callback.done', { callbackId: each.id, interactionId: interaction.id }) : retry.ok ? sampleOp('callback.retry', { callbackId: each.id, interactionId: interaction.id, nextDueAtMs: retry.dueAtMs }) : null;
        expect(await apply(me, nowMs, sampleOp('interaction.add', { interaction, questions: [] }), ...(after === null ? [] : [after]))).toBe(true);
        if (reached) kept += 1;
      }
    }
    // Everybody goes home: what is left finds its end without them.
    for (let nowMs = lastMs; nowMs <= lastMs + DAY_MS; nowMs += HOUR_MS) await tellLatePromises(db.pool, nowMs);

    const all = (await db.pool.query(`
      SELECT b.state, b.due_at_ms AS due, b.owner_agent_id AS owner, b.closed_by_interaction_id AS kept, b.closed_reason AS reason,
        EXISTS (SELECT 1 FROM feed f WHERE f.tbl = 'callback' AND f.row_id = b.id AND NOT f.gone AND f.scope = CASE WHEN b.owner_agent_id IS NULL THEN 'pool:all' ELSE 'agent:' || b.owner_agent_id END) AS shown,
        EXISTS (SELECT 1 FROM notice n JOIN agent s ON s.id = n.to_agent_id AND s.role = 'supervisor' WHERE n.detail->>'callbackId' = b.id::text AND (n.detail->>'dueAtMs')::bigint = b.due_at_ms) AS "supervisorKnows"
      FROM callback b`)).rows;
    expect(all).toHaveLength(AGREEMENTS);
    const lost = all.filter((each) => each.state === 'open'
      // Ahead: an owner or the pool has it. Late: it stands in the pool, where everybody sees it, and a supervisor was told.
      ? !each.shown || (each.due <= lastMs && (each.owner !== null || !each.supervisorKnows))
      : each.kept === null);
    expect(lost).toEqual([]);
    const twice = (await db.pool.query('SELECT callback_id, due_at_ms, step, from_agent_id, count(*) FROM promise_step GROUP BY 1, 2, 3, 4 HAVING count(*) > 1')).rows;
    expect(twice).toEqual([]);
    const noticedTwice = (await db.pool.query(`SELECT to_agent_id, kind, detail->>'callbackId', detail->>'dueAtMs', count(*) FROM notice GROUP BY 1, 2, 3, 4 HAVING count(*) > 1`)).rows;
    expect(noticedTwice).toEqual([]);
    // The run was what it says: promises were kept, told onward, left, and centrals died.
    const open = all.filter((each) => each.state === 'open').length;
    const steps = (await db.pool.query('SELECT step, count(*)::int AS count FROM promise_step GROUP BY step')).rows;
    expect({ kept: kept > AGREEMENTS / 4, open: open > 2, deaths: deaths > 2, steps: steps.map((each) => each.step).sort() }).toEqual({ kept: true, open: true, deaths: true, steps: ['fallback', 'owner', 'supervisor', 'unclaimed'] });
  });
});
