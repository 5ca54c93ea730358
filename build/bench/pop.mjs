// The pop bench: how soon after a call's INVITE the agent can read who is calling. See docs/benchmarks.md for how.
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { say, step } from '../say.mjs';
import { demoAgents, goAvailable, signIn } from '../tour/agent.mjs';
import { openDesk } from '../tour/openDesk.mjs';
import { startOwnServices } from '../tour/ownServices.mjs';
import { practiceLine } from '../tour/practiceLine.mjs';
import { startCold } from './coldStart.mjs';
import { eventually } from './debugPort.mjs';
import { memoryOf } from './processMemory.mjs';
import { median, percentile, rounded } from './statistics.mjs';
import { alignClocks, watchMain, watchPage } from './watchPaint.mjs';

const RINGS = 200;
/** Households that stand in the desktop's own database before the rings begin. */
const CACHED = 40;
const PAINTED_WITHIN_MS = 10_000;
const IDLE_AFTER_MS = 12_000;
/** What rings may take of a quick run's 40 s; the rest goes to cold starts and the idle desktop. */
const QUICK_RINGS_MS = 14_000;

/** Numbers that belong to exactly one household, with its name; in an order that is the same each time. */
async function knownNumbers(databaseUrl, howMany) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const found = await client.query(`
      SELECT p.number, min(h.name) AS name FROM phone p JOIN household h ON h.id = p.household_id
      WHERE p.kind = 'mobile' GROUP BY p.number HAVING count(DISTINCT p.household_id) = 1 ORDER BY p.number LIMIT $1`, [howMany]);
    return found.rows;
  } finally {
    await client.end();
  }
}

/** Lets one call ring and go again. Resolves to the milliseconds from the INVITE's arrival in main to the painted name. */
async function ringOnce({ desk, line, clocks }, { number, name }) {
  await desk.page.evaluate((expected) => window.carelineBench.expect(expected), name);
  const painted = desk.page.evaluate(() => window.carelineBench.painted);
  const callId = await line.ring({ from: number, persona: 'silent' });
  const paintedAt = await Promise.race([
    painted,
    pause(PAINTED_WITHIN_MS, null, { ref: false }).then(() => { throw new Error('a call rang and its household was not painted'); }),
  ]);
  const arrivedAt = await desk.app.evaluate((_electron, key) => globalThis.carelineBench.take(key), callId);
  if (arrivedAt === null) throw new Error('a call was painted whose INVITE was not seen');
  await line.hangUp(callId);
  await desk.page.waitForFunction(() => document.querySelector('[data-testid="answer"]') === null, undefined, { polling: 20, timeout: 5000 });
  return paintedAt - clocks.offsetMs - arrivedAt;
}

async function floorOnce({ desk, clocks }) {
  // Not in step with whatever was drawn last, as a call is not either.
  await pause(Math.random() * 50);
  const { ask, paintedAt } = await desk.page.evaluate(() => window.carelineBench.floor());
  const arrivedAt = await desk.app.evaluate((_electron, key) => globalThis.carelineBench.take(key), `echo${ask}`);
  return paintedAt - clocks.offsetMs - arrivedAt;
}

/** Floor, cached ring and central ring in turn, until there are enough or the time is over. */
async function measureRings(bench, { cached, fresh, rings, untilMs }) {
  const samples = { floor: [], cached: [], central: [] };
  for (let i = 0; i < rings && performance.now() < untilMs; i += 1) {
    samples.floor.push(await floorOnce(bench));
    samples.cached.push(await ringOnce(bench, cached[i % cached.length]));
    samples.floor.push(await floorOnce(bench));
    samples.central.push(await ringOnce(bench, fresh[i]));
    if ((i + 1) % 25 === 0) say(`bench pop: ${i + 1} of ${rings} pairs of rings`);
  }
  return samples;
}

export async function run({ quick, env }) {
  const services = await step('starting central and the practice line', () => startOwnServices());
  const numbers = await knownNumbers(services.databaseUrl, CACHED + RINGS);
  const cached = numbers.slice(0, CACHED);
  const fresh = numbers.slice(CACHED);
  const [account] = await demoAgents(services.centralUrl);
  const line = practiceLine(services);
  const desk = await step('opening the desktop', () => openDesk({ centralUrl: services.centralUrl, env }));
  await desk.size(1366, 768);
  await desk.app.evaluate(watchMain);
  await desk.page.evaluate(watchPage);
  await signIn(desk.page, account);
  await goAvailable(desk.page);
  await eventually('the registration', () => desk.app.evaluate(() => globalThis.carelineBench.listens), 10_000);
  const clocks = await alignClocks(desk);
  const bench = { desk, line, clocks };
  say(`bench pop: the page's clock is ${clocks.offsetMs.toFixed(2)} ms ahead of main's, ± ${clocks.uncertainMs.toFixed(2)} ms`);
  await step('letting every cached household ring once', async () => {
    for (const each of quick ? cached.slice(0, 10) : cached) await ringOnce(bench, each);
  });

  const startedAt = performance.now();
  const samples = await measureRings(bench, { cached: quick ? cached.slice(0, 10) : cached, fresh, rings: Math.min(RINGS, fresh.length), untilMs: quick ? startedAt + QUICK_RINGS_MS : Number.POSITIVE_INFINITY });
  say(`bench pop: ${samples.cached.length} cached and ${samples.central.length} central rings, ${samples.floor.length} floors in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  if (desk.problems.length > 0) say(`bench pop: the page complained: ${desk.problems.slice(0, 3).join(' | ')}`);
  await desk.close();

  const starts = [];
  let idleMb = null;
  const times = quick ? 2 : 5;
  for (let i = 1; i <= times; i += 1) {
    const cold = await startCold({ centralUrl: services.centralUrl, env });
    starts.push(cold.tookMs);
    say(`bench pop: cold start ${i} of ${times}: ${cold.tookMs.toFixed(0)} ms`);
    if (i === times) {
      await pause(IDLE_AFTER_MS);
      idleMb = memoryOf(cold.pid);
    }
    await cold.close();
  }
  return {
    floor_p95_ms: rounded(percentile(samples.floor, 0.95)), cached_p95_ms: rounded(percentile(samples.cached, 0.95)), central_p95_ms: rounded(percentile(samples.central, 0.95)),
    cold_start_ms: rounded(median(starts)), idle_mb: idleMb === null ? null : rounded(idleMb),
    floor_p50_ms: rounded(median(samples.floor)), cached_p50_ms: rounded(median(samples.cached)), central_p50_ms: rounded(median(samples.central)),
    rings: samples.cached.length + samples.central.length,
  };
}
