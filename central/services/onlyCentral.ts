import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../postgres/runningServer.ts';

/**
 * Keeps a second central off a data folder with an embedded PostgreSQL: the first to stop would stop the server for both.
 *
 * @returns releases the folder.
 * @throws Error naming the process that has it.
 */
export function onlyCentral(dataFolder: string): () => void {
  const file = join(dataFolder, 'central.pid');
  const other = Number(readOr(file, ''));
  if (Number.isInteger(other) && other > 0 && other !== process.pid && isAlive(other) && isCentral(other)) {
    throw new Error(`central already runs on ${dataFolder} (process ${other})`);
  }
  writeFileSync(file, String(process.pid), { mode: 0o600 });
  return () => { if (readOr(file, '') === String(process.pid)) rmSync(file, { force: true }); };
}

/** A process id is used again some day: on Linux its command line tells. */
function isCentral(pid: number): boolean {
  const command = readOr(`/proc/${pid}/cmdline`, 'central/main');
  return /central[\\/](main|seed)/.test(command);
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return otherwise;
  }
}
