import { ipcMain, type WebContents, type WebFrameMain } from 'electron';
import { MEDIA_ANSWER_CHANNEL, MEDIA_CHANNEL } from '../../shared/ipc/channelNames.ts';
import { type MediaArgument, type MediaMethod, mediaAnswerSchema } from '../../shared/ipc/media.ts';
import { parse } from '../../shared/language/parse.ts';
import { logger } from '../logging/logger.ts';
import { MediaGone, type MediaPort } from '../sip/mediaPort.ts';

/** A page that takes longer than this to answer is hung: the question fails and SIP answers 480 (telephony.md §2). */
const ANSWER_WITHIN_MS = 4000;

interface Pending {
  readonly resolve: (sdp: string | null) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** Main's end of the media port: each question goes to the page that holds the peer connections and has one answer. */
export class AskMedia implements MediaPort {
  readonly #pending = new Map<number, Pending>();
  #page: WebContents | null = null;
  #asks = 0;

  constructor(isTrusted: (frame: WebFrameMain | null) => boolean) {
    ipcMain.on(MEDIA_ANSWER_CHANNEL, (event, raw: unknown) => {
      if (!isTrusted(event.senderFrame)) return;
      const answer = parse(mediaAnswerSchema, raw);
      if (!answer.ok) { logger.warn('media.bad-answer', { field: answer.faults[0]?.field ?? '' }); return; }
      const pending = this.#take(answer.value.ask);
      if (answer.value.ok) pending?.resolve(answer.value.sdp);
      else pending?.reject(new Error(answer.value.why));
    });
  }

  pageReady(page: WebContents): void {
    this.#page = page;
  }

  /** Fails what was being asked; questions fail at once until a page is there again. */
  pageGone(): void {
    this.#page = null;
    for (const ask of [...this.#pending.keys()]) this.#take(ask)?.reject(new MediaGone('the page is gone'));
  }

  /** Resolves to the SDP for the methods that make one, else null. */
  ask<M extends MediaMethod>(mediaId: string, method: M, argument: MediaArgument<M>): Promise<string | null> {
    const page = this.#page;
    if (page === null || page.isDestroyed()) return Promise.reject(new MediaGone('the page is gone'));
    this.#asks += 1;
    const ask = this.#asks;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#take(ask)?.reject(new MediaGone(`the page did not answer ${method}`)), ANSWER_WITHIN_MS);
      this.#pending.set(ask, { resolve, reject, timer });
      page.send(MEDIA_CHANNEL, { ask, mediaId, method, argument });
    });
  }

  #take(ask: number): Pending | undefined {
    const pending = this.#pending.get(ask);
    if (pending) { clearTimeout(pending.timer); this.#pending.delete(ask); }
    return pending;
  }
}
