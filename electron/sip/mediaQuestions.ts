import { type MediaArgument, type MediaMethod, type MediaQuestion, mediaAnswerSchema } from '../../shared/ipc/media.ts';
import { parse } from '../../shared/language/parse.ts';
import { MediaGone, type MediaPort } from './mediaPort.ts';

const DEADLINE_MS = 4000;
/** For what an incoming call cannot be answered without: the caller rings on meanwhile, and the call itself says when that is enough. */
const ANSWER_DEADLINE_MS = 30_000;

function isForAnswer<M extends MediaMethod>(method: M, argument: MediaArgument<M>): boolean {
  return method === 'createAnswer' || (method === 'setRemote' && 'type' in argument && argument.type === 'offer');
}

interface Waiting {
  readonly settle: (error: Error | null, sdp: string | null) => void;
  readonly deadline: NodeJS.Timeout;
}

/**
 * The media port over messages: sends each question to the page and matches the answers. A page that is gone, or silent
 * for four seconds, fails the question and never the call engine; one that is only slow may answer a call late.
 */
export class MediaQuestions implements MediaPort {
  readonly #send: (question: MediaQuestion) => boolean;
  readonly #deadlineMs: number;
  readonly #waiting = new Map<number, Waiting>();
  #lastAsk = 0;

  /** @param send gives the question to the page; false when there is no page to give it to. */
  constructor(send: (question: MediaQuestion) => boolean, deadlineMs = DEADLINE_MS) {
    this.#send = send;
    this.#deadlineMs = deadlineMs;
  }

  ask<M extends MediaMethod>(mediaId: string, method: M, argument: MediaArgument<M>): Promise<string | null> {
    this.#lastAsk += 1;
    const ask = this.#lastAsk;
    return new Promise((resolve, reject) => {
      const deadlineMs = isForAnswer(method, argument) ? Math.max(ANSWER_DEADLINE_MS, this.#deadlineMs) : this.#deadlineMs;
      const deadline = setTimeout(() => this.#settle(ask, new MediaGone(`${method}: the page did not answer in ${deadlineMs} ms`), null), deadlineMs);
      this.#waiting.set(ask, { deadline, settle: (error, sdp) => (error ? reject(error) : resolve(sdp)) });
      let sent = false;
      try {
        sent = this.#send({ ask, mediaId, method, argument });
      } catch {
        // A window that is being destroyed throws; for the question that is the same as no page.
      }
      if (!sent) this.#settle(ask, new MediaGone(`${method}: there is no page`), null);
    });
  }

  /** What came from the page on the answer channel. @returns false when it is no answer to an open question. */
  answer(raw: unknown): boolean {
    const parsed = parse(mediaAnswerSchema, raw);
    if (!parsed.ok || !this.#waiting.has(parsed.value.ask)) return false;
    const answer = parsed.value;
    if (answer.ok) this.#settle(answer.ask, null, answer.sdp);
    else this.#settle(answer.ask, new Error(answer.why), null);
    return true;
  }

  /** The page crashed or began to load anew: every open question fails now. */
  pageGone(): void {
    for (const ask of [...this.#waiting.keys()]) this.#settle(ask, new MediaGone('the page is gone'), null);
  }

  #settle(ask: number, error: Error | null, sdp: string | null): void {
    const waiting = this.#waiting.get(ask);
    if (!waiting) return;
    this.#waiting.delete(ask);
    clearTimeout(waiting.deadline);
    waiting.settle(error, sdp);
  }
}
