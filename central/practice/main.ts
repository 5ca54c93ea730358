import type { AddressInfo } from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { USUAL_CALLBACK_KEY } from '../line/callbackKey.ts';
import { CentralLink } from '../line/centralLink.ts';
import { createControl } from './control.ts';
import { faultWords } from './faultWords.ts';
import { lineSounds } from '../line/lineSounds.ts';
import { listenNear } from './listenNear.ts';
import { PRACTICE_LINE_PORT } from '../line/linePassword.ts';
import { lineSecret } from '../line/lineSecret.ts';
import { PracticeLine } from './practiceLine.ts';
import { PracticeSwitch } from './switch.ts';

/*
 * The practice line as a process of its own. CARELINE_DATA: where the line's secret is. CARELINE_CENTRAL_URL: central, if
 * there is one. CARELINE_LINE_PORT and CARELINE_LINE_CONTROL_PORT: where to listen (the next free port when taken, 0: any).
 * CARELINE_LINE_STATIC_AGENT: offer every caller to this extension, without central. CARELINE_LINE_SOUNDS: a folder of WAV
 * files for what waiting callers hear. CARELINE_CALLBACK_KEY: what they press to be rung in their turn. CARELINE_PARENT=1:
 * ends when its standard input closes.
 */

const { env } = process;
const secret = lineSecret(path.resolve(env['CARELINE_DATA'] ?? '.careline'));
const log = (what: string) => process.stderr.write(`${new Date().toISOString()} line: ${what}\n`);
const portOf = (name: string, usual: number) => (/^\d{1,5}$/.test(env[name] ?? '') ? Number(env[name]) : usual);

/** Said in the form that the terminal of `npm start` shows. */
function tellMoved(what: string, wanted: number, used: number): void {
  if (wanted !== 0 && wanted !== used) process.stderr.write(`careline: port ${wanted} is taken: the practice line's ${what} uses ${used}\n`);
}

const wantedPort = portOf('CARELINE_LINE_PORT', PRACTICE_LINE_PORT);
const { exchange, port } = await listenNear(wantedPort, async (wanted) => {
  const made = new PracticeSwitch({ lineSecret: secret, port: wanted });
  return { exchange: made, port: await made.listen() };
});
let link: CentralLink | null = null;
const centralUrl = env['CARELINE_CENTRAL_URL'] ?? '';
const soundFolder = env['CARELINE_LINE_SOUNDS'] ?? '';
const wantedKey = env['CARELINE_CALLBACK_KEY'] ?? USUAL_CALLBACK_KEY;
const callbackKey = /^[0-9*#]$/.test(wantedKey) ? wantedKey : USUAL_CALLBACK_KEY;
if (callbackKey !== wantedKey) process.stderr.write('careline: CARELINE_CALLBACK_KEY is not one key: it is 1\n');
const line = new PracticeLine({
  exchange, tell: (message) => link?.tell(message), staticAgent: env['CARELINE_LINE_STATIC_AGENT'] ?? null, callbackKey,
  sounds: lineSounds(soundFolder === '' ? null : path.resolve(soundFolder), (what) => process.stderr.write(`careline: a sound of the line is not yours: ${what}\n`)),
  ...(centralUrl === '' ? {} : { isCentralThere: () => link?.isThere === true }),
});
const control = createControl(line, exchange, secret, log);
const wantedControlPort = portOf('CARELINE_LINE_CONTROL_PORT', 8711);
const controlPort = await listenNear(wantedControlPort, (wanted) => new Promise<number>((resolve, reject) => {
  control.once('error', reject);
  control.listen(wanted, '127.0.0.1', () => {
    control.removeListener('error', reject);
    const address: AddressInfo | string | null = control.address();
    resolve(typeof address === 'object' && address !== null ? address.port : wanted);
  });
}));
tellMoved('SIP', wantedPort, port);
tellMoved('control', wantedControlPort, controlPort);
if (centralUrl !== '') {
  link = new CentralLink({ centralUrl, lineSecret: secret, hello: () => line.hello(), obey: (message) => line.obey(message), log });
  link.start();
}

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  line.close();
  link?.stop();
  control.close();
  control.closeAllConnections();
  await Promise.race([exchange.close(), new Promise((resolve) => setTimeout(resolve, 2000))]);
  process.exit(0);
}
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop());
if (env['CARELINE_PARENT'] === '1') {
  process.stdin.resume();
  process.stdin.on('end', () => void stop());
  process.stdin.on('error', () => void stop());
}
// A fault in one call must not silence the others; it is written down, without what was said.
process.on('unhandledRejection', (error) => log(`unhandled: ${faultWords(error)}`));

process.stdout.write(`${JSON.stringify({ ready: true, pid: process.pid, sipUrl: `ws://127.0.0.1:${port}`, sipPort: port, controlUrl: `http://127.0.0.1:${controlPort}`, controlPort })}\n`);
