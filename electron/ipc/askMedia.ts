import { ipcMain, type WebContents, type WebFrameMain } from 'electron';
import { MEDIA_ANSWER_CHANNEL, MEDIA_CHANNEL } from '../../shared/ipc/channelNames.ts';
import type { MediaArgument, MediaMethod } from '../../shared/ipc/media.ts';
import { MediaQuestions } from '../sip/mediaQuestions.ts';
import type { MediaPort } from '../sip/mediaPort.ts';

/** The media port over Electron's IPC: questions go to the page that holds the peer connections, answers come from no other. */
export class AskMedia implements MediaPort {
  #page: WebContents | null = null;
  readonly #questions = new MediaQuestions((question) => {
    if (this.#page === null || this.#page.isDestroyed()) return false;
    this.#page.send(MEDIA_CHANNEL, question);
    return true;
  });

  constructor(isTrusted: (frame: WebFrameMain | null) => boolean) {
    ipcMain.on(MEDIA_ANSWER_CHANNEL, (event, raw: unknown) => { if (isTrusted(event.senderFrame)) this.#questions.answer(raw); });
  }

  ask<M extends MediaMethod>(mediaId: string, method: M, argument: MediaArgument<M>): Promise<string | null> {
    return this.#questions.ask(mediaId, method, argument);
  }

  pageReady(page: WebContents): void {
    this.#page = page;
  }

  /** Fails what was being asked; questions fail at once until a page is there again. */
  pageGone(): void {
    this.#page = null;
    this.#questions.pageGone();
  }
}
