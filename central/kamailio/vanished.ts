/** Two knocks that nobody answered, where somebody used to. */
const MISSES = 2;

/**
 * Tells which addresses callers wait at have gone silent. A carrier whose address has never answered an OPTIONS proves nothing by
 * not answering the next one: only who answered before can vanish.
 */
export class Vanished {
  readonly #known = new Map<string, { hasAnswered: boolean; misses: number }>();

  /** @returns the addresses to knock at. Those nobody waits at any more are forgotten. */
  knockAt(sources: ReadonlySet<string>): readonly string[] {
    for (const source of [...this.#known.keys()]) if (!sources.has(source)) this.#known.delete(source);
    for (const source of sources) if (!this.#known.has(source)) this.#known.set(source, { hasAnswered: false, misses: 0 });
    return [...sources];
  }

  /** @returns whether nobody has waited there yet: then it is knocked at once, so that who was there is known. */
  isNew(source: string): boolean {
    if (this.#known.has(source)) return false;
    this.#known.set(source, { hasAnswered: false, misses: 0 });
    return true;
  }

  /**
   * A knock was answered, or was not.
   *
   * @param code SIP's: 408 and 477 are Kamailio's own words for nobody there.
   * @returns whether whoever waited there is gone.
   */
  knocked(source: string, code: number): boolean {
    const known = this.#known.get(source);
    if (!known) return false;
    if (code !== 408 && code !== 477) {
      known.hasAnswered = true;
      known.misses = 0;
      return false;
    }
    known.misses += 1;
    return known.hasAnswered && known.misses >= MISSES;
  }
}
