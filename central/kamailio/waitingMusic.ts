import type { Rtpengine } from './rtpengine.ts';

const REPEAT = 10_000;
const CODECS: Readonly<Record<string, string>> = { '8': 'PCMA', '0': 'PCMU' };

/**
 * Music for callers who wait: rtpengine plays a file to them. The session is the music's own: with the call's id the
 * later bridge to a desktop fails ("no crypto suite was negotiated").
 */
export class WaitingMusic {
  readonly #rtpengine: Rtpengine;
  readonly #file: string;

  /** @param file a WAV file that rtpengine's user may read. */
  constructor(rtpengine: Rtpengine, file: string) {
    this.#rtpengine = rtpengine;
    this.#file = file;
  }

  /**
   * @param leg which caller; @param tag their From tag; @param offer what their telephone can take, SDP.
   * @returns the SDP to tell them, null when their telephone takes no G.711. @throws when rtpengine is away.
   */
  async start(leg: string, tag: string, offer: string): Promise<string | null> {
    const type = /^m=audio \d+ RTP\/AVP ([\d ]+)/m.exec(offer)?.[1]?.split(' ').find((each) => CODECS[each] !== undefined);
    if (type === undefined) return null;
    const session = { 'call-id': `music-${leg}`, 'from-tag': tag, replace: ['origin', 'session-connection'] };
    await this.#rtpengine.ask({ ...session, command: 'offer', sdp: offer, 'transport-protocol': 'RTP/AVP', ICE: 'remove' });
    // Whoever plays the music has no telephone: answered for, sending only.
    const answer = await this.#rtpengine.ask({
      ...session, command: 'answer', 'to-tag': 'music',
      sdp: `v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP ${type}\r\na=rtpmap:${type} ${CODECS[type]}/8000\r\na=sendonly\r\n`,
    });
    await this.#rtpengine.ask({ command: 'play media', 'call-id': session['call-id'], 'from-tag': tag, file: this.#file, 'repeat-times': REPEAT });
    return String(answer['sdp']);
  }

  /** Served, gone, or never had any. */
  stop(leg: string): void {
    void this.#rtpengine.ask({ command: 'delete', 'call-id': `music-${leg}`, 'delete-delay': 0 }).catch(() => {});
  }
}
