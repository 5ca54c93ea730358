import type { LinkName, LinkStatus, Readiness } from '../../shared/ipc/readiness.ts';
import { linkNames } from '../../shared/ipc/readiness.ts';

/** The page says every 2 s that it can pop; silent for longer than this, it is hung. */
const PAGE_SILENT_MS = 6000;
/** Checks that found nothing new are told at most this often, so that the time shown with them is the last check's. */
const TELL_CHECK_MS = 5000;

/**
 * The six links as last proved. Main proves network and registration itself; the page proves microphone, ringer, pop and
 * store and says so; a page that falls silent takes 'pop' down with it. Central is told what is down, and offers no call.
 */
export class ReadinessBoard {
  #board: Readiness = Object.fromEntries(linkNames.map((name) => [name, { state: 'unknown' }])) as unknown as Readiness;
  #pageHeardAtMs: number | null = null;
  #toldAtMs = 0;
  readonly #tell: (board: Readiness, isNews: boolean) => void;
  readonly #now: () => number;

  /** @param tell  `isNews`: a link came up or went down (or for another cause); false: checked again and found the same. */
  constructor(tell: (board: Readiness, isNews: boolean) => void, now: () => number) {
    this.#tell = tell;
    this.#now = now;
  }

  get current(): Readiness {
    return this.#board;
  }

  /** Names of the links that are not up: with one of them no call may be offered. */
  get down(): readonly LinkName[] {
    return linkNames.filter((name) => this.#board[name].state !== 'up');
  }

  set(name: LinkName, up: boolean, why: { readonly cause: string; readonly detail?: string | null }): void {
    const before = this.#board[name];
    const nowMs = this.#now();
    const next: LinkStatus = up
      ? { state: 'up', checkedAtMs: nowMs, detail: why.detail ?? null }
      : { state: 'down', sinceMs: before.state === 'down' ? before.sinceMs : nowMs, cause: why.cause };
    this.#put(name, next, before.state !== next.state || (next.state === 'down' && before.state === 'down' && before.cause !== next.cause));
  }

  checking(name: LinkName): void {
    if (this.#board[name].state !== 'checking') this.#put(name, { state: 'checking' }, true);
  }

  /** Signed out: nothing is known of the links that need a session. */
  forget(names: readonly LinkName[]): void {
    for (const name of names) this.#put(name, { state: 'unknown' }, this.#board[name].state !== 'unknown');
  }

  /** The page was heard of, in whatever words. */
  pageHeard(): void {
    this.#pageHeardAtMs = this.#now();
  }

  /** To be called every second. */
  watchPage(): void {
    if (this.#pageHeardAtMs !== null && this.#now() - this.#pageHeardAtMs > PAGE_SILENT_MS && this.#board.pop.state === 'up') this.set('pop', false, { cause: 'page-hung' });
  }

  #put(name: LinkName, status: LinkStatus, isNews: boolean): void {
    this.#board = { ...this.#board, [name]: status };
    const isCheck = status.state === 'up' || status.state === 'down';
    if (!isNews && !(isCheck && this.#now() - this.#toldAtMs >= TELL_CHECK_MS)) return;
    this.#toldAtMs = this.#now();
    this.#tell(this.#board, isNews);
  }
}
