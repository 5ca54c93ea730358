import type { MediaArgument, MediaMethod } from '../../shared/ipc/media.ts';

/** Whoever owns the sound: the page in the product, a WebRTC library in Node in tests. */
export interface MediaPort {
  /**
   * Asks one question about one peer connection.
   *
   * @param mediaId names the peer connection; the first question with a new id makes it.
   * @returns the description for createOffer and createAnswer, else null.
   * @throws MediaGone when nobody is there to answer, or not in time; Error with a readable message when the answer is no.
   */
  ask<M extends MediaMethod>(mediaId: string, method: M, argument: MediaArgument<M>): Promise<string | null>;
}

/** The page is away (reloading, crashed, hung): what it was asked may work with the next page. */
export class MediaGone extends Error {
  override name = 'MediaGone';
}
