// Brings in everything a fresh clone lacks: npm's pre-hook of start, test and the others. Runs on whatever Node there
// is (18.19 or later), so: built-ins only.
//   node build/setup.mjs run|serve|line|test|test:line|package
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { whenNpmIsGone } from './processAlive.mjs';
import { electronEnv, projectRoot } from './runtime/electronRuntime.mjs';
import { say, step } from './say.mjs';
import { holdSetup } from './setupLock.mjs';
import { missingSystemPackages } from './systemPackages.mjs';

const purpose = process.argv[2] ?? 'run';
const windows = process.platform === 'win32';
const inModules = (...parts) => path.join(projectRoot, 'node_modules', ...parts);

let lock = null;
/** What runs now, and may be ended without harm: not apt-get. */
const running = new Set();

/** Runs a command to its end without blocking the progress lines; resolves to its output, rejects with its last words. */
function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: projectRoot, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    lock?.add(child.pid);
    running.add(child);
    let tail = '';
    let output = '';
    child.stdout?.on('data', (chunk) => { output += chunk; });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => { tail = (tail + chunk).slice(-3000); });
    child.on('error', reject);
    child.on('exit', () => running.delete(child));
    child.on('close', (code, signal) => (code === 0 ? resolve(output) : reject(new Error(`${command} ${args.join(' ')} failed (${code ?? signal})\n${tail.trim()}`))));
  });
}

function digestOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update('\0').update(fs.readFileSync(path.join(projectRoot, file))).update('\0');
  return hash.digest('hex');
}

const isCurrent = (stamp, digest) => fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === digest;

/** `npm ci`, unless node_modules was made from this very lock file. An interrupted one left no stamp and is done again. */
async function packages() {
  const lock = digestOf(['package-lock.json']);
  const stamp = inModules('.careline-lock');
  if (isCurrent(stamp, lock)) return;
  const args = ['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  const cli = process.env.npm_execpath;
  await step('installing packages (npm ci)', () => (cli && /\.c?js$/.test(cli)
    ? run(process.execPath, [cli, ...args])
    : run(windows ? 'npm.cmd' : 'npm', args, { shell: windows })));
  fs.writeFileSync(stamp, lock);
}

/**
 * Debian starts what it installs, Kamailio on every address of the machine. Told not to, it does not; somebody's own rule stays.
 * @returns what takes that back
 */
function startNothing() {
  const rule = '/usr/sbin/policy-rc.d';
  if (fs.existsSync(rule)) return () => {};
  fs.writeFileSync(rule, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const remove = () => fs.rmSync(rule, { force: true });
  process.once('exit', remove);
  return remove;
}

/** Debian packages the desktop needs: installed when we may, else the one command is printed and we stop at once. */
async function system() {
  const missing = missingSystemPackages(purpose);
  if (missing.length === 0) return;
  const command = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  const mayInstall = process.getuid?.() === 0 && spawnSync('sh', ['-c', 'command -v apt-get'], { stdio: 'ignore' }).status === 0;
  if (!mayInstall) {
    say(`careline: this machine lacks ${missing.join(', ')}. On Debian or Ubuntu run:\n\n  sudo sh -c '${command}'\n\nthen the same npm command again.`);
    process.exit(1);
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await step(`installing system packages (${missing.join(' ')})`, async () => {
    // A run that was interrupted half-way may have left packages unpacked but not configured.
    await run('dpkg', ['--configure', '-a'], { env });
    const patient = ['-o', 'DPkg::Lock::Timeout=120'];
    await run('apt-get', [...patient, 'update', '-qq'], { env });
    const allow = missing.includes('kamailio') || missing.includes('rtpengine-daemon') ? startNothing() : () => {};
    try {
      await run('apt-get', [...patient, 'install', '-y', '-qq', '--no-install-recommends', ...missing], { env });
    } finally {
      allow();
    }
  });
}

function sources(folder) {
  return fs.readdirSync(path.join(projectRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(projectRoot, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

/** Bundles the desktop, unless the bundle was made from these very sources. */
async function bundle(runtime) {
  const digest = digestOf([...['electron', 'renderer', 'shared'].flatMap(sources), 'build/electron.vite.config.mts', 'package-lock.json', 'package.json']);
  const stamp = path.join(projectRoot, 'out', '.careline-sources');
  if (isCurrent(stamp, digest)) return;
  fs.rmSync(stamp, { force: true });
  await step('building the desktop', () => run(inModules('.bin', windows ? 'electron-vite.cmd' : 'electron-vite'),
    ['build', '--config', 'build/electron.vite.config.mts', '--logLevel', 'warn'],
    {
      shell: windows,
      // The bundle runs on the oldest runtime we support, so it is built for that one.
      env: { ...electronEnv(runtime), ELECTRON_MAJOR_VER: '25', PATH: `${inModules('.bin')}${path.delimiter}${process.env.PATH}` },
    }));
  fs.writeFileSync(stamp, digest);
}

/** Its progress lines go straight to the terminal, what it found is JSON. */
async function electronRuntime() {
  const found = await run(process.execPath, [path.join(projectRoot, 'build', 'runtime', 'electronRuntime.mjs'), '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(found);
}

/** Nothing of ours goes on in the background (npm itself would, after a mere SIGTERM). What is half-done has no stamp and is done again. */
function giveUp() {
  for (const child of running) if (!child.spawnfile.includes('apt-get') && !child.spawnfile.includes('dpkg')) child.kill('SIGKILL');
  process.exit(130);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, giveUp);
whenNpmIsGone(giveUp);

try {
  await system();
  lock = await holdSetup(path.join(projectRoot, '.careline', 'setup.json'));
  await packages();
  // `exec` in package.json lets npm's signals reach us: a POSIX shell between would keep them for itself. Windows has no such word.
  if (windows) fs.writeFileSync(inModules('.bin', 'exec.cmd'), '@%*\r\n');
  if (purpose !== 'serve' && purpose !== 'line') {
    const runtime = await step('bringing in the Electron runtime', electronRuntime);
    await bundle(runtime);
  }
  lock.release();
} catch (error) {
  say(`careline: setup failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
