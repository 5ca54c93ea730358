import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const lockModule = path.join(root, 'build/setupLock.mjs');

let folder: string;
const started: ChildProcess[] = [];

beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), 'careline-setup-')); });
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): { readonly child: ChildProcess; readonly told: () => string; until(text: string): Promise<void> } {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  let text = '';
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => { text += String(chunk); for (const look of waiting) look(); });
  return {
    child, told: () => text,
    until: (wanted) => new Promise((resolve) => {
      const look = () => { if (text.includes(wanted)) { waiting.delete(look); resolve(); } };
      waiting.add(look);
      look();
    }),
  };
}

/** A set-up that says when it has the folder, starts a helper that outlives it, and stays. */
const holder = (file: string) => run(['--input-type=module', '-e', `
  import { spawn } from 'node:child_process';
  const { holdSetup } = await import(${JSON.stringify(lockModule)});
  const lock = await holdSetup(${JSON.stringify(file)});
  const helper = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  lock.add(helper.pid);
  console.log('has it, helper ' + helper.pid + '.');
  setInterval(() => {}, 1000);
`]);

describe('a second set-up of the same clone', () => {
  it('waits for the first, and for what a killed first left running', async () => {
    const file = path.join(folder, 'setup.json');
    const first = holder(file);
    await first.until('has it');
    const helper = Number(/helper (\d+)/.exec(first.told())?.[1]);
    const second = holder(file);
    await second.until('waiting for another set-up');
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toContainEqual(expect.objectContaining({ pid: helper }));
    expect(second.told()).not.toContain('has it');
    process.kill(helper, 'SIGKILL');
    await second.until('has it');
    process.kill(Number(/helper (\d+)/.exec(second.told())?.[1]), 'SIGKILL');
  });

  it('does not wait for a process that only has the id of an earlier one', async () => {
    const file = path.join(folder, 'setup.json');
    writeFileSync(file, JSON.stringify([{ pid: process.pid, birth: 'another time' }]));
    const only = holder(file);
    await only.until('has it');
    expect(only.told()).not.toContain('waiting');
    process.kill(Number(/helper (\d+)/.exec(only.told())?.[1]), 'SIGKILL');
  });
});

describe('a machine that lacks what the desktop needs, and somebody who may not install it', () => {
  it('is told the one command to run before anything is downloaded', async () => {
    // A path without apt-get, Xvfb and fonts: what is left is a shell.
    symlinkSync('/bin/sh', path.join(folder, 'sh'));
    const { child, told } = run([path.join(root, 'build/setup.mjs'), 'run'], { PATH: folder, DISPLAY: '', WAYLAND_DISPLAY: '' });
    const [code] = await once(child, 'exit') as [number];
    expect(code).toBe(1);
    expect(told()).toMatch(/lacks .*xvfb.*fonts-noto-cjk/);
    expect(told().match(/sudo sh -c '.*'/g)).toEqual([expect.stringMatching(/apt-get install -y --no-install-recommends .*xvfb/)]);
    expect(told()).not.toContain('npm ci');
  });
});

describe('the download of the official Electron', () => {
  const install = (script: string) => {
    const electron = path.join(folder, 'electron');
    mkdirSync(electron);
    writeFileSync(path.join(electron, 'install.js'), script);
    return run([path.join(root, 'build/runtime/fetchOfficial.mjs'), electron], { CARELINE_DOWNLOAD_SILENCE_MS: '1500' });
  };

  it('is given up when nothing comes', async () => {
    const fetching = install('setInterval(() => {}, 1000)');
    const [code] = await once(fetching.child, 'close');
    expect(code).toBe(1);
    expect(fetching.told()).toBe('nothing came for 1.5 s\n');
  });

  it('goes on as long as something comes', async () => {
    const fetching = install(`
      const fs = require('node:fs'); const os = require('node:os'); const path = require('node:path');
      let times = 0;
      setInterval(() => { fs.appendFileSync(path.join(os.tmpdir(), 'electron.zip'), 'more'); if (++times === 8) process.exit(0); }, 400);
    `);
    const [code] = await once(fetching.child, 'close');
    expect(code).toBe(0);
  });

  it('says why it failed', async () => {
    const fetching = install("console.error('TypeError: fetch failed'); process.exit(1)");
    await once(fetching.child, 'close');
    expect(fetching.told()).toBe('TypeError: fetch failed\n');
  });
});
