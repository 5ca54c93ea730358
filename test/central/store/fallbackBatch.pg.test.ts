import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import type { Agent } from '../../../shared/agents/agent.ts';
import { customerRoles } from '../../../shared/agents/roleRights.ts';
import { chooseFallbacks } from '../../../shared/callbacks/chooseFallbacks.ts';
import { must } from '../../../shared/language/must.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/time/utcMs.ts';
import { prng } from '../../../central/demo/prng.ts';
import { nameFallbacks } from '../../../central/services/promiseKeeper.ts';
import { fallbackCandidates, lockUnnamed, setFallbacks, shownPromise, type UnnamedPromise, withoutFallback } from '../../../central/store/fallbackBatch.ts';
import { importDemoAgents, importHouseholds } from '../../../central/store/importHouseholds.ts';
import { inTransaction } from '../../../central/store/inTransaction.ts';
import { chooseFallback } from '../../../central/store/lateCallbacks.ts';
import type { Connection } from '../../../central/store/pool.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/emptyDatabase.ts';
import { SATURDAY_TEN, sampleAgent, sampleCallback, sampleHousehold, samplePhone } from '../../support/storeSamples.ts';

const PROMISES = 90;

/** The same store every time. */
const drawn = prng('promises to back');

let db: EmptyDatabase;
/** Half of the colleagues work for a region or a line; some were called by a family of another, some are away, gone, or no agents. */
beforeAll(async () => {
  db = await emptyDatabase();
  const { pool } = db;
  const agents: readonly Agent[] = Array.from({ length: 40 }, () => ({ ...sampleAgent({ team: drawn.pick(['一组', '二组', '三组']), role: drawn.chance(0.85) ? 'agent' : drawn.pick(['supervisor', 'admin', 'editor']) }), active: true }));
  await inTransaction(pool, async (client) => { await importDemoAgents(client, agents.map((each) => ({ ...each, password: 'cloud-7-bottle' }))); });
  await pool.query("INSERT INTO region (id, name) VALUES ('fb-east', '华东'), ('fb-south', '华南')");
  await pool.query("INSERT INTO region_city (city, region_id) VALUES ('上海', 'fb-east'), ('广州', 'fb-south')");
  for (const { id } of agents) {
    if (drawn.chance(0.4)) await pool.query('INSERT INTO agent_region (agent_id, region_id) VALUES ($1, $2)', [id, drawn.pick(['fb-east', 'fb-south'])]);
    if (drawn.chance(0.3)) await pool.query('INSERT INTO agent_business_line (agent_id, business_line_id) VALUES ($1, $2)', [id, drawn.pick(['mother-baby', 'product'])]);
    if (drawn.chance(0.3)) await pool.query('INSERT INTO agent_absence (id, agent_id, from_ms, until_ms, told_by_agent_id, told_at_ms) VALUES ($1, $2, $3, $4, $2, 0)', [uuidv7(), id, SATURDAY_TEN + drawn.int(0, 23) * HOUR_MS, SATURDAY_TEN + 2 * DAY_MS]);
    if (drawn.chance(0.1)) await pool.query('UPDATE agent SET active = false WHERE id = $1', [id]);
  }
  for (let made = 0; made < PROMISES; made++) {
    const household = sampleHousehold({ city: drawn.chance(0.2) ? null : drawn.pick(['上海', '广州', '北京']) });
    const number = `+86139${String(20_000_000 + made)}`;
    const owner = drawn.chance(0.95) ? drawn.pick(agents).id : null;
    await inTransaction(pool, async (client) => {
      await importHouseholds(client, [{
        household, customers: [], children: [], phones: [samplePhone(number)], interactions: [], questions: [], purchases: [], commitments: [], cases: [],
        callbacks: [sampleCallback(household.id, { number, ownerAgentId: owner, dueAtMs: SATURDAY_TEN + drawn.int(0, 47) * HOUR_MS })],
      }]);
      if (drawn.chance(0.5)) await client.query('INSERT INTO household_business_line (household_id, business_line_id) VALUES ($1, $2)', [household.id, drawn.pick(['mother-baby', 'product'])]);
      for (const { id } of agents) {
        if (drawn.chance(0.02)) await client.query("INSERT INTO feed (scope, tbl, row_id, ver, gone) VALUES ('agent:' || $1::text, 'household', $2, 1, $3) ON CONFLICT DO NOTHING", [id, household.id, drawn.chance(0.3)]);
        if (drawn.chance(0.02)) await client.query('INSERT INTO offered_number (agent_id, number, offered_at_ms) VALUES ($1, $2, $3)', [id, number, SATURDAY_TEN - drawn.pick([1, 29, 31, 60]) * DAY_MS]);
      }
      await client.query('UPDATE callback SET late_step = $3, fallback_agent_id = $2 WHERE household_id = $1', [household.id, drawn.chance(0.4) ? drawn.pick(agents).id : null, drawn.chance(0.15) ? 0 : null]);
    });
  }
});
afterAll(async () => { await db?.drop(); });

async function batched(on: Connection, promises: readonly UnnamedPromise[]): Promise<readonly (string | null)[]> {
  return await chooseFallbacks(promises, await fallbackCandidates(on, customerRoles, promises.map(({ atMs }) => atMs)), async (promise, agentIds) => await shownPromise(on, promise, agentIds));
}
const single = async (on: Connection, promise: UnnamedPromise): Promise<string | null> =>
  promise.ownerAgentId === null ? null : await chooseFallback(on, { ...promise, onlyHere: false, roles: customerRoles });

/** What is done in `work` is undone. */
async function undone<T>(work: (client: Connection) => Promise<T>): Promise<T> {
  const client = await db.pool.connect();
  try {
    await client.query('BEGIN');
    return await work(client);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

describe('fallback owners of a batch', () => {
  it('are for one promise whom the choice for a single one finds, in a store of regions, lines, absences and callers of other regions', async () => {
    const promises = await withoutFallback(db.pool, 200);
    expect(promises.length).toBeGreaterThan(60);
    const [one, alone]: [(string | null)[], (string | null)[]] = [[], []];
    for (const promise of promises) {
      one.push(...await batched(db.pool, [promise]));
      alone.push(await single(db.pool, promise));
    }
    expect(one).toEqual(alone);
    expect(new Set(alone).size).toBeGreaterThan(5);
  });

  it('are for many promises whom the single choice finds one after the other, each written down before the next', async () => {
    const promises = await withoutFallback(db.pool, 200);
    const inTurn = await undone(async (client) => {
      const chosen: (string | null)[] = [];
      for (const promise of promises) {
        const id = await single(client, promise);
        await setFallbacks(client, [{ id: promise.id, fallback: id }]);
        chosen.push(id);
      }
      return chosen;
    });
    expect(await batched(db.pool, promises)).toEqual(inTurn);
  });

  it('leave a promise that is not as it was read any more, or that somebody has in hand, and look at it again', async () => {
    const [kept, gone, moved, named, held] = (await withoutFallback(db.pool, 200)).filter(({ ownerAgentId, named: name }) => ownerAgentId !== null && name === null);
    const promises = [kept, gone, moved, named, held].map((each) => must(each, 'a promise'));
    const other = must(must(held, 'a promise').ownerAgentId, 'its owner');
    await undone(async (inHand) => {
      await inHand.query('SELECT 1 FROM callback WHERE id = $1 FOR UPDATE', [held?.id]);
      await undone(async (client) => {
        await client.query("UPDATE callback SET state = 'cancelled', closed_at_ms = 1 WHERE id = $1", [gone?.id]);
        await client.query('UPDATE callback SET owner_agent_id = NULL WHERE id = $1', [moved?.id]);
        await client.query('UPDATE callback SET fallback_agent_id = $2 WHERE id = $1', [named?.id, other]);
        expect(await lockUnnamed(client, promises)).toEqual(new Set([kept?.id]));
      });
      await nameFallbacks(db.pool);
      expect((await withoutFallback(db.pool, 200)).map(({ id }) => id)).toEqual([held?.id]);
    });
    await nameFallbacks(db.pool);
    expect(await withoutFallback(db.pool, 200)).toEqual([]);
  });
});

describe('naming the fallback owners of a batch', () => {
  it('tells the desktops that hold them of those alone who have another behind them now', async () => {
    const { pool } = db;
    const again = async () => { await pool.query('UPDATE callback SET late_step = NULL'); };
    await again();
    await nameFallbacks(pool);
    await again();
    const before = (await pool.query("SELECT scope, row_id, ver FROM feed WHERE tbl = 'callback'")).rows;
    expect(await nameFallbacks(pool)).toBe(0);
    expect((await pool.query("SELECT scope, row_id, ver FROM feed WHERE tbl = 'callback'")).rows).toEqual(before);
    const { rows: [promise] } = await pool.query("SELECT id, household_id, owner_agent_id, fallback_agent_id FROM callback WHERE owner_agent_id IS NOT NULL AND fallback_agent_id IS NOT NULL ORDER BY id LIMIT 1");
    await pool.query('UPDATE callback SET late_step = NULL, fallback_agent_id = owner_agent_id WHERE id = $1', [promise.id]);
    expect(await nameFallbacks(pool)).toBe(1);
    const told = async (tbl: string, id: string) => (await pool.query('SELECT max(f.ver) = max(s.ver) AS last FROM feed f JOIN scope s ON s.name = f.scope WHERE f.scope = $1 AND f.tbl = $2 AND f.row_id = $3', [`agent:${String(promise.owner_agent_id)}`, tbl, id])).rows[0].last;
    expect([await told('callback', promise.id), await told('household', promise.household_id)]).toEqual([true, true]);
  });
});
