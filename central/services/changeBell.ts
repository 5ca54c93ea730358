/**
 * Wakes whoever follows the store, after a commit of this process. Rings of one turn of the event loop are one ring.
 * Other centrals find the change by asking the scope table; so a ring that is lost costs 200 ms, nothing else.
 */
export class ChangeBell {
  private readonly listeners = new Set<() => void>();
  private rung = false;

  ring(): void {
    if (this.rung) return;
    this.rung = true;
    setImmediate(() => {
      this.rung = false;
      for (const listener of this.listeners) listener();
    });
  }

  /** @returns takes the listener off again. */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
