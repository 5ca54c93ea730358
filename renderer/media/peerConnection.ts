import type { Microphone } from './microphone.ts';
import { Mix } from './mix.ts';
import { type QualityCounters, type QualitySample, readQuality } from './callQuality.ts';
import type { Speaker } from './speaker.ts';

export interface PeerConnectionOptions {
  readonly microphone: Microphone;
  /** False: it only hears, and opens no microphone. */
  readonly speaks: boolean;
  readonly speaker: Speaker;
  /** The line is on this very machine: only 127.0.0.1 is offered to it. */
  readonly loopbackOnly: boolean;
  readonly iceServers?: readonly RTCIceServer[];
}

/** Plain SIP has no trickle: candidates are gathered before the description goes, but never longer than this. */
const GATHERING_MS = 1000;
/** A device that is slow to open (measured: over 4 s on a busy machine) must not cost the call: it joins when it is there. */
const MICROPHONE_MS = 1000;
/** How long a way is looked for; less than main waits for an answer. */
const CONNECTING_MS = 3000;
const LOOK_EVERY_MS = 100;
const KEY_MS = 160;
const KEY_GAP_MS = 70;

/** The sound of one call: one peer connection, one microphone track, one player. */
export class PeerConnection {
  readonly #pc: RTCPeerConnection;
  readonly #options: PeerConnectionOptions;
  readonly #sender: RTCRtpSender;
  /** Null: nothing is said into this call. */
  #track: MediaStreamTrack | null;
  /** Ends the silence that stands in for a microphone not open yet; null once the track is the microphone's. */
  #endSilence: (() => void) | null;
  /** The microphone that was waited for did not open. */
  #isMicrophoneRefused = false;
  #stopPlaying: (() => void) | null = null;
  #stopWatching: () => void;
  /** What the far end is given beside the microphone; null: nothing. */
  #mix: Mix | null = null;
  #remote: MediaStream | null = null;
  #muted = false;
  /** False: what the far end says is heard nowhere here. */
  #hears = true;
  #held = false;
  /** What rollback goes back to: it undoes the description, but not the direction. */
  #before: { readonly held: boolean } | null = null;
  #counters: QualityCounters | null = null;
  #closed = false;

  /** @throws DOMException when the microphone is refused within a second; one that only takes longer joins the call later. */
  static async open(options: PeerConnectionOptions): Promise<PeerConnection> {
    if (!options.speaks) return new PeerConnection(options, null, null);
    const taking = options.microphone.take();
    const track = await Promise.race([taking, new Promise<null>((resolve) => { setTimeout(() => resolve(null), MICROPHONE_MS); })]);
    if (track !== null) return new PeerConnection(options, track, null);
    const silence = silentTrack();
    const connection = new PeerConnection(options, silence.track, silence.end);
    // The call's own line and the microphone's link say that there is none.
    taking.then((late) => connection.#takeLate(late), () => { connection.#isMicrophoneRefused = true; });
    return connection;
  }

  private constructor(options: PeerConnectionOptions, track: MediaStreamTrack | null, endSilence: (() => void) | null) {
    this.#options = options;
    this.#track = track;
    this.#endSilence = endSilence;
    // Not 'max-bundle': media relays offer without a bundle group, and that policy refuses them.
    this.#pc = new RTCPeerConnection({ iceServers: [...(options.iceServers ?? [])], rtcpMuxPolicy: 'require' });
    // addTrack and not addTransceiver: only the former is matched to the line of an incoming offer; the latter would answer recvonly.
    this.#sender = track === null ? this.#pc.addTransceiver('audio', { direction: 'recvonly' }).sender : this.#pc.addTrack(track, new MediaStream([track]));
    this.#pc.addEventListener('track', (event) => {
      this.#stopPlaying?.();
      event.track.enabled = this.#hears;
      this.#remote = event.streams[0] ?? new MediaStream([event.track]);
      this.#stopPlaying = options.speaker.play(this.#remote);
    });
    this.#stopWatching = options.microphone.onChanged((source) => void this.#useSource(source));
  }

  /** @param speaks false: the microphone is given back before anything is offered; true: it is opened, when it was not. @throws DOMException when it is refused. */
  async createOffer(hold: boolean, iceRestart: boolean, speaks: boolean): Promise<string> {
    if (!speaks) await this.#fallSilent();
    else if (this.#track === null) await this.#speakUp();
    this.#direct(hold);
    await this.#pc.setLocalDescription(await this.#pc.createOffer({ iceRestart }));
    return this.#gathered();
  }

  async createAnswer(hold: boolean): Promise<string> {
    this.#direct(hold);
    await this.#pc.setLocalDescription(await this.#pc.createAnswer());
    return this.#gathered();
  }

  async setRemote(type: 'offer' | 'answer', sdp: string): Promise<void> {
    await this.#pc.setRemoteDescription({ type, sdp });
    if (type === 'answer') this.#before = null;
  }

  /** Undoes an offer, ours or theirs, that was not agreed. */
  async rollback(): Promise<void> {
    if (this.#pc.signalingState === 'have-local-offer') await this.#pc.setLocalDescription({ type: 'rollback' });
    else if (this.#pc.signalingState === 'have-remote-offer') await this.#pc.setRemoteDescription({ type: 'rollback' });
    if (this.#before) this.#direct(this.#before.held);
    this.#before = null;
  }

  /**
   * Resolves when sound goes by the description that was agreed last. A pair found for the one before may stand for seconds after its
   * network is gone, and is not taken for it.
   *
   * @throws Error when it does not within three seconds.
   */
  async connected(): Promise<void> {
    const deadline = performance.now() + CONNECTING_MS;
    while (!this.#goesByLatest()) {
      if (performance.now() > deadline || this.#closed) throw new Error('no way to the far end');
      await new Promise((resolve) => { setTimeout(resolve, LOOK_EVERY_MS); });
    }
  }

  mute(on: boolean): void {
    this.#muted = on;
    this.#applyMicrophone();
  }

  /** Whether the far end is heard: here, and where this call is said into another. */
  hear(on: boolean): void {
    this.#hears = on;
    for (const { track } of this.#pc.getReceivers()) track.enabled = on;
  }

  /** Keys as RFC 4733 events. @throws Error when the far end agreed to no such events. */
  sendKeys(keys: string): void {
    const { dtmf } = this.#sender;
    if (!dtmf?.canInsertDTMF) throw new Error('the far end takes no keys');
    dtmf.insertDTMF(dtmf.toneBuffer + keys, KEY_MS, KEY_GAP_MS);
  }

  /** Gives the far end of this call what those of others say, beside our microphone; none: no more. @throws Error when one of them has no sound yet. */
  async join(others: readonly PeerConnection[]): Promise<void> {
    const remotes = others.flatMap((other) => other.#remote ?? []);
    if (remotes.length < others.length) throw new Error('the other call has no sound yet');
    if (this.#track === null) throw new Error('nothing is said into a call that only hears');
    const before = this.#mix;
    this.#mix = remotes.length === 0 ? null : new Mix(this.#track, remotes);
    await this.#sender.replaceTrack(this.#mix?.track ?? this.#track);
    before?.end();
  }

  /** Measures the sound since the last time it was asked. */
  async quality(): Promise<QualitySample> {
    const stats: Record<string, unknown>[] = [];
    (await this.#pc.getStats()).forEach((stat: Record<string, unknown>) => { stats.push(stat); });
    const { sample, counters } = readQuality(stats, this.#counters, { isTwoWay: this.#isTwoWay(), isMicrophoneLost: this.#isMicrophoneLost() });
    this.#counters = counters;
    return sample;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopWatching();
    this.#stopPlaying?.();
    this.#mix?.end();
    this.#pc.close();
    if (this.#track !== null) this.#letGo(this.#track);
  }

  async #speakUp(): Promise<void> {
    const track = await this.#options.microphone.take();
    if (this.#closed) return void this.#options.microphone.release(track);
    this.#track = track;
    this.#applyMicrophone();
    await this.#speakInto(track);
  }

  async #fallSilent(): Promise<void> {
    const track = this.#track;
    if (track === null) return;
    this.#track = null;
    this.#letGo(track);
    await this.#sender.replaceTrack(null);
  }

  #letGo(track: MediaStreamTrack): void {
    // One that is only opening is handed back when it is there.
    if (this.#endSilence) this.#endSilence();
    else this.#options.microphone.release(track);
    this.#endSilence = null;
  }

  #isTwoWay(): boolean {
    return this.#pc.getTransceivers().find((each) => each.sender === this.#sender)?.currentDirection === 'sendrecv';
  }

  /** 'muted' is what the system or the device does; what the agent mutes is not lost. */
  #isMicrophoneLost(): boolean {
    if (this.#track === null || this.#muted || this.#held) return false;
    if (this.#endSilence !== null) return this.#isMicrophoneRefused;
    return this.#track.readyState !== 'live' || this.#track.muted;
  }

  /** The microphone opened after all. */
  async #takeLate(track: MediaStreamTrack): Promise<void> {
    if (this.#closed || this.#endSilence === null) {
      this.#options.microphone.release(track);
      return;
    }
    this.#endSilence();
    this.#endSilence = null;
    this.#track = track;
    this.#applyMicrophone();
    // Closed in this very moment, the connection refuses; the track was handed back by then.
    await this.#speakInto(track).catch(() => {});
  }

  /** The microphone's track has changed under the call. */
  async #speakInto(track: MediaStreamTrack): Promise<void> {
    if (this.#mix) this.#mix.takeMicrophone(track);
    else await this.#sender.replaceTrack(track);
  }

  #goesByLatest(): boolean {
    const agreed = /^a=ice-ufrag:(\S+)/m.exec(this.#pc.currentLocalDescription?.sdp ?? '')?.[1];
    const pair = this.#sender.transport?.iceTransport.getSelectedCandidatePair() ?? null;
    return this.#pc.connectionState === 'connected' && agreed !== undefined && pair?.local?.usernameFragment === agreed;
  }

  #direct(hold: boolean): void {
    this.#before ??= { held: this.#held };
    this.#held = hold;
    const transceiver = this.#pc.getTransceivers().find((each) => each.sender === this.#sender);
    if (transceiver) transceiver.direction = this.#track === null ? 'recvonly' : hold ? 'sendonly' : 'sendrecv';
    if (this.#pc.signalingState === 'have-remote-offer') this.#before = null;
    this.#applyMicrophone();
  }

  /** 'sendonly' alone would let a held caller listen in on the room. */
  #applyMicrophone(): void {
    if (this.#track !== null) this.#track.enabled = !this.#muted && !this.#held;
  }

  async #useSource(source: MediaStreamTrack): Promise<void> {
    if (this.#endSilence || this.#track === null) return;
    const track = source.clone();
    const before = this.#track;
    this.#track = track;
    this.#applyMicrophone();
    before.stop();
    try {
      await this.#speakInto(track);
    } catch {
      // The connection closed meanwhile.
      track.stop();
    }
  }

  async #gathered(): Promise<string> {
    const pc = this.#pc;
    if (pc.iceGatheringState !== 'complete') {
      await new Promise<void>((resolve) => {
        const onState = () => { if (pc.iceGatheringState === 'complete') settle(); };
        const settle = () => {
          clearTimeout(deadline);
          pc.removeEventListener('icegatheringstatechange', onState);
          resolve();
        };
        const deadline = setTimeout(settle, GATHERING_MS);
        pc.addEventListener('icegatheringstatechange', onState);
      });
    }
    const sdp = pc.localDescription?.sdp;
    if (sdp === undefined) throw new Error('the connection has no description');
    return this.#options.loopbackOnly ? onlyLoopback(sdp) : sdp;
  }
}

function silentTrack(): { readonly track: MediaStreamTrack; readonly end: () => void } {
  const context = new AudioContext();
  const track = context.createMediaStreamDestination().stream.getAudioTracks()[0];
  if (!track) throw new Error('the browser made no silence');
  return { track, end: () => { track.stop(); void context.close(); } };
}

/** Keeps the candidates on 127.0.0.1; all of them when the browser gave none there. */
export function onlyLoopback(sdp: string): string {
  const lines = sdp.split('\r\n');
  const isLocal = (line: string) => / 127\.0\.0\.1 \d+ typ /.test(line);
  if (!lines.some((line) => line.startsWith('a=candidate') && isLocal(line))) return sdp;
  return lines.filter((line) => !line.startsWith('a=candidate') || isLocal(line)).join('\r\n');
}
