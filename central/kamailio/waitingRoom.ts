import type { CallerNews, CentralToLine, LineToCentral } from '../../shared/line/lineMessages.ts';
import { PLACE_AGAIN_MS, placeSounds, type SoundName } from '../line/lineSounds.ts';
import type { CallerLeg } from './callerLeg.ts';

/** What can be said to a caller, by the leg they wait on. */
export interface Voice {
  /** @returns how long it takes; null: they cannot hear it. */
  say(leg: string, tag: string, names: readonly SoundName[]): Promise<number | null>;
  music(leg: string, tag: string): void;
}

interface WaitingRoomOptions {
  readonly voice: Voice;
  readonly tell: (message: LineToCentral) => void;
  /** Pressed while waiting: to hang up and be rung in one's turn. */
  readonly callbackKey: string;
  readonly hangUp: (leg: CallerLeg, news: CallerNews) => void;
  readonly now: () => number;
}

interface Waiter {
  readonly leg: CallerLeg;
  readonly tag: string;
  /** The music is with them: something can be said. */
  hears: boolean;
  /** To be said as soon as they hear. */
  news: Extract<CentralToLine, { t: 'tell' }> | null;
  isLeaving: boolean;
  wantsCallback: boolean;
  placeToldMs: number | null;
  sayingUntilMs: number;
  after: NodeJS.Timeout | undefined;
}

/** What waiting callers of the line are told between the music, and what they ask for by a key. */
export class WaitingRoom {
  readonly #options: WaitingRoomOptions;
  readonly #waiters = new Map<string, Waiter>();

  constructor(options: WaitingRoomOptions) {
    this.#options = options;
  }

  /** @param tag of their From, by which their sound is known. @param hears whether the music is with them already. */
  enter(leg: CallerLeg, tag: string, hears: boolean): void {
    this.#waiters.set(leg.leg, { leg, tag, hears, news: null, isLeaving: false, wantsCallback: false, placeToldMs: null, sayingUntilMs: 0, after: undefined });
  }

  /** The music has begun, or it never will: what is to be said is said, or left unsaid. */
  settled(leg: string, hears: boolean): void {
    const waiter = this.#waiters.get(leg);
    if (waiter === undefined || (waiter.hears && hears)) return;
    waiter.hears = hears;
    const { news } = waiter;
    waiter.news = null;
    if (news !== null) void this.#say(waiter, news);
  }

  /** Served, or gone: nothing more is said to them. */
  leave(leg: string): void {
    clearTimeout(this.#waiters.get(leg)?.after);
    this.#waiters.delete(leg);
  }

  /** They are hearing why they do not get through. */
  isLeaving(leg: string): boolean {
    return this.#waiters.get(leg)?.isLeaving === true;
  }

  /** The caller hears the news, and then the line hangs up, or the music goes on. Told again what they are hearing, they hear it once. */
  news(leg: string, news: Extract<CentralToLine, { t: 'tell' }>): void {
    const waiter = this.#waiters.get(leg);
    if (waiter === undefined || waiter.isLeaving) return;
    waiter.wantsCallback = false;
    waiter.isLeaving = news.thenHangUp;
    if (waiter.hears || waiter.leg.state === 'parked') void this.#say(waiter, news);
    else waiter.news = news;
  }

  /** Where they stand, when they first have a place, and now and then when it has changed. Who cannot keep it is not told of the key. */
  place(leg: string, place: Extract<CentralToLine, { t: 'place' }>): void {
    const waiter = this.#waiters.get(leg);
    const nowMs = this.#options.now();
    if (waiter === undefined || !waiter.hears || waiter.isLeaving || waiter.leg.state === 'ringing' || waiter.sayingUntilMs > nowMs) return;
    if (waiter.placeToldMs !== null && nowMs - waiter.placeToldMs < PLACE_AGAIN_MS) return;
    waiter.placeToldMs = nowMs;
    void this.#speak(waiter, placeSounds(place), () => this.#options.voice.music(leg, waiter.tag));
  }

  /** The caller presses a key. One that rings at a desk already is as good as answered. */
  press(leg: string, key: string): void {
    const waiter = this.#waiters.get(leg);
    if (waiter !== undefined && waiter.leg.state === 'parked' && !waiter.isLeaving && !waiter.wantsCallback && key === this.#options.callbackKey) this.#ask(waiter);
  }

  /** The caller has pressed the key and was not answered: central was away, or went. The line's next hello says so. */
  wantsCallback(leg: string): boolean {
    return this.#waiters.get(leg)?.wantsCallback === true;
  }

  /** Nothing more is said to anybody. */
  close(): void {
    for (const leg of [...this.#waiters.keys()]) this.leave(leg);
  }

  #ask(waiter: Waiter): void {
    waiter.wantsCallback = true;
    this.#options.tell({ t: 'callback-wanted', callId: waiter.leg.callId, atMs: this.#options.now() });
  }

  async #say(waiter: Waiter, { news, thenHangUp }: Extract<CentralToLine, { t: 'tell' }>): Promise<void> {
    await this.#speak(waiter, waiter.hears ? [news] : [], () => {
      if (thenHangUp) this.#options.hangUp(waiter.leg, news);
      else this.#options.voice.music(waiter.leg.leg, waiter.tag);
    });
  }

  async #speak(waiter: Waiter, names: readonly SoundName[], then: () => void): Promise<void> {
    const { leg } = waiter.leg;
    clearTimeout(waiter.after);
    // Until it is known how long it takes nothing else is said.
    waiter.sayingUntilMs = Number.POSITIVE_INFINITY;
    const ms = names.length === 0 ? null : await this.#options.voice.say(leg, waiter.tag, names);
    if (this.#waiters.get(leg) !== waiter) return;
    waiter.sayingUntilMs = this.#options.now() + (ms ?? 0);
    waiter.after = setTimeout(then, ms ?? 0);
  }
}
