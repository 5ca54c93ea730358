import type { BodyAndContentType, SessionDescriptionHandler } from 'sip.js';
import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, type RTCRtpSender, type RTCRtpTransceiver, RtpHeader, RtpPacket } from 'werift';
import { askNobody } from './askNobody.ts';
import type { Ear } from './ear.ts';
import { findWayAnew } from './findWayAnew.ts';
import { everyFrame } from './frameClock.ts';
import { FRAME_SAMPLES } from '../line/sound.ts';

const SDP = 'application/sdp';
const KEYS = '0123456789*#ABCD';
/** One key: 100 ms of it, then 60 ms of nothing. */
const KEY_FRAMES = 5;
const GAP_FRAMES = 3;

/** Whose voice and ear a leg carries. */
export interface SoundEnd {
  /** The next 20 ms of µ-law; null: silence, and no packet. */
  nextFrame(): Buffer | null;
  readonly ear: Ear;
}

interface Wire {
  readonly pc: RTCPeerConnection;
  readonly track: MediaStreamTrack;
  readonly transceiver: RTCRtpTransceiver;
  stopFrames: () => void;
}

const codecs = () => ({
  audio: [
    new RTCRtpCodecParameters({ mimeType: 'audio/PCMU', clockRate: 8000, channels: 1, payloadType: 0 }),
    new RTCRtpCodecParameters({ mimeType: 'audio/telephone-event', clockRate: 8000, channels: 1, payloadType: 101 }),
  ],
});

/** Everything on the practice line stays on this machine. */
const onlyLoopback = (sdp: string): string => sdp.split('\r\n').filter((line) => !line.startsWith('a=candidate') || / 127\.0\.0\.1 /.test(line)).join('\r\n');

/** What tells one peer connection of the desktop from another: the fingerprint of its keys. Its ICE name changes when it looks for its way anew. */
const peerOf = (sdp: string): string => [...sdp.matchAll(/^a=fingerprint:(.+?)\r?$/gm)].map((match) => match[1]).join(' ');

/**
 * The sound of one SIP leg, as SIP.js' description handler: µ-law over SRTP to the desktop's page. When the desktop comes
 * with a new peer connection in the same call (its page was reloaded), the leg gets a new one too.
 */
export class SoundLeg implements SessionDescriptionHandler {
  readonly #end: SoundEnd;
  #wire: Wire | null = null;
  #peer = '';
  #awaitsAnswer = false;
  #closed = false;
  #sequence = Math.floor(Math.random() * 30_000);
  #timestamp = Math.floor(Math.random() * 1_000_000_000);
  /** Key packets that go out instead of voice. */
  #keyFrames: (Buffer | null)[] = [];
  #keyTimestamp = 0;
  #keysBeside = 0;

  constructor(end: SoundEnd) {
    this.#end = end;
  }

  async getDescription(): Promise<BodyAndContentType> {
    const { pc } = this.#wire ?? this.#open();
    const isAnswer = pc.signalingState === 'have-remote-offer';
    await pc.setLocalDescription(isAnswer ? await pc.createAnswer() : await pc.createOffer());
    if (isAnswer) findWayAnew(pc);
    this.#awaitsAnswer = !isAnswer;
    const sdp = pc.localDescription?.sdp;
    if (this.#closed || sdp === undefined) throw new Error('the leg is closed');
    return { body: onlyLoopback(sdp), contentType: SDP };
  }

  hasDescription(contentType: string): boolean {
    return contentType.split(';', 1)[0]?.trim().toLowerCase() === SDP;
  }

  async setDescription(sdp: string): Promise<void> {
    if (this.#closed) throw new Error('the leg is closed');
    const peer = peerOf(sdp);
    const isSamePeer = this.#peer === '' || this.#peer === peer;
    const { pc } = this.#wire && isSamePeer ? this.#wire : this.#open();
    await pc.setRemoteDescription({ type: this.#awaitsAnswer && isSamePeer ? 'answer' : 'offer', sdp });
    this.#awaitsAnswer = false;
    this.#peer = peer;
  }

  async rollbackDescription(): Promise<void> {
    this.#awaitsAnswer = false;
    const pc = this.#wire?.pc;
    if (pc && pc.signalingState !== 'stable') await pc.setLocalDescription({ type: 'rollback' }).catch(() => {});
  }

  sendDtmf(tones: string): boolean {
    for (const key of tones) {
      const code = KEYS.indexOf(key.toUpperCase());
      if (code < 0) return false;
      for (let frame = 1; frame <= KEY_FRAMES; frame += 1) {
        const payload = Buffer.from([code, 10 | (frame === KEY_FRAMES ? 0x80 : 0), 0, 0]);
        payload.writeUInt16BE(frame * FRAME_SAMPLES, 2);
        this.#keyFrames.push(payload);
      }
      for (let frame = 0; frame < GAP_FRAMES; frame += 1) this.#keyFrames.push(null);
    }
    return true;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#drop();
  }

  /** A key the desktop told of beside the sound (SIP INFO). */
  hearKeyBeside(key: string): void {
    this.#keysBeside += 1;
    // No packet has such a time.
    this.#end.ear.hearKey(Buffer.from([KEYS.indexOf(key), 0x8a, 0, 0]), -this.#keysBeside);
  }

  #open(): Wire {
    this.#drop();
    const pc = new RTCPeerConnection({
      iceServers: [], iceUseIpv6: false, iceAdditionalHostAddresses: ['127.0.0.1'], iceInterfaceAddresses: { udp4: '127.0.0.1' }, codecs: codecs(),
    });
    const track = new MediaStreamTrack({ kind: 'audio' });
    const transceiver = pc.addTransceiver(track, { direction: 'sendrecv' });
    askNobody(pc);
    const wire: Wire = { pc, track, transceiver, stopFrames: () => {} };
    const heard = new WeakSet<MediaStreamTrack>();
    pc.onTrack.subscribe((remote) => {
      // Told again with every new agreement; the track is the same.
      if (heard.has(remote)) return;
      heard.add(remote);
      remote.onReceiveRtp.subscribe((packet) => this.#receive(wire, packet));
    });
    pc.connectionStateChange.subscribe((state) => {
      if (state === 'connected' && this.#wire === wire && !this.#closed) {
        wire.stopFrames();
        wire.stopFrames = everyFrame(() => this.#sendFrame(wire));
      }
    });
    this.#wire = wire;
    this.#peer = '';
    this.#awaitsAnswer = false;
    return wire;
  }

  #drop(): void {
    const wire = this.#wire;
    this.#wire = null;
    if (!wire) return;
    wire.stopFrames();
    void wire.pc.close().catch(() => {});
  }

  #receive(wire: Wire, packet: RtpPacket): void {
    if (this.#wire !== wire) return;
    const codec = wire.transceiver.codecs.find((each) => each.payloadType === packet.header.payloadType);
    if (codec?.mimeType.toLowerCase() === 'audio/telephone-event') this.#end.ear.hearKey(packet.payload, packet.header.timestamp);
    else if (packet.header.payloadType === 0) this.#end.ear.hear(packet.payload, performance.now());
  }

  #sendFrame(wire: Wire): void {
    this.#timestamp = (this.#timestamp + FRAME_SAMPLES) >>> 0;
    const direction = wire.transceiver.currentDirection;
    const voice = this.#end.nextFrame();
    if (direction !== 'sendrecv' && direction !== 'sendonly') return;
    const key = this.#keyFrames.shift();
    if (key) this.#sendKey(wire, key);
    else if (voice) this.#send(wire.transceiver.sender, voice, this.#timestamp, false);
  }

  #sendKey(wire: Wire, payload: Buffer): void {
    const { sender } = wire.transceiver;
    const eventCodec = wire.transceiver.codecs.find((codec) => codec.mimeType.toLowerCase() === 'audio/telephone-event');
    if (!eventCodec || !sender.codec) return;
    const isFirst = payload.readUInt16BE(2) === FRAME_SAMPLES;
    if (isFirst) this.#keyTimestamp = this.#timestamp;
    // The sender stamps every packet with its codec's payload type, so for this one packet it is the other codec.
    const voiceCodec = sender.codec;
    sender.codec = eventCodec;
    this.#send(sender, payload, this.#keyTimestamp, isFirst);
    sender.codec = voiceCodec;
  }

  #send(sender: RTCRtpSender, payload: Buffer, timestamp: number, marker: boolean): void {
    this.#sequence = (this.#sequence + 1) & 0xffff;
    const header = new RtpHeader({ version: 2, payloadType: sender.codec?.payloadType ?? 0, sequenceNumber: this.#sequence, timestamp, ssrc: sender.ssrc, marker });
    this.#end.ear.txPackets += 1;
    void sender.sendRtp(new RtpPacket(header, payload)).catch(() => {});
  }
}
