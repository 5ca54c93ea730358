import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { birthOf } from './processAlive.mjs';
import { step } from './say.mjs';

const LOOK_AGAIN_MS = 200;

function holdersIn(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return [];
  }
}

/** Written under another name first: a reader never sees half of it. */
function write(file, holders) {
  const half = `${file}.${process.pid}`;
  fs.writeFileSync(half, JSON.stringify(holders));
  fs.renameSync(half, file);
}

/**
 * Keeps two set-ups of one clone apart: `npm ci` deletes what another one has just unpacked. What an interrupted set-up
 * left running (its `npm ci` after a kill -9) is waited for, too.
 *
 * @param {string} file names the processes that have it.
 * @returns {Promise<{ add(pid: number | undefined): void, release(): void }>} `add`: a process of ours that the next set-up has to wait for.
 */
export async function holdSetup(file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const others = () => holdersIn(file).filter(({ pid, birth }) => pid !== process.pid && birthOf(pid) === birth);
  if (others().length > 0) {
    await step('waiting for another set-up of this folder', async () => {
      while (others().length > 0) await wait(LOOK_AGAIN_MS);
    });
  }
  let holders = [];
  const add = (pid) => {
    if (pid === undefined) return;
    holders = [...holders.filter((each) => birthOf(each.pid) === each.birth), { pid, birth: birthOf(pid) }];
    write(file, holders);
  };
  add(process.pid);
  // Two that waited see it free at the same moment: the one who wrote last has it, the other waits again.
  await wait(50);
  if (!holdersIn(file).some(({ pid }) => pid === process.pid)) return await holdSetup(file);
  return { add, release: () => fs.rmSync(file, { force: true }) };
}
