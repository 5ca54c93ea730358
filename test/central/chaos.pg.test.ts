import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate } from '../../central/migrations/migrate.ts';
import type { EmbeddedPostgres } from '../../central/postgres/startPostgres.ts';
import { addHousehold } from '../../central/store/households.ts';
import { importArticles, importDemoAgents } from '../../central/store/importHouseholds.ts';
import { inTransaction } from '../../central/store/inTransaction.ts';
import { openPool, type Pool } from '../../central/store/pool.ts';
import { recordsInScopes } from '../../central/store/pull.ts';
import { enterScopes } from '../../central/store/scopeMembers.ts';
import { openScope, POOL } from '../../central/store/touch.ts';
import type { Change } from '../../shared/sync/pullMessages.ts';
import { CentralProcess } from '../support/centralProcess.ts';
import { ChaosDesk } from '../support/chaos/chaosDesk.ts';
import type { DeskReport } from '../support/chaos/chaosMessages.ts';
import { eventually } from '../support/deskSteps.ts';
import { freshPostgres } from '../support/postgresServer.ts';
import { PASSWORD, sampleAgent, sampleArticle, sampleHousehold } from '../support/storeSamples.ts';

const LONG = process.env['CARELINE_LONG'] === '1';
const SECONDS = LONG ? 300 : 60;
const DESKS = 20;
/** After the last cut: the longest back-off is half a minute, a request that was swallowed is given up after ten seconds. */
const SETTLED_WITHIN_MS = 120_000;
/** What a desktop that works on stale rows may be told; anything else would be a fault of the protocol. */
const HONEST_REFUSALS = ['already-claimed', 'already-closed', 'not-owner'];

const folder = mkdtempSync(path.join(tmpdir(), 'careline-chaos-'));
let postgres: EmbeddedPostgres;
let pool: Pool;
let central: CentralProcess;
let desks: readonly ChaosDesk[] = [];

beforeAll(async () => {
  postgres = await freshPostgres([]);
  pool = openPool(postgres.url, () => {}, 4);
  await migrate(pool);
});
afterAll(async () => {
  await Promise.all(desks.map((desk) => desk.leave()));
  await central?.end('SIGTERM');
  await pool?.end();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const startCentral = () => CentralProcess.start(folder, { DATABASE_URL: postgres.url, CARELINE_LOG: 'fatal' });
const random = (below: number): number => Math.random() * below;

/** Kills central, or stops it as planned, and leads every wire to the next one. */
async function restartCentral(how: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  await central.end(how);
  await wait(random(500));
  central = await startCentral();
  for (const desk of desks) await desk.wire.lay(Number(new URL(central.url).port));
}

async function killPostgres(): Promise<void> {
  const pid = postgres.pid();
  if (pid !== null) process.kill(pid, 'SIGKILL');
}

/** One desktop's wire is cut or goes silent for a while. */
async function hurt(desk: ChaosDesk): Promise<void> {
  if (Math.random() < 0.7) desk.wire.cut();
  else desk.wire.silence();
  await wait(200 + random(4000));
  desk.wire.mend();
}

async function disturb(untilMs: number): Promise<Readonly<Record<'cuts' | 'centrals' | 'postgres', number>>> {
  const count = { cuts: 0, centrals: 0, postgres: 0 };
  const hurting: Promise<void>[] = [];
  const busy = new Set<ChaosDesk>();
  const cutting = (async () => {
    while (performance.now() < untilMs) {
      await wait(200 + random(800));
      const desk = desks[Math.floor(random(desks.length))];
      if (desk === undefined || busy.has(desk)) continue;
      busy.add(desk);
      count.cuts++;
      hurting.push(hurt(desk).finally(() => busy.delete(desk)));
    }
  })();
  while (performance.now() < untilMs) {
    await wait(4000 + random(6000));
    if (count.postgres <= count.centrals) {
      await killPostgres();
      count.postgres++;
    } else {
      await restartCentral(count.centrals % 2 === 0 ? 'SIGKILL' : 'SIGTERM');
      count.centrals++;
    }
  }
  await cutting;
  await Promise.all(hurting);
  return count;
}

/** What each desktop may mirror now. A household closed on screen leaves with the next pull: it is not among these. */
async function granted(desk: ChaosDesk): Promise<readonly string[]> {
  const watched = await pool.query<{ id: string }>(
    'SELECT household_id AS id FROM watched_household w JOIN desk_session s ON s.id = w.session_id WHERE s.agent_id = $1 AND s.ended_at_ms IS NULL', [desk.seat.agentId]);
  return ['all', `agent:${desk.seat.agentId}`, POOL, ...watched.rows.map(({ id }) => openScope(id))];
}

/** Waits, without doing anything about it, until nothing waits on any desktop and each has seen what its scopes hold. */
async function settled(): Promise<readonly DeskReport[]> {
  const untilMs = performance.now() + SETTLED_WITHIN_MS;
  for (;;) {
    const reports = await Promise.all(desks.map((desk) => desk.report()));
    const versions = new Map((await pool.query<{ name: string; ver: number }>('SELECT name, ver FROM scope')).rows.map(({ name, ver }) => [name, ver]));
    const behind: string[] = [];
    for (const [at, report] of reports.entries()) {
      if (report.waiting > 0) behind.push(`desk ${at} (${report.live ? 'live' : 'away'}) waits with ${report.waiting}`);
      for (const scope of await granted(desks[at] as ChaosDesk)) {
        const seen = report.cursors[scope] ?? 0;
        if (seen < (versions.get(scope) ?? 0)) behind.push(`desk ${at} (${report.live ? 'live' : 'away'}) at ${seen} of ${versions.get(scope)} in ${scope.split(':')[0]}`);
      }
    }
    if (behind.length === 0) return reports;
    if (performance.now() > untilMs) throw new Error(`not settled within ${SETTLED_WITHIN_MS} ms: ${behind.join('; ')}`);
    await wait(500);
  }
}

/**
 * A record without what changes by itself: when central built the file, and the household's last contact beside a callback
 * that is closed (no list shows it, so nobody is told). The order of keys does not matter.
 */
function comparable(record: unknown): string {
  const { callback } = record as { readonly callback?: { readonly state: string } };
  if (callback !== undefined && callback.state !== 'open') return comparable({ closed: callback });
  return JSON.stringify(record, (key, value: unknown) => {
    if (key === 'asOfMs') return 0;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** What differs between a desktop's mirror and its scopes. */
async function differences(desk: ChaosDesk, report: DeskReport): Promise<readonly string[]> {
  const scopes = await granted(desk);
  const feed = await pool.query<{ table: string; id: string }>('SELECT DISTINCT tbl AS "table", row_id AS id FROM feed WHERE scope = ANY ($1) AND NOT gone', [scopes]);
  const truth = new Map((await recordsInScopes(pool, scopes, feed.rows, Date.now())).map((standing) => JSON.parse(standing.text) as Change).filter((change) => !change.g).map((change) => [`${change.t} ${change.id}`, comparable(change.r)]));
  const here = new Map(report.mirror.filter((row) => row.scopes.some((scope) => !scope.startsWith('open:') || scopes.includes(scope))).map((row) => [`${row.table} ${row.id}`, comparable(row.record)]));
  return [
    ...[...truth].filter(([key]) => !here.has(key)).map(([key]) => `missing ${key}`),
    ...[...here.keys()].filter((key) => !truth.has(key)).map((key) => `left over ${key}`),
    ...[...truth].filter(([key, record]) => here.has(key) && here.get(key) !== record).map(([key]) => `stale ${key}`),
  ];
}

it(`${DESKS} desktops through cut wires, restarts of central and kill -9 of PostgreSQL for ${SECONDS} s end with their scopes and nothing lost or doubled`, async () => {
  const agents = Array.from({ length: DESKS }, () => sampleAgent());
  const households = Array.from({ length: DESKS + 1 }, () => sampleHousehold());
  await inTransaction(pool, async (client) => {
    await importDemoAgents(client, agents);
    await importArticles(client, Array.from({ length: 30 }, () => sampleArticle()));
    for (const household of households) await addHousehold(client, household);
    await enterScopes(client, Date.now());
  });
  central = await startCentral();
  const householdIds = households.map((household) => household.id);
  const colleagueIds = agents.map((agent) => agent.id);
  // Each works on what two neighbours work on too, and all on one: as in a centre, most families have to do with few agents.
  const worksOn = (at: number): string[] => [at, (at + 1) % DESKS, (at + 2) % DESKS, DESKS].flatMap((which) => householdIds[which] ?? []);
  desks = await Promise.all(agents.map(({ id, number }, at) =>
    ChaosDesk.sit(central.url, { number, password: PASSWORD, agentId: id, householdIds: worksOn(at), colleagueIds, pauseMs: 3000 })));

  const count = await disturb(performance.now() + SECONDS * 1000);
  for (const desk of desks) desk.order({ t: 'rest' });
  await eventually(() => pool.query('SELECT 1').then(() => true, () => false), (answers) => answers, 60_000);
  const reports = await settled();

  const wrong = (await Promise.all(desks.map((desk, at) => differences(desk, reports[at] as DeskReport)))).map((list) => list.slice(0, 5));
  expect(wrong).toEqual(desks.map(() => []));

  const refused = new Map(reports.flatMap((report) => report.refused).map((one) => [one.id, one]));
  expect([...refused.values()].filter((one) => !HONEST_REFUSALS.includes(one.refusal))).toEqual([]);
  const acknowledged = reports.flatMap((report) => report.enqueued).filter(({ id }) => !refused.has(id)).map(({ op }) => op);
  expect(acknowledged.length).toBeGreaterThan(DESKS * 2);
  const taken = await pool.query<{ n: number }>("SELECT count(*)::int AS n FROM op WHERE id = ANY ($1) AND (result->>'ok')::boolean", [acknowledged.map((op) => op.id)]);
  expect(taken.rows[0]?.n).toBe(acknowledged.length);

  // Every record once, and none that nobody made.
  const made = (kind: string, idOf: (op: (typeof acknowledged)[number]) => string | null): string[] =>
    acknowledged.filter((op) => op.kind === kind).flatMap((op) => idOf(op) ?? []).sort();
  const ids = async (table: string, but: readonly string[] = []): Promise<string[]> =>
    (await pool.query<{ id: string }>(`SELECT id FROM ${table} WHERE id <> ALL ($1) ORDER BY id`, [but])).rows.map((found) => found.id);
  expect(await ids('interaction')).toEqual(made('interaction.add', (op) => (op.kind === 'interaction.add' ? op.data.interaction.id : null)));
  expect(await ids('household', householdIds)).toEqual(made('household.add', (op) => (op.kind === 'household.add' ? op.data.household.id : null)));
  expect(await ids('callback')).toEqual(made('callback.add', (op) => (op.kind === 'callback.add' ? op.data.callback.id : null)));
  // A retry applied twice would count an attempt too many.
  const attempts = await pool.query<{ n: number }>('SELECT coalesce(sum(attempts), 0)::int AS n FROM callback');
  expect(attempts.rows[0]?.n).toBe(acknowledged.filter((op) => op.kind === 'callback.retry').length);

  expect(count.cuts).toBeGreaterThan(SECONDS / 3);
  expect(count.centrals).toBeGreaterThan(0);
  expect(count.postgres).toBeGreaterThan(0);
}, SECONDS * 1000 + SETTLED_WITHIN_MS + 120_000);
