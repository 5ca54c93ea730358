const SLOW_MS = 1000;

/** One line for the person at the terminal. Standard output is kept for the ready line. */
export function tell(line: string): void {
  process.stderr.write(`careline: ${line}\n`);
}

/** Does one step of starting; when it takes longer than a second, says what is being done, and how long it took. */
export async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const startedMs = performance.now();
  const slow = setTimeout(() => tell(`${name} …`), SLOW_MS);
  try {
    const value = await work();
    const tookMs = performance.now() - startedMs;
    if (tookMs > SLOW_MS) tell(`${name}: done in ${(tookMs / 1000).toFixed(1)} s`);
    return value;
  } finally {
    clearTimeout(slow);
  }
}
