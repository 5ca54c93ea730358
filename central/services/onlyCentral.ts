import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isAlive } from '../postgres/runningServer.ts';

/** Behind the process id: how far that central is. */
type State = 'starting' | 'ready' | 'stopping';

/** A central that lost its parent a moment ago has not written that it stops. */
const NOTICE_MS = 1500;
/** Longer than PostgreSQL is given to stop. */
const STOP_MS = 45_000;
const LOOK_AGAIN_MS = 50;

/** The data folder is ours. */
export interface DataFolderLock {
  /** Tells the next central whether it is worth waiting. */
  now(state: State): void;
  release(): void;
}

/**
 * Keeps a second central off a data folder with an embedded PostgreSQL: the first to stop would stop the server for both.
 * One that is stopping is waited for; so is one that is still starting, since what was told to stop then says so late.
 *
 * @throws Error naming the process that has it.
 */
export async function onlyCentral(dataFolder: string): Promise<DataFolderLock> {
  const file = join(dataFolder, 'central.pid');
  const startedMs = performance.now();
  for (;;) {
    const other = otherIn(file);
    if (other === null) break;
    if (performance.now() - startedMs > (other.isReady ? NOTICE_MS : STOP_MS)) {
      throw new Error(`central already runs on ${dataFolder} (process ${other.pid})`);
    }
    await wait(LOOK_AGAIN_MS);
  }
  const own = String(process.pid);
  const isOwn = () => readOr(file, '').split(' ')[0] === own;
  const write = (state: State) => writeFileSync(file, `${own} ${state}`, { mode: 0o600 });
  write('starting');
  return {
    now: (state) => { if (isOwn()) write(state); },
    release: () => { if (isOwn()) rmSync(file, { force: true }); },
  };
}

function otherIn(file: string): { readonly pid: number; readonly isReady: boolean } | null {
  const [id, state] = readOr(file, '').split(' ');
  const pid = Number(id);
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid || !isAlive(pid) || !isCentral(pid)) return null;
  return { pid, isReady: state === 'ready' };
}

/** A process id is used again some day: on Linux its command line tells. */
function isCentral(pid: number): boolean {
  const command = readOr(`/proc/${pid}/cmdline`, 'central/main');
  return /central[\\/](main|seed|commands)/.test(command);
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return otherwise;
  }
}
