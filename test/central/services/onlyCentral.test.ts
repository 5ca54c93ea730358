import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onlyCentral } from '../../../central/services/onlyCentral.ts';

let folder: string;
let other: ChildProcess;
const file = () => path.join(folder, 'central.pid');

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'careline-only-'));
  other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'central/main.ts'], { stdio: 'ignore' });
  await once(other, 'spawn');
});
afterEach(() => {
  other.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

describe('a central on a data folder', () => {
  it('refuses while another runs there, and names it', async () => {
    writeFileSync(file(), `${other.pid} ready`);
    await expect(onlyCentral(folder)).rejects.toThrow(`process ${other.pid}`);
  });

  it.each(['stopping', 'starting'])('waits for one that is %s', async (state) => {
    writeFileSync(file(), `${other.pid} ${state}`);
    const lock = onlyCentral(folder);
    await expect(Promise.race([lock, new Promise((resolve) => { setTimeout(resolve, 2500, 'still waiting'); })])).resolves.toBe('still waiting');
    other.kill('SIGKILL');
    await lock;
    expect(readFileSync(file(), 'utf8')).toBe(`${process.pid} starting`);
  });

  it('says that it stops, and leaves nothing behind', async () => {
    const lock = await onlyCentral(folder);
    lock.now('stopping');
    expect(readFileSync(file(), 'utf8')).toBe(`${process.pid} stopping`);
    lock.release();
    expect(existsSync(file())).toBe(false);
  });
});
