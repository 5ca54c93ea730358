import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, sep } from 'node:path';
import type { Binaries } from './binaries.ts';
import { runningServer } from './runningServer.ts';
import { canEnter, type ServerUser } from './serverUser.ts';

/** Where files go that the server's user must reach when the clone lies in a folder they cannot enter. */
export const SHARED_PLACE = '/var/lib/careline';

/** In a folder aside: the data folder it lies aside for. */
const ORIGIN = 'origin';

/** The name of the database role and of the database itself. */
export const ROLE = 'careline';

/** A PostgreSQL data folder. */
export interface Cluster {
  readonly folder: string;
  readonly logFile: string;
  readonly password: string;
}

/** @returns where the data of this installation lies: in its data folder, or aside when the server's user cannot go there. */
export function clusterParent(dataFolder: string, user: ServerUser | null): string {
  mkdirSync(dataFolder, { recursive: true });
  if (user === null || canEnter(dataFolder, user)) return dataFolder;
  const name = createHash('sha256').update(dataFolder).digest('hex').slice(0, 12);
  const aside = join(SHARED_PLACE, name);
  mkdirSync(aside, { recursive: true, mode: 0o755 });
  writeFileSync(join(aside, ORIGIN), dataFolder);
  forgetTemporary();
  return aside;
}

/** Data that lies aside for a data folder in the temporary folder goes when that folder is gone: tests leave much of it. */
function forgetTemporary(): void {
  for (const name of readdirSync(SHARED_PLACE)) {
    const aside = join(SHARED_PLACE, name);
    const origin = readOrNull(join(aside, ORIGIN));
    if (origin === null || !origin.startsWith(tmpdir() + sep) || existsSync(origin) || runningServer(join(aside, 'postgresql'))) continue;
    rmSync(aside, { recursive: true, force: true });
  }
}

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/**
 * Makes the data folder if it is not there. It is made under another name and renamed when whole, so being
 * interrupted half-way leaves nothing that looks like a store.
 */
export async function prepareCluster(binaries: Binaries, dataFolder: string, user: ServerUser | null): Promise<Cluster> {
  const parent = clusterParent(dataFolder, user);
  const folder = join(parent, 'postgresql');
  const password = readPassword(parent);
  const cluster = { folder, password, logFile: join(parent, 'postgresql.log') };
  if (existsSync(join(folder, 'PG_VERSION'))) {
    checkVersion(folder, binaries);
    return cluster;
  }
  removeHalfMade(folder);
  const half = `${folder}.making-${process.pid}`;
  mkdirSync(half, { mode: 0o700 });
  const passwordFile = `${half}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) for (const path of [half, passwordFile]) chownSync(path, user.uid, user.gid);
  try {
    await runInitdb(binaries, half, passwordFile, user);
    renameSync(half, folder);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  return cluster;
}

/** What an interrupted start left behind. */
function removeHalfMade(folder: string): void {
  for (const name of readdirSync(dirname(folder))) {
    if (!name.startsWith(`${basename(folder)}.making-`)) continue;
    try {
      rmSync(join(dirname(folder), name), { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    } catch {
      // An initdb whose central was killed still writes there: the next start removes it.
    }
  }
}

function readPassword(parent: string): string {
  const file = join(parent, 'postgresql-password');
  if (!existsSync(file)) {
    const half = `${file}.${process.pid}`;
    writeFileSync(half, randomBytes(24).toString('base64url'), { mode: 0o600 });
    renameSync(half, file);
  }
  return readFileSync(file, 'utf8').trim();
}

function checkVersion(folder: string, binaries: Binaries): void {
  const made = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
  if (!binaries.version.startsWith(`${made}.`)) {
    throw new Error(`the data in ${folder} was made by PostgreSQL ${made}, this is ${binaries.version}: dump it with the old version and load it with the new`);
  }
}

async function runInitdb(binaries: Binaries, folder: string, passwordFile: string, user: ServerUser | null): Promise<void> {
  // The builtin provider (since 17) sorts and folds UTF-8 the same everywhere, whatever locales the machine has.
  const provider = Number.parseInt(binaries.version, 10) >= 17 ? ['--locale-provider=builtin'] : [];
  const options = [
    '-D', folder, '-U', ROLE, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', ...provider, '--locale=C.UTF-8', '--no-instructions',
  ];
  const child = spawn(binaries.initdb, options, { ...user, cwd: '/', env: serverEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] });
  let told = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => { told += text; });
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve));
  if (code !== 0) throw new Error(`initdb failed (${code}): ${told.trim()}`);
}

/** The server inherits nothing of ours but where programs lie: a PG… variable of the caller would change its mind. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'], LC_ALL: 'C', TZ: 'UTC' };
}
