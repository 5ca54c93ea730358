// RxDB and PouchDB, which are no part of the product: installed beside the bench, bundled, and run in an Electron window.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { _electron } from 'playwright-core';
import { deskCommand } from '../launchDesk.mjs';
import { projectRoot } from '../runtime/electronRuntime.mjs';
import { say, step } from '../say.mjs';
import { closeLater } from '../tour/closeLater.mjs';
import { temporaryFolder } from '../tour/temporaryFolder.mjs';
import { withoutSignals } from '../withoutSignals.mjs';
import { startPeerServer } from './peerServer.mjs';

const FOLDER = path.join(projectRoot, 'build/bench/peers');
/** As many documents a page as the product's own pulls. RxDB and PouchDB are measured with their usual 100 too, and the better counts. */
const BATCHES = [500, 100];

/** `npm ci` of the peers' own lock file, unless that was done. */
async function install() {
  const digest = createHash('sha256').update(fs.readFileSync(path.join(FOLDER, 'package-lock.json'))).digest('hex');
  const stamp = path.join(FOLDER, 'node_modules', '.careline-lock');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === digest) return;
  const cli = process.env.npm_execpath;
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await step('installing RxDB and PouchDB beside the bench', () => new Promise((resolve, reject) => {
    const child = cli && /\.c?js$/.test(cli) ? spawn(process.execPath, [cli, ...args], { cwd: FOLDER, stdio: ['ignore', 'ignore', 'inherit'] })
      : spawn(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { cwd: FOLDER, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`npm ci of the peers ended (${code})`))));
  }));
  fs.writeFileSync(stamp, digest);
}

async function bundle() {
  const { build } = await import('vite');
  const built = await build({
    configFile: false, root: FOLDER, logLevel: 'error', define: { global: 'globalThis' },
    build: { write: false, target: 'chrome114', minify: true, lib: { entry: path.join(FOLDER, 'page.mjs'), formats: ['es'], fileName: 'page' } },
  });
  return [built].flat()[0].output[0].code;
}

/** Everything that may take its time before the clock runs. @returns opens the peers' window on some documents. */
export async function preparePeers() {
  await install();
  const script = await step('bundling the peers', bundle);
  return async ({ documents, env }) => {
    const url = await startPeerServer(documents, script);
    const profile = temporaryFolder('careline-peers-');
    const command = deskCommand({ userData: profile.path, centralUrl: url, env, fakeSound: true, flags: ['--disable-gpu'] });
    const args = command.args.map((argument) => (argument === projectRoot ? path.join(FOLDER, 'window.cjs') : argument));
    const app = await withoutSignals(() => _electron.launch({ ...command, args, env: { ...command.env, CARELINE_PEERS_URL: url }, timeout: 60_000 }));
    const exited = new Promise((resolve) => { app.process().once('exit', resolve); });
    const close = closeLater(async () => {
      const hard = setTimeout(() => app.process().kill('SIGKILL'), 8000);
      await Promise.race([app.close().catch(() => {}), exited]);
      await exited;
      clearTimeout(hard);
      profile.remove();
    });
    const page = await app.firstWindow();
    await page.waitForFunction(() => globalThis.peers !== undefined, undefined, { timeout: 30_000 });
    const once = (which, batch) => page.evaluate(([name, at, count, size]) => globalThis.peers[name](at, count, size), [which, url, documents.length, batch]);
    return {
      close,
      /** The quicker of its batch sizes, in milliseconds. */
      measure: async (which, batches = BATCHES) => {
        const took = [];
        for (const batch of batches) took.push(await once(which, batch));
        say(`bench sync: ${which.slice(2)}: ${took.map((ms, i) => `${ms.toFixed(0)} ms by ${batches[i]}`).join(', ')}`);
        return Math.min(...took);
      },
    };
  };
}
