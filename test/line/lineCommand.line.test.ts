import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let dataDir: string;
let child: ChildProcess | null = null;
beforeEach(() => { dataDir = mkdtempSync(path.join(tmpdir(), 'careline-line-command-')); });
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

/** `npm run line`, without npm. @returns what it says; its exit code; a promise of a word of it. */
function run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const started = spawn(process.execPath, [path.resolve(import.meta.dirname, '../../build/line.mjs'), ...args], { env: { ...process.env, CARELINE_DATA: dataDir, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  child = started;
  let words = '';
  const ended = new Promise<number | null>((resolve) => { started.once('exit', resolve); });
  const says = (word: RegExp): Promise<string> => new Promise((resolve, reject) => {
    const look = (): void => { if (word.test(words)) resolve(words); };
    for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk) => { words += String(chunk); look(); });
    void ended.then(() => { if (word.test(words)) resolve(words); else reject(new Error(`it ended and said: ${words}`)); });
  });
  return { started, ended, says };
}
const isRunning = (pid: number): boolean => existsSync(`/proc/${pid}`);

describe('the command that starts the line', () => {
  it('starts Kamailio and rtpengine, says where they are and how central is started, and ends them when it is ended', async () => {
    const { started, ended, says } = run(['--any-ports']);
    const words = await says(/CARELINE_LINE_KIND=kamailio/);
    expect(words).toMatch(/Desktops: ws:\/\/127\.0\.0\.1:\d+/);
    const pids = ['kamailio.pid', 'rtpengine.pid'].map((name) => Number(readFileSync(path.join(dataDir, 'line', name), 'utf8')));
    expect(pids.map(isRunning)).toEqual([true, true]);
    started.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(pids.map(isRunning)).toEqual([false, false]);
  });

  it('says so where they are not installed', async () => {
    const { ended, says } = run([], { PATH: dataDir });
    await says(/Kamailio or rtpengine is not installed/);
    expect(await ended).toBe(1);
  });

  it('says what it can be told', async () => {
    const { ended, says } = run(['--help']);
    const words = await says(/CARELINE_CALLBACK_KEY/);
    for (const name of ['CARELINE_TRUNK_SOURCES', 'CARELINE_LINE_ORIGINS', 'CARELINE_HOLD_MUSIC', 'CARELINE_LINE_SOUNDS']) expect(words).toContain(name);
    expect(await ended).toBe(0);
  });
});
