// The fanout bench: how soon a thousand connected desktops have what changed, and how central bears all of them coming
// back at once. See docs/benchmarks.md.
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { projectRoot } from '../runtime/electronRuntime.mjs';
import { say, step } from '../say.mjs';
import { closeLater } from '../tour/closeLater.mjs';
import { ask, keptOpen } from './benchDesks.mjs';
import { openBenchStore } from './benchStore.mjs';
import { madeSessions, poolOf, protocol } from './protocol.mjs';
import { median, rounded } from './statistics.mjs';

const DESKS = 1000;
const PROCESSES = 4;
const BEHIND = 100;
/** Longer than central's own tick: what a round left behind is over before the next. */
const SETTLED_MS = 400;
const LAST_ROW = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

const nowMs = () => Number(process.hrtime.bigint()) / 1e6;

/** Sessions as a sign-in leaves them, without the password hashing of a thousand sign-ins. */
/** A desktop is one agent's: where the store has not so many, more are hired. Their numbers sort before those the other benches sign in with. */
async function hire(pool, howMany) {
  await pool.query(`
    INSERT INTO agent (id, number, name, extension, role, team, site, active, password_hash)
    SELECT gen_random_uuid(), (100000 + n)::text, '坐席' || n, (100000 + n)::text, 'agent', a.team, a.site, true, a.password_hash
    FROM (SELECT * FROM agent WHERE active AND role = 'agent' ORDER BY number LIMIT 1) a, generate_series(1, $1 - (SELECT count(*)::int FROM agent WHERE active AND role = 'agent')) n
    ON CONFLICT DO NOTHING`, [howMany]);
}

async function seats(pool, howMany) {
  const { signAccessToken, tokenKey, ACCESS_TOKEN_MS, startSession } = await madeSessions();
  const key = await tokenKey(pool);
  await hire(pool, howMany);
  const { rows: agents } = await pool.query("SELECT id FROM agent WHERE active AND role = 'agent' ORDER BY number");
  const { rows: scopes } = await pool.query('SELECT name, ver FROM scope');
  const versions = new Map(scopes.map(({ name, ver }) => [name, ver]));
  return await Promise.all(Array.from({ length: howMany }, async (_, i) => {
    const agent = agents[i % agents.length];
    const sessionId = randomUUID();
    await startSession(pool, { id: sessionId, agentId: agent.id, deviceId: randomUUID(), desktopVersion: '0.1.0', refreshHash: '' }, Date.now());
    const accessToken = signAccessToken({ agentId: agent.id, sessionId, expiresAtMs: Date.now() + ACCESS_TOKEN_MS }, key);
    const cursors = Object.fromEntries(['all', 'pool:all', `agent:${agent.id}`].flatMap((scope) => (versions.has(scope) ? [[scope, [versions.get(scope), LAST_ROW]]] : [])));
    return { session: { accessToken }, cursors };
  }));
}

/** The processes with the desktops; an order goes to all, and each answers it. */
function openHalls() {
  const halls = Array.from({ length: PROCESSES }, () => {
    const child = fork(path.join(projectRoot, 'build/bench/fanoutDesks.mjs'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env: { ...process.env, NODE_NO_WARNINGS: '1' } });
    closeLater(() => { child.kill('SIGKILL'); });
    return child;
  });
  const heard = (child, t, withinMs) => new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`desktops: no "${t}" within ${withinMs} ms`)), withinMs);
    const listen = (message) => {
      if (message.t !== t) return;
      clearTimeout(late);
      child.off('message', listen);
      resolve(message);
    };
    child.on('message', listen);
    child.once('exit', (code) => reject(new Error(`a process of desktops ended (${code})`)));
    child.setMaxListeners(0);
  });
  return {
    count: halls.length,
    order: (message) => { for (const [i, child] of halls.entries()) child.send(typeof message === 'function' ? message(i) : message); },
    all: (t, withinMs = 60_000) => Promise.all(halls.map((child) => heard(child, t, withinMs))),
  };
}

export async function run({ quick }) {
  const store = await openBenchStore({ quick });
  const { openPool } = await poolOf();
  const pool = openPool(store.databaseUrl, () => {}, 8);
  closeLater(() => pool.end());
  const placed = await seats(pool, DESKS + 1);
  const [editor, ...others] = placed;
  const halls = openHalls();
  const each = Math.ceil(others.length / halls.count);
  await step(`connecting ${DESKS} desktops`, async () => {
    const seated = halls.all('seated', 300_000);
    halls.order((i) => ({ t: 'sit', centralUrl: store.centralUrl, seats: others.slice(i * each, (i + 1) * each) }));
    await seated;
  });

  const http = keptOpen(1);
  const { rows: articles } = await pool.query('SELECT id FROM article ORDER BY id');
  const change = (id) => ({ name: 'bench-article', text: `WITH changed AS (UPDATE article SET version = version + 1 WHERE id = $1 RETURNING id) SELECT touch(jsonb_build_array(jsonb_build_object('scope', 'all', 'tbl', 'article', 'id', id))) FROM changed`, values: [id] });
  const { PROTOCOL_VERSION, RECORD_SCHEMA_VERSION } = await protocol();
  // Central hears of a commit of its own at once; this one was not its own, so a push of an editor's desktop follows it.
  const ring = () => ask(http, `${store.centralUrl}/sync/push`, { method: 'POST', token: editor.session.accessToken, body: {
    proto: PROTOCOL_VERSION, schema: RECORD_SCHEMA_VERSION, ops: [{ id: uuidv7(), kind: 'notice.read', v: RECORD_SCHEMA_VERSION, atMs: Date.now(), data: { noticeId: randomUUID() } }],
  } });
  const errors = [];
  const lastOf = (answers) => {
    for (const answer of answers) errors.push(...answer.errors);
    return Math.max(...answers.map(({ lastMs }) => lastMs));
  };

  /** One article changes (`times` times at once: a version that was overtaken is only poked). Milliseconds until the last desktop has it. */
  async function changeOnce(how, times, n) {
    const { id } = articles[n % articles.length];
    const ready = halls.all('ready');
    halls.order({ t: 'expect', how, id });
    await ready;
    const through = halls.all('through');
    const fromMs = nowMs();
    for (let i = 0; i < times; i += 1) await pool.query(change(id));
    await ring();
    const tookMs = lastOf(await through) - fromMs;
    await pause(SETTLED_MS);
    return tookMs;
  }

  async function storm(behind, n) {
    const cut = halls.all('cut');
    halls.order({ t: 'cut' });
    await cut;
    await pause(SETTLED_MS);
    for (let i = 0; i < behind; i += 1) await pool.query(change(articles[(n * behind + i) % articles.length].id));
    const through = halls.all('through', 120_000);
    const fromMs = nowMs();
    halls.order({ t: 'storm' });
    const answers = await through;
    const pulled = answers.reduce((sum, { rows }) => sum + rows, 0);
    if (pulled < behind * DESKS) errors.push(`${pulled} rows came instead of ${behind * DESKS}`);
    const tookMs = lastOf(answers) - fromMs;
    await pause(SETTLED_MS);
    return tookMs;
  }

  const times = async (what, howOften, once) => {
    const took = [];
    await once(0);
    for (let n = 1; n <= howOften; n += 1) took.push(await once(n));
    say(`bench fanout: ${what}: ${took.map((ms) => ms.toFixed(0)).join(', ')} ms`);
    return rounded(median(took));
  };
  const figures = {
    inline_last_ms: await times('one article inline, to the last of them', quick ? 5 : 15, (n) => changeOnce('inline', 1, n)),
    poke_last_ms: await times('one article by poke and pull, to the last of them', quick ? 3 : 9, (n) => changeOnce('poke', 2, n)),
    storm_ms: await times('all come back, nothing new', quick ? 2 : 5, (n) => storm(0, n)),
    storm_behind_ms: await times(`all come back, ${BEHIND} changes behind`, quick ? 1 : 3, (n) => storm(BEHIND, n)),
  };
  if (errors.length > 0) throw new Error(`${errors.length} errors, the first: ${errors[0]}`);
  const { rows: [{ customers }] } = await pool.query('SELECT count(*)::int AS customers FROM customer');
  return { ...figures, customers, desks: DESKS, errors: 0 };
}
