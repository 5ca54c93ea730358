import fs from 'node:fs';
import process from 'node:process';

/** What tells a process from a later one with the same id: on Linux the moment it started. Null: it is not there. */
export function birthOf(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return null;
  }
  if (process.platform !== 'linux') return '';
  try {
    // Behind the name, which is in brackets and may hold blanks: the state first, the start nineteen fields on.
    const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? null : fields[19];
  } catch {
    return null;
  }
}

/**
 * Calls `act` once when the npm that runs us is gone without telling us (kill -9): what it started is not to live on.
 * Run by hand, a process may well outlive its shell.
 */
export function whenNpmIsGone(act) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, 300);
  timer.unref();
}
