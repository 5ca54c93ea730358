import type { CallerNews, LineToCentral } from '../../shared/line/lineMessages.ts';
import { PLACE_AGAIN_MS, placeSounds } from '../line/lineSounds.ts';
import type { PracticeCall } from './practiceCall.ts';

interface WaitingRoomOptions {
  readonly tell: (message: LineToCentral) => void;
  /** Pressed while waiting: to hang up and be rung in one's turn. */
  readonly callbackKey: string;
  readonly hangUp: (call: PracticeCall) => void;
  /** A clock that only goes forward, in ms. */
  readonly now: () => number;
}

/** What waiting callers are told, and what they ask for by a key. */
export class WaitingRoom {
  readonly #options: WaitingRoomOptions;

  constructor(options: WaitingRoomOptions) {
    this.#options = options;
  }

  /** The caller presses keys. One that rings at a desk already is as good as answered. */
  press(call: PracticeCall, keys: string): void {
    if (call.state === 'waiting' && call.goodbye === null && call.direction === 'in' && keys.includes(this.#options.callbackKey)) this.#ask(call);
  }

  /** The caller hears the news, and then the line hangs up, or the music goes on. Told again what they are hearing, they hear it once. */
  news(call: PracticeCall, news: CallerNews, thenHangUp: boolean): void {
    if (call.state !== 'waiting' || call.goodbye !== null) return;
    call.told = news;
    call.wantsCallback = false;
    const nowMs = this.#options.now();
    const saidMs = call.waitingSound?.sayNow([news], nowMs) ?? nowMs;
    if (thenHangUp) call.goodbye = setTimeout(() => this.#options.hangUp(call), saidMs - nowMs);
  }

  /** Where they stand, when they first have a place, and now and then when it has changed. Who cannot keep it is not told of the key. */
  place(call: PracticeCall, place: NonNullable<PracticeCall['place']>, mayKeep: boolean): void {
    call.place = place;
    const nowMs = this.#options.now();
    if (call.state !== 'waiting' || call.goodbye !== null || call.waitingSound?.isSaying(nowMs) !== false) return;
    if (call.placeToldMs !== null && nowMs - call.placeToldMs < PLACE_AGAIN_MS) return;
    call.placeToldMs = nowMs;
    call.waitingSound.say(placeSounds({ ...place, mayKeep }), nowMs);
  }

  #ask(call: PracticeCall): void {
    call.wantsCallback = true;
    this.#options.tell({ t: 'callback-wanted', callId: call.callId, atMs: Date.now() });
  }
}
