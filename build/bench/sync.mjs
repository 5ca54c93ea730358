// The sync bench: a fresh desktop's first sync, the same documents by RxDB and PouchDB, and whether anything acknowledged is
// lost when central and its database are killed. See docs/benchmarks.md.
import { rounded, median } from './statistics.mjs';
import { say, step } from '../say.mjs';
import { closeLater } from '../tour/closeLater.mjs';
import { CREW_PASSWORD, openBenchStore } from './benchStore.mjs';
import { firstSync } from './firstSync.mjs';
import { pagesOfCentral } from './pagesOfCentral.mjs';
import { killRounds } from './killRounds.mjs';
import { preparePeers } from './peers.mjs';
import { poolOf } from './protocol.mjs';
import { benchAgents, endOf, endSessionsOf, fillAgent, fillWorkingSet, someDocuments } from './syncStore.mjs';
import { someHouseholds } from './wrapUps.mjs';

export async function run({ quick, env }) {
  const openPeers = await preparePeers();
  const store = await openBenchStore({ quick });
  const { openPool } = await poolOf();
  let pool = openPool(store.databaseUrl, () => {}, 4);
  closeLater(() => pool.end());
  const [one, other] = await benchAgents(pool);
  const documents = quick ? 5000 : 20_000;
  const { records, documents: rows } = await step(`choosing ${documents} documents`, () => someDocuments(pool, other.id, documents));
  const { rows: agents } = await pool.query("SELECT id, number, name FROM agent WHERE active AND role = 'agent' AND number >= '20000' ORDER BY number LIMIT 8");
  const households = await someHouseholds(pool, 4000);
  const { rows: [{ customers }] } = await pool.query('SELECT count(*)::int AS customers FROM customer');

  const endsOf = async (scopes) => (await Promise.all(scopes.map(async (scope) => [scope, await endOf(pool, scope)]))).filter(([, end]) => end !== null);
  const desktop = { centralUrl: store.centralUrl, env, password: CREW_PASSWORD };

  const syncWorkingSet = async () => {
    // Central takes what is old off the desktops a minute after its start, and once an hour.
    const working = await fillWorkingSet(pool, one.id);
    await endSessionsOf(pool, one.id);
    const ends = await endsOf(['all', `agent:${one.id}`, 'pool:all']);
    return { working, ...await firstSync({ ...desktop, agent: one, ends }) };
  };
  const ofDocuments = `agent:${other.id}`;
  /** A desktop that has everything else and nothing of these: what the peers' windows are too. */
  const syncDocuments = async () => {
    await fillAgent(pool, other.id, []);
    await endSessionsOf(pool, other.id);
    const arrive = async () => { await fillAgent(pool, other.id, records); return endsOf([ofDocuments]); };
    return (await firstSync({ ...desktop, agent: other, ends: await endsOf(['all', 'pool:all']), arrive })).tookMs;
  };

  const first = [];
  for (let i = 0; i < (quick ? 1 : 3); i += 1) {
    const { tookMs, counts, working } = await syncWorkingSet();
    if (counts.households < working.households || counts.articles < working.articles) throw new Error(`the desktop has ${JSON.stringify(counts)} of ${JSON.stringify(working)}`);
    say(`bench sync: first sync of ${JSON.stringify(counts)}: ${tookMs.toFixed(0)} ms`);
    first.push(tookMs);
  }

  const flat = rows.map((row) => ({ id: row.callback.id, dueAtMs: row.callback.dueAtMs, ownerAgentId: row.callback.ownerAgentId ?? '', row }));
  const central = await pagesOfCentral({ centralUrl: store.centralUrl, agent: other, password: CREW_PASSWORD, scope: ofDocuments, passOver: () => endsOf(['all', 'pool:all']) });
  const peers = await openPeers({ documents: flat, central, env });
  const turns = [];
  for (let i = 0; i < (quick ? 1 : 3); i += 1) {
    const ours = await syncDocuments();
    say(`bench sync: ${documents} documents by Careline's own sync: ${ours.toFixed(0)} ms`);
    turns.push({ ours, rxdb: await peers.measure('byRxdb', quick ? [500] : undefined), pouchdb: await peers.measure('byPouchdb', quick ? [500] : undefined) });
  }
  await peers.close();

  const { rows: [{ data_directory: databaseFolder }] } = await pool.query('SHOW data_directory');
  await pool.end();
  const kills = await killRounds({
    store, databaseFolder, agents, password: CREW_PASSWORD, households, rounds: quick ? 2 : 10,
    openPoolAgain: async () => { pool = openPool(store.currentDatabaseUrl(), () => {}, 2); return pool; },
  });
  say(`bench sync: ${kills.acknowledged} ops were acknowledged, ${kills.lost} of them lost or doubled`);
  const of = (name) => rounded(median(turns.map((turn) => turn[name])));
  return {
    first_sync_ms: rounded(median(first)), over_rxdb: rounded(median(turns.map(({ ours, rxdb }) => rxdb / ours))), over_pouchdb: rounded(median(turns.map(({ ours, pouchdb }) => pouchdb / ours))),
    lost: kills.lost, customers, documents, own_ms: of('ours'), rxdb_ms: of('rxdb'), pouchdb_ms: of('pouchdb'), acknowledged: kills.acknowledged,
  };
}
