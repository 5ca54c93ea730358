// Runs the installer of the package `electron`, and gives up when nothing comes: it would wait five minutes for a network
// that swallows what is sent, and say nothing. Why it failed is the last line of standard output.
//   node build/runtime/fetchOfficial.mjs node_modules/electron
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

const SILENCE_MS = Number(process.env.CARELINE_DOWNLOAD_SILENCE_MS ?? 15_000);
const LOOK_MS = 500;
const TELL_MS = 15_000;

const folder = path.resolve(process.argv[2] ?? '');
/** The installer downloads into the temporary folder: with one of its own we see what has come. */
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'careline-electron-'));

function bytesIn(at) {
  try {
    return fs.readdirSync(at, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + fs.statSync(path.join(entry.parentPath ?? entry.path, entry.name)).size, 0);
  } catch {
    return 0; // A file went while we looked.
  }
}

const child = spawn(process.execPath, ['install.js'], { cwd: folder, env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary, ELECTRON_GET_NO_PROGRESS: '1' }, stdio: ['ignore', 'ignore', 'pipe'] });
let said = '';
let silent = false;
child.stderr.on('data', (chunk) => { said = (said + chunk).slice(0, 4000); });

let seen = -1;
let lastNewsAt = Date.now();
let toldAt = Date.now();
const watch = setInterval(() => {
  const bytes = bytesIn(temporary) + bytesIn(path.join(folder, 'dist'));
  const now = Date.now();
  if (bytes !== seen) { seen = bytes; lastNewsAt = now; }
  if (now - lastNewsAt > SILENCE_MS) { silent = true; child.kill('SIGKILL'); }
  if (now - toldAt > TELL_MS && bytes > 0) { toldAt = now; process.stderr.write(`electron: ${(bytes / 1e6).toFixed(0)} MB have come ...\n`); }
}, LOOK_MS);

function finish(code, why) {
  clearInterval(watch);
  fs.rmSync(temporary, { recursive: true, force: true });
  if (code !== 0) process.stdout.write(`${why}\n`);
  process.exit(code);
}
child.on('error', (error) => finish(1, error.message));
child.on('exit', (code, signal) => finish(code ?? 1, silent ? `nothing came for ${SILENCE_MS / 1000} s` : said.trim().split('\n')[0] || `exit ${code ?? signal}`));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => { child.kill('SIGKILL'); });
