// Kamailio, rtpengine and the process that speaks for central with them, on loopback: what `npm run line` and the line's tests
// stand on. All three end with this process, however it goes.
import { spawn, spawnSync } from 'node:child_process';
import { createHmac, randomInt } from 'node:crypto';
import dgram from 'node:dgram';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { startService } from '../services.mjs';
import { writeHoldMusic } from './holdMusic.mjs';
import { writeSiteFile } from './siteFile.mjs';

export const LINE_DOMAIN = 'line.careline';
const USUAL_PORTS = { sip: 5060, ws: 8720, wss: 8721, edge: 8722, rtpengine: 8723, rtpengineCli: 8724, keys: 8725 };
const START_DEADLINE_MS = 60_000;
/** Below 0: before others. Root may set it, and whoever the system allows it. */
const LINE_NICENESS = -10;

/**
 * What every program of a line is started through. The kernel ends it when we are gone, even by SIGKILL, and gives it the processor before the
 * store and the desktops' pages (decision 0056); where that is not allowed, `nice` says so in the program's log and starts it all the same.
 */
export const ofTheLine = ['--pdeathsig', 'TERM', 'nice', '-n', String(LINE_NICENESS)];

const has = (command) => spawnSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' }).status === 0;

/** Whether Kamailio and rtpengine are there. */
export function isLineInstalled() {
  return process.platform === 'linux' && has('rtpengine') && has('kamailio') && has('setpriv');
}

/** Whether there are callers too. */
export const canTestLine = () => isLineInstalled() && has('sipp') && has('baresip');

const bound = (kind, port) => new Promise((resolve) => {
  const socket = kind === 'udp' ? dgram.createSocket('udp4') : net.createServer();
  socket.on('error', () => resolve(false));
  const free = () => socket.close(() => resolve(true));
  if (kind === 'udp') socket.bind(port, '127.0.0.1', free);
  else socket.listen(port, '127.0.0.1', free);
});

/** A port that is free for both, and lies below those the kernel hands to connections: none of them takes it before the line does. */
async function anyPort() {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = randomInt(10_000, 20_000);
    if (await bound('tcp', port) && await bound('udp', port)) return port;
  }
  throw new Error('no free port between 10000 and 20000 for the line');
}

/** One program that stays until it is told to go. Its words go to its log. */
function startProgram(name, command, args, folder, onExit) {
  const log = fs.openSync(path.join(folder, `${name}.log`), 'a', 0o600);
  const child = spawn('setpriv', [...ofTheLine, command, ...args], { cwd: folder, stdio: ['ignore', log, log] });
  fs.closeSync(log);
  let stopping = false;
  const gone = new Promise((resolve) => { child.once('exit', resolve); child.once('error', resolve); });
  void gone.then(() => { if (!stopping) onExit?.(name, `${name} ended (${child.exitCode ?? child.signalCode}); see ${path.join(folder, `${name}.log`)}`); });
  return {
    child, gone,
    async stop(signal = 'SIGTERM') {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const hard = setTimeout(() => child.kill('SIGKILL'), 10_000);
      child.kill(signal);
      await gone;
      clearTimeout(hard);
    },
  };
}

/** Why a program ended, in its own words: its log may be gone when somebody reads this. */
const lastWords = (folder, name) => {
  const log = path.join(folder, `${name}.log`);
  return `${fs.readFileSync(log, 'utf8').trim().split('\n').slice(-5).join('\n')}\n(${log})`;
};

/** Kamailio asks rtpengine at its own start; one that is not there yet it leaves alone for seconds. */
async function untilItAnswers(port, rtpengine) {
  const socket = dgram.createSocket('udp4').on('error', () => {});
  const answered = once(socket, 'message');
  const asking = setInterval(() => socket.send('careline d7:command4:pinge', port, '127.0.0.1'), 50);
  await Promise.race([answered, rtpengine.gone, delay(START_DEADLINE_MS, null, { ref: false })]);
  clearInterval(asking);
  socket.close();
}

/**
 * Starts the line and waits until it has been heard through and through.
 * @param {{ dataDir: string, centralUrl: string, secret: string, anyPorts?: boolean, domain?: string, trunkSources?: string, trunkHost?: string,
 *   origins?: string, music?: string, rtpPorts?: number, tls?: { cert: string, key: string } | null, onExit?: (name: string, why: string) => void }} options
 */
export async function startRealLine(options) {
  const { dataDir, centralUrl, secret, anyPorts = false, domain = LINE_DOMAIN, trunkSources = '127.0.0.1/32', trunkHost = '127.0.0.1:5080', origins = 'none', tls = null, rtpPorts = anyPorts ? 1000 : 10_000, onExit } = options;
  const folder = path.join(dataDir, 'line');
  fs.mkdirSync(folder, { recursive: true });
  const ports = anyPorts
    ? { sip: await anyPort(), ws: await anyPort(), wss: await anyPort(), edge: await anyPort(), rtpengine: await anyPort(), rtpengineCli: await anyPort(), keys: await anyPort() }
    : USUAL_PORTS;
  const music = options.music ?? path.join(folder, 'hold-music.wav');
  if (music !== 'none' && options.music === undefined) writeHoldMusic(music);
  const key = createHmac('sha256', secret).update('edge').digest('base64url');
  const site = writeSiteFile({ folder, domain, key, trunkSources, trunkHost, origins, tls, ports });

  // Without the kernel's module (--table=-1), as in a container. Sound of callers: below the ports the kernel hands out by itself.
  const rtpBase = anyPorts ? 20_000 + 1000 * Math.floor((Math.random() * (11_000 - rtpPorts)) / 1000) : 30_000;
  const startRtpengine = () => startProgram('rtpengine', 'rtpengine', [
    // Nothing of what the system's own service is set up with; its command port is one a second rtpengine could not have.
    '--config-file=none', `--listen-cli=127.0.0.1:${ports.rtpengineCli}`, '--foreground', '--log-stderr', '--log-level=3', '--table=-1', '--interface=127.0.0.1', `--listen-ng=127.0.0.1:${ports.rtpengine}`,
    `--port-min=${rtpBase}`, `--port-max=${rtpBase + rtpPorts - 1}`, '--timeout=60', '--silent-timeout=3600', '--num-threads=2', '--tos=184', '--delete-delay=0', `--dtmf-log-dest=127.0.0.1:${ports.keys}`,
    `--pidfile=${path.join(folder, 'rtpengine.pid')}`,
  ], folder, onExit);
  const startKamailio = () => startProgram('kamailio', 'kamailio', ['-f', site, '-DD', '-E', '-m', '256', '-M', '16', '-P', path.join(folder, 'kamailio.pid'), '-Y', folder], folder, onExit);
  const startLink = async (url) => {
    const started = await startService('line-link', 'central/kamailio/main.ts', {
      CARELINE_CENTRAL_URL: url, CARELINE_EDGE_PORT: String(ports.edge), CARELINE_RTPENGINE_PORT: String(ports.rtpengine), CARELINE_DTMF_PORT: String(ports.keys), CARELINE_HOLD_MUSIC: music,
    }, { dataDir, demo: false, quiet: true, onExit });
    try { os.setPriority(started.child.pid, LINE_NICENESS); } catch { /* not allowed: it runs like any other */ }
    return started;
  };

  const rtpengine = startRtpengine();
  await untilItAnswers(ports.rtpengine, rtpengine);
  let kamailio = startKamailio();
  let link = null;
  const stop = async () => {
    await link?.stop();
    await kamailio.stop();
    await rtpengine.stop();
  };
  let late;
  try {
    link = await Promise.race([
      startLink(centralUrl),
      kamailio.gone.then(() => { throw new Error(`Kamailio ended at once: ${lastWords(folder, 'kamailio')}`); }),
      rtpengine.gone.then(() => { throw new Error(`rtpengine ended at once: ${lastWords(folder, 'rtpengine')}`); }),
      new Promise((_resolve, reject) => { late = setTimeout(() => reject(new Error(`the line did not come up in ${START_DEADLINE_MS / 1000} s; see ${folder}`)), START_DEADLINE_MS); }),
    ]);
  } catch (error) {
    await stop();
    throw error;
  } finally {
    clearTimeout(late);
  }
  return {
    domain, folder, ports, wsUrl: `ws://127.0.0.1:${ports.ws}`, wssUrl: tls === null ? null : `wss://127.0.0.1:${ports.wss}`, sip: `127.0.0.1:${ports.sip}`,
    pids: () => ({ kamailio: kamailio.child.pid, rtpengine: rtpengine.child.pid, link: link.child.pid }),
    /** Kamailio forgets everything and is back; rtpengine and its sounds stay. */
    async restartKamailio() {
      await kamailio.stop();
      kamailio = startKamailio();
    },
    /** The process that speaks for central is killed and started again. */
    async restartLink() {
      await link.stop('SIGKILL');
      link = await startLink(centralUrl);
    },
    stop,
  };
}
