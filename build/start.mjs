// `npm start`: central with its PostgreSQL, demo data once, the practice line, the desktop. Where there is no display
// the desktop runs under an Xvfb of its own, and what it shows is written to a picture every few seconds.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { openDisplay } from './display.mjs';
import { deskCommand, hasLeftByItself, lacksSoundHardware } from './launchDesk.mjs';
import { launchDriven } from './launchDriven.mjs';
import { whenNpmIsGone } from './processAlive.mjs';
import { projectRoot } from './runtime/electronRuntime.mjs';
import { say, step } from './say.mjs';
import { startServices } from './services.mjs';
import { withoutSignals } from './withoutSignals.mjs';

const startedAt = Date.now();
const dataDir = process.env.CARELINE_DATA ?? path.join(projectRoot, '.careline');
const headless = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
const sinceStart = () => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;

/** Central of a `npm start` that is still running here: a second one only opens its window. */
async function runningServices() {
  try {
    const run = JSON.parse(fs.readFileSync(path.join(dataDir, 'run.json'), 'utf8'));
    const answer = await fetch(new URL('/healthz', run.centralUrl), { signal: AbortSignal.timeout(2000) });
    return answer.ok ? { ...run, stop: async () => {} } : null;
  } catch {
    return null;
  }
}

let services = null;
let starting = null;
const noMore = new AbortController();
let desk = null;
let display = null;
let ending = false;
async function end(code) {
  if (ending) return;
  ending = true;
  noMore.abort();
  await step('stopping', async () => {
    await desk?.close();
    // Stopped while it starts, it is waited for: whoever starts again at once would find the data still in use.
    await (services ?? await starting?.catch(() => null))?.stop();
  });
  display?.stop();
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { void end(0); });
whenNpmIsGone(() => { void end(1); });

/** Ended by its own button to be opened again (electron/main.ts). */
const RESTART_EXIT_CODE = 75;
const ALREADY_OPEN = 'the desktop closed again as soon as it opened. One is open already: stop that one first (Ctrl+C where it was started)';

async function openWindow(command) {
  const child = spawn(command.executablePath, command.args, { cwd: command.cwd, env: { ...command.env, ...display.env }, stdio: ['ignore', 'ignore', 'ignore'] });
  child.on('exit', (code) => { void (code === RESTART_EXIT_CODE && !ending ? reopen(command) : end(code ?? 0)); });
  return { close: async () => { if (child.exitCode === null) child.kill('SIGTERM'); } };
}

/** Without a display nobody sees the window: Playwright drives it, so that its picture can be taken from outside. */
async function openUnseen(command) {
  const app = await withoutSignals(() => launchDriven({ ...command, env: { ...command.env, ...display.env } })).catch((error) => {
    throw hasLeftByItself(error) ? new Error(ALREADY_OPEN, { cause: error }) : error;
  });
  const page = await app.firstWindow();
  const picture = path.join(dataDir, 'desk.png');
  await page.waitForSelector('html:is([data-phase="signed-out"],[data-phase="signed-in"])', { timeout: 60_000 });
  const take = () => page.screenshot({ path: picture }).catch(() => {});
  await take();
  const timer = setInterval(take, 5000);
  app.process().once('exit', (code) => {
    clearInterval(timer);
    void (code === RESTART_EXIT_CODE && !ending ? reopen(command) : end(0));
  });
  say(`careline: no display here, so the desktop runs under its own Xvfb. What it shows: ${picture} (renewed every 5 s)`);
  say('careline: to watch the whole walk from ring to record: npm run tour');
  return { close: () => app.close().catch(() => {}) };
}

async function reopen(command) {
  try {
    desk = await step('opening the desktop again', () => (headless ? openUnseen(command) : openWindow(command)));
  } catch (error) {
    say(`careline: could not open the desktop again: ${error instanceof Error ? error.message : String(error)}`);
    await end(1);
  }
}

function serviceEnded(name, why) {
  if (ending) return;
  say(`careline: ${why}`);
  if (name === 'central') void end(1);
}

try {
  services = await runningServices();
  if (!services) {
    starting = startServices({ dataDir, demo: process.env.CARELINE_DEMO !== '0', onExit: serviceEnded, signal: noMore.signal });
    services = await step('starting central and the practice line', () => starting);
  }
  display = await openDisplay();
  if (lacksSoundHardware()) say('careline: no sound hardware here: the desktop gets a fake microphone (beeps) and a silent speaker');
  const command = deskCommand({ centralUrl: services.centralUrl });
  desk = await step('opening the desktop', () => (headless ? openUnseen(command) : openWindow(command)));
  say(`careline: ready after ${sinceStart()}. Central: ${services.centralUrl}. A practice call: npm run ring -- --from 02161234567 --dialled 8008201234`);
} catch (error) {
  if (!ending) say(`careline: could not start: ${error instanceof Error ? error.message : String(error)}`);
  await end(1);
}
