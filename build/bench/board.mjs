// The board bench: the floor of 200 agents and 500 waiting calls on a supervisor's real desktop, while all of it moves. See docs/benchmarks.md.
import fs from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { say, step } from '../say.mjs';
import { show, signIn } from '../tour/agent.mjs';
import { openDesk } from '../tour/openDesk.mjs';
import { startOwnServices } from '../tour/ownServices.mjs';
import { processTree } from './processMemory.mjs';

const AGENTS = 200;
const CALLS = 500;
/** A fifth of the agents and a tenth of the callers are others each second. */
const AGENTS_A_SECOND = 40;
const CALLS_A_SECOND = 50;
const SLOW_FRAME_MS = 32;
/** The desktop has drawn the board, and fetched who is on it. */
const SETTLED_MS = 5000;
const MEASURED_MS = 60_000;
const QUICK_MEASURED_MS = 25_000;
/** Nobody is free: the callers are in the store alone, and the line could not put them through. */
const STATES = ['{"kind": "talking"}', '{"kind": "wrap-up"}', '{"kind": "paused", "reason": "meal"}', '{"kind": "paused", "reason": "training"}', '{"kind": "not-ready", "reason": "no-answer"}'];
/** Clock ticks a second in /proc/PID/stat. */
const TICKS_A_SECOND = 100;

async function hire(client) {
  await client.query(`
    INSERT INTO agent (id, number, name, extension, role, team, site, active, password_hash)
    SELECT gen_random_uuid(), (200000 + n)::text, '坐席' || n, (200000 + n)::text, 'agent', a.team, a.site, true, a.password_hash
    FROM (SELECT * FROM agent WHERE active AND role = 'agent' ORDER BY number LIMIT 1) a, generate_series(1, $1::int) n`, [AGENTS]);
  await client.query("SELECT touch(jsonb_agg(jsonb_build_object('scope', 'all', 'tbl', 'agent', 'id', id))) FROM agent WHERE number LIKE '2000__' OR number LIKE '2001__' OR number = '200200'");
  await client.query(`
    INSERT INTO agent_presence (agent_id, standing, state, since_ms, seq, desk_up, desk_seen_at_ms)
    SELECT id, jsonb_build_object('presence', jsonb_build_object('state', '{"kind": "talking"}'::jsonb, 'sinceMs', $1::bigint, 'next', null, 'seq', 1), 'wish', '{"kind": "available"}'::jsonb, 'callId', null, 'down', '{"socket": [], "line": [], "desk": []}'::jsonb),
      'talking', $1, 1, true, $1 FROM agent WHERE number >= '200001' AND length(number) = 6`, [Date.now()]);
}

/** Central reads and writes the same rows in an order of its own: whoever PostgreSQL chooses to give way asks once more. */
const GAVE_WAY = ['40P01', '40001'];
const MOST_TRIES = 5;

async function ask(client, sql, values) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await client.query(sql, values);
    } catch (error) {
      if (!GAVE_WAY.includes(error.code) || tries === MOST_TRIES) throw error;
    }
  }
}

/** So many callers more; they came within the last five minutes. */
async function call(client, howMany, withinMs) {
  await ask(client, `
    INSERT INTO call (id, direction, state, queue_id, tier, arrived_at_ms, rank_at_ms)
    SELECT gen_random_uuid()::text, 'in', 'waiting', (ARRAY['mother-baby', 'product'])[1 + n % 2], (ARRAY['A', 'B', 'C'])[1 + n % 3], at, at
    FROM (SELECT n, $2::bigint - (random() * $3::bigint)::bigint AS at FROM generate_series(1, $1::int) n) k`, [howMany, Date.now(), withinMs]);
}

/** One second of the floor: agents in other states, callers who gave up, callers who came. */
async function move(client) {
  const nowMs = Date.now();
  await ask(client, 'UPDATE agent_presence SET desk_seen_at_ms = $1', [nowMs]);
  await ask(client, `
    UPDATE agent_presence p SET state = k.state->>'kind', since_ms = $1, seq = p.seq + 1,
      standing = jsonb_set(p.standing, '{presence}', jsonb_build_object('state', k.state, 'sinceMs', $1::bigint, 'next', null, 'seq', p.seq + 1))
    FROM (SELECT a.id, ($3::jsonb[])[1 + floor(random() * $4)::int] AS state FROM agent a WHERE length(a.number) = 6 ORDER BY random() LIMIT $2) k WHERE p.agent_id = k.id`,
  [nowMs, AGENTS_A_SECOND, STATES, STATES.length]);
  await ask(client, "UPDATE call SET state = 'abandoned', ended_at_ms = $1 WHERE id IN (SELECT id FROM call WHERE state = 'waiting' ORDER BY random() LIMIT $2)", [nowMs, CALLS_A_SECOND]);
  await call(client, CALLS_A_SECOND, 2000);
}

/** Seconds of processor time a process and all it started have used. */
function cpuSeconds(pid) {
  let ticks = 0;
  for (const each of processTree(pid)) {
    try {
      const fields = fs.readFileSync(`/proc/${each}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ');
      ticks += Number(fields[11]) + Number(fields[12]);
    } catch { /* it ended meanwhile */ }
  }
  return ticks / TICKS_A_SECOND;
}

/** Run in the page: counts frames, and those that came late, until it is asked. */
function watchFrames() {
  const seen = { frames: 0, slow: 0, worstMs: 0, running: true };
  let lastMs = performance.now();
  const frame = () => {
    const nowMs = performance.now();
    const tookMs = nowMs - lastMs;
    lastMs = nowMs;
    seen.frames += 1;
    if (tookMs > window.carelineSlowFrameMs) seen.slow += 1;
    seen.worstMs = Math.max(seen.worstMs, tookMs);
    if (seen.running) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  window.carelineFrames = () => { seen.running = false; return seen; };
}

export async function run({ quick, env }) {
  const services = await step('starting central and the practice line', () => startOwnServices());
  const client = new pg.Client({ connectionString: services.databaseUrl });
  await client.connect();
  let moving = null;
  try {
    await step(`hiring ${AGENTS} agents, ${CALLS} callers`, async () => { await hire(client); await call(client, CALLS, 300_000); });
    const accounts = await (await fetch(new URL('/demo/accounts', services.centralUrl))).json();
    const desk = await step('opening the desktop', () => openDesk({ centralUrl: services.centralUrl, env }));
    await desk.size(1366, 768);
    await signIn(desk.page, accounts.find(({ role }) => role === 'admin'));
    await show(desk.page, 'floor');
    // Only the rows in sight are in the page; the table says how many there are, its head among them.
    await desk.page.waitForFunction((howMany) => Number(document.querySelector('.fl-agent-table')?.getAttribute('aria-rowcount')) > howMany, AGENTS, { timeout: 20_000 });
    let isOver = false;
    moving = (async () => {
      for (let atMs = performance.now(); !isOver; atMs += 1000) {
        await move(client);
        await pause(Math.max(0, atMs + 1000 - performance.now()));
      }
    })();
    await pause(SETTLED_MS);

    const measuredMs = quick ? QUICK_MEASURED_MS : MEASURED_MS;
    await desk.page.evaluate((slowMs) => {
      window.carelineSlowFrameMs = slowMs;
      window.carelineTold = 0;
      window.desk.onFact((name) => { if (name === 'floor:changed') window.carelineTold += 1; });
    }, SLOW_FRAME_MS);
    const pid = desk.app.process().pid;
    const [cpuFrom, fromMs] = [cpuSeconds(pid), performance.now()];
    await desk.page.evaluate(watchFrames);
    await pause(measuredMs);
    const seen = await desk.page.evaluate(() => ({ ...window.carelineFrames(), told: window.carelineTold, rows: Number(document.querySelector('.fl-agent-table')?.getAttribute('aria-rowcount')) - 1, waiting: document.querySelector('[data-testid="tile-waiting"] .fl-figure')?.textContent }));
    const cpuShare = (cpuSeconds(pid) - cpuFrom) / ((performance.now() - fromMs) / 1000);
    isOver = true;
    await moving;
    say(`bench board: ${seen.rows} agents and ${seen.waiting} waiting on the board, told ${seen.told} times; ${seen.frames} frames, ${seen.slow} over ${SLOW_FRAME_MS} ms (${((100 * seen.slow) / seen.frames).toFixed(2)} %), the longest ${seen.worstMs.toFixed(0)} ms; ${cpuShare.toFixed(2)} of a core`);
    if (desk.problems.length > 0) say(`bench board: the page complained: ${desk.problems.slice(0, 3).join(' | ')}`);
    await desk.close();
    return { frames: seen.frames, frames_over_32ms: seen.slow, cpu_share: Math.round(cpuShare * 1000) / 1000 };
  } finally {
    await moving?.catch(() => {});
    await client.end();
  }
}
