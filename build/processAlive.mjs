import fs from 'node:fs';
import process from 'node:process';

/** Behind the name, which is in brackets and may hold blanks: state, parent … and, nineteen fields on, the start. */
function statOf(pid) {
  return fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
}

/** What tells a process from a later one with the same id: on Linux the moment it started. Null: it is not there. */
export function birthOf(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return null;
  }
  if (process.platform !== 'linux') return '';
  try {
    const fields = statOf(pid);
    return fields[0] === 'Z' || fields[0] === 'X' ? null : fields[19];
  } catch {
    return null;
  }
}

/** Who ran us: npm, or npm's shell and npm. */
function ancestors() {
  try {
    return `${process.ppid} ${statOf(process.ppid)[1]}`;
  } catch {
    return String(process.ppid);
  }
}

/**
 * Calls `act` once when the npm that runs us is gone without telling us (kill -9): what it started is not to live on.
 * Run by hand, a process may well outlive its shell; so may npm itself.
 */
export function whenNpmIsGone(act) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  const isNpm = (pid) => { try { return /npm/.test(fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8')); } catch { return false; } };
  // Without a shell between us, the process above npm is not our affair.
  const who = isNpm(process.ppid) ? () => String(process.ppid) : ancestors;
  const before = who();
  const timer = setInterval(() => {
    if (who() === before) return;
    clearInterval(timer);
    act();
  }, 300);
  timer.unref();
}
