import { setTimeout as wait } from 'node:timers/promises';
import { type Pool, run, statement } from './pool.ts';

/** A server that was killed replays its log before it lets anybody in: minutes, after a busy day. */
const PATIENCE_MS = 120_000;
const PAUSE_MS = 500;

const ask = statement('SELECT 1');

/**
 * Waits until PostgreSQL lets us in: when a machine starts, central and it start side by side.
 *
 * @throws at once what time does not mend (a wrong password, no such database, no such host), and after `patienceMs` what kept it away.
 */
export async function awaitStore(pool: Pool, patienceMs = PATIENCE_MS): Promise<void> {
  const untilMs = performance.now() + patienceMs;
  for (;;) {
    try {
      await run(pool, ask);
      return;
    } catch (error) {
      if (!isComingUp(error) || performance.now() > untilMs) throw error;
    }
    await wait(PAUSE_MS);
  }
}

/** Nothing listens yet, it is starting up, recovering or shutting down, or every place is taken (SQLSTATE classes 53, 57P). */
function isComingUp(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    && /^(ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|53300|57P0[123])$/.test(error.code);
}
