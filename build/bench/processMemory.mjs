import fs from 'node:fs';

function parentOf(pid) {
  try {
    // The command's name stands in brackets and may hold anything, blanks too.
    return Number(fs.readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ')[1]);
  } catch {
    return null;
  }
}

/** A process and everything it started. */
export function processTree(pid) {
  const all = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number);
  const tree = new Set([pid]);
  for (let grew = true; grew;) {
    grew = false;
    for (const each of all) if (!tree.has(each) && tree.has(parentOf(each))) { tree.add(each); grew = true; }
  }
  return [...tree];
}

/**
 * Memory of a process and its children in megabytes (10⁶ bytes): the sum of PSS, in which a page that several processes
 * share counts once. Null where the system does not tell (only Linux does).
 */
export function memoryOf(pid) {
  let bytes = 0;
  for (const each of processTree(pid)) {
    try {
      const found = /^Pss:\s+(\d+) kB/m.exec(fs.readFileSync(`/proc/${each}/smaps_rollup`, 'utf8'));
      bytes += Number(found?.[1] ?? 0) * 1024;
    } catch { /* it ended meanwhile */ }
  }
  return bytes === 0 ? null : bytes / 1e6;
}
