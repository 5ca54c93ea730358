import type { Clock } from '../../shared/time/utcMs.ts';
import { type Access, addAccesses } from '../store/accessLog.ts';
import type { Pool } from '../store/pool.ts';

/** So late at most is a look written down: what pops does not wait for it. */
const WRITE_AFTER_MS = 250;
/** While the store is away nobody is shown anything: more than this never waits. */
const MOST_WAITING = 20_000;

/**
 * Writes down who saw which household. Looks of the same agent at the same household for the same reason within one
 * writing are one: a desktop both asks for a household and watches it.
 */
export class AccessLog {
  readonly #pool: Pool;
  readonly #clock: Clock;
  #waiting = new Map<string, Access>();
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(pool: Pool, clock: Clock) {
    this.#pool = pool;
    this.#clock = clock;
  }

  note(agentId: string, householdIds: readonly string[], why: 'pop' | 'search' | 'open'): void {
    for (const householdId of householdIds) {
      const key = `${agentId} ${householdId} ${why}`;
      if (!this.#waiting.has(key) && this.#waiting.size < MOST_WAITING) this.#waiting.set(key, { atMs: this.#clock.now(), agentId, householdId, why, purpose: null });
    }
    this.#timer ??= setTimeout(() => { void this.flush(); }, WRITE_AFTER_MS);
  }

  /** Writes what waits. What cannot be written now is written with the next. */
  flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = new Map();
    try {
      await addAccesses(this.#pool, [...batch.values()]);
    } catch {
      this.#waiting = new Map([...batch, ...this.#waiting]);
    }
  }
}
