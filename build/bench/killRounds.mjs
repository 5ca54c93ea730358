// Central and its PostgreSQL are killed in the middle of pushes, again and again: is anything that was acknowledged lost,
// or stored twice? Ops are sent by the product's own courier, which sends again whatever was not answered.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { say } from '../say.mjs';
import { courier, protocol } from './protocol.mjs';
import { wrapUpOf } from './wrapUps.mjs';

const DESKS = 8;
const AGAIN_MS = 100;

/** A desktop's main process without its window: signs in, and pushes wrap-up after wrap-up until it is told to stop. */
async function pusher({ centralUrl, agent, password, households, seed, run }) {
  const { CentralClient } = await courier();
  const { RECORD_SCHEMA_VERSION } = await protocol();
  const deviceId = randomUUID();
  const client = new CentralClient({ baseUrl: centralUrl, desktopVersion: '0.1.0', deviceId: () => deviceId, onRefreshToken() {}, onExpired() {}, onOutdated() {} });
  const signed = await client.signIn(agent.number, password, true);
  if (signed === null || !signed.ok) throw new Error('a desktop could not sign in');
  const acknowledged = [];
  let stopped = false;
  const finished = (async () => {
    for (let n = 0; !stopped; n += 1) {
      const { interaction, callback } = wrapUpOf(households[(seed + n * DESKS) % households.length], agent, `kill-${run}-${seed}-${n}`);
      const op = (kind, data) => ({ id: uuidv7(), kind, v: RECORD_SCHEMA_VERSION, atMs: interaction.recordedAtMs, data });
      const ops = [op('interaction.add', { interaction, questions: [] }), op('callback.add', { callback })];
      for (;;) {
        const answer = await client.push(ops);
        if (answer.ok) {
          for (const result of answer.value) if (!result.ok) throw new Error(`a push was refused: ${result.refusal}`);
          if (answer.value.length === ops.length) break;
        }
        await pause(AGAIN_MS);
      }
      acknowledged.push({ ops: ops.map(({ id }) => id), interaction: interaction.id, callback: callback.id });
    }
  })();
  return { acknowledged, stop: () => { stopped = true; return finished; }, finished };
}

/** PostgreSQL's processes on a data folder: the first one and all it started. */
function serverPids(folder) {
  const first = Number(fs.readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
  return [first, ...fs.readFileSync(`/proc/${first}/task/${first}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)];
}

function killHard(pids) {
  for (const pid of pids) {
    try { process.kill(pid, 'SIGKILL'); } catch { /* gone already */ }
  }
}

/**
 * @returns how much was acknowledged, and how much of it is not there exactly once.
 */
export async function killRounds({ store, databaseFolder, openPoolAgain, agents, password, households, rounds }) {
  const run = randomUUID();
  const desks = await Promise.all(agents.slice(0, DESKS).map((agent, seed) => pusher({ centralUrl: () => store.currentUrl(), agent, password, households, seed, run })));
  // A fault of one of them must not wait for the end.
  let fault = null;
  for (const desk of desks) desk.finished.catch((error) => { fault ??= error; });
  const count = () => desks.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
  for (let round = 1; round <= rounds; round += 1) {
    const before = count();
    const enough = before + DESKS;
    while (count() < enough && fault === null) await pause(20);
    await pause(100 + Math.random() * 900);
    if (fault !== null) throw fault;
    const pids = serverPids(databaseFolder);
    // Now the one first, now the other.
    if (round % 2 === 0) { store.killCentral(); killHard(pids); } else { killHard(pids); store.killCentral(); }
    const fromMs = performance.now();
    await store.restart();
    say(`bench sync: kill ${round} of ${rounds}: ${count() - before} calls acknowledged before it, back after ${((performance.now() - fromMs) / 1000).toFixed(1)} s`);
  }
  await Promise.all(desks.map((desk) => desk.stop()));
  const acknowledged = desks.flatMap((desk) => desk.acknowledged);
  const pool = await openPoolAgain();
  const there = async (table, ids) => (await pool.query(`SELECT count(*)::int AS n FROM ${table} WHERE id = ANY ($1::uuid[])`, [ids])).rows[0].n;
  const missing = (acknowledged.length * 2 - await there('op', acknowledged.flatMap(({ ops }) => ops)))
    + (acknowledged.length - await there('interaction', acknowledged.map(({ interaction }) => interaction)))
    + (acknowledged.length - await there('callback', acknowledged.map(({ callback }) => callback)));
  // Stored twice would be under another id: by the call, of which each left one interaction, and the interaction each callback was agreed in.
  const { rows: [{ doubled }] } = await pool.query(`
    SELECT (SELECT count(*) FROM interaction i WHERE i.call_id IN (SELECT call_id FROM interaction WHERE id = ANY ($1::uuid[])) AND NOT i.id = ANY ($1::uuid[]))::int
      + (SELECT count(*) FROM callback c WHERE c.agreed_in_interaction_id = ANY ($1::uuid[]) AND NOT c.id = ANY ($2::uuid[]))::int AS doubled`,
  [acknowledged.map(({ interaction }) => interaction), acknowledged.map(({ callback }) => callback)]);
  return { acknowledged: acknowledged.length * 2, lost: missing + doubled };
}
