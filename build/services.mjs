// Central and the practice line as child processes: what `npm start`, the tour, the benches and the desktop's tests all
// stand on. Both stop when this process goes, however it goes: their standard input closes.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { projectRoot } from './runtime/electronRuntime.mjs';
import { say } from './say.mjs';

/**
 * @typedef {{ name: string, child: import('node:child_process').ChildProcess, ready: Record<string, unknown>, stop(signal?: NodeJS.Signals): Promise<void> }} Service
 * @typedef {{ dataDir: string, demo: boolean, env?: NodeJS.ProcessEnv, quiet?: boolean, onExit?: (name: string, why: string) => void, signal?: AbortSignal }} ServiceOptions
 *   `signal`: told to stop while they start.
 */

/**
 * Starts one service and waits for its ready line, a JSON object on standard output.
 * @param {string} name @param {string} script path from the project's root @param {NodeJS.ProcessEnv} env @param {ServiceOptions} options
 * @returns {Promise<Service>}
 */
export function startService(name, script, env, options) {
  fs.mkdirSync(options.dataDir, { recursive: true });
  const logFile = path.join(options.dataDir, `${name}.log`);
  const log = fs.openSync(logFile, 'a', 0o600);
  const child = spawn(process.execPath, [path.join(projectRoot, script)], {
    cwd: projectRoot, stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env, ...env, CARELINE_PARENT: '1', CARELINE_DATA: options.dataDir, NODE_NO_WARNINGS: '1' },
  });
  return new Promise((resolve, reject) => {
    let text = '';
    let isReady = false;
    let stopping = false;
    child.stdin.on('error', () => {});
    const giveUp = () => { child.kill('SIGTERM'); };
    if (options.signal?.aborted) giveUp();
    options.signal?.addEventListener('abort', giveUp, { once: true });
    child.stdout.on('data', (chunk) => {
      if (isReady) { fs.writeSync(log, chunk); return; }
      // The ready line holds the database's password: it is not for the log.
      text += chunk;
      for (const line of text.split('\n')) {
        if (!line.startsWith('{"ready":true')) continue;
        isReady = true;
        options.signal?.removeEventListener('abort', giveUp);
        resolve({
          name, child, ready: JSON.parse(line),
          stop: (signal = 'SIGTERM') => {
            stopping = true;
            if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
            return new Promise((done) => {
              // Longer than central gives PostgreSQL to stop: killed before that, it would leave it running.
              const hard = setTimeout(() => child.kill('SIGKILL'), 35_000);
              child.once('exit', () => { clearTimeout(hard); done(); });
              child.kill(signal);
            });
          },
        });
      }
    });
    // Progress lines are for the person at the terminal; everything is in the log.
    child.stderr.on('data', (chunk) => {
      // A one-time password is for the terminal only: no log keeps it.
      fs.writeSync(log, String(chunk).replace(/(one-time password: )\S+/, '$1(on the terminal)'));
      if (options.quiet || isReady) return;
      for (const line of String(chunk).split('\n')) if (line.startsWith('careline:')) say(line);
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      fs.closeSync(log);
      const why = `${name} ended (${code ?? signal})`;
      if (!isReady) reject(new Error(`${why} before it was ready; see ${logFile}\n${lastLines(logFile)}`));
      else if (!stopping) options.onExit?.(name, why);
    });
  });
}

function lastLines(file) {
  try {
    return fs.readFileSync(file, 'utf8').trim().split('\n').slice(-12).join('\n');
  } catch {
    return '';
  }
}

/** @param {ServiceOptions} options */
export const startCentral = (options) => startService('central', 'central/main.ts', { CARELINE_DEMO: options.demo ? '1' : '0' }, options);

/** @param {ServiceOptions} options @param {string} centralUrl */
export const startPracticeLine = (options, centralUrl) => startService('practice', 'central/practice/main.ts', { CARELINE_CENTRAL_URL: centralUrl }, options);

/** Where a real line is meant the practice line stays away: each would drive the other out. */
const noLine = (central) => ({ name: 'practice', child: central.child, ready: {}, stop: async () => {} });

/**
 * Starts both; `run.json` in the data folder tells others (the ring command) where they are.
 * @param {ServiceOptions} options
 */
export async function startServices(options) {
  const central = await startCentral(options);
  const isReal = { ...process.env, ...options.env }.CARELINE_LINE_KIND === 'kamailio';
  const line = isReal ? noLine(central) : await startPracticeLine(options, String(central.ready.url)).catch(async (error) => { await central.stop(); throw error; });
  const runFile = path.join(options.dataDir, 'run.json');
  const run = { pid: process.pid, centralUrl: String(central.ready.url), lineUrl: String(line.ready.sipUrl ?? ''), lineControlUrl: String(line.ready.controlUrl ?? '') };
  fs.writeFileSync(runFile, `${JSON.stringify(run, null, 2)}\n`, { mode: 0o600 });
  return {
    ...run, dataDir: options.dataDir, central, line,
    async stop() {
      fs.rmSync(runFile, { force: true });
      await line.stop();
      await central.stop();
    },
  };
}
