import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Who the server runs as. Null: whoever we are. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

const NAME = 'postgres';

/**
 * PostgreSQL refuses to run as root: then it runs as the system user `postgres`, who is made if missing.
 *
 * @throws Error with the command to run when the user cannot be made.
 */
export function serverUser(): ServerUser | null {
  if (process.getuid?.() !== 0) return null;
  const there = findUser();
  if (there) return there;
  const made = spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', NAME], { encoding: 'utf8' });
  const fresh = findUser();
  if (fresh) return fresh;
  throw new Error(`PostgreSQL does not run as root and the user ${NAME} could not be made (${made.error?.message ?? made.stderr.trim()}); run: useradd --system --user-group ${NAME}`);
}

function findUser(): ServerUser | null {
  const line = readFileSync('/etc/passwd', 'utf8').split('\n').find((entry) => entry.startsWith(`${NAME}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
}

/** @returns whether the user can reach what lies in `folder`: every folder above and itself lets them pass. */
export function canEnter(folder: string, user: ServerUser): boolean {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at);
    const needed = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & needed) === 0) return false;
    if (at === dirname(at)) return true;
  }
}
