// The reports bench: every report of a supervisor on a store of a million customers, over a month and over two years. See docs/benchmarks.md.
import { setTimeout as pause } from 'node:timers/promises';
import { say, step } from '../say.mjs';
import { closeLater } from '../tour/closeLater.mjs';
import { ask, keptOpen, signIn } from './benchDesks.mjs';
import { CREW_PASSWORD, openBenchStore } from './benchStore.mjs';
import { poolOf } from './protocol.mjs';
import { median, rounded } from './statistics.mjs';

const DAY_MS = 86_400_000;
const RENEW_AFTER_MS = 5 * 60_000;
const dayBefore = (days) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

/** Seeded contacts had no line: each that was a call gets the call it came from, once for a store. */
async function addCalls(pool) {
  const { rows: [{ any }] } = await pool.query("SELECT EXISTS (SELECT 1 FROM call WHERE id LIKE 'bench-%') AS any");
  if (any) return;
  // Millions of rows in one statement: no request is, and none may take as long.
  const client = await pool.connect();
  await client.query('SET statement_timeout = 0');
  await client.query(`INSERT INTO call (id, direction, state, queue_id, agent_id, arrived_at_ms, answered_at_ms, ended_at_ms)
    SELECT 'bench-' || i.id, CASE WHEN i.kind = 'call-out' THEN 'out' ELSE 'in' END, CASE WHEN i.kind = 'call-missed' THEN 'abandoned' ELSE 'ended' END, CASE WHEN i.kind = 'call-out' THEN NULL ELSE 'mother-baby' END, i.agent_id,
      i.started_at_ms - 9000, CASE WHEN i.kind = 'call-missed' THEN NULL ELSE i.started_at_ms END, i.started_at_ms + coalesce(i.talk_seconds, 0) * 1000
    FROM interaction i WHERE i.kind IN ('call-in', 'call-out', 'call-missed')`);
  await client.query('ANALYZE call');
  client.release(true);
}

/** A crew has no supervisor of its own: one is made of its first. */
async function supervisor(pool) {
  const { rows: [boss] } = await pool.query("UPDATE agent SET role = 'supervisor' WHERE id = (SELECT id FROM agent WHERE number ~ '^2[0-9]{4}$' ORDER BY number LIMIT 1) RETURNING number");
  return boss.number;
}

/** What is asked for, beside its name: the last month and the longest that can be asked for, whichever the report goes by. */
function requests() {
  const [month, longest] = [`from=${dayBefore(29)}&to=${dayBefore(0)}`, `from=${dayBefore(799)}&to=${dayBefore(0)}`];
  const ranges = [['queues', '&unit=day'], ['agents', ''], ['outcomes', ''], ['obstacles', '&by=both'], ['topics', ''], ['promises', ''], ['cases', '&unit=week']];
  return [
    ...ranges.flatMap(([name, more]) => [[`${name} of a month`, `/reports/${name}?${month}${more}`], [`${name} of 800 days`, `/reports/${name}?${longest}${more}`]]),
    ['queues of a month by the half hour', `/reports/queues?${month}&unit=half-hour`],
    ['backlog', '/reports/backlog'],
    ['customers by city and stage', '/reports/customers'],
    ['customers by brand and city, tier A', '/reports/customers?by=brand&across=city&tier=A'],
  ];
}

export async function run({ quick }) {
  const store = await openBenchStore({ quick });
  const { openPool } = await poolOf();
  const pool = openPool(store.databaseUrl, () => {}, 4);
  closeLater(() => pool.end());
  await step('calls of the seeded contacts', () => addCalls(pool));
  const number = await supervisor(pool);
  const http = keptOpen(1);
  const accessToken = async () => (await signIn(http, store.centralUrl, number, CREW_PASSWORD)).accessToken;
  let token = await accessToken();
  const read = async (path) => JSON.parse(await ask(http, `${store.centralUrl}${path}`, { token }));
  // Central counts what was seeded by itself; what is measured is a report on a store that is counted.
  await step('counting what was seeded', async () => {
    let signedInMs = performance.now();
    for (const path of [`/reports/outcomes?from=${dayBefore(799)}&to=${dayBefore(0)}`, '/reports/customers']) {
      while ((await read(path)).pending > 0) {
        await pause(50);
        // Three million contacts take longer than an access token lives.
        if (performance.now() - signedInMs < RENEW_AFTER_MS) continue;
        token = await accessToken();
        signedInMs = performance.now();
      }
    }
    token = await accessToken();
    await pool.query('ANALYZE report_call_slot; ANALYZE report_contact_slot; ANALYZE report_family');
  });
  const figures = {};
  for (const [name, path] of requests()) {
    const samples = [];
    for (let round = 0; round < (quick ? 3 : 7); round += 1) {
      const fromMs = performance.now();
      await read(path);
      samples.push(performance.now() - fromMs);
    }
    figures[name] = { first_ms: rounded(samples[0]), ms: rounded(median(samples)) };
    say(`bench reports: ${name}: ${figures[name].ms} ms (first ${figures[name].first_ms})`);
  }
  const { rows: [{ customers, interactions, calls }] } = await pool.query('SELECT (SELECT count(*) FROM customer)::int AS customers, (SELECT count(*) FROM interaction)::int AS interactions, (SELECT count(*) FROM call)::int AS calls');
  return { worst_ms: Math.max(...Object.values(figures).map(({ first_ms }) => first_ms)), customers, interactions, calls, reports: figures };
}
