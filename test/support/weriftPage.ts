import { createSelfSignedCertificate, MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, type RTCRtpTransceiver, RtpHeader, RtpPacket } from 'werift';
import { askNobody } from '../../central/practice/askNobody.ts';
import { Ear } from '../../central/practice/ear.ts';
import { findWayAnew } from '../../central/practice/findWayAnew.ts';
import { everyFrame } from '../../central/practice/frameClock.ts';
import { decodeUlaw, encodeFrame, FRAME_SAMPLES, sine } from '../../central/line/sound.ts';
import type { MediaAnswer, MediaArgument, MediaMethod, MediaQuestion } from '../../shared/ipc/media.ts';
import { sendWholeFlights } from './wholeFlights.ts';

interface Line {
  readonly pc: RTCPeerConnection;
  readonly transceiver: RTCRtpTransceiver;
  readonly ear: Ear;
  /** Key packets that go out instead of voice. */
  readonly keys: Buffer[];
  held: boolean;
  muted: boolean;
  /** Whose voices go in here too. */
  joined: readonly Line[];
  /** Nothing is said into it. */
  isMicless: boolean;
  hears: boolean;
  /** What was heard last, for a line it is mixed into. */
  heard: Buffer | null;
  stop: () => void;
}

/** One key: so many packets of 20 ms, the last of them its end. */
const KEY_PARTS = 5;

const loopbackOnly = (sdp: string) => sdp.split('\r\n').filter((line) => !line.startsWith('a=candidate') || / 127\.0\.0\.1 /.test(line)).join('\r\n');

/** RFC 3605 lets the address behind a=rtcp be left out, as rtpengine does; this library wants it. */
const withRtcpAddress = (sdp: string) => sdp.replace(/^a=rtcp:(\d+)(\r?)$/gm, 'a=rtcp:$1 IN IP4 127.0.0.1$2');

const mixed = (one: Buffer, other: Buffer): Buffer => encodeFrame(Float32Array.from(one, (sample, at) => (decodeUlaw(sample) + decodeUlaw(other[at] ?? 0xff)) / 2));

/** Of each connection its own, as a browser's: this library would give all of a process the same, and the far end could not tell a new one. */
const ownKeys = (): ReturnType<typeof createSelfSignedCertificate> => createSelfSignedCertificate({ signature: 3, hash: 4 });

/** The desktop's page, with a WebRTC library of Node in place of Chromium's: real DTLS, real SRTP, a tone for a microphone. */
export class WeriftPage {
  readonly lines = new Map<string, Line>();
  readonly asked: MediaQuestion[] = [];
  /** False: as if the far end had agreed to no telephone events. */
  takesKeys = true;
  /** False: as if no way to the far end were found any more but with a new connection. */
  findsWay = true;
  readonly #toneHz: number;
  #nextKeys = ownKeys();

  constructor(toneHz: number) {
    this.#toneHz = toneHz;
  }

  /** Answers one question the way the page does. */
  async answer(question: MediaQuestion): Promise<MediaAnswer> {
    this.asked.push(question);
    try {
      return { ask: question.ask, ok: true, sdp: await this.#do(question.mediaId, question.method, question.argument) };
    } catch (error) {
      return { ask: question.ask, ok: false, why: error instanceof Error ? error.message : String(error) };
    }
  }

  /** What the agent hears on the latest line. */
  get ear(): Ear {
    const line = [...this.lines.values()].at(-1);
    if (!line) throw new Error('no line is open');
    return line.ear;
  }

  close(): void {
    for (const id of [...this.lines.keys()]) this.#close(id);
  }

  async #do(id: string, method: MediaMethod, argument: unknown): Promise<string | null> {
    switch (method) {
      case 'createOffer': case 'createAnswer': {
        const { hold } = argument as MediaArgument<'createAnswer'>;
        const { iceRestart = false, microphone = true } = argument as Partial<MediaArgument<'createOffer'>>;
        const line = this.lines.get(id) ?? (method === 'createOffer' ? await this.#open(id, !microphone) : null);
        if (!line) throw new Error('nothing to answer');
        line.held = hold;
        if (method === 'createOffer') line.isMicless = !microphone;
        if (method === 'createOffer') line.transceiver.setDirection(line.isMicless ? 'recvonly' : hold ? 'sendonly' : 'sendrecv');
        await line.pc.setLocalDescription(method === 'createOffer' ? await line.pc.createOffer({ iceRestart }) : await line.pc.createAnswer());
        return loopbackOnly(line.pc.localDescription?.sdp ?? '');
      }
      case 'setRemote': {
        const { type, sdp } = argument as MediaArgument<'setRemote'>;
        const { pc } = this.lines.get(id) ?? await this.#open(id);
        await pc.setRemoteDescription({ type, sdp: withRtcpAddress(sdp) });
        if (type === 'answer') findWayAnew(pc);
        return null;
      }
      case 'rollback': {
        const line = this.lines.get(id);
        if (line && line.pc.signalingState !== 'stable') await line.pc.setLocalDescription({ type: 'rollback' });
        return null;
      }
      case 'connected': {
        const line = this.lines.get(id);
        if (!line) throw new Error('no such line');
        if (!this.findsWay) throw new Error('no way to the far end');
        // This library's ICE state says nothing of it: gathering alone makes it 'completed'.
        for (let look = 0; line.pc.iceTransports.some(({ connection }) => connection.nominated === undefined); look += 1) {
          if (look === 150) throw new Error('no way to the far end');
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        return null;
      }
      case 'mute': {
        const line = this.lines.get(id);
        if (!line) throw new Error('no such line');
        line.muted = (argument as MediaArgument<'mute'>).on;
        return null;
      }
      case 'hear': {
        const line = this.lines.get(id);
        if (!line) throw new Error('no such line');
        line.hears = (argument as MediaArgument<'hear'>).on;
        if (!line.hears) line.heard = null;
        return null;
      }
      case 'keys': {
        const line = this.lines.get(id);
        if (!line) throw new Error('no such line');
        if (!this.takesKeys) throw new Error('the far end takes no keys');
        for (const key of (argument as MediaArgument<'keys'>).keys) this.#press(line, '0123456789*#ABCD'.indexOf(key));
        return null;
      }
      case 'join': {
        const line = this.lines.get(id);
        const others = (argument as MediaArgument<'join'>).mediaIds.map((each) => this.lines.get(each));
        if (!line || others.includes(undefined)) throw new Error('no such line');
        line.joined = others.filter((each) => each !== undefined);
        return null;
      }
      case 'close':
        this.#close(id);
        return null;
    }
  }

  async #open(id: string, isMicless = false): Promise<Line> {
    const keys = await this.#nextKeys;
    this.#nextKeys = ownKeys();
    const pc = new RTCPeerConnection({
      dtls: { keys },
      iceServers: [], iceUseIpv6: false, iceAdditionalHostAddresses: ['127.0.0.1'], iceInterfaceAddresses: { udp4: '127.0.0.1' },
      codecs: { audio: [
        new RTCRtpCodecParameters({ mimeType: 'audio/PCMU', clockRate: 8000, channels: 1, payloadType: 0 }),
        new RTCRtpCodecParameters({ mimeType: 'audio/telephone-event', clockRate: 8000, channels: 1, payloadType: 126 }),
      ] },
    });
    const transceiver = pc.addTransceiver(new MediaStreamTrack({ kind: 'audio' }), { direction: isMicless ? 'recvonly' : 'sendrecv' });
    askNobody(pc);
    sendWholeFlights(pc);
    const line: Line = { pc, transceiver, ear: new Ear(), keys: [], held: false, muted: false, joined: [], isMicless, hears: true, heard: null, stop: () => {} };
    const heard = new WeakSet<MediaStreamTrack>();
    pc.onTrack.subscribe((track) => {
      if (heard.has(track)) return;
      heard.add(track);
      track.onReceiveRtp.subscribe((packet) => {
        // What the agent is not to hear is not heard, and not said on.
        if (!line.hears) return;
        if (packet.header.payloadType === 0) {
          line.heard = packet.payload;
          line.ear.hear(packet.payload, performance.now());
        } else line.ear.hearKey(packet.payload, packet.header.timestamp);
      });
    });
    pc.connectionStateChange.subscribe((state) => {
      if (state !== 'connected') return;
      let frame = 0;
      line.stop();
      line.stop = everyFrame(() => {
        frame += 1;
        const direction = transceiver.currentDirection;
        if (direction !== 'sendrecv' && direction !== 'sendonly') return;
        const own = line.held || line.muted ? Buffer.alloc(FRAME_SAMPLES, 0xff) : encodeFrame(sine(this.#toneHz, frame * FRAME_SAMPLES, FRAME_SAMPLES));
        const payload = line.joined.reduce((voices, { heard: voice }) => (voice === null ? voices : mixed(voices, voice)), own);
        line.ear.txPackets += 1;
        const key = line.keys.shift();
        if (key) this.#sendKey(line, key, frame);
        else this.#send(line, payload, frame * FRAME_SAMPLES, frame);
      });
    });
    this.lines.set(id, line);
    return line;
  }

  #press(line: Line, code: number): void {
    if (!line.transceiver.codecs.some((codec) => codec.mimeType.includes('telephone-event'))) throw new Error('no telephone-event negotiated');
    for (let part = 1; part <= KEY_PARTS; part += 1) line.keys.push(Buffer.from([code, part === KEY_PARTS ? 0x8a : 10, (part * FRAME_SAMPLES) >> 8, (part * FRAME_SAMPLES) & 0xff]));
  }

  #sendKey(line: Line, key: Buffer, frame: number): void {
    const { sender } = line.transceiver;
    const voice = sender.codec;
    const event = line.transceiver.codecs.find((codec) => codec.mimeType.includes('telephone-event'));
    if (!event || !voice) return;
    const part = key.readUInt16BE(2) / FRAME_SAMPLES;
    sender.codec = event;
    this.#send(line, key, (frame - part + 1) * FRAME_SAMPLES, frame);
    sender.codec = voice;
  }

  #send(line: Line, payload: Buffer, timestamp: number, sequence: number): void {
    const { sender } = line.transceiver;
    const header = new RtpHeader({ version: 2, payloadType: 0, sequenceNumber: sequence & 0xffff, timestamp, ssrc: sender.ssrc, marker: false });
    void sender.sendRtp(new RtpPacket(header, payload)).catch(() => {});
  }

  #close(id: string): void {
    const line = this.lines.get(id);
    this.lines.delete(id);
    line?.stop();
    void line?.pc.close().catch(() => {});
  }
}
