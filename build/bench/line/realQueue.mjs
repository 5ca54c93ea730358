// Kamailio, rtpengine and central as they are, with agents who have no desktops: their telephones are the load's, their places in the store
// are set as a desktop would have set them.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket, WebSocketServer } from 'ws';
import { lineSecret } from '../../../central/line/lineSecret.ts';
import { LINE_DOMAIN, ofTheLine, startRealLine } from '../../line/realLine.mjs';
import { startCentral } from '../../services.mjs';
import { closeLater } from '../../tour/closeLater.mjs';
import { lineStore, poolOf } from '../protocol.mjs';
import { openAgents } from './agents.mjs';

const FIRST_EXTENSION = 2001;
/** Wrap-ups end so often, all that are due at once. */
const FREED_EVERY_MS = 100;
/** Central writes down so often that desktops are there: see `beat` in central/services/live.ts. */
const SEEN_EVERY_MS = 3000;

/** Between the line and central: passes everything on, and says when an offer went by. */
async function openBetween(onOffer) {
  let centralUrl = null;
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await new Promise((resolve) => { server.once('listening', resolve); });
  server.on('connection', (line, request) => {
    if (centralUrl === null) return line.terminate();
    const central = new WebSocket(new URL('/line', centralUrl.replace(/^http/, 'ws')), { headers: { authorization: request.headers.authorization ?? '' } });
    const early = [];
    line.on('message', (data) => { if (central.readyState === WebSocket.OPEN) central.send(String(data)); else early.push(String(data)); });
    central.on('open', () => { for (const text of early.splice(0)) central.send(text); });
    central.on('message', (data) => {
      const text = String(data);
      if (text.startsWith('{"t":"offer"')) onOffer(JSON.parse(text).callId, performance.now());
      line.send(text);
    });
    for (const [end, other] of [[line, central], [central, line]]) end.on('close', () => other.close()).on('error', () => {});
  });
  closeLater(() => { for (const socket of server.clients) socket.terminate(); server.close(); });
  return { url: `http://127.0.0.1:${server.address().port}`, toCentral: (url) => { centralUrl = url; } };
}

/** Tells Kamailio where agents are, as if their desktops had registered. */
function placeAgents(folder, extensions, port) {
  const control = (lines) => {
    const said = spawnSync('kamcmd', ['-s', `unixs:${path.join(folder, 'kamailio_ctl')}`], { input: `${lines.join('\n')}\n`, encoding: 'utf8' });
    if (/error|not found/i.test(said.stdout + said.stderr)) throw new Error(`Kamailio takes no agents: ${(said.stdout + said.stderr).slice(0, 300)}`);
  };
  control(extensions.map((extension) => `ul.add location s:${extension} s:sip:${extension}@127.0.0.1:${port} 3600 1.0 . 0 0 0`));
  control(extensions.map((extension) => `htable.sets desk s:${extension} s:127.0.0.1:${port}`));
}

/**
 * @param {{ folder: string, agents: number }} options
 */
export async function openRealQueue({ folder, agents }) {
  const decided = new Map();
  const delays = [];
  const between = await openBetween((callId, atMs) => { decided.set(callId, atMs); });
  const house = await openAgents();
  house.onInvite = (callId, atMs) => {
    const offeredMs = decided.get(callId);
    if (offeredMs === undefined) return;
    delays.push(atMs - offeredMs);
    decided.delete(callId);
  };
  const extensions = Array.from({ length: agents }, (_, i) => String(FIRST_EXTENSION + i));
  // Five thousand musics would be a quarter of a million packets a second.
  const line = await startRealLine({ dataDir: folder, centralUrl: between.url, secret: lineSecret(folder), anyPorts: true, music: 'none', rtpPorts: 8000 });
  closeLater(() => line.stop());
  const central = await startCentral({
    dataDir: folder, demo: false, quiet: true,
    env: { DATABASE_URL: undefined, CARELINE_PORT: '0', CARELINE_LINE_KIND: 'kamailio', CARELINE_LINE_URL: line.wsUrl, CARELINE_LINE_DOMAIN: LINE_DOMAIN },
  });
  closeLater(() => central.stop());
  const [{ openPool }, { importDemoAgents, inTransaction, enterScopes }] = await Promise.all([poolOf(), lineStore()]);
  const pool = openPool(String(central.ready.databaseUrl), () => {}, 4);
  closeLater(() => pool.end());
  const ids = extensions.map(() => crypto.randomUUID());
  await inTransaction(pool, async (client) => {
    await importDemoAgents(client, extensions.map((extension, at) => ({ id: ids[at], number: extension, name: extension, extension, role: 'agent', team: 'bench', site: 'bench', password: 'bench-password' })));
    await enterScopes(client, Date.now());
  });
  placeAgents(line.folder, extensions, house.port);
  between.toCentral(String(central.ready.url));
  await line.restartLink();
  for (let tries = 0; (await pool.query("SELECT 1 FROM line_holder WHERE line = 'kamailio'")).rowCount === 0; tries += 1) {
    if (tries > 200) throw new Error('the line did not find central');
    await pause(50);
  }
  let areAtWork = false;
  // What a desktop does when its agent has finished a wrap-up, for all of them in one statement.
  const free = async () => {
    await pool.query(`UPDATE agent_presence SET state = 'available', since_ms = $1, seq = seq + 1, desk_up = true, desk_seen_at_ms = $1,
      standing = standing || jsonb_build_object('wish', '{"kind":"available"}'::jsonb, 'callId', null, 'presence', jsonb_build_object('state', '{"kind":"available"}'::jsonb, 'sinceMs', $1::bigint, 'next', null, 'seq', seq + 1))
      WHERE state NOT IN ('available', 'ringing', 'talking') AND agent_id = ANY ($2::uuid[])`, [Date.now(), ids]);
  };
  const seen = () => pool.query('UPDATE agent_presence SET desk_seen_at_ms = $2 WHERE agent_id = ANY ($1::uuid[]) AND desk_up', [ids, Date.now()]);
  const rest = () => pool.query(`UPDATE agent_presence SET state = 'paused', since_ms = $1, seq = seq + 1, standing = jsonb_set(standing, '{presence,state}', '{"kind":"paused","reason":"other"}') WHERE state = 'available'`, [Date.now()]);
  let freeing = Promise.resolve();
  const timers = [
    setInterval(() => { if (areAtWork) freeing = freeing.then(free).catch(() => {}); }, FREED_EVERY_MS),
    setInterval(() => { freeing = freeing.then(seen).then(() => {}, () => {}); }, SEEN_EVERY_MS),
  ];
  closeLater(() => { for (const timer of timers) clearInterval(timer); });
  return {
    line, house, pool, delays,
    /** Agents take calls, or none does. */
    async atWork(on) {
      areAtWork = on;
      await freeing;
      if (on) await free();
      else await rest();
    },
    async waiting() {
      return Number((await pool.query("SELECT count(*) AS n FROM call WHERE state = 'waiting'")).rows[0].n);
    },
    /** Kamailio alone, sending every call to one agent: what the queue is measured against. */
    straight: () => openStraight(line, house.port),
  };
}

/** The same configuration, but for one place: instead of parking the caller it rings one agent. */
async function openStraight(line, agentPort) {
  const folder = path.join(line.folder, 'straight');
  fs.mkdirSync(folder);
  const site = fs.readFileSync(path.join(line.folder, 'kamailio.cfg'), 'utf8');
  const shipped = /^include_file "(.*)"$/m.exec(site)?.[1] ?? '';
  const parks = /if \(!t_newtran\(\)\) \{ exit; \}\n\s*t_reply\("182", "Queued"\);\n.*\n\s*route\(PARK\);/;
  const config = fs.readFileSync(shipped, 'utf8');
  if (!parks.test(config)) throw new Error('the shipped configuration parks elsewhere now');
  fs.writeFileSync(path.join(folder, 'straight.cfg'), config.replace(parks, `$ru = "sip:${FIRST_EXTENSION}@LINE_DOMAIN"; if (!lookup("location")) { sl_send_reply("480", "Nobody"); exit; } route(RELAY);`));
  const { ports } = line;
  const moved = { [ports.sip]: ports.sip + 1, [ports.ws]: ports.ws + 1, [ports.edge]: ports.edge + 1 };
  const own = site.replaceAll(line.folder, folder).replace(/^include_file .*$/m, `include_file "${path.join(folder, 'straight.cfg')}"`).replace(/127\.0\.0\.1:(\d+)/g, (whole, port) => (moved[port] === undefined ? whole : `127.0.0.1:${moved[port]}`));
  const file = path.join(folder, 'kamailio.cfg');
  fs.writeFileSync(file, own, { mode: 0o600 });
  const log = fs.openSync(path.join(folder, 'kamailio.log'), 'a');
  const child = spawn('setpriv', [...ofTheLine, 'kamailio', '-f', file, '-DD', '-E', '-m', '256', '-M', '16', '-P', path.join(folder, 'kamailio.pid'), '-Y', folder], { stdio: ['ignore', log, log] });
  closeLater(() => { child.kill('SIGTERM'); });
  for (let tries = 0; !fs.existsSync(path.join(folder, 'kamailio_ctl')); tries += 1) {
    if (tries > 200 || child.exitCode !== null) throw new Error(`Kamailio did not start; see ${folder}`);
    await pause(50);
  }
  await pause(300);
  placeAgents(folder, [String(FIRST_EXTENSION)], agentPort);
  return { sip: `127.0.0.1:${ports.sip + 1}` };
}
