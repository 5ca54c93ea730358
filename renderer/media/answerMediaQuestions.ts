import { type MediaAnswer, type MediaQuestion, mediaQuestionSchemas } from '../../shared/ipc/media.ts';
import { assertNever } from '../../shared/language/assertNever.ts';
import type { PeerConnection } from './peerConnection.ts';
import { readableError } from './readableError.ts';

/** The two ends of the bridge that carry media questions; the page passes them in. */
export interface MediaBridge {
  onMediaQuestion(listener: (question: MediaQuestion) => void): () => void;
  answerMedia(answer: MediaAnswer): void;
}

/** What a call's sound can be asked; PeerConnection in the product. */
export type CallSound = Pick<PeerConnection, 'createOffer' | 'createAnswer' | 'setRemote' | 'rollback' | 'connected' | 'mute' | 'hear' | 'sendKeys' | 'close'>;
/** The same, of sounds that can be mixed with one another. */
export interface JoinableSound<S> extends CallSound {
  join(others: readonly S[]): Promise<void>;
}

/** The sounds of all calls of this page, by media id. */
export interface MediaDesk<S extends CallSound> {
  /** The sound of a call; null: this page has none (yet). */
  ofCall(callId: string): S | null;
  /** Closes everything and answers no more questions. */
  stop(): void;
}

/** A media id is the call's id, a dot and a count. */
const callOfMedia = (mediaId: string): string => mediaId.slice(0, mediaId.lastIndexOf('.'));

/**
 * Answers main's questions about sound. Questions about one peer connection are answered one after the other, in the order
 * they came; every failure goes back as words.
 *
 * @param open makes the sound for a media id that was not heard of before; without a microphone, one that only hears.
 */
export function answerMediaQuestions<S extends JoinableSound<S>>(bridge: MediaBridge, open: (microphone: boolean) => Promise<S>): MediaDesk<S> {
  const sounds = new Map<string, S>();
  const turns = new Map<string, Promise<unknown>>();

  async function soundOf(mediaId: string, microphone: boolean): Promise<S> {
    const present = sounds.get(mediaId);
    if (present) return present;
    const made = await open(microphone);
    sounds.set(mediaId, made);
    return made;
  }

  function known(mediaId: string): S {
    const sound = sounds.get(mediaId);
    if (!sound) throw new Error('this page has no such call');
    return sound;
  }

  async function act({ mediaId, method, argument }: MediaQuestion): Promise<string | null> {
    switch (method) {
      case 'createOffer': {
        const { hold, iceRestart, microphone } = mediaQuestionSchemas.createOffer.parse(argument);
        return (await soundOf(mediaId, microphone)).createOffer(hold, iceRestart, microphone);
      }
      case 'createAnswer':
        return known(mediaId).createAnswer(mediaQuestionSchemas.createAnswer.parse(argument).hold);
      case 'setRemote': {
        const { type, sdp } = mediaQuestionSchemas.setRemote.parse(argument);
        // An answer belongs to an offer that this page made; an offer may be the first we hear of the call.
        await (type === 'answer' ? known(mediaId) : await soundOf(mediaId, true)).setRemote(type, sdp);
        return null;
      }
      case 'rollback':
        await sounds.get(mediaId)?.rollback();
        return null;
      case 'connected':
        await known(mediaId).connected();
        return null;
      case 'mute':
        known(mediaId).mute(mediaQuestionSchemas.mute.parse(argument).on);
        return null;
      case 'hear':
        known(mediaId).hear(mediaQuestionSchemas.hear.parse(argument).on);
        return null;
      case 'keys':
        known(mediaId).sendKeys(mediaQuestionSchemas.keys.parse(argument).keys);
        return null;
      case 'join':
        await known(mediaId).join(mediaQuestionSchemas.join.parse(argument).mediaIds.map(known));
        return null;
      case 'close':
        sounds.get(mediaId)?.close();
        sounds.delete(mediaId);
        return null;
      default:
        return assertNever(method, 'media question');
    }
  }

  async function answer(question: MediaQuestion): Promise<void> {
    try {
      bridge.answerMedia({ ask: question.ask, ok: true, sdp: await act(question) });
    } catch (error) {
      bridge.answerMedia({ ask: question.ask, ok: false, why: readableError(question.method, error).message });
    }
  }

  const unbind = bridge.onMediaQuestion((question) => {
    // It only looks, and may take seconds: whoever mutes meanwhile is not kept waiting.
    if (question.method === 'connected') {
      void answer(question);
      return;
    }
    const turn = (turns.get(question.mediaId) ?? Promise.resolve()).then(() => answer(question));
    turns.set(question.mediaId, turn);
    void turn.then(() => { if (turns.get(question.mediaId) === turn) turns.delete(question.mediaId); });
  });

  return {
    ofCall: (callId) => [...sounds].findLast(([mediaId]) => callOfMedia(mediaId) === callId)?.[1] ?? null,
    stop() {
      unbind();
      for (const sound of sounds.values()) sound.close();
      sounds.clear();
    },
  };
}
