import type { WebContents } from 'electron';
import { FACT_CHANNEL } from '../../shared/ipc/channelNames.ts';
import type { FactName, Facts } from '../../shared/ipc/facts.ts';

/** Facts that tell the whole present truth of their subject: a page that comes late is told the last one. */
const LASTING: ReadonlySet<FactName> = new Set<FactName>(['calls:changed', 'supervision:changed', 'readiness:changed', 'presence:changed', 'queues:changed', 'central:changed', 'clock:skewed', 'desktop:outdated']);
/** Events a page must not miss while it is loading; the newest of them are kept for it. */
const KEPT_EVENTS = 200;

/** Tells the page facts, and keeps back what it cannot hear yet: nothing is lost while a page loads or reloads. */
export class TellWindow {
  /** Facts as they cross to the page: JSON. */
  readonly #last = new Map<FactName, string>();
  #waiting: { readonly name: FactName; readonly fact: string }[] = [];
  #page: WebContents | null = null;

  tell<F extends FactName>(name: F, told: Facts[F]): void {
    const fact = JSON.stringify(told);
    if (LASTING.has(name)) this.#last.set(name, fact);
    if (this.#page !== null && !this.#page.isDestroyed()) this.#page.send(FACT_CHANNEL, name, fact);
    else if (!LASTING.has(name)) this.#waiting = [...this.#waiting, { name, fact }].slice(-KEPT_EVENTS);
  }

  /** The page has bound its listeners. */
  pageReady(page: WebContents): void {
    this.#page = page;
    for (const [name, fact] of this.#last) page.send(FACT_CHANNEL, name, fact);
    for (const { name, fact } of this.#waiting) page.send(FACT_CHANNEL, name, fact);
    this.#waiting = [];
  }

  /** The page is gone or loading again. */
  pageGone(): void {
    this.#page = null;
  }

  /** A signed-out desktop tells the next page nothing of the last session. */
  forgetSession(): void {
    for (const name of ['presence:changed', 'queues:changed'] as const) this.#last.delete(name);
    this.#waiting = [];
  }
}
