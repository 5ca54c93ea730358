import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Op } from '../../shared/sync/pushMessages.ts';
import type { Session } from '../../shared/sync/sessionMessages.ts';
import { addHousehold } from '../../central/store/households.ts';
import { importDemoAgents } from '../../central/store/importHouseholds.ts';
import { openPool, type Pool } from '../../central/store/pool.ts';
import { clusterParent } from '../../central/postgres/clusterFolder.ts';
import { runningServer } from '../../central/postgres/runningServer.ts';
import { serverUser } from '../../central/postgres/serverUser.ts';
import { CentralProcess } from '../support/centralProcess.ts';
import { sampleAgent, sampleHousehold, sampleInteraction, sampleOp } from '../support/storeSamples.ts';
import { signInBody } from '../support/testCentral.ts';

const ROUNDS = process.env['CARELINE_LONG'] === '1' ? 12 : 3;

const folder = mkdtempSync(path.join(tmpdir(), 'careline-kill-'));
let central: CentralProcess;
beforeAll(async () => { central = await CentralProcess.start(folder); });
afterAll(async () => {
  await central?.end('SIGTERM');
  rmSync(clusterParent(folder, serverUser()), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

const ask = async (url: string, where: string, body: unknown, token?: string) => await fetch(new URL(where, url), {
  method: 'POST', headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) }, body: JSON.stringify(body),
});

async function stored(pool: Pool, ids: readonly string[]): Promise<number> {
  return (await pool.query<{ n: number }>('SELECT count(*)::int AS n FROM interaction WHERE id = ANY ($1)', [ids])).rows[0]?.n ?? 0;
}

it(`central killed in the middle of pushes loses nothing it acknowledged and stores nothing twice, ${ROUNDS} times`, async () => {
  let pool = openPool(central.databaseUrl, () => {});
  const agents = Array.from({ length: 4 }, () => sampleAgent());
  const household = sampleHousehold();
  await importDemoAgents(pool, agents);
  await addHousehold(pool, household);
  const devices = agents.map(() => randomUUID());

  for (let round = 0; round < ROUNDS; round++) {
    const { url } = central;
    const tokens = await Promise.all(agents.map(async (agent, at) =>
      ((await (await ask(url, '/session', signInBody(agent.number, { deviceId: devices[at] }))).json()) as Session).accessToken));
    const acknowledged: string[] = [];
    const unanswered: { at: number; op: Op }[] = [];
    let stopped = false;
    // Killed while pushes go through, not while the first of them is still under way.
    let flows = (): void => {};
    const flowing = new Promise<void>((resolve) => { flows = resolve; });
    const pushing = tokens.map(async (token, at) => {
      while (!stopped) {
        const ops = Array.from({ length: 3 }, () => sampleOp('interaction.add', { interaction: sampleInteraction(household.id), questions: [] }));
        try {
          const answer = await ask(url, '/sync/push', { proto: 1, schema: 1, ops }, token);
          const { results } = (await answer.json()) as { results: { ok: boolean }[] };
          expect(results.every((result) => result.ok)).toBe(true);
          acknowledged.push(...ops.map((op) => (op as { data: { interaction: { id: string } } }).data.interaction.id));
          flows();
        } catch {
          unanswered.push(...ops.map((op) => ({ at, op })));
          return;
        }
      }
    });
    await flowing;
    await wait(Math.random() * 700);
    await central.end('SIGKILL');
    stopped = true;
    await Promise.all(pushing);
    await pool.end();
    expect(acknowledged.length).toBeGreaterThan(0);

    central = await CentralProcess.start(folder);
    pool = openPool(central.databaseUrl, () => {});
    expect(await stored(pool, acknowledged)).toBe(acknowledged.length);
    // The outbox sends again what was not answered, whole batches: some of it had been stored.
    const again = await Promise.all(agents.map(async (agent, at) => {
      const session = (await (await ask(central.url, '/session', signInBody(agent.number, { deviceId: devices[at] }))).json()) as Session;
      const ops = unanswered.filter((one) => one.at === at).map((one) => one.op);
      if (ops.length === 0) return [];
      return ((await (await ask(central.url, '/sync/push', { proto: 1, schema: 1, ops }, session.accessToken)).json()) as { results: { ok: boolean }[] }).results;
    }));
    expect(again.flat().every((result) => result.ok)).toBe(true);
    const ids = unanswered.map(({ op }) => (op as { data: { interaction: { id: string } } }).data.interaction.id);
    expect(await stored(pool, ids)).toBe(ids.length);
    expect((await pool.query('SELECT count(*)::int AS n FROM op WHERE result IS NULL')).rows[0]).toEqual({ n: 0 });
  }
  await pool.end();
}, 120_000);

it('a second central on the same data folder is refused in words, and the first goes on', async () => {
  await expect(CentralProcess.start(folder)).rejects.toThrow(/already runs on/);
  expect((await fetch(new URL('/healthz', central.url))).status).toBe(200);
});

it('central stops, and PostgreSQL with it, when whoever started it is gone', async () => {
  const cluster = path.join(clusterParent(folder, serverUser()), 'postgresql');
  expect(runningServer(cluster)?.isReady).toBe(true);
  await central.end('parent-gone');
  expect(central.child.exitCode).toBe(0);
  expect(runningServer(cluster)).toBeNull();
});
