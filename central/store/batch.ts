/** Batches on their way at once: while one is read, the next gathers. */
const AT_ONCE = 2;
const MOST_ASKED = 64;

interface Waiting<K, V> {
  readonly key: K;
  readonly resolve: (value: V | Promise<V>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * What many ask for in the same moment goes to the store as one statement. Who asks alone waits for nobody: a batch is as
 * large as the questions that came while others were on their way.
 *
 * A thousand desktops that come back at once ask the same four questions each; a round trip costs more than its answer.
 */
export class Batch<K, V> {
  readonly #read: (asked: readonly K[]) => Promise<readonly (V | Promise<V>)[]>;
  #waiting: Waiting<K, V>[] = [];
  #onTheirWay = 0;
  #isGathering = false;

  /** @param read answers, in the order of what was asked. When it fails, all of them fail. */
  constructor(read: (asked: readonly K[]) => Promise<readonly (V | Promise<V>)[]>) {
    this.#read = read;
  }

  ask(key: K): Promise<V> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ key, resolve, reject });
      this.#gather();
    });
  }

  /** Those who ask in the same turn of the event loop go together. */
  #gather(): void {
    if (this.#isGathering || this.#onTheirWay >= AT_ONCE || this.#waiting.length === 0) return;
    this.#isGathering = true;
    setImmediate(() => {
      this.#isGathering = false;
      void this.#send(this.#waiting.splice(0, MOST_ASKED));
      this.#gather();
    });
  }

  async #send(batch: readonly Waiting<K, V>[]): Promise<void> {
    this.#onTheirWay += 1;
    try {
      const answers = await this.#read(batch.map(({ key }) => key));
      if (answers.length !== batch.length) throw new Error(`${String(answers.length)} answers to ${String(batch.length)} questions`);
      for (const [place, { resolve }] of batch.entries()) resolve(answers[place] as V | Promise<V>);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      this.#onTheirWay -= 1;
      this.#gather();
    }
  }
}
