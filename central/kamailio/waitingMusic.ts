import type { SoundName } from '../line/lineSounds.ts';
import type { Rtpengine } from './rtpengine.ts';
import type { SoundFiles } from './soundFiles.ts';

/** What rtpengine knows a waiting caller's sound by: this, and the leg. */
export const MUSIC_SESSION = 'music-';

const REPEAT = 10_000;
const CODECS: Readonly<Record<string, string>> = { '8': 'PCMA', '0': 'PCMU' };

/**
 * Music for callers who wait, and what they are told: rtpengine plays files to them, and hears the keys they press. The session is the music's own: with the call's id the
 * later bridge to a desktop fails ("no crypto suite was negotiated").
 */
export class WaitingMusic {
  readonly #rtpengine: Rtpengine;
  readonly #file: string;
  readonly #sounds: SoundFiles;

  /** @param file a WAV file that rtpengine's user may read. */
  constructor(rtpengine: Rtpengine, file: string, sounds: SoundFiles) {
    this.#rtpengine = rtpengine;
    this.#file = file;
    this.#sounds = sounds;
  }

  /**
   * @param leg which caller; @param tag their From tag; @param offer what their telephone can take, SDP.
   * @returns the SDP to tell them, null when their telephone takes no G.711. @throws when rtpengine is away.
   */
  async start(leg: string, tag: string, offer: string): Promise<string | null> {
    const type = /^m=audio \d+ RTP\/AVP ([\d ]+)/m.exec(offer)?.[1]?.split(' ').find((each) => CODECS[each] !== undefined);
    if (type === undefined) return null;
    const session = { 'call-id': `${MUSIC_SESSION}${leg}`, 'from-tag': tag, replace: ['origin', 'session-connection'] };
    await this.#rtpengine.ask({ ...session, command: 'offer', sdp: offer, 'transport-protocol': 'RTP/AVP', ICE: 'remove' });
    const keys = /^a=rtpmap:(\d+) telephone-event\/8000/m.exec(offer)?.[1];
    // Whoever plays the music has no telephone: answered for. Their sound is taken, for the keys in it, and goes nowhere.
    const answer = await this.#rtpengine.ask({
      ...session, command: 'answer', 'to-tag': 'music',
      sdp: `v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP ${type}${keys === undefined ? '' : ` ${keys}`}\r\na=rtpmap:${type} ${CODECS[type]}/8000\r\n${keys === undefined ? '' : `a=rtpmap:${keys} telephone-event/8000\r\na=fmtp:${keys} 0-15\r\n`}`,
    });
    await this.#rtpengine.ask({ command: 'block media', 'call-id': session['call-id'], 'from-tag': tag });
    await this.#rtpengine.ask({ command: 'play media', 'call-id': session['call-id'], 'from-tag': tag, file: this.#file, 'repeat-times': REPEAT });
    return String(answer['sdp']);
  }

  /** Says it instead of the music, or of what is being said. @returns how long it takes; null: it cannot be said. */
  async say(leg: string, tag: string, names: readonly SoundName[]): Promise<number | null> {
    const { file, ms } = this.#sounds.of(names);
    const played = this.#rtpengine.ask({ command: 'play media', 'call-id': `${MUSIC_SESSION}${leg}`, 'from-tag': tag, file, 'repeat-times': 1 });
    return await played.then(() => ms, () => null);
  }

  /** The music again. */
  music(leg: string, tag: string): void {
    void this.#rtpengine.ask({ command: 'play media', 'call-id': `${MUSIC_SESSION}${leg}`, 'from-tag': tag, file: this.#file, 'repeat-times': REPEAT }).catch(() => {});
  }

  /** Served, gone, or never had any. */
  stop(leg: string): void {
    void this.#rtpengine.ask({ command: 'delete', 'call-id': `${MUSIC_SESSION}${leg}`, 'delete-delay': 0 }).catch(() => {});
  }
}
