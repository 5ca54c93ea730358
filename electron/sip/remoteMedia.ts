import type { BodyAndContentType, SessionDescriptionHandler } from 'sip.js';
import { MediaGone, type MediaPort } from './mediaPort.ts';

const SDP = 'application/sdp';
let mediaIds = 0;

/** One a call and page life: unique in this process, because several calls share one page. The page reads the call's id out of it. */
function newMediaId(callId: string): string {
  mediaIds += 1;
  return `${callId}.${mediaIds}`;
}

/** What a call wants to know of its sound. */
export interface RemoteMediaListener {
  /** The page was away at a moment when that cannot be undone: the call stands, without sound, until it is given new media. */
  onBroken(): void;
  /** There is no sound to answer with: said before SIP.js turns the call down without a word why. */
  onUnanswerable(error: unknown): void;
}

/**
 * SIP.js' description handler, with the peer connection elsewhere: every method is one question over the media port.
 * Hold and mute are kept here, because they outlive the page that plays the sound.
 */
export class RemoteMedia implements SessionDescriptionHandler {
  hold = false;
  muted = false;
  /** False: it only hears. What it is offered with next has no microphone. */
  microphone = true;
  /** Whether the far end is heard here. */
  #hears = true;
  /** Whose sound is said into this one: the other of a three-way conversation, and a supervisor or the customer they hear. */
  #joined: RemoteMedia | null = null;
  #admitted: RemoteMedia | null = null;
  /** What the page was told of these last. */
  #mixed = '';
  readonly #port: MediaPort;
  readonly #listener: RemoteMediaListener;
  readonly #callId: string;
  #mediaId: string;
  /** The page that made the present offer is gone; its answer has nowhere to go. */
  #orphaned = false;
  #used = false;
  /** The next offer restarts ICE: the same peer connection, found anew over the network there is now. */
  #restarts = false;
  /** What came of the restart that was offered last. */
  #restarting: 'no' | 'offered' | 'failed' = 'no';
  #state: 'stable' | 'have-local-offer' | 'have-remote-offer' = 'stable';
  #closed = false;

  constructor(port: MediaPort, callId: string, listener: RemoteMediaListener) {
    this.#port = port;
    this.#callId = callId;
    this.#mediaId = newMediaId(callId);
    this.#listener = listener;
  }

  /** From now on the sound is a new peer connection, of a new page or of the same. The next description is an offer. */
  replace(): void {
    if (this.#used) void this.#port.ask(this.#mediaId, 'close', {}).catch(() => {});
    this.#mediaId = newMediaId(this.#callId);
    this.#orphaned = this.#state === 'have-local-offer';
    if (!this.#orphaned) this.#state = 'stable';
    this.#used = false;
    this.#mixed = '';
    this.#restarts = false;
    this.#restarting = 'no';
  }

  /** The next description looks for the way anew (RFC 8839 §4.4.1.1.1). @returns false when there is no sound yet, or an offer of ours is out. */
  restart(): boolean {
    this.#restarts = this.#used && this.#state === 'stable';
    return this.#restarts;
  }

  /** @throws when sound does not go by the latest description within some seconds, or the page is away. */
  async connected(): Promise<void> {
    if (this.#restarting === 'failed') throw new Error('the page does not take the answer');
    await this.#port.ask(this.#mediaId, 'connected', {});
  }

  async getDescription(): Promise<BodyAndContentType> {
    this.#used = true;
    const isAnswer = this.#state === 'have-remote-offer';
    const body = isAnswer
      ? await this.#answering(this.#port.ask(this.#mediaId, 'createAnswer', { hold: this.hold }))
      : await this.#port.ask(this.#mediaId, 'createOffer', { hold: this.hold, iceRestart: this.#restarts, microphone: this.microphone });
    if (!isAnswer) {
      this.#restarting = this.#restarts ? 'offered' : 'no';
      this.#restarts = false;
    }
    if (this.#closed) throw new Error('the call is over');
    if (body === null) throw new Error('the page gave no description');
    this.#state = isAnswer ? 'stable' : 'have-local-offer';
    if (!isAnswer) this.#orphaned = false;
    // A new peer connection starts with an open microphone: silence it before the first packet can leave.
    if (this.muted) await this.#port.ask(this.#mediaId, 'mute', { on: true });
    if (!this.#hears) await this.#port.ask(this.#mediaId, 'hear', { on: false });
    return { body, contentType: SDP };
  }

  hasDescription(contentType: string): boolean {
    return contentType.split(';', 1)[0]?.trim().toLowerCase() === SDP;
  }

  async setDescription(sdp: string): Promise<void> {
    if (this.#closed) throw new Error('the call is over');
    this.#used = true;
    if (this.#state !== 'have-local-offer') {
      await this.#answering(this.#port.ask(this.#mediaId, 'setRemote', { type: 'offer', sdp }));
      this.#state = 'have-remote-offer';
      return;
    }
    this.#state = 'stable';
    if (this.#orphaned) {
      this.#orphaned = false;
      this.#listener.onBroken();
      return;
    }
    try {
      await this.#port.ask(this.#mediaId, 'setRemote', { type: 'answer', sdp });
    } catch (error) {
      // SIP.js would end the call for this. A page that is away comes back, and after a restart there is new sound to try;
      // any other description it cannot take does not get better.
      if (this.#restarting === 'offered') {
        this.#restarting = 'failed';
        return;
      }
      if (!(error instanceof MediaGone)) throw error;
      this.#listener.onBroken();
    }
  }

  async #answering(asked: Promise<string | null>): Promise<string | null> {
    try {
      return await asked;
    } catch (error) {
      this.#listener.onUnanswerable(error);
      throw error;
    }
  }

  /** Never rejects: SIP.js ends the call when a rollback fails, and a page that is gone has nothing to roll back. */
  async rollbackDescription(): Promise<void> {
    if (this.#state === 'stable') return;
    this.#state = 'stable';
    this.#orphaned = false;
    try {
      await this.#port.ask(this.#mediaId, 'rollback', {});
    } catch {
      this.#listener.onBroken();
    }
  }

  /** Part of SIP.js' interface; keys go through `sendKeys`, which can tell whether they went. */
  sendDtmf(tones: string): boolean {
    void this.sendKeys(tones).catch(() => {});
    return true;
  }

  /** Keys as RFC 4733 events inside the sound. @throws when the page is away or the far end agreed to no such events. */
  async sendKeys(keys: string): Promise<void> {
    await this.#port.ask(this.#mediaId, 'keys', { keys });
  }

  /** @throws when the page is away: then nothing changed. */
  async mute(on: boolean): Promise<void> {
    await this.#port.ask(this.#mediaId, 'mute', { on });
    this.muted = on;
  }

  /** Says what is heard in the other call into this one. @throws when the page is away or has not got both. */
  async join(other: RemoteMedia | null): Promise<void> {
    this.#joined = other;
    await this.#mix();
  }

  /** As `join`, for a supervisor's call and the customer's they are in. */
  async admit(other: RemoteMedia | null): Promise<void> {
    this.#admitted = other;
    await this.#mix();
  }

  /** Whether the far end is heard here, by the agent and in calls it is said into. @throws when the page is away. */
  async hear(on: boolean): Promise<void> {
    if (this.#hears === on) return;
    // Not heard is not heard with the next page either, whatever becomes of this question.
    if (!on) this.#hears = false;
    if (this.#used) await this.#port.ask(this.#mediaId, 'hear', { on });
    this.#hears = on;
  }

  async #mix(): Promise<void> {
    const mediaIds = [this.#joined, this.#admitted].flatMap((each) => (each === null ? [] : [each.#mediaId]));
    const mixed = mediaIds.join(' ');
    if (mixed === this.#mixed) return;
    this.#mixed = mixed;
    try {
      await this.#port.ask(this.#mediaId, 'join', { mediaIds });
    } catch (error) {
      this.#mixed = '?';
      throw error;
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#used) void this.#port.ask(this.#mediaId, 'close', {}).catch(() => {});
  }
}
