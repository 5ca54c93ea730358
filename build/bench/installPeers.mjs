import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { projectRoot } from '../runtime/electronRuntime.mjs';
import { step } from '../say.mjs';

/** Where what Careline is compared with lies: no part of the product. */
export const PEERS_FOLDER = path.join(projectRoot, 'build/bench/peers');

/** `npm ci` of the peers' own lock file, unless that was done. */
export async function installPeers() {
  const digest = createHash('sha256').update(fs.readFileSync(path.join(PEERS_FOLDER, 'package-lock.json'))).digest('hex');
  const stamp = path.join(PEERS_FOLDER, 'node_modules', '.careline-lock');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === digest) return;
  const cli = process.env.npm_execpath;
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await step('installing what Careline is compared with beside the bench', () => new Promise((resolve, reject) => {
    const child = cli && /\.c?js$/.test(cli) ? spawn(process.execPath, [cli, ...args], { cwd: PEERS_FOLDER, stdio: ['ignore', 'ignore', 'inherit'] })
      : spawn(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { cwd: PEERS_FOLDER, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`npm ci of the peers ended (${code})`))));
  }));
  fs.writeFileSync(stamp, digest);
}
