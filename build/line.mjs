// `npm run line`: Kamailio and rtpengine on loopback with the configuration shipped in build/deploy/, and the process that speaks for
// central with them, until stopped. Central itself is started elsewhere; how, is said here.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { lineSecret } from '../central/line/lineSecret.ts';
import { isLineInstalled, LINE_DOMAIN, startRealLine } from './line/realLine.mjs';
import { whenNpmIsGone } from './processAlive.mjs';
import { projectRoot } from './runtime/electronRuntime.mjs';
import { say, step } from './say.mjs';

const HELP = `npm run line -- [--any-ports]

  Starts Kamailio and rtpengine (Debian packages) on 127.0.0.1 and joins them to central. Settings come from the environment:

  CARELINE_DATA            the data folder whose line-secret is central's (default .careline)
  CARELINE_CENTRAL_URL     central (default: where it runs on that data folder, else http://127.0.0.1:8700)
  CARELINE_TRUNK_SOURCES   addresses the carrier's calls come from, with commas between (default 127.0.0.1/32)
  CARELINE_TRUNK_HOST      address:port calls to the outside go to (default 127.0.0.1:5080)
  CARELINE_TLS_CERT, _KEY  PEM files: wss:// besides ws://
  CARELINE_LINE_ORIGINS    regular expression of page origins that may come in (default none: desktops send no Origin)
  CARELINE_HOLD_MUSIC      a WAV file, or none: callers wait in silence, and are told nothing (default: a tune of our own)
  CARELINE_LINE_SOUNDS     a folder of WAV files for what waiting callers are told (default: tones of our own)
  CARELINE_CALLBACK_KEY    what they press to hang up and be rung in their turn (default 1)

  --any-ports              free ports instead of 5060 and 8720 to 8725`;

const { values } = parseArgs({ options: { 'any-ports': { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } });
if (values.help) { console.log(HELP); process.exit(0); }
if (!isLineInstalled()) {
  say('careline: Kamailio or rtpengine is not installed, and this system is not one we can install them on (Debian 12 as root is)');
  process.exit(1);
}

const { env } = process;
const dataDir = path.resolve(env.CARELINE_DATA ?? path.join(projectRoot, '.careline'));
if ((env.CARELINE_TLS_CERT === undefined) !== (env.CARELINE_TLS_KEY === undefined)) {
  say('careline: CARELINE_TLS_CERT and CARELINE_TLS_KEY: both or neither');
  process.exit(1);
}

/** Central of this data folder, when it runs. */
function runningCentral() {
  try {
    return JSON.parse(fs.readFileSync(path.join(dataDir, 'run.json'), 'utf8')).centralUrl;
  } catch {
    return 'http://127.0.0.1:8700';
  }
}

let line = null;
let ending = false;
async function end(code) {
  if (ending) return;
  ending = true;
  await step('stopping', async () => { await line?.stop(); });
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { void end(0); });
whenNpmIsGone(() => { void end(1); });

try {
  line = await step('starting Kamailio and rtpengine', () => startRealLine({
    dataDir, centralUrl: env.CARELINE_CENTRAL_URL ?? runningCentral(), secret: lineSecret(dataDir), anyPorts: values['any-ports'],
    ...(env.CARELINE_TRUNK_SOURCES === undefined ? {} : { trunkSources: env.CARELINE_TRUNK_SOURCES }),
    ...(env.CARELINE_TRUNK_HOST === undefined ? {} : { trunkHost: env.CARELINE_TRUNK_HOST }),
    ...(env.CARELINE_LINE_ORIGINS === undefined ? {} : { origins: env.CARELINE_LINE_ORIGINS }),
    ...(env.CARELINE_HOLD_MUSIC === undefined ? {} : { music: env.CARELINE_HOLD_MUSIC }),
    tls: env.CARELINE_TLS_CERT === undefined ? null : { cert: path.resolve(env.CARELINE_TLS_CERT), key: path.resolve(env.CARELINE_TLS_KEY) },
    onExit: (_name, why) => { say(`careline: ${why}`); void end(1); },
  }));
  say(`careline: the line is up. Carriers: sip:${line.sip} (UDP). Desktops: ${line.wssUrl ?? line.wsUrl}`);
  say(`careline: start central with CARELINE_DEMO=0 CARELINE_LINE_KIND=kamailio CARELINE_LINE_URL=${line.wssUrl ?? line.wsUrl} CARELINE_LINE_DOMAIN=${LINE_DOMAIN} (it refuses a real line on demo data)`);
  if (ending) await line.stop();
} catch (error) {
  if (!ending) say(`careline: could not start: ${error instanceof Error ? error.message : String(error)}`);
  await end(1);
}
