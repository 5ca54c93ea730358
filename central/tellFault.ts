import { tell } from './progress.ts';

const MINUTE_MS = 60_000;

/** Says faults that stop nothing, each cause at most once a minute. */
export function faultTeller(say: (line: string) => void, now: () => number): (what: string, error: unknown) => void {
  const lastSaid = new Map<string, number>();
  return (what, error) => {
    const line = `${what}: ${causeOf(error)}`;
    const nowMs = now();
    const last = lastSaid.get(line);
    if (last !== undefined && nowMs - last < MINUTE_MS) return;
    for (const [old, atMs] of lastSaid) if (nowMs - atMs >= MINUTE_MS) lastSaid.delete(old);
    lastSaid.set(line, nowMs);
    say(line);
  };
}

/** Name and code only: a database error's message can quote what was being stored. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name;
}

/**
 * Says at the terminal what went wrong where nobody waits for an answer; the work is tried again.
 * @param what  in words, without anything of a customer's.
 */
export const tellFault = faultTeller(tell, () => performance.now());
