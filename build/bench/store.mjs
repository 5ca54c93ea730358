// The store bench: pop, push and search on a store of a million customers, each beside the bare SQL. See docs/benchmarks.md.
import { v7 as uuidv7 } from 'uuid';
import { say, step } from '../say.mjs';
import { closeLater } from '../tour/closeLater.mjs';
import { ask, goLive, hammer, keptOpen, signIn } from './benchDesks.mjs';
import { CREW_PASSWORD, openBenchStore } from './benchStore.mjs';
import { poolOf, popSql, searchSql } from './protocol.mjs';
import { median, percentile, rounded } from './statistics.mjs';
import { pushBody, someHouseholds, wrapUpOf } from './wrapUps.mjs';

const CLIENTS = [1, 16, 64];
/** As central has. */
const CONNECTIONS = 16;
const DESKS = 16;
const FIRST_CREW_NUMBER = 20_000;

const twoDigits = (value) => Math.round(value * 100) / 100;

async function popFigures({ http, centralUrl, token, pool, numbers, rounds, forMs }) {
  const { householdFilesByNumber } = await popSql();
  const pick = (n) => numbers[n % numbers.length];
  const api = (_client, n) => ask(http, `${centralUrl}/pop?number=${encodeURIComponent(pick(n))}`, { token });
  const sql = (_client, n) => householdFilesByNumber(pool, pick(n * 7), Date.now(), null);
  const figures = {};
  for (const clients of CLIENTS) {
    await hammer(clients, forMs / 2, api);
    await hammer(clients, forMs / 2, sql);
    const turns = [];
    for (let round = 0; round < rounds; round += 1) turns.push({ api: await hammer(clients, forMs, api), sql: await hammer(clients, forMs, sql) });
    const of = (side, share) => median(turns.map((turn) => percentile(turn[side].samples, share)));
    figures[clients] = {
      api_p50: twoDigits(of('api', 0.5)), api_p99: twoDigits(of('api', 0.99)), sql_p50: twoDigits(of('sql', 0.5)), sql_p99: twoDigits(of('sql', 0.99)),
      over: twoDigits(median(turns.map((turn) => median(turn.api.samples) / median(turn.sql.samples)))),
    };
    say(`bench store: pop, ${clients} clients: API ${figures[clients].api_p50} / ${figures[clients].api_p99} ms (p50 / p99), SQL ${figures[clients].sql_p50} / ${figures[clients].sql_p99} ms, ${figures[clients].over}×`);
  }
  return figures;
}

const BARE = {
  op: { name: 'bench-op', text: 'INSERT INTO op (id, agent_id, kind, at_ms, received_at_ms) VALUES ($1, $2, $3, $4, $4)' },
  interaction: { name: 'bench-interaction', text: `INSERT INTO interaction (id, household_id, customer_id, kind, call_id, number, dialled, queue, started_at_ms, talk_seconds, end_reason, hung_up_by, outcome, note, agent_id, agent_name, recorded_at_ms)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)` },
  callback: { name: 'bench-callback', text: `INSERT INTO callback (id, household_id, customer_id, number, due_at_ms, zone, window_minutes, purpose, permission_reason, owner_agent_id, state, attempts, max_attempts, agreed_text, agreed_in_interaction_id, agreed_by_agent_id, agreed_at_ms)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)` },
};

/** The least that could store the same: one transaction, three inserts, named statements. */
async function bareWrapUp(pool, { interaction: i, callback: c }) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query({ ...BARE.op, values: [uuidv7(), i.agentId, 'bench', i.recordedAtMs] });
    await client.query({ ...BARE.interaction, values: [i.id, i.householdId, i.customerId, i.kind, i.callId, i.number, i.dialled, i.queue, i.startedAtMs, i.talkSeconds, i.endReason, i.hungUpBy, i.outcome, i.note, i.agentId, i.agentName, i.recordedAtMs] });
    await client.query({ ...BARE.callback, values: [c.id, c.householdId, c.customerId, c.number, c.dueAtMs, c.zone, c.windowMinutes, c.purpose, c.permissionReason, c.ownerAgentId, c.state, c.attempts, c.maxAttempts, c.agreedText, c.agreedInInteractionId, c.agreedByAgentId, c.agreedAtMs] });
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}

async function pushFigures({ http, centralUrl, desks, pool, households, rounds, forMs }) {
  // Each call is of another family, as on the line: the same few again and again would stand on all desktops at once, and wait for each other.
  let calls = 0;
  const nextCaller = () => households[calls++ % households.length];
  const api = async (client, n) => {
    const { session } = desks[client % desks.length];
    const { results } = JSON.parse(await ask(http, `${centralUrl}/sync/push`, { method: 'POST', token: session.accessToken, body: await pushBody(wrapUpOf(nextCaller(), session.agent, `bench-${n}`)) }));
    const refused = results.find((result) => !result.ok);
    if (refused) throw new Error(`a push was refused: ${JSON.stringify(refused)}`);
  };
  const bare = (client, n) => bareWrapUp(pool, wrapUpOf(nextCaller(), desks[client % desks.length].session.agent, `bench-bare-${n}`));
  const figures = {};
  for (const clients of [1, DESKS]) {
    await hammer(clients, forMs / 2, api);
    await hammer(clients, forMs / 2, bare);
    const turns = [];
    for (let round = 0; round < rounds; round += 1) turns.push({ api: await hammer(clients, forMs, api), bare: await hammer(clients, forMs, bare) });
    const rate = (side) => Math.round(median(turns.map((turn) => turn[side].rate)));
    figures[clients] = { api_rate: rate('api'), bare_rate: rate('bare'), over: twoDigits(median(turns.map((turn) => turn.api.rate / turn.bare.rate))) };
    say(`bench store: push, ${clients} clients: ${figures[clients].api_rate}/s through the API, ${figures[clients].bare_rate}/s bare, ${figures[clients].over}×`);
  }
  return figures;
}

/** What somebody types, drawn from people who are there. */
async function searchWords(pool) {
  const { rows: people } = await pool.query('SELECT name, search FROM customer TABLESAMPLE BERNOULLI (least(100, 100000.0 / (SELECT greatest(reltuples, 1000) FROM pg_class WHERE relname = $$customer$$))) WHERE length(name) BETWEEN 2 AND 3 ORDER BY md5(id::text) LIMIT 400');
  const { rows: children } = await pool.query('SELECT name FROM child WHERE name IS NOT NULL ORDER BY id LIMIT 100');
  const { rows: phones } = await pool.query('SELECT number FROM phone ORDER BY id LIMIT 100');
  const some = (list, from) => list.slice(from, from + 100);
  const words = ({ search }) => search.split(' ');
  // The search words hold the pinyin from each syllable on: the first letters of those are the initials.
  const initials = (person) => words(person).slice(1, 1 + person.name.length).map((word) => word.slice(0, 1)).join('');
  return {
    two_characters: some(people, 0).map(({ name }, i) => (i % 2 === 0 ? name.slice(0, 2) : name.slice(-2))),
    initials: some(people, 100).map(initials),
    number_fragment: phones.map(({ number }, i) => (i % 3 === 0 ? number.slice(-4) : i % 3 === 1 ? number.slice(-6, -1) : number.slice(3, 10))),
    pinyin: some(people, 200).map((person) => words(person)[1]),
    whole_name: some(people, 300).map(({ name }) => name),
    child: children.map(({ name }) => name),
  };
}

async function searchFigures({ pool, rounds }) {
  const { searchCustomers } = await searchSql();
  const figures = {};
  for (const [kind, words] of Object.entries(await searchWords(pool))) {
    for (const word of words.slice(0, 20)) await searchCustomers(pool, word, Date.now(), null);
    const samples = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const word of words) {
        const fromMs = performance.now();
        const hits = await searchCustomers(pool, word, Date.now(), null);
        samples.push(performance.now() - fromMs);
        if (hits.length === 0) throw new Error(`a search by ${kind} found nobody`);
      }
    }
    figures[kind] = { p50: twoDigits(median(samples)), p99: twoDigits(percentile(samples, 0.99)) };
    say(`bench store: search by ${kind}: ${figures[kind].p50} / ${figures[kind].p99} ms (p50 / p99)`);
  }
  return figures;
}

export async function run({ quick }) {
  const store = await openBenchStore({ quick });
  const { openPool } = await poolOf();
  const pool = openPool(store.databaseUrl, () => {}, CONNECTIONS);
  closeLater(() => pool.end());
  const http = keptOpen(64);
  const desks = await step('signing desktops in', () => Promise.all(Array.from({ length: DESKS }, async (_, i) => {
    const session = await signIn(http, store.centralUrl, String(FIRST_CREW_NUMBER + i), CREW_PASSWORD);
    const socket = await goLive(store.centralUrl, session);
    closeLater(() => { socket.terminate(); });
    return { session, socket };
  })));
  const { rows } = await pool.query('SELECT number FROM phone ORDER BY id LIMIT 20000');
  const households = await someHouseholds(pool, 20_000);
  const { rows: [{ customers }] } = await pool.query('SELECT count(*) AS customers FROM customer');
  const shared = { http, centralUrl: store.centralUrl, pool, rounds: quick ? 2 : 5, forMs: quick ? 700 : 2000 };
  const search = await searchFigures({ pool, rounds: quick ? 1 : 5 });
  const pop = await popFigures({ ...shared, token: desks[0].session.accessToken, numbers: rows.map(({ number }) => number) });
  const push = await pushFigures({ ...shared, desks, households });
  return {
    api_over_sql_p50: Math.max(...Object.values(pop).map(({ over }) => over)),
    push_over_bare: push[DESKS].over,
    search_p50_ms: rounded(Math.max(search.two_characters.p50, search.initials.p50, search.number_fragment.p50)),
    customers: Number(customers), pop, push, search,
  };
}
