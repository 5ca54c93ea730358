import type { Cursor } from '../../shared/sync/pullMessages.ts';
import { MINUTE_MS, type Clock } from '../../shared/time/utcMs.ts';
import { tellFault } from '../tellFault.ts';
import { addHoldings, type Holding, type MirrorState, setMirrorStates } from '../store/mirrors.ts';
import type { Pool } from '../store/pool.ts';

/** So late at most is it written down: nobody waits for it. */
const WRITE_AFTER_MS = 250;
/** A desktop that says the same again is written down as seen this often. */
const SEEN_EVERY_MS = MINUTE_MS;
const MOST_WAITING = 20_000;

/** Writes down what desktops have on their disks: what was handed to them, and how far they say they are. In batches, beside the work. */
export class MirrorBook {
  readonly #pool: Pool;
  readonly #clock: Clock;
  #holdings = new Map<string, Holding>();
  #states = new Map<string, MirrorState>();
  readonly #written = new Map<string, { readonly text: string; readonly atMs: number }>();
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(pool: Pool, clock: Clock) {
    this.#pool = pool;
    this.#clock = clock;
  }

  /** Households were handed to a desktop, which keeps them for next time. */
  handed(mirrorId: string, householdIds: readonly string[]): void {
    if (this.#holdings.size > MOST_WAITING) return;
    for (const householdId of householdIds) this.#holdings.set(`${mirrorId} ${householdId}`, { mirrorId, householdId, atMs: this.#clock.now() });
    this.#writeSoon();
  }

  /** A desktop says how far its disk is. */
  isAt(mirrorId: string, schema: number, cursors: Readonly<Record<string, Cursor>>): void {
    const text = `${String(schema)} ${JSON.stringify(cursors)}`;
    const known = this.#written.get(mirrorId);
    const nowMs = this.#clock.now();
    if (known?.text === text && nowMs - known.atMs < SEEN_EVERY_MS) return;
    this.#written.set(mirrorId, { text, atMs: nowMs });
    this.#states.set(mirrorId, { id: mirrorId, schema, cursors });
    this.#writeSoon();
  }

  /** Writes what waits. What cannot be written now is said again by the desktops. */
  flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  #writeSoon(): void {
    this.#timer ??= setTimeout(() => { void this.flush(); }, WRITE_AFTER_MS);
  }

  async #write(): Promise<void> {
    const [holdings, states] = [[...this.#holdings.values()], [...this.#states.values()]];
    this.#holdings = new Map();
    this.#states = new Map();
    try {
      await addHoldings(this.#pool, holdings);
      await setMirrorStates(this.#pool, states, this.#clock.now());
    } catch (error) {
      for (const one of holdings) this.#holdings.set(`${one.mirrorId} ${one.householdId}`, one);
      for (const { id } of states) this.#written.delete(id);
      tellFault('writing down what desktops have failed', error);
    }
  }
}
