import { tellFault } from '../tellFault.ts';

/** Does a piece of work again and again by central's own clock, never twice at once. One that fails is told of; the next turn tries anew. */
export class Ticker {
  private readonly timer: NodeJS.Timeout;
  private readonly work: () => Promise<unknown>;
  private readonly failed: string;
  private working: Promise<void> | null = null;

  /**
   * @param failed what to say of a failure: 'counting for the reports failed'.
   * @param atOnce whether the first turn is now; else it comes after `everyMs`.
   */
  constructor(everyMs: number, work: () => Promise<unknown>, failed: string, atOnce = false) {
    this.work = work;
    this.failed = failed;
    this.timer = setInterval(() => this.tick(), everyMs);
    this.timer.unref();
    if (atOnce) this.tick();
  }

  /** Resolves when the turn that runs, if one does, is over. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.working;
  }

  private tick(): void {
    if (this.working !== null) return;
    this.working = this.work()
      .then(() => undefined, (error: unknown) => { tellFault(this.failed, error); })
      .finally(() => { this.working = null; });
  }
}
