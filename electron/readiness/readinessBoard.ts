import type { LinkName, LinkStatus, Readiness } from '../../shared/ipc/readiness.ts';
import { linkNames } from '../../shared/ipc/readiness.ts';

/** The page says every second that it can pop; silent for longer than this, it is hung. With the look of every second it is named within 4.5 s. */
const PAGE_SILENT_MS = 3500;
/**
 * A link that a new session has to prove is being tested for so long, whatever the first tests find: on a computer that is busy
 * opening the desk they come before the line or the page is there.
 */
const FIRST_PROOF_WITHIN_MS = 15_000;
/** Checks that found nothing new are told at most this often, so that the time shown with them is the last check's. */
const TELL_CHECK_MS = 5000;

/** What a session has to prove anew, and what is said when it cannot and nothing else is known. */
const causeUnproved = { network: 'central-away', registration: 'line-cannot-reach', pop: 'lookup-failed' } as const;
type TriedOut = keyof typeof causeUnproved;

/**
 * The six links as last proved. Main proves network and registration itself; the page proves microphone, ringer, pop and
 * store and says so; a page that falls silent takes 'pop' down with it. Central is told what is down, and offers no call.
 */
export class ReadinessBoard {
  #board: Readiness = Object.fromEntries(linkNames.map((name) => [name, { state: 'unknown' }])) as unknown as Readiness;
  /** Links not proved since the session began: till when they are only being tested, and what the last test found against them. */
  readonly #tried = new Map<LinkName, { readonly untilMs: number; readonly cause: string }>();
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
    this.#tried.delete(name);
    const before = this.#board[name];
    const nowMs = this.#now();
    const next: LinkStatus = up
      ? { state: 'up', checkedAtMs: nowMs, detail: why.detail ?? null }
      : { state: 'down', sinceMs: before.state === 'down' ? before.sinceMs : nowMs, cause: why.cause };
    this.#put(name, next, before.state !== next.state || (next.state === 'down' && before.state === 'down' && before.cause !== next.cause));
  }

  /** It is being tried anew. One that is known to be broken stays so until it is proved. */
  checking(name: LinkName): void {
    const { state } = this.#board[name];
    if (state !== 'checking' && state !== 'down') this.#put(name, { state: 'checking' }, true);
  }

  /** A session begins: what was known of these links before says nothing, and they are being tested until the first proof. */
  tryOut(names: readonly TriedOut[]): void {
    for (const name of names) {
      this.#tried.set(name, { untilMs: this.#now() + FIRST_PROOF_WITHIN_MS, cause: causeUnproved[name] });
      this.#put(name, { state: 'checking' }, this.#board[name].state !== 'checking');
    }
  }

  /** A test failed, perhaps because it came too early: a link that has not been proved yet is not called broken for it. */
  doubt(name: LinkName, cause: string): void {
    const tried = this.#tried.get(name);
    if (tried === undefined) this.set(name, false, { cause });
    else this.#tried.set(name, { ...tried, cause });
  }

  /** Not proved yet, and not called broken either. */
  isTriedOut(name: LinkName): boolean {
    return this.#tried.has(name);
  }

  /** Signed out: nothing is known of the links that need a session. */
  forget(names: readonly LinkName[]): void {
    for (const name of names) this.#tried.delete(name);
    for (const name of names) this.#put(name, { state: 'unknown' }, this.#board[name].state !== 'unknown');
  }

  /** The page was heard of, in whatever words. */
  pageHeard(): void {
    this.#pageHeardAtMs = this.#now();
  }

  /** To be called every second: a page that fell silent, and links that had time enough for a first proof. */
  watch(): void {
    const nowMs = this.#now();
    if (this.#pageHeardAtMs !== null && nowMs - this.#pageHeardAtMs > PAGE_SILENT_MS && (this.#board.pop.state === 'up' || this.isTriedOut('pop'))) this.doubt('pop', 'page-hung');
    for (const [name, { untilMs, cause }] of this.#tried) if (nowMs >= untilMs) this.set(name, false, { cause });
  }

  #put(name: LinkName, status: LinkStatus, isNews: boolean): void {
    this.#board = { ...this.#board, [name]: status };
    const isCheck = status.state === 'up' || status.state === 'down';
    if (!isNews && !(isCheck && this.#now() - this.#toldAtMs >= TELL_CHECK_MS)) return;
    this.#toldAtMs = this.#now();
    this.#tell(this.#board, isNews);
  }
}
