import { createHmac } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { z } from 'zod';
import { USUAL_CALLBACK_KEY } from '../line/callbackKey.ts';
import { CentralLink } from '../line/centralLink.ts';
import { lineSounds } from '../line/lineSounds.ts';
import { linePassword } from '../line/linePassword.ts';
import { lineSecret } from '../line/lineSecret.ts';
import { Edge } from './edge.ts';
import { KamailioLine } from './kamailioLine.ts';
import { Rtpengine } from './rtpengine.ts';
import { keysPressed } from './keysPressed.ts';
import { SoundFiles } from './soundFiles.ts';
import { WaitingMusic } from './waitingMusic.ts';

/*
 * What speaks for central with Kamailio and rtpengine, as a process of its own beside them. CARELINE_DATA: where the line's
 * secret is. CARELINE_CENTRAL_URL: central. CARELINE_EDGE_PORT: Kamailio's control listener. CARELINE_RTPENGINE_PORT: rtpengine's
 * ng port. CARELINE_DTMF_PORT: where rtpengine tells keys. CARELINE_HOLD_MUSIC: a WAV file, none: silence, and nobody is told anything.
 * CARELINE_LINE_SOUNDS, CARELINE_CALLBACK_KEY: as on the practice line. CARELINE_PARENT=1: ends when its standard input closes.
 */

const KNOCK_EVERY_MS = 5000;

const { env } = process;
const dataDir = path.resolve(env['CARELINE_DATA'] ?? '.careline');
const secret = lineSecret(dataDir);
const log = (what: string) => process.stderr.write(`${new Date().toISOString()} line: ${what}\n`);
const portOf = (name: string, usual: number) => (/^\d{1,5}$/.test(env[name] ?? '') ? Number(env[name]) : usual);

mkdirSync(path.join(dataDir, 'line'), { recursive: true });
const extensionsFile = path.join(dataDir, 'line', 'extensions.json');

const rtpengine = new Rtpengine(portOf('CARELINE_RTPENGINE_PORT', 8723));
const musicFile = env['CARELINE_HOLD_MUSIC'] ?? '';
const music = musicFile === '' || musicFile === 'none' ? null : new WaitingMusic(rtpengine, path.resolve(musicFile), new SoundFiles(path.join(dataDir, 'line', 'sounds'), lineSounds(env['CARELINE_LINE_SOUNDS'] ? path.resolve(env['CARELINE_LINE_SOUNDS']) : null, log)));

const wantedKey = env['CARELINE_CALLBACK_KEY'] ?? '';
const callbackKey = /^[0-9*#]$/.test(wantedKey) ? wantedKey : USUAL_CALLBACK_KEY;

const line = new KamailioLine({
  tell: (message) => link.tell(message), isCentralThere: () => link.isThere, order: (order) => edge.send(order), music, callbackKey, now: () => Date.now(), log,
  passwordOf: (extension) => linePassword(secret, extension),
  keepExtensions: (extensions) => writeFileSync(extensionsFile, `${JSON.stringify(extensions)}\n`, { mode: 0o600 }),
}, keptExtensions());
const link = new CentralLink({
  centralUrl: env['CARELINE_CENTRAL_URL'] ?? 'http://127.0.0.1:8700', lineSecret: secret, hello: () => line.hello(), obey: (message) => line.obey(message), log,
});
/** Central hears us when we know what stands: before that, our hello would end calls that go on. */
let isLinked = false;
const edge = new Edge({
  port: portOf('CARELINE_EDGE_PORT', 8722), key: createHmac('sha256', secret).update('edge').digest('base64url'), log,
  up: () => line.edgeUp(), down: () => line.edgeDown(),
  hear: (event) => {
    line.hear(event);
    if (event.ev !== 'told' || isLinked) return;
    isLinked = true;
    link.start();
    process.stdout.write(`${JSON.stringify({ ready: true, pid: process.pid })}\n`);
  },
});
edge.start();
const keys = keysPressed(portOf('CARELINE_DTMF_PORT', 8725), (leg, key) => line.press(leg, key), log);
const knocking = setInterval(() => line.knock(), KNOCK_EVERY_MS);

/** Agents can register before central has been heard: who could when we last heard it. */
function keptExtensions(): readonly string[] {
  try {
    return z.array(z.string()).parse(JSON.parse(readFileSync(extensionsFile, 'utf8')) as unknown);
  } catch {
    return [];
  }
}

/** Kamailio and rtpengine keep the calls: whoever is started next finds them. */
function stop(): void {
  clearInterval(knocking);
  line.close();
  link.stop();
  edge.stop();
  rtpengine.close();
  keys.close();
  process.exit(0);
}
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop);
if (env['CARELINE_PARENT'] === '1') {
  process.stdin.resume();
  process.stdin.on('end', stop);
  process.stdin.on('error', stop);
}
